"""The journal as the till uses it: every call is done on the journal's own thread, the window never waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import ParamSpec, TypeVar

from pos_app.domain.card import CardKey, last_four
from pos_app.domain.operation import Event, Operation, Step
from pos_app.storage import reading
from pos_app.storage.keys import Keys
from pos_app.storage.lock import InstanceLock
from pos_app.storage.mark import MarkFile, mark_of
from pos_app.storage.reading import Loaded
from pos_app.storage.store import Store
from pos_app.storage.trouble import StorageTrouble
from pos_app.storage.writing import (
    Batch,
    CardSeen,
    body_place,
    card_fingerprint,
    card_place,
    code_fingerprint,
)

__all__ = ["CardSeen", "Journal", "Loaded"]

P = ParamSpec("P")
T = TypeVar("T")


class Journal:
    """One origin's journal. Every async method raises StorageTrouble when the computer fails it.

    Once a call is made it is carried out, in the order of the calls, even if nobody waits for it.
    """

    def __init__(self, journal_id: str, store: Store, mark: MarkFile, lock: InstanceLock) -> None:
        """Made by `opening.open_journal`."""
        self.journal_id = journal_id
        self._store = store
        self._keys: Keys = store.keys
        self._mark = mark
        self._lock = lock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")

    async def commit(
        self, steps: Sequence[Step], *, cards: Sequence[CardSeen] = (), counted_order: str | None = None
    ) -> None:
        """Write these steps in one transaction; when this returns they survive a power cut.

        Raises StorageTrouble: nothing was written, for certain, unless `unsure`. Raises JournalRefused for a
        mistake of ours: nothing was written. With no steps it only proves that the disk takes writes.
        """
        meta = () if counted_order is None else (("counted_order", counted_order),)
        await self._do(self._store.write, Batch(tuple(steps), tuple(cards), meta))

    def card_key(self, card_id: str) -> CardKey:
        """How this journal names a card; needs no disk."""
        return CardKey(card_fingerprint(self._keys, card_id), last_four(card_id))

    def code_fingerprint(self, text: str) -> str:
        """How this journal names a scanned text; needs no disk."""
        return code_fingerprint(self._keys, text)

    async def card_id(self, fingerprint: str) -> str | None:
        """A card's number; None if this journal never saw the card or cannot unseal it."""
        sealed = await self._read(reading.sealed_card, fingerprint)
        opened = None if sealed is None else self._keys.unseal(sealed, card_place(fingerprint))
        return None if opened is None else opened.decode()

    async def find_card(self, fingerprint: str) -> CardKey | None:
        """The card that the code with this fingerprint was last seen to belong to."""
        return await self._read(reading.find_card, fingerprint)

    async def body(self, ref_id: str) -> bytes | None:
        """The exact request body of an open operation; None if it has ended or cannot be unsealed."""
        sealed = await self._read(reading.sealed_body, ref_id)
        return None if sealed is None else self._keys.unseal(sealed, body_place(ref_id))

    async def load(self) -> Loaded:
        """What a till needs when it starts."""
        return await self._read(reading.load)

    async def operation(self, ref_id: str) -> Operation | None:
        """The operation of this reference, however old."""
        return await self._read(reading.operation, ref_id)

    async def story(self, ref_id: str) -> tuple[Event, ...]:
        """Its events in the order they were written; a hold's with those of its captures and voids."""
        return await self._read(reading.story, ref_id)

    async def last_used(self, fingerprint: str) -> float | None:
        """When this till last asked something of a card, in seconds since 1970 UTC; None if never."""
        return await self._read(reading.last_used, fingerprint)

    async def operations_of(self, fingerprint: str, limit: int) -> tuple[Operation, ...]:
        """A card's newest operations, newest first."""
        return await self._read(reading.operations_of, fingerprint, limit)

    async def settle_restored(self) -> None:
        """History was read for every open operation: the journal counts as its own present again."""
        await self._do(self._store.forget, "restored")

    async def idle_care(self) -> None:
        """Keep the mark and empty the log; to be called every few seconds when nothing else is to be done.

        A mark that cannot be written is tried again the next time, and stops nobody.
        """
        await self._do(self._care)

    async def close(self) -> None:
        """Keep the mark, close the file and give up the lock; later calls fail with RuntimeError."""
        try:
            await self._do(self._close)
        finally:
            self._thread.shutdown(wait=False)

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

    async def _read(self, query: Callable[..., T], *bindings: str | int) -> T:
        return await self._do(self._store.read, query, *bindings)

    async def _do(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._thread, lambda: work(*given, **named)))
