"""The journal as the till uses it: every call is done on the journal's own thread, the window never waits."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from pos_app.domain.operation import Event, Step
from pos_app.storage.disk_thread import DiskThread
from pos_app.storage.lock import InstanceLock
from pos_app.storage.mark import MarkFile, mark_of
from pos_app.storage.parcel import Parcel, steps_of
from pos_app.storage.reader import JournalReader
from pos_app.storage.reading import Loaded
from pos_app.storage.store import Store
from pos_app.storage.trouble import StorageTrouble
from pos_app.storage.writing import Batch, CardSeen

__all__ = ["CardSeen", "Journal", "Loaded"]


class Journal(JournalReader):
    """One origin's journal. Every async method raises StorageTrouble when the computer fails it.

    Once a call is made it is carried out, in the order of the calls, even if nobody waits for it.
    """

    def __init__(self, journal_id: str, store: Store, mark: MarkFile, lock: InstanceLock) -> None:
        """Made by `opening.open_journal`."""
        super().__init__(store, DiskThread())
        self.journal_id = journal_id
        self._mark = mark
        self._lock = lock

    async def commit(
        self, steps: Sequence[Step], *, cards: Sequence[CardSeen] = (), counted_order: str | None = None
    ) -> None:
        """Write these steps in one transaction; when this returns they survive a power cut.

        Raises StorageTrouble: nothing was written, for certain, unless `unsure`. Raises JournalRefused for a
        mistake of ours: nothing was written. With no steps it only proves that the disk takes writes.
        """
        meta = () if counted_order is None else (("counted_order", counted_order),)
        await self._thread.do(self._store.write, Batch(tuple(steps), tuple(cards), meta))

    async def note(self, deed: Event) -> None:
        """Write a deed of the audit into the chain; when this returns it survives a power cut."""
        await self._thread.do(self._store.write, Batch(deeds=(deed,)))

    async def settle_restored(self) -> None:
        """History was read for every open operation: the journal counts as its own present again."""
        await self._thread.do(self._store.forget, "restored")

    async def hand_over(self) -> None:
        """Mark this journal for good: from the next opening on it is set aside, and sends nothing."""
        await self._thread.do(self._store.write, Batch(meta=(("handed_over", uuid.uuid4().hex),)))

    async def take_over(self, parcel: Parcel, now: float) -> None:
        """Write what another till handed over, all or nothing; `now` in seconds since 1970 UTC."""
        steps: list[Step] = []
        cards: list[CardSeen] = []
        for one in parcel.operations:
            card_id, key = parcel.cards.get(one.card.fingerprint), one.card
            if card_id is not None:
                key = self.card_key(card_id)
                cards.append(CardSeen(key, card_id))
            steps += steps_of(replace(one, card=key), parcel.bodies.get(one.ref_id), now)
        batch = Batch(tuple(steps), tuple(cards), ((f"taken {parcel.rescue_id}", repr(now)),))
        await self._thread.do(self._store.write, batch)

    async def idle_care(self) -> None:
        """Keep the mark and empty the log; to be called every few seconds when nothing else is to be done.

        A mark that cannot be written is tried again the next time, and stops nobody.
        """
        await self._thread.do(self._care)

    async def archive(self, before: float, now: float) -> str:
        """Move operations that ended before `before` to an archive file, some at a time; its name, or "".

        Times in seconds since 1970 UTC.
        """
        return await self._thread.do(self._store.archive, before, now)

    async def close(self) -> None:
        """Keep the mark, close the file and give up the lock; later calls fail with RuntimeError."""
        try:
            await self._thread.do(self._close)
        finally:
            self._thread.end()

    def _care(self) -> None:
        with suppress(StorageTrouble):
            self._mark.keep_if_due(mark_of(self.journal_id, self._store.head))
        self._store.care()

    def _close(self) -> None:
        with suppress(StorageTrouble):
            self._mark.keep(mark_of(self.journal_id, self._store.head))
        closed = False
        try:
            self._store.close()
            closed = True
        finally:
            self._lock.release(ended_well=closed and self._store.is_sound)
