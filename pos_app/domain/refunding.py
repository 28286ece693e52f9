"""Giving a payment back: what it took, and what was given back of it already, on whatever till."""

from __future__ import annotations

from collections.abc import Iterable

from pos_app.domain.answer import History
from pos_app.domain.frozen import frozen
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind, Operation, State

REFUND = "refund"
"""The reason of a fund that gives a payment back; its `metadata` names the payment [refund]."""


@frozen
class Taken:
    """What a payment or a capture took, and what was given back of it, by its card's history."""

    taken: Money
    given_back: Money

    @property
    def left(self) -> Money:
        """What may still be given back."""
        return Money(max(self.taken.minor - self.given_back.minor, 0), self.taken.currency)

    @property
    def is_too_much(self) -> bool:
        """Whether more was given back than taken: two tills did so at the same time."""
        return self.given_back.is_more_than(self.taken)


def can_be_given_back(one: Operation) -> bool:
    """Whether an operation took money for certain, so that some may be given back."""
    return one.kind in (Kind.PAY, Kind.CAPTURE) and one.state is State.CONFIRMED and bool(one.transaction_id)


def taken_of(one: Operation, history: History, own: Iterable[Operation] = ()) -> Taken | None:
    """What a history shows of an operation; None where the history is not known, or does not show it.

    `own` are this till's refunds of it: they count also where the card service drops `metadata`.
    """
    if not history.is_read or not can_be_given_back(one):
        return None
    drawn = [row for row in history.rows if row.id == one.transaction_id and row.type in ("", "drawdown")]
    if len(drawn) != 1 or drawn[0].amount.currency is not one.amount.currency:
        return None
    back = [row for row in history.rows if row.type == "fund" and row.refund_of == one.transaction_id]
    if any(row.amount.currency is not one.amount.currency for row in back):
        return None
    given = {row.ref_id: row.amount.minor for row in back}
    given |= {refund.ref_id: refund.amount.minor for refund in own if not refund.state.moved_nothing}
    return Taken(drawn[0].amount, Money(sum(given.values()), one.amount.currency))
