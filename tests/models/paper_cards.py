"""Cards and people on paper, for the tests of the screens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pos_app.domain.card import Card, CardKey, last_four
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation, State
from pos_app.domain.person import Person, Role

KARI = Person(1, "Kari", Role.SENIOR)
MIA = Person(2, "Mia", Role.MANAGER)
NOON = 1_795_348_800.0
"""2026-11-22 12:00 UTC."""


def nok(minor: int) -> Money:
    """A sum in the till's currency."""
    return Money(minor, Currency.NOK)


def card(
    number: str, available: int = 50_000, held: int = 0, currency: Currency = Currency.NOK, **changes: Any
) -> Card:
    """A card with so much available, in minor units, beside what is on hold elsewhere."""
    start = Card(
        card_id=number,
        currency=currency,
        available=Money(available, currency),
        balance=Money(available + held, currency),
        status="active",
        name="Gift card",
        expires_at=NOON + 200 * 86400,
    )
    return replace(start, **changes)


def key_of(found: Card) -> CardKey:
    """How a journal would name the card."""
    return CardKey(f"print-{found.card_id}", last_four(found.card_id))


def current(start: Card, operations: Iterable[Operation]) -> Card:
    """The card's figures after everything that is confirmed."""
    available, balance = start.available.minor, start.balance.minor
    for one in operations:
        if one.card != key_of(start) or one.state is not State.CONFIRMED:
            continue
        amount = one.amount.minor
        match one.kind:
            case Kind.HOLD:
                available -= amount
            case Kind.PAY:
                available -= amount
                balance -= amount
            case Kind.CAPTURE:
                balance -= amount
            case Kind.VOID:
                available += amount
            case Kind.FUND:
                available += amount
                balance += amount
            case Kind.ACTIVATE:
                return replace(start, status="unused", available=one.amount, balance=one.amount)
    currency = start.currency
    return replace(start, available=Money(available, currency), balance=Money(balance, currency))
