"""Holds and what is left of them, from our journal and from a card's history."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.answer import Transaction
from pos_app.domain.hold import hold_of, holds_in_history
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation, State
from tests.domain.values import CARD, operation

PLACED = operation(state=State.CONFIRMED, transaction_id="tx-1")


def nok(minor: int) -> Money:
    return Money(minor, Currency.NOK)


def end(
    minor: int = 0, kind: Kind = Kind.CAPTURE, state: State = State.CONFIRMED, hold: str = "ref-1"
) -> Operation:
    return operation(
        ref_id=f"{kind} {minor} {state}", kind=kind, amount=nok(minor), hold_ref=hold, state=state
    )


def test_a_hold_tells_what_it_was_placed_with() -> None:
    hold = hold_of(replace(PLACED, order="1043"), [])
    assert (hold.hold_id, hold.ref_id, hold.card, hold.ours) == ("tx-1", "ref-1", CARD, True)
    assert (hold.order, hold.staff, hold.staff_name) == ("1043", 7, "Kari")
    assert (hold.left, hold.uncommitted, hold.is_open) == (nok(25_000), nok(25_000), True)


parts = st.lists(
    st.builds(
        end,
        st.integers(0, 12_000),
        st.sampled_from([Kind.CAPTURE, Kind.VOID]),
        st.sampled_from(State),
        st.sampled_from(["ref-1", "another hold", ""]),
    ),
    max_size=6,
)


@given(parts)
def test_what_is_left_is_never_below_zero_nor_more_than_was_held(ends: list[Operation]) -> None:
    hold = hold_of(PLACED, ends)
    ours = [one for one in ends if one.hold_ref == "ref-1"]
    confirmed = [one for one in ours if one.state is State.CONFIRMED]
    captured = sum(one.amount.minor for one in confirmed if one.kind is Kind.CAPTURE)
    voided = any(one.kind is Kind.VOID for one in confirmed)
    assert hold.left.minor == (0 if voided else max(25_000 - captured, 0))
    assert 0 <= hold.uncommitted.minor <= hold.left.minor <= 25_000
    assert hold.is_open is (hold.left.minor > 0)
    assert list(hold.pending) == [one for one in ours if not one.state.is_final]


def test_an_open_capture_is_counted_as_if_done_and_a_refused_one_is_not() -> None:
    waiting, refused = end(10_000, state=State.WAITING), end(5_000, state=State.REFUSED)
    hold = hold_of(PLACED, [waiting, refused])
    assert (hold.left, hold.uncommitted) == (nok(25_000), nok(15_000))
    void = hold_of(PLACED, [end(kind=Kind.VOID, state=State.ASKED)])
    assert (void.left, void.uncommitted) == (nok(25_000), nok(0))


def row(
    hold_id: str, kind: str, minor: int, parent: str = "", created_at: float | None = None
) -> Transaction:
    return Transaction(
        ref_id=f"ref {hold_id}",
        id=hold_id,
        type=kind,
        amount=nok(minor),
        parent_id=parent,
        created_at=created_at,
    )


def test_history_shows_the_holds_of_every_till_and_what_is_left_of_them() -> None:
    rows = [
        row("fund", "fund", 100_000),
        row("h1", "pending_capture", 30_000, created_at=5.0),
        row("h2", "pending_capture", 20_000),
        row("c1", "drawdown", 10_000, "h1"),
        row("c2", "drawdown", 5_000, "h1"),
        row("v2", "voided", 20_000, "h2"),
        row("pay", "drawdown", 7_000),
        row("h1", "pending_capture", 30_000),
        row("", "pending_capture", 1_000),
    ]
    first, second = holds_in_history(CARD, iter(rows))
    assert (first.hold_id, first.ref_id, first.placed_at, first.ours) == ("h1", "ref h1", 5.0, False)
    assert (first.left, first.is_open) == (nok(15_000), True)
    assert (second.hold_id, second.placed_at, second.left, second.is_open) == ("h2", 0.0, nok(0), False)
    assert holds_in_history(CARD, []) == ()
