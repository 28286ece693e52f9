"""The vault that a till's own settings name."""

from __future__ import annotations

from pathlib import Path

from pos_app.storage.places import Places
from pos_app.storage.provision import effective_settings
from pos_app.storage.trouble import StorageTrouble
from pos_app.storage.vault import Vault


def chosen_vault(places: Places, key_file: Path | None) -> Vault:
    """A key file that was named, else the files a manager chose, else the computer's password store."""
    if key_file is not None:
        return Vault(key_file=key_file)
    try:
        in_files = effective_settings(places).settings.secrets == "file"
    except StorageTrouble:
        in_files = False
    return Vault.in_files(places) if in_files else Vault()
