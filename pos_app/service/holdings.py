"""The holds this journal placed that still have money or open requests, each with its captures and voids."""

from __future__ import annotations

from pos_app.domain.hold import Hold, hold_of
from pos_app.domain.operation import Kind, Operation, State


class Holdings:
    """Files confirmed holds and what was asked of them; forgets a hold when it has ended."""

    def __init__(self) -> None:
        """Nothing is filed."""
        self._placed: dict[str, Operation] = {}
        self._ends: dict[str, dict[str, Operation]] = {}
        self._holds: dict[str, Hold] = {}
        """By the reference that placed it, as it stands now."""

    def file(self, one: Operation) -> None:
        """Take note of an operation as it is now: a confirmed hold, or a capture or void of one."""
        if one.kind is Kind.HOLD and one.state is State.CONFIRMED:
            self._placed[one.ref_id] = one
            self._see(one.ref_id)
        elif one.kind in (Kind.CAPTURE, Kind.VOID):
            self._ends.setdefault(one.hold_ref, {})[one.ref_id] = one
            self._see(one.hold_ref)

    def placed(self, ref_id: str) -> Operation | None:
        """The operation that placed a hold which stands."""
        return self._placed.get(ref_id)

    def ends_of(self, hold_ref: str) -> tuple[Operation, ...]:
        """The captures and voids this till asked of a hold, in the order they were asked."""
        return tuple(self._ends.get(hold_ref, {}).values())

    def holds(self) -> tuple[Hold, ...]:
        """The holds with money still locked, newest first."""
        found = [one for one in self._holds.values() if one.is_open]
        return tuple(sorted(found, key=lambda one: -one.placed_at))

    def hold(self, hold_id: str) -> Hold | None:
        """The hold with this transaction id, if this journal placed it and it has not ended."""
        return next((one for one in self._holds.values() if one.hold_id == hold_id), None)

    def _see(self, ref_id: str) -> None:
        """How a hold of ours stands now; one that is over, with nothing open on it, is forgotten."""
        placed = self._placed.get(ref_id)
        if placed is None:
            return
        hold = self._holds[ref_id] = hold_of(placed, self.ends_of(ref_id))
        if not hold.is_open and not hold.pending:
            del self._placed[ref_id], self._holds[ref_id]
            self._ends.pop(ref_id, None)
