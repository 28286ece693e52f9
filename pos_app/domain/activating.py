"""What a card says of its own activation: no `ref_id` exists for it, the card itself is the proof [U-23].

A card is activated once and never again. So asking twice is safe, and another's activation excludes ours.
"""

from __future__ import annotations

from datetime import datetime

from pos_app.domain.answer import Look, LookedUp, Transaction
from pos_app.domain.card import Card
from pos_app.domain.operation import Operation
from pos_app.domain.traces import Trace, Traced


def activation(operation: Operation, card: Card) -> Transaction | None:
    """The load that the answer to our own request shows, or None if it does not prove that it was done.

    A service that gives no `metadata` back proves it by the card's first load.
    """
    if card.is_unsold or card.currency is not operation.amount.currency:
        return None
    if card.operation:
        return _load(operation) if card.operation == operation.ref_id else None
    return _load(operation) if card.loaded == operation.amount else None


def trace_on_card(operation: Operation, found: LookedUp) -> Traced:
    """Look for an activation on the card as it reads now.

    A card that is active and names no operation of a till may be ours with its `metadata` lost, or another's:
    that is for a person. One that names another operation was activated by that one.
    """
    card = found.card
    if found.look is not Look.FOUND or card is None:
        return Traced(Trace.UNREADABLE)
    if card.is_unsold:
        return Traced(Trace.ABSENT)
    if card.operation == operation.ref_id:
        same = card.currency is operation.amount.currency
        return Traced(Trace.FOUND, _load(operation)) if same else Traced(Trace.CONTRADICTS)
    return Traced(Trace.EXCLUDED if card.operation else Trace.CONTRADICTS)


def valid_until(sold: datetime, years: int) -> datetime | None:
    """The last second of a card sold at this local time for so many years; None for 0: it does not expire."""
    if years <= 0:
        return None
    end = sold.replace(hour=23, minute=59, second=59, microsecond=0)
    try:
        return end.replace(year=sold.year + years)
    except ValueError:  # sold on 29 February
        return end.replace(year=sold.year + years, day=28)


def _load(operation: Operation) -> Transaction:
    return Transaction(ref_id=operation.ref_id, amount=operation.amount)
