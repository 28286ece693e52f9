"""Finding the key of an origin's journal wherever it is kept; one that does not open it is never believed."""

from __future__ import annotations

from collections.abc import Sequence

from pos_app.domain.origin import Origin
from pos_app.storage.elsewhere import looking_at
from pos_app.storage.keys import Keys
from pos_app.storage.places import JOURNAL, Places
from pos_app.storage.reading import meta_of
from pos_app.storage.sealed_file import WrongPassphrase
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.vault import Vault


def carried_key(origin: Origin, places: Places, vaults: Sequence[Vault]) -> bytes | None:
    """The key that opens the journal which is there, from the first of these vaults that has it.

    The first vault is where the till has kept it until now. Without a journal it is the first key of all,
    for what was set aside or archived; None where there is none. Raises WrongPassphrase where that may be
    all that is missing, StorageTrouble NO_KEY where a journal is there and nobody gives its key.
    """
    is_there = (places.journal_folder(origin) / JOURNAL).exists()
    wanted = _check_of(origin, places) if is_there else ""
    faults: list[Exception] = []
    for number, vault in enumerate(vaults):
        try:
            key = vault.find_journal_key(origin, places)
        except WrongPassphrase as wrong:
            if number == 0 and not is_there:
                raise
            faults.insert(0, wrong)
        except StorageTrouble as trouble:
            faults.append(trouble)
        else:
            if key is not None and wanted in ("", Keys.of(key).check):
                return key
    if not is_there:
        return None
    gone = StorageTrouble(TroubleKind.NO_KEY, f"the key of the journal {origin.name} is gone")
    raise next((one for one in faults if isinstance(one, WrongPassphrase)), gone)


def _check_of(origin: Origin, places: Places) -> str:
    """What tells the journal's key from others; empty where the file does not tell."""
    try:
        with looking_at(places.journal_folder(origin) / JOURNAL) as connection:
            return meta_of(connection).get("key_check", "")
    except StorageTrouble:
        return ""
