"""A till that asks the real card service."""

import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from pos_app.api.access import ClientSecret
from pos_app.api.client import CardService
from pos_app.api.limits import Limits
from pos_app.api.wire import create_body, end_body
from pos_app.domain.answer import Answer
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Operation
from pos_app.domain.origin import Origin
from pos_app.domain.person import Credential
from pos_app.domain.scan import Code, Source
from tests import card_service
from tests.api.asking import CASHIER, MANAGER, run


@asynccontextmanager
async def till(process: card_service.CardService) -> AsyncIterator[CardService]:
    """A till with both clients, warm, at this card service."""
    clients: dict[Credential, ClientSecret] = {
        CASHIER: ClientSecret(*process.cashier),
        MANAGER: ClientSecret(*process.manager),
    }
    origin = Origin(process.account, "127.0.0.1", training=True)
    asks = CardService(origin, process.base_url, clients, limits=Limits(connect=2, answer=1.0))
    try:
        await asks.warm_up()
        yield asks
    finally:
        await asks.close()


def on(operation: Operation, minor: int = 1000, **changes: Any) -> Operation:
    """A new operation like this one, with a reference of its own."""
    return replace(operation, ref_id=str(uuid.uuid4()), amount=Money(minor, Currency.NOK), **changes)


def code_of(card: card_service.NewCard) -> Code:
    """A card's code as it is scanned."""
    return Code(card.token, Source.SCANNED)


async def put(asks: CardService, operation: Operation, card: card_service.NewCard, pin: str = "") -> Answer:
    """One attempt; new money names the card by its code, a manager's by its number."""
    if not operation.kind.is_new_money:
        return await asks.send(operation, end_body(operation))
    named = {"card_id": card.card_id} if operation.credential is MANAGER else {"token": card.token}
    return await asks.send(operation, create_body(operation, pin=pin, originated_by="Oslo-2", **named))


def rows_of(process: card_service.CardService, card: card_service.NewCard) -> list[tuple[str, int]]:
    """What the ledger holds of a card, its first load left out."""
    rows = [row for row in process.ledger() if row["card_id"] == card.card_id and not row["by_server"]]
    return [(row["type"], row["amount"]) for row in rows]


def told(
    process: card_service.CardService, work: Callable[[CardService], Coroutine[Any, Any, Answer]]
) -> Answer:
    """The answer to one piece of work at a till."""

    async def inside() -> Answer:
        async with till(process) as asks:
            return await work(asks)

    return run(inside())
