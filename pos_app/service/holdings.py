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

    def file(self, one: Operation) -> None:
        """Take note of an operation as it is now: a confirmed hold, or a capture or void of one."""
        if one.kind is Kind.HOLD and one.state is State.CONFIRMED:
            self._placed[one.ref_id] = one
        elif one.kind in (Kind.CAPTURE, Kind.VOID):
            self._ends.setdefault(one.hold_ref, {})[one.ref_id] = one
            if not one.is_open:
                self._forget_if_over(one.hold_ref)

    def placed(self, ref_id: str) -> Operation | None:
        """The operation that placed a hold which stands."""
        return self._placed.get(ref_id)

    def ends_of(self, hold_ref: str) -> tuple[Operation, ...]:
        """The captures and voids this till asked of a hold, in the order they were asked."""
        return tuple(self._ends.get(hold_ref, {}).values())

    def holds(self) -> tuple[Hold, ...]:
        """The holds with money still locked, newest first."""
        found = [self._hold(one) for one in self._placed.values()]
        return tuple(sorted((one for one in found if one.is_open), key=lambda one: -one.placed_at))

    def hold(self, hold_id: str) -> Hold | None:
        """The hold with this transaction id, if this journal placed it and it has not ended."""
        return next((self._hold(one) for one in self._placed.values() if one.transaction_id == hold_id), None)

    def _hold(self, placed: Operation) -> Hold:
        return hold_of(placed, self.ends_of(placed.ref_id))

    def _forget_if_over(self, hold_ref: str) -> None:
        placed = self._placed.get(hold_ref)
        if placed is None:
            return
        hold = self._hold(placed)
        if not hold.is_open and not hold.pending:
            del self._placed[hold_ref]
            del self._ends[hold_ref]
