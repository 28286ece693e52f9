"""The sign-in screen, in place of every other while the till is locked."""

from __future__ import annotations

from pos_app.service.snapshot import Signing, SignInNote
from pos_app.ui.models import ids
from pos_app.ui.models.parts import NO_LINE, Button, Line, Look
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.sign_in_step import is_checking, locked_out, why_not
from pos_app.ui.models.sign_in_value import SignInValue
from pos_app.ui.models.till_value import PinPad
from pos_app.ui.models.waiting_step import rows
from pos_app.ui.models.wording import shell, till
from pos_app.ui.models.wording import sign_in as words


def sign_in_value(state: ProgramState, signing: Signing, printer: Printer) -> SignInValue:
    """What the locked till says now."""
    return SignInValue(
        program=shell.PROGRAM,
        time=printer.time(state.now),
        place=" · ".join(part for part in (printer.date(state.now), state.settings.place) if part),
        open=words.open_here(len(state.snapshot.holds), len(rows(state))),
        title=words.title(),
        text=words.text(),
        people=tuple(
            Button(
                ids.named(ids.MEMBER, str(one.number)),
                words.person(one),
                chosen=one.number == state.sign_in.chosen,
            )
            for one in signing.people
        ),
        pad=PinPad(
            caption=words.pin(),
            dots=len(state.sign_in.pin),
            clear=Button(ids.PIN_CLEAR, till.clear(), "Esc"),
            backspace_name=till.backspace(),
            message=_message(state, signing),
        ),
        act=Button(
            ids.SIGN_IN,
            words.checking() if is_checking(state) else words.sign_in(),
            "Enter",
            look=Look.FILLED,
            on=not why_not(state),
            wide=True,
        ),
        focus=state.focus,
    )


def _message(state: ProgramState, signing: Signing) -> Line:
    if signing.note is SignInNote.SIGN_IN_FIRST:
        return words.sign_in_first()
    if signing.number != state.sign_in.chosen or is_checking(state):
        return NO_LINE
    seconds = locked_out(state)
    if seconds:
        return words.locked_out(seconds)
    return words.wrong(signing.tries_left) if signing.note is SignInNote.WRONG else NO_LINE
