"""How much one person may move before somebody else must approve: per act, per day, per card and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum

from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.person import Person, Role


class Limited(StrEnum):
    """What a limit is about; a card that is activated is money put on it too."""

    HOLD = "hold"
    PAY = "pay"
    FUND = "fund"
    REFUND = "refund"


@frozen
class Limit:
    """The most in minor units that needs no approval; None: no limit. `card` counts everybody's of a day."""

    act: int | None = None
    day: int | None = None
    card: int | None = None


@frozen_by_name
class Moved:
    """What was asked today, by whom, on which card (its fingerprint), in minor units."""

    staff: int
    what: Limited
    card: str
    minor: int


def limited_as(one: Operation) -> Limited | None:
    """Which limit an operation counts against; None for what only ends a hold."""
    if one.kind is Kind.FUND and one.hold_ref:
        return Limited.REFUND
    kinds = {
        Kind.HOLD: Limited.HOLD,
        Kind.PAY: Limited.PAY,
        Kind.FUND: Limited.FUND,
        Kind.ACTIVATE: Limited.FUND,
    }
    return kinds.get(one.kind)


def moved_of(one: Operation) -> Moved | None:
    """What an operation adds to the day; None if it moved nothing, or no limit is about it."""
    what = limited_as(one)
    if what is None or one.state.moved_nothing:
        return None
    return Moved(staff=one.staff, what=what, card=one.card.fingerprint, minor=one.amount.minor)


Table = Mapping[Limited, Limit]


@frozen_by_name
class Limits:
    """A table for each role, and a second one above which two managers are needed, whoever asks."""

    roles: Mapping[Role, Table] = field(default_factory=dict)
    second: Table = field(default_factory=dict)

    @property
    def are_none(self) -> bool:
        """Whether nothing is limited, so that no sum of the day matters."""
        return not self.second and not any(self.roles.values())

    def may_approve(self, asked: Moved, by: Person, today: Iterable[Moved]) -> bool:
        """Whether this person's approval counts: a manager's does, else one within their own limits."""
        if self._is_over(self.second, asked, today):
            return by.role is Role.MANAGER
        return by.role is Role.MANAGER or not self._is_over(
            self.roles.get(by.role, {}),
            Moved(staff=by.number, what=asked.what, card=asked.card, minor=asked.minor),
            today,
        )

    def allow(
        self, asked: Moved, person: Person, approvers: tuple[Person, ...], today: Iterable[Moved]
    ) -> bool:
        """Whether this may be asked now, with these approvals."""
        day = tuple(today)
        if self._is_over(self.second, asked, day):
            managers = {one.number for one in (person, *approvers) if one.role is Role.MANAGER}
            return len(managers) >= 2
        if not self._is_over(self.roles.get(person.role, {}), asked, day):
            return True
        others = [one for one in approvers if one.number != person.number]
        return any(self.may_approve(asked, one, day) for one in others)

    @staticmethod
    def _is_over(table: Table, asked: Moved, today: Iterable[Moved]) -> bool:
        limit = table.get(asked.what)
        if limit is None:
            return False
        same = [one for one in today if one.what is asked.what]
        day = asked.minor + sum(one.minor for one in same if one.staff == asked.staff)
        card = asked.minor + sum(one.minor for one in same if one.card == asked.card)
        found = ((limit.act, asked.minor), (limit.day, day), (limit.card, card))
        return any(most is not None and sum_ > most for most, sum_ in found)


def table_of(text: str) -> Table:
    """Read "pay 2000 10000 5000, refund 500 - -": act, day, card in whole units, a dash for no limit.

    ValueError for anything else.
    """
    found: dict[Limited, Limit] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        what, act, day, card = part.split()
        if Limited(what) in found:
            raise ValueError(f"{what} twice")
        found[Limited(what)] = Limit(_minor(act), _minor(day), _minor(card))
    return found


def _minor(word: str) -> int | None:
    if word == "-":
        return None
    if not (word.isascii() and word.isdecimal() and len(word) <= 9):
        raise ValueError("not a sum")
    return int(word) * 100
