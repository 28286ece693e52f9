"""What an answer means for an operation: the outcome table, as pure functions."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.activating import activation
from pos_app.domain.answer import Answer, History, Seen, Transaction
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.traces import Trace, Traced

_TYPES = {
    Kind.PAY: "drawdown",
    Kind.CAPTURE: "drawdown",
    Kind.HOLD: "pending_capture",
    Kind.VOID: "voided",
    Kind.FUND: "fund",
    Kind.ACTIVATE: "fund",
}


class Verdict(StrEnum):
    """What an answer means."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NOT_KNOWN = "not known"
    """Ask again with the same reference, then look at the card's history."""
    HARMLESS = "harmless"
    """It did not go out, or was turned away before anything could happen: ask again."""
    HISTORY_DECIDES = "history decides"


def matches(operation: Operation, transaction: Transaction) -> bool:
    """Whether a transaction of the service is this operation.

    `ref_id`, currency and amount must be equal (a void: at most what was left; one that came after a capture
    whose end was open may release that too); type and parent must not contradict where given: only a capture
    or a void has a parent, our hold [create-transaction]. Missing optional fields do not unmatch.
    """
    if transaction.ref_id != operation.ref_id or transaction.amount.currency is not operation.amount.currency:
        return False
    moved = transaction.amount.minor
    if operation.kind is Kind.VOID:
        right_sum = moved >= 0 and (moved <= operation.amount.minor or bool(operation.after))
    else:
        right_sum = transaction.amount == operation.amount
    if not right_sum or transaction.type not in ("", _TYPES[operation.kind]):
        return False
    return transaction.parent_id in ("", operation.hold_id)


def proves(operation: Operation, transaction: Transaction) -> bool:
    """Whether a transaction proves the operation done: it matches, and a hold has the id that ends it."""
    return matches(operation, transaction) and bool(transaction.id or operation.kind is not Kind.HOLD)


def proof(operation: Operation, answer: Answer) -> Transaction | None:
    """The transaction in an answer, if it proves the operation done."""
    if answer.card is not None:
        return activation(operation, answer.card)
    found = answer.transaction
    return found if found is not None and proves(operation, found) else None


def judge(operation: Operation, answer: Answer, *, first: bool) -> Verdict:
    """What the answer to one attempt means; `first` when all earlier attempts were proven harmless."""
    if answer.seen is Seen.OK:
        return Verdict.NOT_KNOWN if proof(operation, answer) is None else Verdict.CONFIRMED
    if answer.seen.is_harmless:
        return Verdict.HARMLESS
    if answer.seen is Seen.NOT_KNOWN:
        return Verdict.NOT_KNOWN
    if answer.seen is Seen.REFUSAL and first:
        return Verdict.REFUSED
    if answer.seen is Seen.OTHER_4XX and first:
        return Verdict.NOT_KNOWN
    return Verdict.HISTORY_DECIDES


def trace(operation: Operation, history: History) -> Traced:
    """Look for an operation in its card's history; rows pass the same test as answers."""
    if not history.is_read:
        return Traced(Trace.UNREADABLE)
    rows = [row for row in history.rows if row.ref_id == operation.ref_id]
    if not rows:
        return Traced(Trace.ABSENT)
    found = next((row for row in rows if proves(operation, row)), None)
    if found is None or len({row.id for row in rows}) > 1:
        return Traced(Trace.CONTRADICTS)
    return Traced(Trace.FOUND, found)
