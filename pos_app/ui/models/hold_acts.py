"""Capture and void: which hold is meant, what must be asked first, and the intents that follow a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pos_app.domain.amount import Entry
from pos_app.domain.card import Standing
from pos_app.domain.hold import Hold
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind
from pos_app.service.intents import Capture, Void
from pos_app.ui.models.holds_rows import is_mine
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Out, ProgramState, refuse
from pos_app.ui.models.question import Ask, Question, Target
from pos_app.ui.models.request import Request


def find_hold(state: ProgramState, hold_id: str) -> Hold | None:
    """The open hold of this transaction id that the snapshot knows of."""
    known = (*state.snapshot.holds, *state.card.holds)
    return next((one for one in known if one.hold_id == hold_id and one.is_open), None)


def why_no_void(state: ProgramState, hold: Hold | None) -> Note | None:
    """Why this hold cannot be voided now."""
    if hold is None or not hold.is_open:
        return Note.CHANGED
    if not state.can_end_holds:
        return Note.STOPPED
    if state.is_locked:
        return Note.ASKING
    return Note.HOLD_WAITS if hold.pending else None


def why_no_capture(state: ProgramState, hold: Hold | None) -> Note | None:
    """Why this hold cannot be captured now: also when its card is known to have expired."""
    why = why_no_void(state, hold)
    if why is not None or hold is None:
        return why
    return Note.ONLY_VOID if has_expired(state, hold) else None


def has_expired(state: ProgramState, hold: Hold) -> bool:
    """Whether the hold's card lies on the till and has expired."""
    shown = state.card
    if shown.card is None or shown.key is None or shown.key.fingerprint != hold.card.fingerprint:
        return False
    return shown.card.standing(state.now, state.settings.region.currency) is Standing.EXPIRED


def capture(state: ProgramState, hold: Hold | None, part: int, *, in_sale: bool) -> Moved:
    """Take one hold, or the typed part of it: at once if it is one's own, else asked first."""
    why = why_no_capture(state, hold)
    if why is not None or hold is None:
        return refuse(state, why or Note.CHANGED, Where.ROWS)
    if part > hold.left.minor:
        return refuse(state, Note.PART_TOO_MUCH, Where.ROWS)
    amount = Money(part, hold.left.currency) if part else hold.left
    target = _target(state, hold, amount)
    if target.owner:
        return asked(state, Ask.CAPTURE, "F7", (target,), in_sale=in_sale)
    return captured(state, (target,), in_sale=in_sale)


def ask_capture(state: ProgramState, holds: Sequence[Hold], *, in_sale: bool) -> Moved:
    """Ask whether to take several holds together."""
    why = next((why for one in holds if (why := why_no_capture(state, one)) is not None), None)
    if why is not None or not holds:
        return refuse(state, why or Note.NOTHING_CHOSEN, Where.ROWS)
    targets = tuple(_target(state, one, one.left) for one in holds)
    return asked(state, Ask.CAPTURE, "F7", targets, in_sale=in_sale)


def ask_void(state: ProgramState, holds: Sequence[Hold], *, in_sale: bool, ask: Ask = Ask.VOID) -> Moved:
    """Ask whether to release these holds; one or several."""
    why = next((why for one in holds if (why := why_no_void(state, one)) is not None), None)
    if why is not None or not holds:
        return refuse(state, why or Note.NOTHING_CHOSEN, Where.ROWS)
    targets = tuple(_target(state, one, one.left) for one in holds)
    return asked(state, ask, "F8", targets, in_sale=in_sale)


def asked(state: ProgramState, ask: Ask, key: str, targets: tuple[Target, ...], *, in_sale: bool) -> Moved:
    """A question about holds now stands in place."""
    turn = state.counter + 1
    question = Question(ask=ask, key=key, turn=turn, targets=targets, in_sale=in_sale)
    return replace(state, counter=turn, question=question, told=None), ()


def still_true(state: ProgramState, question: Question) -> bool:
    """Whether every hold in the question is as it was when asked."""
    return all(_is_as(find_hold(state, one.hold_id), one) for one in question.targets)


def captured(state: ProgramState, targets: tuple[Target, ...], *, in_sale: bool) -> Moved:
    """The intents that take these holds."""
    return _ended(state, Kind.CAPTURE, targets, in_sale=in_sale)


def voided(state: ProgramState, targets: tuple[Target, ...], *, in_sale: bool) -> Moved:
    """The intents that release these holds."""
    return _ended(state, Kind.VOID, targets, in_sale=in_sale)


def _ended(state: ProgramState, kind: Kind, targets: tuple[Target, ...], *, in_sale: bool) -> Moved:
    requests: list[Request] = []
    out: list[Out] = []
    for count, one in enumerate(targets, start=1):
        token = f"p{state.counter + count}"
        part = kind is Kind.CAPTURE and one.amount.minor < one.left.minor
        requests.append(
            Request(
                token=token,
                kind=kind,
                amount=one.amount,
                tail=one.tail,
                fingerprint=one.fingerprint,
                hold_id=one.hold_id,
                hold_ref=one.ref,
                sale=state.till.sale if in_sale else 0,
                is_part=part,
            )
        )
        out.append(
            Capture(one.hold_id, one.amount, token) if kind is Kind.CAPTURE else Void(one.hold_id, token)
        )
    state = replace(
        state,
        counter=state.counter + len(targets),
        requests=(*state.requests, *requests),
        question=None,
        told=None,
    )
    if in_sale:
        state = state.with_till(current=tuple(one.token for one in requests), part=Entry(), opened="")
    else:
        state = state.with_holds(ticked=(), part=Entry())
    return state, tuple(out)


def _target(state: ProgramState, hold: Hold, amount: Money) -> Target:
    owner = "" if is_mine(state, hold) else hold.staff_name or "?"
    return Target(
        hold_id=hold.hold_id,
        ref=hold.ref_id,
        amount=amount,
        left=hold.left,
        tail=hold.card.last4,
        fingerprint=hold.card.fingerprint,
        owner=owner,
    )


def _is_as(hold: Hold | None, target: Target) -> bool:
    return hold is not None and hold.left == target.left and not hold.pending
