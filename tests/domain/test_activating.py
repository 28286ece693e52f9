"""What a card says of its own activation."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime

import pytest

from pos_app.domain.activating import activation, end_of, last_day, trace_on_card
from pos_app.domain.answer import Answer, Look, LookedUp, Seen
from pos_app.domain.card import Card
from pos_app.domain.judge import Verdict, judge
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Why
from pos_app.domain.traces import Trace
from tests.domain.values import operation

SOLD = operation(kind=Kind.ACTIVATE)
OURS = Card(
    card_id="shop-0001",
    currency=SOLD.amount.currency,
    available=SOLD.amount,
    balance=SOLD.amount,
    status="unused",
    operation=SOLD.ref_id,
    loaded=SOLD.amount,
)
UNNAMED = replace(OURS, operation="")
MORE = Money(SOLD.amount.minor + 1, SOLD.amount.currency)


@pytest.mark.parametrize(
    ("card", "proves"),
    [
        (OURS, True),
        (replace(OURS, loaded=None, available=MORE), True),
        (replace(OURS, status=""), True),
        (UNNAMED, True),
        (replace(UNNAMED, loaded=MORE), False),
        (replace(UNNAMED, loaded=None), False),
        (replace(OURS, operation="another"), False),
        (replace(OURS, status="inactive"), False),
        (replace(OURS, status="created"), False),
        (replace(OURS, currency=Currency.SEK), False),
    ],
)
def test_what_an_answer_proves(card: Card, proves: bool) -> None:
    assert (activation(SOLD, card) is not None) is proves
    verdict = Verdict.CONFIRMED if proves else Verdict.NOT_KNOWN
    assert judge(SOLD, Answer(seen=Seen.OK, card=card), first=False) is verdict


@pytest.mark.parametrize(
    ("found", "trace"),
    [
        (LookedUp(look=Look.FOUND, card=OURS), Trace.FOUND),
        (LookedUp(look=Look.FOUND, card=replace(OURS, currency=Currency.SEK)), Trace.CONTRADICTS),
        (LookedUp(look=Look.FOUND, card=UNNAMED), Trace.CONTRADICTS),
        (LookedUp(look=Look.FOUND, card=replace(OURS, operation="another")), Trace.CONTRADICTS),
        (LookedUp(look=Look.FOUND, card=replace(OURS, status="inactive", operation="")), Trace.ABSENT),
        (LookedUp(look=Look.NOT_ALLOWED), Trace.UNREADABLE),
        (LookedUp(look=Look.UNKNOWN), Trace.UNREADABLE),
    ],
)
def test_what_the_card_itself_says(found: LookedUp, trace: Trace) -> None:
    traced = trace_on_card(SOLD, found)
    assert traced.trace is trace
    assert (traced.transaction is not None) is (trace is Trace.FOUND)


@pytest.mark.parametrize(
    ("refusal", "unproven", "name", "trace"),
    [
        (Why.CARD_ACTIVE, 1, "another", Trace.EXCLUDED),
        (Why.CARD_ACTIVE, 2, "another", Trace.CONTRADICTS),
        (Why.OTHER, 1, "another", Trace.CONTRADICTS),
        (Why.NONE, 1, "another", Trace.CONTRADICTS),
        (Why.CARD_ACTIVE, 1, "", Trace.CONTRADICTS),
    ],
)
def test_anothers_name_is_proof_only_where_our_one_try_found_it_active(
    refusal: Why, unproven: int, name: str, trace: Trace
) -> None:
    """A service that keeps a card's first metadata must not make a lie of what it did for us."""
    one = replace(SOLD, refusal=refusal, unproven=unproven, attempts=unproven)
    found = LookedUp(look=Look.FOUND, card=replace(OURS, operation=name))
    assert trace_on_card(one, found).trace is trace


@pytest.mark.parametrize(
    ("sold", "years", "last"),
    [
        (date(2026, 11, 27), 3, date(2029, 11, 27)),
        (date(2028, 2, 29), 3, date(2031, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2026, 11, 27), 0, None),
    ],
)
def test_how_long_a_card_is_valid(sold: date, years: int, last: date | None) -> None:
    assert last_day(sold, years) == last


def test_a_day_ends_by_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sold in summer time or in winter time: the last second is that of the last day there."""
    monkeypatch.setenv("TZ", "Europe/Oslo")
    tzset = getattr(time, "tzset", None)
    if tzset is None:
        pytest.skip("this system has one time zone at a time")
    tzset()
    try:
        for day in (date(2029, 3, 25), date(2029, 3, 28), date(2029, 10, 28), date(2029, 12, 31)):
            end = datetime.fromtimestamp(end_of(day)).astimezone()
            assert (end.date(), end.hour, end.minute, end.second) == (day, 23, 59, 59)
    finally:
        monkeypatch.undo()
        tzset()
