"""Limits of each role, and the second limit above which two managers are needed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.limits import Limit, Limited, Limits, Moved, moved_of, table_of
from pos_app.domain.operation import Kind, State
from pos_app.domain.person import Person, Role
from tests.domain.values import operation

KARI, OLA = Person(1, "Kari", Role.CASHIER), Person(2, "Ola", Role.SENIOR)
MIA, EVA = Person(3, "Mia", Role.MANAGER), Person(4, "Eva", Role.MANAGER)
LIMITS = Limits(
    roles={
        Role.CASHIER: table_of("pay 100 250 150, hold 100 - -"),
        Role.SENIOR: table_of("pay 300 - -"),
        Role.MANAGER: table_of("fund 1000 - -"),
    },
    second=table_of("pay 500 - -, fund 2000 3000 -"),
)


def pay(minor: int, by: Person = KARI, card: str = "a", what: Limited = Limited.PAY) -> Moved:
    """Something a person wants, or did today."""
    return Moved(staff=by.number, what=what, card=card, minor=minor)


@pytest.mark.parametrize(
    ("asked", "today", "allowed"),
    [
        (pay(10_000), [], True),
        (pay(10_001), [], False),
        (pay(5_000), [pay(10_000)], True),
        (pay(5_001), [pay(10_000)], False),
        (pay(5_001), [pay(10_000, card="b")], True),
        (pay(5_000), [pay(10_000, card="b"), pay(10_000, card="c")], True),
        (pay(5_001), [pay(10_000, card="b"), pay(10_000, card="c")], False),
        (pay(5_001), [pay(10_000, by=OLA, card="b"), pay(10_000, by=OLA, card="c")], True),
        (pay(5_001), [pay(10_000, by=OLA)], False),
        (pay(10_000), [pay(90_000, what=Limited.HOLD)], True),
        (pay(99_999, what=Limited.REFUND), [], True),
    ],
)
def test_per_act_per_day_and_per_card(asked: Moved, today: list[Moved], allowed: bool) -> None:
    assert LIMITS.allow(asked, KARI, (), today) is allowed


@pytest.mark.parametrize(
    ("asked", "person", "approvers", "allowed"),
    [
        (pay(20_000), KARI, (OLA,), True),
        (pay(20_000), KARI, (MIA,), True),
        (pay(40_000), KARI, (OLA,), False),
        (pay(40_000), KARI, (MIA,), True),
        (pay(60_000), KARI, (MIA,), False),
        (pay(60_000), KARI, (MIA, MIA), False),
        (pay(60_000), KARI, (MIA, EVA), True),
        (pay(60_000), KARI, (OLA, MIA), False),
        (pay(60_000, by=MIA), MIA, (), False),
        (pay(60_000, by=MIA), MIA, (EVA,), True),
        (pay(60_000, by=MIA), MIA, (OLA,), False),
        (pay(150_000, by=MIA, what=Limited.FUND), MIA, (), False),
        (pay(150_000, by=MIA, what=Limited.FUND), MIA, (MIA,), False),
        (pay(150_000, by=MIA, what=Limited.FUND), MIA, (EVA,), True),
    ],
)
def test_who_must_approve(asked: Moved, person: Person, approvers: tuple[Person, ...], allowed: bool) -> None:
    assert LIMITS.allow(asked, person, approvers, []) is allowed


def test_whose_approval_counts() -> None:
    assert LIMITS.may_approve(pay(20_000), OLA, [])
    assert not LIMITS.may_approve(pay(20_000), KARI, [])
    assert not LIMITS.may_approve(pay(40_000), OLA, [])
    assert not LIMITS.may_approve(pay(60_000), OLA, [])
    assert LIMITS.may_approve(pay(60_000), MIA, [])


@given(st.integers(1, 10**9), st.sampled_from(Limited))
def test_without_limits_nobody_is_asked(minor: int, what: Limited) -> None:
    assert Limits().allow(pay(minor, what=what), KARI, (), [pay(10**9)])


def test_what_counts() -> None:
    one = operation(kind=Kind.FUND, hold_ref="paid")
    found = moved_of(one)
    assert found is not None
    assert (found.what, found.minor, found.staff) == (Limited.REFUND, one.amount.minor, one.staff)
    sold = moved_of(replace(one, kind=Kind.ACTIVATE, hold_ref=""))
    assert sold is not None
    assert sold.what is Limited.FUND
    assert moved_of(replace(one, kind=Kind.CAPTURE)) is None
    for state in (State.REFUSED, State.CANCELLED, State.NOT_ASKED):
        assert moved_of(replace(one, state=state)) is None
    assert moved_of(replace(one, state=State.NEEDS_MANAGER)) is not None


def test_a_table_is_read() -> None:
    assert table_of("") == {}
    assert table_of(" pay 2000 10000 -, refund - - 5 ,") == {
        Limited.PAY: Limit(200_000, 1_000_000, None),
        Limited.REFUND: Limit(None, None, 500),
    }


NO_TABLES = ["pay", "pay 1 2", "pay 1 2 3 4", "void 1 2 3", "pay 1,5 2 3", "pay -1 2 3", "pay 1.5 2 3"]


@pytest.mark.parametrize("text", [*NO_TABLES, "pay 1 2 3, pay 1 2 3", "pay ½ 2 3", "pay 1234567890 2 3"])
def test_anything_else_is_no_table(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        table_of(text)
