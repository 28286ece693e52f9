"""The limits of this till: what was moved today, and whether one more act needs somebody's approval."""

from __future__ import annotations

from collections.abc import Iterable

from pos_app.domain.frozen import frozen
from pos_app.domain.limits import Limits, Moved, moved_of
from pos_app.domain.operation import Operation
from pos_app.domain.person import Person
from pos_app.service.clock import Clock, day_of, midnight


@frozen
class _Noted:
    at: float
    moved: Moved


class Limiting:
    """Keeps the day's sums as the journal has them; a clock set back frees nobody of what was moved."""

    def __init__(self, limits: Limits, today: Iterable[Operation], clock: Clock) -> None:
        """`today` is what the journal holds of this day, whoever asked it."""
        self._limits, self._clock = limits, clock
        self._noted: dict[str, _Noted] = {}
        for one in today:
            self.take(one)

    def take(self, one: Operation) -> None:
        """An operation was written: it counts from its asking on, unless it is known not to have happened."""
        moved = moved_of(one)
        if moved is None:
            self._noted.pop(one.ref_id, None)
        else:
            self._noted[one.ref_id] = _Noted(one.asked_at, moved)

    def forget(self, ref_id: str) -> None:
        """It was not written after all."""
        self._noted.pop(ref_id, None)

    def allow(self, made: Operation, person: Person, approvers: tuple[Person, ...]) -> bool:
        """Whether this operation may be asked now, with these approvals."""
        asked = moved_of(made)
        if asked is None or self._limits.are_none:
            return True
        return self._limits.allow(asked, person, approvers, self._today())

    def may_approve(self, made: Operation, by: Person) -> bool:
        """Whether this person's approval would count for it."""
        asked = moved_of(made)
        return asked is None or self._limits.may_approve(asked, by, self._today())

    def _today(self) -> tuple[Moved, ...]:
        since = midnight(day_of(self._clock.now()))
        return tuple(one.moved for one in self._noted.values() if one.at >= since)
