"""A request this window asked for, followed until its end was seen: how a screen knows its own."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind, Operation, State
from pos_app.service.snapshot import NotDone, Snapshot, Trouble

ASKING_SECONDS = 1.0
"""The first try may be in flight so long before it is called waiting (rule 5)."""


class Outcome(StrEnum):
    """What became of a request, as far as is known."""

    ASKING = "asking"
    WAITING = "waiting"
    NEEDS_MANAGER = "needs a manager"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    NOT_CARRIED_OUT = "not carried out"
    """The service took no request of it: nothing was asked."""

    @property
    def is_open(self) -> bool:
        """Whether it may still come to something."""
        return self in (Outcome.ASKING, Outcome.WAITING, Outcome.NEEDS_MANAGER)


_ENDS = {
    State.CONFIRMED: Outcome.CONFIRMED,
    State.REFUSED: Outcome.REFUSED,
    State.NOT_ASKED: Outcome.REFUSED,
    State.CANCELLED: Outcome.CANCELLED,
    State.NEEDS_MANAGER: Outcome.NEEDS_MANAGER,
}


@frozen_by_name
class Request:
    """One intent that moves money. `sale` is the till's sale it belongs to, 0 for none."""

    token: str
    kind: Kind
    amount: Money
    tail: str
    fingerprint: str = ""
    hold_id: str = ""
    hold_ref: str = ""
    sale: int = 0
    is_part: bool = False
    """Less than the hold had was typed, so the rest is asked about afterwards (rule 10b)."""
    ref: str = ""
    operation: Operation | None = None
    refusal: NotDone | None = None
    """It was not carried out, and why."""
    told: Outcome = Outcome.ASKING
    """What the person has been told."""
    aside: bool = False
    """The person went on before its end; it is told as a notice until opened."""

    @property
    def is_locked(self) -> bool:
        """Whether the snapshot has not shown yet what became of the key press."""
        return self.operation is None and not self.refusal

    @property
    def is_over(self) -> bool:
        """Whether nothing more can become of it."""
        return self.refusal is not None or (self.operation is not None and self.operation.state.is_final)

    @property
    def is_news(self) -> bool:
        """Whether its answer came after the person went on; a refusal is kept by the snapshot instead."""
        told = (State.CONFIRMED, State.CANCELLED)
        return self.aside and self.operation is not None and self.operation.state in told

    @property
    def counts(self) -> bool:
        """Whether its sum is on its way or taken, so that the sale need not ask for it again."""
        if self.refusal or (self.operation is not None and self.operation.cancel):
            return False
        return self.operation is None or self.operation.state not in (
            State.REFUSED,
            State.NOT_ASKED,
            State.CANCELLED,
        )


def followed(request: Request, snapshot: Snapshot) -> Request:
    """The request after what this snapshot says of it."""
    if request.is_over:
        return request
    ref = request.ref or snapshot.ref_of(request.token)
    operation = snapshot.operation(ref) if ref else None
    operation = operation or request.operation
    if operation is None:
        code = next((one.code for one in snapshot.refusals if one.token == request.token), None)
        if code is None and not ref and request.kind.is_new_money and snapshot.trouble is Trouble.OUR_FAULT:
            code = NotDone.TROUBLE  # after a mistake of ours no new money is begun
        return request if code is None else replace(request, refusal=code)
    if ref == request.ref and operation is request.operation:
        return request
    return replace(request, ref=ref, operation=operation)


def is_asking(operation: Operation, snapshot: Snapshot, monotonic: float, now: float) -> bool:
    """Whether its first try is in flight since less than a second: neutral, and not counted as waiting."""
    if operation.state is not State.ASKED:
        return False
    since = snapshot.waits_of(operation.ref_id).asked_since
    gone = monotonic - since if since else now - operation.asked_at
    return gone < ASKING_SECONDS


def outcome_of(operation: Operation, snapshot: Snapshot, monotonic: float, now: float) -> Outcome:
    """Where an operation stands for the people at the till."""
    if operation.state in _ENDS:
        return _ENDS[operation.state]
    return Outcome.ASKING if is_asking(operation, snapshot, monotonic, now) else Outcome.WAITING


def outcome(request: Request, snapshot: Snapshot, monotonic: float, now: float) -> Outcome:
    """Where a request stands for the people at the till."""
    if request.refusal:
        return Outcome.NOT_CARRIED_OUT
    if request.operation is None:
        return Outcome.ASKING
    return outcome_of(request.operation, snapshot, monotonic, now)
