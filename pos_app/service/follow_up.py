"""What a confirmed answer causes, written in the same transaction as the answer."""

from __future__ import annotations

from collections.abc import Callable

from pos_app.api.wire import end_body
from pos_app.domain import steps
from pos_app.domain.answer import Transaction
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind, Operation, Step, Why
from pos_app.service.book import Book


def confirmed_with_follow_ups(
    operation: Operation, found: Transaction, now: float, source: str, book: Book, new_ref: Callable[[], str]
) -> list[Step]:
    """The steps of "it happened": a cancelled hold is voided, a cancelled pay goes to a manager."""
    if operation.cancel and operation.kind is Kind.PAY:
        return [steps.needs_manager(operation, Why.PAID_AFTER_CANCEL, now, moved_id=found.id)]
    done = steps.confirmed(operation, found, now, source)
    rest = _to_release(done.operation, book)
    return [done] if rest is None else [done, _release(done.operation, rest, now, new_ref())]


def _to_release(done: Operation, book: Book) -> Money | None:
    if done.kind is Kind.HOLD and done.cancel:
        return done.amount
    if done.kind is not Kind.CAPTURE or not done.release_rest:
        return None
    hold = book.hold(done.hold_id)
    if hold is None:
        return None
    rest = hold.uncommitted
    return rest if rest.minor > 0 and not any(one.kind is Kind.VOID for one in hold.pending) else None


def _release(done: Operation, rest: Money, now: float, ref_id: str) -> Step:
    placed = done.kind is Kind.HOLD
    void = Operation(
        ref_id=ref_id,
        kind=Kind.VOID,
        card=done.card,
        amount=rest,
        order=done.order,
        staff=done.staff,
        staff_name=done.staff_name,
        credential=done.credential,
        asked_at=now,
        hold_ref=done.ref_id if placed else done.hold_ref,
        hold_id=done.transaction_id if placed else done.hold_id,
    )
    return steps.asked(void, end_body(void))
