"""What a card says of its own activation."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from pos_app.domain.activating import activation, trace_on_card, valid_until
from pos_app.domain.answer import Answer, Look, LookedUp, Seen
from pos_app.domain.card import Card
from pos_app.domain.judge import Verdict, judge
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind
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
        (LookedUp(look=Look.FOUND, card=replace(OURS, operation="another")), Trace.EXCLUDED),
        (LookedUp(look=Look.FOUND, card=replace(OURS, status="inactive", operation="")), Trace.ABSENT),
        (LookedUp(look=Look.NOT_ALLOWED), Trace.UNREADABLE),
        (LookedUp(look=Look.UNKNOWN), Trace.UNREADABLE),
    ],
)
def test_what_the_card_itself_says(found: LookedUp, trace: Trace) -> None:
    traced = trace_on_card(SOLD, found)
    assert traced.trace is trace
    assert (traced.transaction is not None) is (trace is Trace.FOUND)


OSLO = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("sold", "years", "until"),
    [
        (datetime(2026, 11, 27, 9, 30, tzinfo=OSLO), 3, datetime(2029, 11, 27, 23, 59, 59, tzinfo=OSLO)),
        (datetime(2028, 2, 29, 9, 30, tzinfo=OSLO), 3, datetime(2031, 2, 28, 23, 59, 59, tzinfo=OSLO)),
        (datetime(2028, 2, 29, 9, 30, tzinfo=OSLO), 4, datetime(2032, 2, 29, 23, 59, 59, tzinfo=OSLO)),
        (datetime(2026, 11, 27, 9, 30, tzinfo=OSLO), 0, None),
    ],
)
def test_a_card_is_valid_to_the_end_of_its_last_day(
    sold: datetime, years: int, until: datetime | None
) -> None:
    assert valid_until(sold, years) == until
