"""What answers and histories mean: the outcome table."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pos_app.domain.answer import Answer, History, Look, Seen, Transaction
from pos_app.domain.judge import Verdict, judge, matches, proves, trace
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.traces import Trace
from tests.domain.values import operation, operations, sums, texts

TYPES = {
    Kind.PAY: "drawdown",
    Kind.CAPTURE: "drawdown",
    Kind.HOLD: "pending_capture",
    Kind.VOID: "voided",
    Kind.FUND: "fund",
    Kind.ACTIVATE: "fund",
}
NOK_250 = Money(25_000, Currency.NOK)


def row(one: Operation, **given: object) -> Transaction:
    usual: dict[str, object] = {"ref_id": one.ref_id, "amount": one.amount, "id": "tx-1"}
    fields = usual | {"type": TYPES[one.kind]} | given
    return Transaction(**fields)  # type: ignore[arg-type]  # each test gives what the field takes


@pytest.mark.parametrize(
    ("seen", "first", "verdict"),
    [
        (Seen.NOT_SENT, True, Verdict.HARMLESS),
        (Seen.NOT_SENT, False, Verdict.HARMLESS),
        (Seen.UNAUTHORIZED, True, Verdict.HARMLESS),
        (Seen.UNAUTHORIZED, False, Verdict.HARMLESS),
        (Seen.TOO_MANY, True, Verdict.HARMLESS),
        (Seen.TOO_MANY, False, Verdict.HARMLESS),
        (Seen.REFUSAL, True, Verdict.REFUSED),
        (Seen.REFUSAL, False, Verdict.HISTORY_DECIDES),
        (Seen.ALREADY_USED, True, Verdict.HISTORY_DECIDES),
        (Seen.ALREADY_USED, False, Verdict.HISTORY_DECIDES),
        (Seen.OTHER_4XX, True, Verdict.NOT_KNOWN),
        (Seen.OTHER_4XX, False, Verdict.HISTORY_DECIDES),
        (Seen.NOT_KNOWN, True, Verdict.NOT_KNOWN),
        (Seen.NOT_KNOWN, False, Verdict.NOT_KNOWN),
        (Seen.OK, True, Verdict.NOT_KNOWN),
        (Seen.OK, False, Verdict.NOT_KNOWN),
    ],
)
def test_the_outcome_table(seen: Seen, first: bool, verdict: Verdict) -> None:
    assert judge(operation(), Answer(seen=seen), first=first) is verdict


@given(operations(), st.booleans())
def test_an_ok_that_is_ours_confirms_on_any_send(one: Operation, first: bool) -> None:
    answer = Answer(seen=Seen.OK, transaction=row(one))
    assert judge(one, answer, first=first) is Verdict.CONFIRMED


@given(operations(), operations(), st.sampled_from(["", *TYPES.values(), "refund"]), texts, st.booleans())
def test_an_ok_that_is_not_ours_is_never_paid(
    one: Operation, other: Operation, kind: str, parent_id: str, first: bool
) -> None:
    """Whatever a service puts into a 200: without our reference it is not known, and never refused."""
    assume(one.ref_id != other.ref_id)
    foreign = row(other, type=kind, parent_id=parent_id)
    assert judge(one, Answer(seen=Seen.OK, transaction=foreign), first=first) is Verdict.NOT_KNOWN


@given(operations(), sums(), st.sampled_from(["", *TYPES.values(), "refund"]))
def test_what_matches_is_this_operation(one: Operation, amount: Money, kind: str) -> None:
    found = matches(one, row(one, amount=amount, type=kind))
    if one.kind is Kind.VOID:
        own = amount.currency is one.amount.currency
        right_sum = own and (amount.minor <= one.amount.minor or one.after != "")
    else:
        right_sum = amount == one.amount
    assert found is (right_sum and kind in ("", TYPES[one.kind]))


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ({}, {"ref_id": "another"}),
        ({}, {"amount": Money(25_001, Currency.NOK)}),
        ({}, {"amount": Money(24_999, Currency.NOK)}),
        ({}, {"amount": Money(25_000, Currency.SEK)}),
        ({}, {"type": "drawdown"}),
        ({"kind": Kind.VOID}, {"amount": Money(25_001, Currency.NOK)}),
        ({"kind": Kind.VOID}, {"amount": Money(-1, Currency.NOK)}),
        ({"kind": Kind.VOID}, {"amount": Money(25_000, Currency.SEK)}),
        ({"kind": Kind.VOID, "after": "capture-1"}, {"amount": Money(-1, Currency.NOK)}),
        ({"kind": Kind.CAPTURE, "hold_id": "tx-9"}, {"parent_id": "tx-8"}),
        ({"kind": Kind.PAY}, {"parent_id": "tx-9"}),
        ({}, {"parent_id": "tx-9"}),
    ],
)
def test_a_contradiction_unmatches(asked: dict[str, object], answered: dict[str, object]) -> None:
    one = operation(**asked)
    assert matches(one, row(one))
    assert not matches(one, row(one, **answered))


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ({}, {"type": ""}),
        ({"kind": Kind.VOID}, {"amount": Money(100, Currency.NOK)}),
        ({"kind": Kind.CAPTURE, "hold_id": "tx-9"}, {"parent_id": "tx-9"}),
        ({"kind": Kind.CAPTURE, "hold_id": "tx-9"}, {"parent_id": ""}),
        ({"kind": Kind.VOID, "after": "capture-1"}, {"amount": Money(25_001, Currency.NOK)}),
    ],
)
def test_what_was_left_out_does_not_unmatch(asked: dict[str, object], answered: dict[str, object]) -> None:
    one = operation(**asked)
    assert matches(one, row(one, **answered))


@pytest.mark.parametrize("kind", Kind)
def test_only_a_hold_needs_the_id_that_ends_it(kind: Kind) -> None:
    one = operation(kind=kind)
    assert proves(one, row(one))
    assert proves(one, row(one, id="")) is (kind is not Kind.HOLD)


def history(*rows: Transaction) -> History:
    return History(look=Look.FOUND, rows=rows)


def test_history_finds_proves_contradicts_or_does_not_have_it() -> None:
    one = operation()
    other = row(operation(ref_id="another"))
    assert trace(one, history(other, row(one))).transaction == row(one)
    assert trace(one, history(row(one), row(one))).trace is Trace.FOUND  # the same row, told twice
    assert trace(one, history(other)).trace is Trace.ABSENT
    assert trace(one, history()).trace is Trace.ABSENT
    assert trace(one, history(row(one, amount=Money(1, Currency.NOK)))).trace is Trace.CONTRADICTS
    assert trace(one, history(row(one), row(one, id="tx-2"))).trace is Trace.CONTRADICTS
    assert trace(one, history(row(one, id=""))).trace is Trace.CONTRADICTS  # a hold without its id


@pytest.mark.parametrize("look", sorted(set(Look) - {Look.FOUND}))
def test_a_history_that_was_not_read_proves_nothing(look: Look) -> None:
    found = trace(operation(), History(look=look, rows=(row(operation()),)))
    assert (found.trace, found.transaction) == (Trace.UNREADABLE, None)


@given(operations(), st.lists(operations(), max_size=5))
def test_history_never_finds_what_is_not_there(one: Operation, others: list[Operation]) -> None:
    assume(all(other.ref_id != one.ref_id for other in others))
    assert trace(one, history(*(row(other) for other in others))).trace is Trace.ABSENT
