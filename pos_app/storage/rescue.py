"""Handing a till's open requests over to another till, and taking them over. Both block."""

from __future__ import annotations

from pathlib import Path

from pos_app.storage.elsewhere import looking_at
from pos_app.storage.journal import Journal
from pos_app.storage.keys import Keys
from pos_app.storage.offline import in_journal, owner_of
from pos_app.storage.parcel import Parcel, packed, read_parcel
from pos_app.storage.places import JOURNAL, Places
from pos_app.storage.sealed_file import seal, unseal
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.whole_file import write_whole

_PURPOSE = "rescue"


class TakenAlready(Exception):
    """This journal took the parcel over before, or holds some of its requests itself."""


def hand_over(
    places: Places, file: Path, master_key: bytes, passphrase: str, target: Path, now: float
) -> Parcel:
    """Mark a journal so that it never sends again, then write what it still owes, sealed, to `target`.

    A journal that was marked before is only written again: the mark comes first, so that at no moment two
    tills may send. Raises StorageTrouble (SECOND_WINDOW while its till runs).
    """
    owner = owner_of(file)
    if not owner.handed_over:
        if file != places.journal_folder(owner.origin) / JOURNAL:
            raise StorageTrouble(TroubleKind.DISK_ERROR, "only a journal in its own place can be handed over")
        in_journal(places, owner.origin, master_key, now, lambda journal: journal.hand_over())
    with looking_at(file) as connection:
        parcel = packed(connection, Keys.of(master_key), owner.origin)
    write_whole(target, seal(parcel.as_bytes(), passphrase, _PURPOSE))
    return parcel


def opened_parcel(source: Path, passphrase: str) -> Parcel:
    """What another till handed over; raises WrongPassphrase, NotAParcel, OSError."""
    return read_parcel(unseal(source.read_bytes(), passphrase, _PURPOSE))


def take_over(places: Places, parcel: Parcel, master_key: bytes, now: float) -> None:
    """Write everything of a parcel into this till's journal of the same origin, in one transaction.

    Raises TakenAlready (nothing was written), StorageTrouble (SECOND_WINDOW while the till runs).
    """

    async def take(journal: Journal) -> None:
        for one in parcel.operations:
            if await journal.operation(one.ref_id) is not None:
                raise TakenAlready
        await journal.take_over(parcel, now)

    in_journal(places, parcel.origin, master_key, now, take)
