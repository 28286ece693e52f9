"""Gestures while the till is locked: choose a name, type the PIN, or scan a badge (rule 12a)."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.staff import LEAST_DIGITS, MOST_DIGITS
from pos_app.service.intents import Approve, Badge, Decline, Lock, SignInByPin
from pos_app.ui.models import ids
from pos_app.ui.models.connect_state import ConnectState
from pos_app.ui.models.gestures import Gesture, Key, Pressed, Scanned, Typed
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Out, Over, ProgramState, focus_on, stay
from pos_app.ui.models.sale import is_asking
from pos_app.ui.models.sign_in_state import SignInState
from pos_app.ui.models.staff_state import StaffState


def is_locked(state: ProgramState) -> bool:
    """Whether somebody must sign in before anything else."""
    signing = state.snapshot.signing
    return signing is not None and signing.locked


def is_asked(state: ProgramState) -> bool:
    """Whether something waits for somebody to approve it."""
    return state.snapshot.approval is not None


def is_checking(state: ProgramState) -> bool:
    """Whether a PIN was sent and nothing is known of it yet."""
    signing = state.snapshot.signing
    return signing is not None and signing.turn == state.sign_in.tried


def locked_out(state: ProgramState) -> int:
    """Whole seconds until the chosen person may try again; 0 if they may now."""
    signing = state.snapshot.signing
    if signing is None or signing.number != state.sign_in.chosen:
        return 0
    return max(int(-(-(signing.until - state.monotonic) // 1)), 0)


def why_not(state: ProgramState) -> bool:
    """Whether nobody can sign in yet with what is chosen and typed."""
    few = len(state.sign_in.pin) < LEAST_DIGITS
    return not state.sign_in.chosen or few or is_checking(state) or locked_out(state) > 0


def lock(state: ProgramState) -> Moved:
    """F12, or nobody has touched the till for long: lock it, never in the middle of a request."""
    if state.snapshot.signing is None or is_locked(state) or is_asking(state):
        return stay(state)
    alone = replace(state, connect=ConnectState(), staff=StaffState())  # no secret stays behind
    return replace(alone, question=None, sign_in=SignInState(), over=Over.NOTHING), (Lock(),)


def gesture(state: ProgramState, event: Gesture) -> Moved:
    """What a person did before the locked till, or before an approval; closing is seen to elsewhere."""
    if isinstance(event, Scanned):
        return state, maybe_badge(state, event)
    if isinstance(event, Pressed):
        return _pressed(state, *ids.parted(event.button_id))
    if isinstance(event, Key):
        return _key(state, event.name)
    if isinstance(event, Typed) and event.char.isdecimal() and not is_checking(state):
        return _pin(state, (state.sign_in.pin + event.char)[:MOST_DIGITS]), ()
    return stay(state)


def maybe_badge(state: ProgramState, scan: Scanned) -> tuple[Out, ...]:
    """Where staff sign in, a scan on any screen may be somebody's badge: the service knows."""
    code = scan.text.strip()
    return (Badge(code),) if state.snapshot.signing is not None and code and not scan.clash else ()


def _pressed(state: ProgramState, button: str, about: str) -> Moved:
    if button == ids.MEMBER and about.isdecimal():
        return focus_on(replace(state, sign_in=SignInState(chosen=int(about))), Where.PIN), ()
    if button == ids.PIN_CLEAR:
        return _pin(state, ""), ()
    if button == ids.DECLINE:
        return (replace(state, sign_in=SignInState()), (Decline(),)) if is_asked(state) else stay(state)
    return _sign_in(state) if button == ids.SIGN_IN else stay(state)


def _key(state: ProgramState, name: str) -> Moved:
    if name == "Backspace":
        return _pin(state, state.sign_in.pin[:-1]), ()
    if name == "Esc":
        return _escape(state)
    return _sign_in(state) if name == "Enter" else stay(state)


def _pin(state: ProgramState, pin: str) -> ProgramState:
    return replace(state, sign_in=replace(state.sign_in, pin=pin))


def _sign_in(state: ProgramState) -> Moved:
    signing = state.snapshot.signing
    if signing is None or why_not(state):
        return stay(state)
    number, pin = state.sign_in.chosen, state.sign_in.pin
    asked = Approve(number, pin) if is_asked(state) else SignInByPin(number, pin)
    return replace(state, sign_in=SignInState(chosen=number, tried=signing.turn)), (asked,)


def _escape(state: ProgramState) -> Moved:
    """The PIN, else the name, else what waits for an approval is given up."""
    if state.sign_in.pin:
        return _pin(state, ""), ()
    if state.sign_in.chosen:
        return replace(state, sign_in=SignInState()), ()
    return (state, (Decline(),)) if is_asked(state) else stay(state)
