"""What the tests of this room ask with: one till, one card, and the service they ask."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings

from pos_app.api.access import ClientSecret
from pos_app.api.client import CardService
from pos_app.api.limits import Limits
from pos_app.api.wire import create_body, end_body
from pos_app.domain.answer import Answer
from pos_app.domain.card import CardKey
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.origin import Origin
from pos_app.domain.person import Credential
from pos_app.domain.scan import Code, Source
from tests.api.wire_server import WireServer

T = TypeVar("T")

calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is slow to make examples up; that says nothing of the code."""

ACCOUNT = "T00000001"
TRAINING = Origin(ACCOUNT, "127.0.0.1", training=True)
CODE = Code("DINCARD:11112222-canary", Source.SCANNED)
CASHIER = Credential.CASHIER
MANAGER = Credential.MANAGER
CLIENTS = {CASHIER: ClientSecret("till-client", "canary-secret")}
HASTY = Limits(connect=1.0, answer=0.4)
"""Short, for tests that see a time run out."""

HOLD = Operation(
    ref_id="5d3f2c3e-0000-4000-8000-000000000001",
    kind=Kind.HOLD,
    card=CardKey("fingerprint", "0001"),
    amount=Money(25000, Currency.NOK),
    order="1042",
    staff=7,
    staff_name="Kari",
    credential=CASHIER,
    asked_at=1_760_000_000.0,
)
PAY = replace(HOLD, kind=Kind.PAY)
FUND = replace(HOLD, kind=Kind.FUND, reason="complaint")
CAPTURE = replace(HOLD, kind=Kind.CAPTURE, hold_ref="a", hold_id="7b7a1f9e-1111-4111-8111-111111111111")
VOID = replace(CAPTURE, kind=Kind.VOID)

CARD = {
    "card_id": "gift-0001",
    "currency": "NOK",
    "amount": 50000,
    "amount_available": 30000,
    "amount_balance": 50000,
    "status": "used",
    "expires_at": "2030-01-01T00:00:00Z",
}


def body_of(operation: Operation) -> bytes:
    """The request body of an operation, its card named by its code."""
    if operation.kind.is_new_money:
        return create_body(operation, token=CODE.text, originated_by="Oslo-2")
    return end_body(operation)


def transaction(operation: Operation = HOLD, **changes: object) -> dict[str, object]:
    """The transaction that the service answers an operation with."""
    kinds = {Kind.HOLD: "pending_capture", Kind.FUND: "fund", Kind.VOID: "voided"}
    whole = {
        "id": "11111111-2222-4333-8444-555555555555",
        "ref_id": operation.ref_id,
        "amount": operation.amount.minor,
        "currency": operation.amount.currency.value,
        "type": kinds.get(operation.kind, "drawdown"),
        "created_at": "2026-01-01T10:00:00Z",
    }
    if operation.hold_id:
        whole["parent_id"] = operation.hold_id
    return whole | changes


def as_body(value: object) -> bytes:
    """JSON as a body."""
    return json.dumps(value).encode()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end on a loop of its own, for at most half a minute."""

    async def bounded() -> T:
        async with asyncio.timeout(30):
            return await work

    return asyncio.run(bounded())


@asynccontextmanager
async def asking(server: WireServer, **settings: Any) -> AsyncIterator[CardService]:
    """A card service that asks this server."""
    async with server:
        service = CardService(TRAINING, server.base, CLIENTS, **settings)
        try:
            yield service
        finally:
            await service.close()


async def sent(server: WireServer, operation: Operation = HOLD, **settings: Any) -> Answer:
    """The answer to one attempt at this server."""
    async with asking(server, **settings) as service:
        return await service.send(operation, body_of(operation))
