"""Which chip a request, a hold or a line of the sale shows: one word, one tone, one icon (rule 8)."""

from __future__ import annotations

from pos_app.domain.hold import Hold
from pos_app.domain.operation import Kind, Operation, State
from pos_app.ui.models.parts import Chip, IconName, Tone
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.request import Outcome, Request, is_asking, outcome_of
from pos_app.ui.models.sale import ends_of, standing_hold, stands
from pos_app.ui.models.wording import kinds

_DAY = 86400.0


def on_hold(amount: str = "") -> Chip:
    """Money is on hold and not taken."""
    return Chip(kinds.on_hold(amount), Tone.HOLD, IconName.LOCK)


def waiting(words: str) -> Chip:
    """An answer is not known yet."""
    return Chip(words, Tone.WAITING, IconName.CLOCK)


def needs_manager() -> Chip:
    """Only a manager can settle it."""
    return Chip(kinds.needs_manager(), Tone.WAITING, IconName.PERSON)


def asking(amount: str = "") -> Chip:
    """The first try is in flight: neutral."""
    return Chip(kinds.asking(amount), Tone.NEUTRAL, IconName.READ)


def refused(words: str) -> Chip:
    """It did not happen and never will."""
    return Chip(words, Tone.REFUSED, IconName.REFUSED)


def confirmed(words: str) -> Chip:
    """It happened for certain."""
    return Chip(words, Tone.ACCENT, IconName.CHECK)


def undone(words: str) -> Chip:
    """It was released or given up."""
    return Chip(words, Tone.MUTED, IconName.UNDO)


def of_operation(state: ProgramState, operation: Operation) -> Chip:
    """How an operation stands, as on Latest and in Waiting."""
    match outcome_of(operation, state.snapshot, state.monotonic, state.now):
        case Outcome.ASKING:
            return asking()
        case Outcome.WAITING:
            return waiting(kinds.cancelling() if operation.cancel else kinds.waiting())
        case Outcome.NEEDS_MANAGER:
            return needs_manager()
        case Outcome.CONFIRMED:
            return _done(state, operation)
        case Outcome.CANCELLED:
            return undone(kinds.cancelled())
        case _:
            return refused(kinds.not_asked() if operation.state is State.NOT_ASKED else kinds.refused())


def _done(state: ProgramState, operation: Operation) -> Chip:
    if operation.kind is Kind.VOID:
        return undone(kinds.done(Kind.VOID))
    if operation.kind is not Kind.HOLD:
        return confirmed(kinds.done(operation.kind))
    if standing_hold(state, operation.ref_id) is not None:
        return on_hold()
    done = {one.kind for one in ends_of(state, operation.ref_id) if one.state is State.CONFIRMED}
    if Kind.CAPTURE in done:
        return confirmed(kinds.done(Kind.CAPTURE))
    return undone(kinds.done(Kind.VOID)) if Kind.VOID in done else confirmed(kinds.done(Kind.HOLD))


def of_hold(state: ProgramState, hold: Hold) -> Chip:
    """How a hold stands: an open request on it comes first, then its age."""
    if hold.pending:
        one = hold.pending[0]
        if is_asking(one, state.snapshot, state.monotonic, state.now):
            return asking()
        return needs_manager() if one.state is State.NEEDS_MANAGER else waiting(kinds.waiting_for(one.kind))
    days = int((state.now - hold.placed_at) // _DAY)
    return waiting(kinds.held_for(days)) if days >= 1 else on_hold()


def of_line(state: ProgramState, line: Request, printer: Printer) -> Chip:
    """What a card did for this sale, with its sum."""
    amount = printer.number(line.amount)
    match stands(state, line):
        case Outcome.ASKING:
            return asking(amount)
        case Outcome.CONFIRMED:
            return _line_done(state, line, amount)
        case Outcome.NEEDS_MANAGER:
            return needs_manager()
        case _:
            return waiting(kinds.waiting(amount))


def _line_done(state: ProgramState, line: Request, amount: str) -> Chip:
    if line.kind is Kind.PAY:
        return confirmed(kinds.paid(amount))
    hold = standing_hold(state, line.ref)
    if hold is None:
        return confirmed(kinds.captured(amount))
    return on_hold(amount) if not hold.pending else of_hold(state, hold)
