"""What a card says of its own activation: no `ref_id` exists for it, the card itself is the proof [U-23].

A card is activated once and never again. So asking twice is safe, and another's activation excludes ours.
"""

from __future__ import annotations

from datetime import date, datetime, time

from pos_app.domain.answer import Look, LookedUp, Transaction
from pos_app.domain.card import Card
from pos_app.domain.operation import Operation, Why
from pos_app.domain.traces import Trace, Traced


def activation(operation: Operation, card: Card) -> Transaction | None:
    """The load that the answer to our own request shows, or None if it does not prove that it was done.

    A service that gives no `metadata` back proves it by the card's first load; our name on the card is proof
    whatever its `amount` means there [U-14].
    """
    if card.is_unsold or card.currency is not operation.amount.currency:
        return None
    if card.operation:
        return _load(operation) if card.operation == operation.ref_id else None
    return _load(operation) if card.loaded == operation.amount else None


def trace_on_card(operation: Operation, found: LookedUp) -> Traced:
    """Look for an activation on the card as it reads now.

    A card that is active and does not name this operation may be ours with its `metadata` lost or never
    changed, or another's: that is for a person. Only where our one attempt was answered with "it is active
    already", another name on it proves that it was another's.
    """
    card = found.card
    if found.look is not Look.FOUND or card is None:
        return Traced(Trace.UNREADABLE)
    if card.is_unsold:
        return Traced(Trace.ABSENT)
    if card.operation == operation.ref_id:
        same = card.currency is operation.amount.currency
        return Traced(Trace.FOUND, _load(operation)) if same else Traced(Trace.CONTRADICTS)
    told = operation.refusal is Why.CARD_ACTIVE and operation.unproven <= 1
    return Traced(Trace.EXCLUDED if card.operation and told else Trace.CONTRADICTS)


def last_day(sold: date, years: int) -> date | None:
    """The last day of a card sold on this day for so many years; None for 0: it does not expire."""
    if years <= 0:
        return None
    try:
        return sold.replace(year=sold.year + years)
    except ValueError:  # sold on 29 February
        return sold.replace(year=sold.year + years, day=28)


def end_of(day: date) -> float:
    """The last second of a day by the clock on the wall, in seconds since 1970 UTC."""
    return datetime.combine(day, time(23, 59, 59)).astimezone().timestamp()


def _load(operation: Operation) -> Transaction:
    return Transaction(ref_id=operation.ref_id, amount=operation.amount)
