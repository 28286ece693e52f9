"""The sign-in screen, in place of every other while the till is locked."""

from __future__ import annotations

from pos_app.domain.operation import Kind
from pos_app.service.cases import Approval
from pos_app.service.intents import Activate, Capture, Fund, Place, Refund, Void
from pos_app.service.snapshot import Signing, SignInNote
from pos_app.ui.models import ids
from pos_app.ui.models.parts import NO_LINE, Button, Line, Look
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.sign_in_step import is_checking, locked_out, why_not
from pos_app.ui.models.sign_in_value import SignInValue
from pos_app.ui.models.till_value import PinPad
from pos_app.ui.models.waiting_step import rows
from pos_app.ui.models.wording import kinds, shell, till
from pos_app.ui.models.wording import sign_in as words
from pos_app.ui.models.wording.card import masked


def sign_in_value(state: ProgramState, signing: Signing, printer: Printer) -> SignInValue:
    """What the locked till says now."""
    approval = state.snapshot.approval
    people = signing.people if approval is None else approval.people
    return SignInValue(
        program=shell.PROGRAM,
        time=printer.time(state.now),
        place=" · ".join(part for part in (printer.date(state.now), state.settings.place) if part),
        open=words.open_here(len(state.snapshot.holds), len(rows(state))),
        title=words.title() if approval is None else words.approve_title(_asked(state, approval, printer)),
        text=words.text() if approval is None else _text(state, approval),
        people=tuple(
            Button(
                ids.named(ids.MEMBER, str(one.number)),
                words.person(one),
                chosen=one.number == state.sign_in.chosen,
            )
            for one in people
        ),
        pad=PinPad(
            caption=words.pin(),
            dots=len(state.sign_in.pin),
            clear=Button(ids.PIN_CLEAR, till.clear(), "" if approval else "Esc"),
            backspace_name=till.backspace(),
            message=_message(state, signing),
        ),
        act=Button(
            ids.SIGN_IN,
            _act(state, approval),
            "Enter",
            look=Look.FILLED,
            on=not why_not(state),
            wide=True,
        ),
        decline=None if approval is None else Button(ids.DECLINE, words.decline(), "Esc"),
        focus=state.focus,
    )


def _act(state: ProgramState, approval: Approval | None) -> str:
    if is_checking(state):
        return words.checking()
    return words.sign_in() if approval is None else words.approve()


def _text(state: ProgramState, approval: Approval) -> Line:
    name = state.snapshot.person.name
    if not approval.over_limit:
        return words.approve_text(name)
    if approval.approved:
        return words.approve_second(approval.approved[-1].name, name)
    return words.approve_limit(name)


def _asked(state: ProgramState, approval: Approval, printer: Printer) -> str:
    """What waits, with its sum and its card."""
    intent = approval.intent
    if isinstance(intent, Capture | Void):
        return _ended(state, intent, approval, printer)
    if isinstance(intent, Refund):
        request = state.request(intent.token)
        card = masked(request.tail) if request is not None else ""
        return words.refund(printer.text(intent.amount), card)
    return kinds.request_on(_kind(intent), printer.text(intent.amount), masked(state.card.tail))


def _kind(intent: Place | Fund | Activate) -> Kind:
    match intent:
        case Place(kind):
            return kind
        case Fund():
            return Kind.FUND
        case Activate():
            return Kind.ACTIVATE


def _ended(state: ProgramState, intent: Capture | Void, approval: Approval, printer: Printer) -> str:
    hold = next((one for one in state.snapshot.holds if one.hold_id == intent.hold_id), None)
    if hold is None:
        return words.act(approval.act)
    amount = intent.amount if isinstance(intent, Capture) else hold.uncommitted
    kind = Kind.CAPTURE if isinstance(intent, Capture) else Kind.VOID
    return kinds.request_on(kind, printer.text(amount), masked(hold.card.last4))


def _message(state: ProgramState, signing: Signing) -> Line:
    if signing.note is SignInNote.SIGN_IN_FIRST:
        return words.sign_in_first()
    if signing.number != state.sign_in.chosen or is_checking(state):
        return NO_LINE
    seconds = locked_out(state)
    if seconds:
        return words.locked_out(seconds)
    return words.wrong(signing.tries_left) if signing.note is SignInNote.WRONG else NO_LINE
