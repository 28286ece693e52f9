"""What the journal proves, kept at hand: every change is on disk before it is true here."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from pos_app.domain.hold import Hold, hold_of
from pos_app.domain.operation import Kind, Operation, State, Step
from pos_app.domain.steps import resumed
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
        self._writing = asyncio.Lock()
        self.trouble: TroubleKind | None = None
        self.open: dict[str, Operation] = {one.ref_id: resumed(one) for one in loaded.open}
        """By `ref_id`, in the order they were asked."""
        self.suspect = set(self.open) if loaded.restored else set[str]()
        """Rows of a restored backup: history must be read before they may be sent."""
        self.restored = loaded.restored
        self.ended: deque[Operation] = deque(maxlen=ENDED)
        self.unseen: dict[str, Operation] = {one.ref_id: one for one in loaded.unseen}
        self._latest: deque[Operation] = deque(
            (self.open.get(one.ref_id, one) for one in loaded.latest), maxlen=LATEST
        )
        self._lanes: dict[str, dict[str, None]] = {}
        self._placed: dict[str, Operation] = {one.ref_id: one for one in loaded.holds}
        self._ends: dict[str, dict[str, Operation]] = {}
        for one in self.open.values():
            self._lanes.setdefault(one.lane, {})[one.ref_id] = None
        for one in (*loaded.ends, *self.open.values()):
            self._file_end(one)

    async def write(
        self, steps: Sequence[Step], cards: Sequence[CardSeen] = (), counted_order: str | None = None
    ) -> None:
        """Commit these steps to disk together, then make them true here; raises StorageTrouble."""
        async with self._writing:
            await self._commit(steps, cards, counted_order)

    async def change(self, ref_id: str, make: Callable[[Operation], Sequence[Step]]) -> Operation:
        """Commit the steps that `make` gives for the operation as it stands when its turn to write comes.

        Returns the operation after its first step (unchanged if there is none). Nobody else writes in
        between, so a cancel and an answer never overwrite each other. Raises StorageTrouble, nothing changed.
        """
        async with self._writing:
            before = self.open.get(ref_id) or self.unseen[ref_id]
            steps = make(before)
            if not steps:
                return before
            await self._commit(steps, (), None)
            return steps[0].operation

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

    def note_trouble(self, trouble: StorageTrouble) -> None:
        """Remember what is wrong with the disk, until a write succeeds."""
        self.trouble = trouble.kind
        self._changed()

    async def probe(self) -> None:
        """Try whether the disk takes writes again; raises StorageTrouble while it does not."""
        await self.write((), counted_order=None)

    def operation(self, ref_id: str) -> Operation | None:
        """The operation if it is open, a hold that stands, or ended in this run."""
        found = self.open.get(ref_id) or self._placed.get(ref_id) or self.unseen.get(ref_id)
        return found or next((one for one in self.ended if one.ref_id == ref_id), None)

    def open_on(self, fingerprint: str) -> tuple[Operation, ...]:
        """The open operations of a card, oldest first."""
        return tuple(one for one in self.open.values() if one.card.fingerprint == fingerprint)

    def is_blocked(self, fingerprint: str) -> bool:
        """Whether a hold, pay or fund of this card is not known yet, so that no other may be placed on it."""
        return any(one.kind.is_new_money for one in self.open_on(fingerprint))

    def holds(self) -> tuple[Hold, ...]:
        """The holds of this journal with money still locked, newest first."""
        found = [self._hold(one) for one in self._placed.values()]
        return tuple(sorted((one for one in found if one.is_open), key=lambda one: -one.placed_at))

    def hold(self, hold_id: str) -> Hold | None:
        """The hold with this transaction id, if this journal placed it and it has not ended."""
        return next((self._hold(one) for one in self._placed.values() if one.transaction_id == hold_id), None)

    def latest(self) -> tuple[Operation, ...]:
        """The newest operations, newest first."""
        return tuple(self._latest)

    def ahead_of(self, operation: Operation) -> bool:
        """Whether an older open operation of its lane comes first; those for a manager do not count."""
        for ref_id in self._lanes.get(operation.lane, ()):
            if ref_id == operation.ref_id:
                return False
            if self.open[ref_id].state is not State.NEEDS_MANAGER:
                return True
        return False

    def lane_is_busy(self, lane: str) -> bool:
        """Whether any operation of this lane is open."""
        return lane in self._lanes

    def ends_of(self, hold_ref: str) -> tuple[Operation, ...]:
        """The captures and voids this till asked of a hold, in the order they were asked."""
        return tuple(self._ends.get(hold_ref, {}).values())

    def _hold(self, placed: Operation) -> Hold:
        return hold_of(placed, self._ends.get(placed.ref_id, {}).values())

    def _take(self, one: Operation) -> None:
        known = one.ref_id in self.open or one.ref_id in self.unseen
        if one.is_open:
            self.open[one.ref_id] = one
            self._lanes.setdefault(one.lane, {})[one.ref_id] = None
        else:
            self._close(one)
        self._file_end(one)
        if known or any(old.ref_id == one.ref_id for old in self._latest):
            self._latest = deque(
                (one if old.ref_id == one.ref_id else old for old in self._latest), maxlen=LATEST
            )
        else:
            self._latest.appendleft(one)

    def _close(self, one: Operation) -> None:
        if self.open.pop(one.ref_id, None) is not None:
            self._leave_lane(one)
            self.ended.appendleft(one)
            self.on_end(one)
        else:
            self._replace_ended(one)
        self.suspect.discard(one.ref_id)
        if one.state in (State.REFUSED, State.NOT_ASKED) and not one.acknowledged:
            self.unseen[one.ref_id] = one
        else:
            self.unseen.pop(one.ref_id, None)
        if one.kind is Kind.HOLD and one.state is State.CONFIRMED:
            self._placed[one.ref_id] = one

    def _leave_lane(self, one: Operation) -> None:
        lane = self._lanes[one.lane]
        del lane[one.ref_id]
        if not lane:
            del self._lanes[one.lane]

    def _replace_ended(self, one: Operation) -> None:
        self.ended = deque((one if old.ref_id == one.ref_id else old for old in self.ended), maxlen=ENDED)

    def _file_end(self, one: Operation) -> None:
        if one.kind not in (Kind.CAPTURE, Kind.VOID):
            return
        self._ends.setdefault(one.hold_ref, {})[one.ref_id] = one
        placed = self._placed.get(one.hold_ref)
        if placed is None or one.is_open:
            return
        hold = self._hold(placed)
        if not hold.is_open and not hold.pending:
            del self._placed[one.hold_ref]
            del self._ends[one.hold_ref]
