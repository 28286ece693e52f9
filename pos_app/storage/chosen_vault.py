"""The vault of each place that secrets can be in, and the one that a till's own settings name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pos_app.domain.connecting import SecretPlace
from pos_app.storage.asked_vault import AskedVault
from pos_app.storage.places import Places
from pos_app.storage.provision import effective_settings
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.vault import Vault

PLACES = {place.value: place for place in SecretPlace}
"""The places by the word in the settings, for commands."""


def vault_in(place: SecretPlace, places: Places, passphrase: Callable[[], str]) -> Vault:
    """The vault of a place; `passphrase` is asked only where nothing is kept."""
    match place:
        case SecretPlace.STORE:
            return Vault()
        case SecretPlace.FILE:
            return Vault.in_files(places)
        case SecretPlace.NOWHERE:
            return AskedVault(passphrase)


def nobody_to_ask() -> str:
    """In place of a passphrase: raises StorageTrouble NO_KEY."""
    raise StorageTrouble(TroubleKind.NO_KEY, "the key is opened by the recovery passphrase, at each start")


def chosen_vault(
    places: Places, key_file: Path | None, passphrase: Callable[[], str] = nobody_to_ask
) -> Vault:
    """A key file that was named, else what the settings say."""
    if key_file is not None:
        return Vault(key_file=key_file)
    try:
        place = SecretPlace(effective_settings(places).settings.secrets)
    except StorageTrouble:
        place = SecretPlace.STORE
    return vault_in(place, places, passphrase)
