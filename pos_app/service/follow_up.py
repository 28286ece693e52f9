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
    return with_follow_ups(steps.confirmed(operation, found, now, source), now, book, new_ref)


def with_follow_ups(done: Step, now: float, book: Book, new_ref: Callable[[], str]) -> list[Step]:
    """What is done, and what was asked to be released with it, however it is known to be done."""
    rest, after = _to_release(done.operation, book)
    if rest is None:
        return [done]
    return [done, _release(done.operation, rest, after, now, new_ref())]


def _to_release(done: Operation, book: Book) -> tuple[Money | None, str]:
    """What is to be voided now, if anything, and the open capture it must come after."""
    if done.kind is Kind.HOLD and done.cancel:
        return done.amount, ""
    others = [
        one for one in book.holdings.ends_of(done.hold_ref) if one.is_open and one.ref_id != done.ref_id
    ]
    if not done.rest or any(one.kind is Kind.VOID for one in others):
        return None, ""
    rest = _left(done, others, book)
    return (rest if rest.minor > 0 else None), (others[-1].ref_id if others else "")


def _left(done: Operation, others: list[Operation], book: Book) -> Money:
    """What no request has taken; of another till's hold only what was left when this capture was asked."""
    hold = book.holdings.hold(done.hold_id)
    if hold is not None:
        return hold.uncommitted
    return Money(max(done.rest - sum(one.amount.minor for one in others), 0), done.amount.currency)


def _release(done: Operation, rest: Money, after: str, now: float, ref_id: str) -> Step:
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
        after=after,
    )
    return steps.asked(void, end_body(void))
