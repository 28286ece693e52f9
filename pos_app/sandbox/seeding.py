"""Fills a database that has no cards yet: the nine cards of Training, or many for a demonstration."""

import functools
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from pos_app.sandbox import cards, demo, transactions
from pos_app.sandbox.asks import FOUR_DIGITS, CardAsk, CardTexts, Format, TokenWish, TransactionAsk
from pos_app.sandbox.calls import Call, new_id
from pos_app.sandbox.cards import Printed
from pos_app.sandbox.clock import SECOND
from pos_app.sandbox.pins import NO_PIN, NewPin, given_pin
from pos_app.sandbox.schema import card
from pos_app.sandbox.store import Job
from pos_app.sandbox.training_cards import TRAINING_CARDS, TrainingCard

_DAY = 86_400 * SECOND
_SIXTEEN_DIGITS = TokenWish(Format(length=16, numbers=True), None, single_use=False)
_LOADS = {
    "rich": 500_000,
    "nearly empty": 1_250,
    "empty": 20_000,
    "expired": 30_000,
    "not yet active": 40_000,
    "other currency": 40_000,
    "with PIN": 75_000,
    "two holds": 100_000,
}
_HOLDS = (25_000, 15_000)
_DEMO_ROWS = 10
_TILL = "training-till"


def is_empty(connection: Connection, call: Call) -> bool:
    """Whether the account has never had a card."""
    return (
        connection.execute(select(card.c.seq).where(card.c.account == call.account).limit(1)).first() is None
    )


def seed_training(connection: Connection, call: Call) -> None:
    """Make the nine cards of Training, once: an account that has cards keeps its story."""
    if not is_empty(connection, call):
        return
    for each in TRAINING_CARDS:
        _make(connection, call, each)


async def seed_demo(run: Callable[[Job[None]], Awaitable[None]], call: Call, count: int) -> None:
    """Make `count` cards with ten transactions each."""
    for first in range(0, count, demo.CHUNK):
        numbers = range(first, min(first + demo.CHUNK, count))
        await run(functools.partial(demo.add_cards, call=call, numbers=numbers, rows_each=_DEMO_ROWS))


def _make(connection: Connection, call: Call, printed: TrainingCard) -> None:
    code = Printed(printed.code)
    pin = None if printed.pin is None else given_pin(call.keys, FOUR_DIGITS, printed.pin)
    if printed.name == "inactive":
        cards.add_inactive(connection, call, printed.card_id, "gift_card", pin, _wish(printed), code)
        return
    _create(connection, call, printed, pin, code)
    if printed.name == "empty":
        _draw(connection, call, printed, _LOADS["empty"], pending=False)
    if printed.name == "two holds":
        for amount in _HOLDS:
            _draw(connection, call, printed, amount, pending=True)


def _create(
    connection: Connection, call: Call, printed: TrainingCard, pin: NewPin | None, code: Printed
) -> None:
    texts = CardTexts(originated_by=_TILL)
    if printed.name == "expired":
        texts = replace(texts, expires_at=call.now - 30 * _DAY)
    if printed.name == "not yet active":
        texts = replace(texts, active_from=_next_year(call.now))
    currency = "SEK" if printed.name == "other currency" else "NOK"
    amount = _LOADS[printed.name]
    ask = CardAsk(printed.card_id, amount, currency, "gift_card", texts, None, _wish(printed))
    cards.create(connection, replace(call, now=call.now - 60 * _DAY), ask, pin, code)


def _wish(printed: TrainingCard) -> TokenWish:
    prefix, colon, _ = printed.code.rpartition(":")
    form = Format(length=16, prefix=prefix + colon or None, numbers=True)
    return replace(_SIXTEEN_DIGITS, format=form)


def _draw(connection: Connection, call: Call, printed: TrainingCard, amount: int, *, pending: bool) -> None:
    ask = TransactionAsk(
        ref_id=new_id(),
        amount=amount,
        currency="NOK",
        token=None,
        card_id=printed.card_id,
        pin=None,
        type="drawdown",
        pending=pending,
        originated_by=_TILL,
        metadata=None,
    )
    transactions.create(connection, call, ask, NO_PIN)


def _next_year(now: int) -> int:
    """The first moment of the year after next year's eve: always more than a year ahead."""
    year = datetime.fromtimestamp(now / SECOND, UTC).year + 2
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * SECOND
