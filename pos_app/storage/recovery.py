"""The journal's key, kept a second time: wrapped by a recovery passphrase, for the day the store is gone."""

from __future__ import annotations

from pathlib import Path

from pos_app.domain.origin import Origin
from pos_app.storage.places import Places
from pos_app.storage.sealed_file import LEAST_PASSPHRASE, seal, unseal
from pos_app.storage.trouble import told
from pos_app.storage.whole_file import write_whole

_PURPOSE = "journal key"


class TooShort(ValueError):
    """The passphrase has fewer than LEAST_PASSPHRASE characters."""


def set_recovery(places: Places, origin: Origin, master_key: bytes, passphrase: str) -> None:
    """Wrap the key and keep it beside the journal, in place of an older one; TooShort, StorageTrouble."""
    check_passphrase(passphrase)
    write_whole(_file(places, origin), seal(master_key, passphrase, _PURPOSE))


def has_recovery(places: Places, origin: Origin) -> bool:
    """Whether a recovery passphrase was set; raises StorageTrouble."""
    with told():
        return _file(places, origin).exists()


def recovered_key(places: Places, origin: Origin, passphrase: str) -> bytes:
    """The master key; raises WrongPassphrase, StorageTrouble."""
    with told():
        kept = _file(places, origin).read_bytes()
    return unseal(kept, passphrase, _PURPOSE)


def check_passphrase(passphrase: str) -> None:
    """Raise TooShort for one that is guessed too soon."""
    if len(" ".join(passphrase.split())) < LEAST_PASSPHRASE:
        raise TooShort


def _file(places: Places, origin: Origin) -> Path:
    return places.journal_folder(origin) / "journal.recovery"
