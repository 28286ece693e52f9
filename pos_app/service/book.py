"""What the journal proves, kept at hand: every change is on disk before it is true here."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from pos_app.domain.operation import Operation, State, Step
from pos_app.domain.steps import resumed
from pos_app.service.holdings import Holdings
from pos_app.service.lanes import Lanes
from pos_app.storage.journal import CardSeen, Journal, Loaded
from pos_app.storage.trouble import StorageTrouble, TroubleKind

LATEST = 8
ENDED = 32


class Book:
    """The operations of this journal that matter now: open ones, open holds, the latest, the unseen."""

    def __init__(self, journal: Journal, loaded: Loaded, changed: Callable[[], None]) -> None:
        """Start from what the journal held; `changed` is called after every write and every trouble."""
        self._journal = journal
        self._changed = changed
        self.on_end: Callable[[Operation], None] = lambda _: None
        """Called when an operation has ended, after it is on disk and before `changed`."""
        self.on_write: Callable[[Operation], None] = lambda _: None
        """Called with every operation that was written, after it is on disk."""
        self._writing = asyncio.Lock()
        self.trouble: TroubleKind | None = None
        self.open: dict[str, Operation] = {one.ref_id: resumed(one) for one in loaded.open}
        """By `ref_id`, in the order they were asked."""
        self.suspect = set(self.open) if loaded.restored else set[str]()
        """Rows of a restored backup: history must be read before they may be sent."""
        self.restored = loaded.restored
        self.ended: deque[Operation] = deque(maxlen=ENDED)
        self.unseen: dict[str, Operation] = {one.ref_id: one for one in loaded.unseen}
        self.lanes = Lanes()
        self.holdings = Holdings()
        self._latest: deque[Operation] = deque(
            (self.open.get(one.ref_id, one) for one in loaded.latest), maxlen=LATEST
        )
        for one in self.open.values():
            self.lanes.join(one)
        for one in (*loaded.holds, *loaded.ends, *self.open.values()):
            self.holdings.file(one)

    async def write(
        self, steps: Sequence[Step], cards: Sequence[CardSeen] = (), counted_order: str | None = None
    ) -> None:
        """Commit these steps to disk together, then make them true here; raises StorageTrouble."""
        async with self._writing:
            await self._commit(steps, cards, counted_order)

    async def change(self, ref_id: str, make: Callable[[Operation], Sequence[Step]]) -> Operation:
        """Commit the steps that `make` gives for the operation as it stands when its turn to write comes.

        Returns the operation after its first step (unchanged if there is none). Nobody else writes in
        between, so a cancel and an answer never overwrite each other. Raises StorageTrouble, nothing changed;
        KeyError if it has ended meanwhile.
        """
        async with self._writing:
            before = self.open.get(ref_id) or self.unseen[ref_id]
            steps = make(before)
            if not steps:
                return before
            await self._commit(steps, (), None)
            return steps[0].operation

    def note_trouble(self, trouble: StorageTrouble) -> None:
        """Remember what is wrong with the disk, until a write succeeds."""
        self.trouble = trouble.kind
        self._changed()

    def no_longer_restored(self) -> None:
        """Every row of the restored backup was settled, and the journal knows it."""
        self.restored = False
        self._changed()

    async def probe(self) -> None:
        """Try whether the disk takes writes again; raises StorageTrouble while it does not."""
        await self.write(())

    def operation(self, ref_id: str) -> Operation | None:
        """The operation if it is open, a hold that stands, or ended in this run."""
        found = self.open.get(ref_id) or self.holdings.placed(ref_id) or self.unseen.get(ref_id)
        return found or next((one for one in self.ended if one.ref_id == ref_id), None)

    def open_on(self, fingerprint: str) -> tuple[Operation, ...]:
        """The open operations of a card, oldest first."""
        return tuple(one for one in self.open.values() if one.card.fingerprint == fingerprint)

    def is_blocked(self, fingerprint: str) -> bool:
        """Whether a hold, pay or fund of this card is not known yet, so that no other may be placed on it."""
        return self.lanes.is_busy(fingerprint)

    def latest(self) -> tuple[Operation, ...]:
        """The newest operations, newest first."""
        return tuple(self._latest)

    def must_wait(self, one: Operation) -> bool:
        """Whether an older open operation of its lane comes first; those for a manager do not count."""
        ahead = self.lanes.ahead_of(one)
        return any(self.open[ref_id].state is not State.NEEDS_MANAGER for ref_id in ahead)

    async def _commit(
        self, steps: Sequence[Step], cards: Sequence[CardSeen], counted_order: str | None
    ) -> None:
        try:
            await self._journal.commit(steps, cards=cards, counted_order=counted_order)
        except StorageTrouble as trouble:
            self.note_trouble(trouble)
            raise
        self.trouble = None
        for step in steps:
            self._take(step.operation)
        self._changed()

    def _take(self, one: Operation) -> None:
        self.on_write(one)
        is_new = one.is_open and one.ref_id not in self.open
        if one.is_open:
            self.open[one.ref_id] = one
            self.lanes.join(one)
        else:
            self._close(one)
        self.holdings.file(one)
        if is_new:
            self._latest.appendleft(one)
        else:
            self._latest = deque(_with(one, self._latest), maxlen=LATEST)

    def _close(self, one: Operation) -> None:
        self.suspect.discard(one.ref_id)
        if one.state in (State.REFUSED, State.NOT_ASKED) and not one.acknowledged:
            self.unseen[one.ref_id] = one
        else:
            self.unseen.pop(one.ref_id, None)
        if self.open.pop(one.ref_id, None) is None:
            self.ended = deque(_with(one, self.ended), maxlen=ENDED)
            return
        self.lanes.leave(one)
        self.ended.appendleft(one)
        self.on_end(one)


def _with(one: Operation, others: deque[Operation]) -> list[Operation]:
    """The others, with this operation in the place of its older self."""
    return [one if old.ref_id == one.ref_id else old for old in others]
