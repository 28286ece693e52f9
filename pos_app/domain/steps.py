"""The steps an operation can take. Each is pure: an operation in, the operation and its event out.

A state never moves backward: a final operation takes no step but the acknowledgement of its refusal.
"""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.answer import Answer, Transaction
from pos_app.domain.operation import Event, Kind, Operation, State, Step, Why
from pos_app.domain.resolving import Choice, Grounds


class Backward(ValueError):
    """A step was asked of an operation that cannot take it: a mistake of ours, never of a service."""


def asked(operation: Operation, body: bytes) -> Step:
    """A new operation with its request body; not sent yet."""
    return Step(operation, Event(operation.ref_id, operation.asked_at, "asked", operation.kind), body)


def sending(operation: Operation, now: float) -> Operation:
    """The operation as attempt n begins: written before its first byte."""
    _open(operation)
    if operation.cancel and operation.kind is Kind.PAY:
        raise Backward("a cancelled pay is never sent again")
    return replace(
        operation,
        attempts=operation.attempts + 1,
        unproven=operation.unproven + 1,
        in_flight=True,
        sent_at=now,
        looks=0,
        looks_proof=False,
        refusal=Why.NONE,
    )


def sent(operation: Operation, now: float) -> Step:
    """Attempt n begins."""
    after = sending(operation, now)
    return Step(after, Event(after.ref_id, now, "sending", str(after.attempts)))


def asked_and_sent(operation: Operation, body: bytes) -> Step:
    """A new operation whose first attempt begins at once: one event, one write."""
    after = sending(operation, operation.asked_at)
    return Step(after, Event(after.ref_id, after.asked_at, "asked and sending", after.kind), body)


def approved(operation: Operation, by: str, now: float) -> Step:
    """Somebody whose role allows it let another do this once."""
    return Step(operation, Event(operation.ref_id, now, "approved", by))


def harmless(operation: Operation, answer: Answer, now: float) -> Step:
    """The attempt ended without having reached the ledger for certain."""
    if not operation.in_flight:
        raise Backward("no attempt is under way")
    after = replace(
        _open(operation),
        state=_waiting(operation),
        why=answer.why,
        unproven=operation.unproven - 1,
        in_flight=False,
    )
    return Step(after, Event(after.ref_id, now, "not sent", _told(answer)))


def not_known(operation: Operation, answer: Answer, now: float) -> Step:
    """The attempt ended, and nobody can say whether it happened."""
    after = replace(
        _open(operation),
        state=_waiting(operation),
        why=answer.why or Why.STRANGE_ANSWER,
        in_flight=False,
        last_unproven_at=now,
    )
    return Step(after, Event(after.ref_id, now, "no sure answer", _told(answer)))


def history_decides(operation: Operation, answer: Answer, now: float, reason: Why) -> Step:
    """A refusal that proves nothing: the card's history must tell. It ends with `reason` if absent."""
    after = replace(
        _open(operation),
        state=_waiting(operation),
        why=Why.LOOKING,
        refusal=reason,
        in_flight=False,
        last_unproven_at=now,
    )
    return Step(after, Event(after.ref_id, now, "refused, not proven", _told(answer)))


def looked_absent(operation: Operation, now: float, *, late: bool) -> Step:
    """The card's history does not have this reference (yet).

    `late`: at least a minute, by the monotonic clock, has gone since the last attempt that was not harmless.
    A second look in a row that is late is proof.
    """
    after = replace(
        _open(operation),
        state=_waiting(operation),
        why=Why.LOOKING,
        looks=operation.looks + 1,
        looks_proof=operation.looks_proof or (late and operation.looks >= 1),
    )
    return Step(after, Event(after.ref_id, now, "looked, not there", str(after.looks)))


def confirmed(operation: Operation, transaction: Transaction, now: float, source: str) -> Step:
    """It happened: `source` says whether an answer or the history proved it."""
    after = replace(
        _open(operation),
        state=State.CONFIRMED,
        why=Why.NONE,
        in_flight=False,
        transaction_id=transaction.id,
        moved=transaction.amount.minor,
        settled_at=now,
    )
    return Step(after, Event(after.ref_id, now, "confirmed", source))


def refused(operation: Operation, why: Why, now: float, note: str) -> Step:
    """It did not happen and never will: the reference is burnt. A cancelled one has nothing to undo."""
    state = State.CANCELLED if operation.cancel else State.REFUSED
    reason = Why.NOTHING_TO_UNDO if operation.cancel else why
    after = replace(_open(operation), state=state, why=reason, in_flight=False, settled_at=now)
    return Step(after, Event(after.ref_id, now, state.value, note))


def needs_manager(operation: Operation, why: Why, now: float, note: str = "", moved_id: str = "") -> Step:
    """Neither answers nor history can settle it: a person must."""
    after = replace(
        _open(operation),
        state=State.NEEDS_MANAGER,
        why=why,
        in_flight=False,
        transaction_id=moved_id or operation.transaction_id,
    )
    return Step(after, Event(after.ref_id, now, "needs a manager", note or why))


def resolved(operation: Operation, choice: Choice, grounds: Grounds, by: str, now: float) -> Step:
    """A manager decided what no answer and no history could: who, what, and how they know."""
    if operation.state is not State.NEEDS_MANAGER:
        raise Backward("it needs no manager")
    return Step(operation, Event(operation.ref_id, now, choice.value, f"{by} · {grounds.value}"))


def happened(operation: Operation, now: float, moved_id: str = "") -> Step:
    """It happened, by a manager's word."""
    after = replace(
        _open(operation),
        state=State.CONFIRMED,
        why=Why.BY_MANAGER,
        in_flight=False,
        transaction_id=moved_id or operation.transaction_id,
        moved=operation.amount.minor,
        settled_at=now,
    )
    return Step(after, Event(after.ref_id, now, "confirmed", "manager"))


def did_not_happen(operation: Operation, now: float) -> Step:
    """It did not happen, by a manager's word; nobody need be told again."""
    gone = refused(operation, Why.BY_MANAGER, now, "manager")
    return Step(replace(gone.operation, acknowledged=True), gone.event)


def not_asked(operation: Operation, why: Why, now: float) -> Step:
    """What it had to come after did not happen, so it was never sent."""
    if operation.attempts:
        raise Backward("it was sent")
    after = replace(_open(operation), state=State.NOT_ASKED, why=why, settled_at=now)
    return Step(after, Event(after.ref_id, now, "not asked", why))


def cancel_asked(operation: Operation, by: str, now: float) -> Step:
    """A person gave it up; what is found settles it."""
    if not operation.can_be_cancelled:
        raise Backward("only an open hold or pay can be cancelled, once")
    return Step(replace(operation, cancel=True), Event(operation.ref_id, now, "cancel asked", by))


def acknowledged(operation: Operation, by: str, now: float) -> Step:
    """A person has seen how it ended."""
    if operation.is_open:
        raise Backward("it has not ended")
    return Step(replace(operation, acknowledged=True), Event(operation.ref_id, now, "acknowledged", by))


def resumed(operation: Operation) -> Operation:
    """An operation as found on disk after the program ended: an attempt without an end stays unproven."""
    if operation.in_flight:
        return replace(
            operation,
            state=_waiting(operation),
            in_flight=False,
            last_unproven_at=operation.sent_at,
            why=Why.NO_ANSWER,
        )
    return operation


def _open(operation: Operation) -> Operation:
    if not operation.is_open:
        raise Backward(f"{operation.state} is final")
    return operation


def _waiting(operation: Operation) -> State:
    return State.NEEDS_MANAGER if operation.state is State.NEEDS_MANAGER else State.WAITING


def _told(answer: Answer) -> str:
    parts = [answer.seen.value, str(answer.status or ""), answer.code, answer.note]
    return " · ".join(part for part in parts if part)
