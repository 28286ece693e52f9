"""Gestures on the page of staff: add somebody by name, role, PIN and badge; remove somebody, asked first."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.person import Act, Person, Role
from pos_app.domain.staff import is_name, is_pin
from pos_app.service.intents import AddStaff, RemoveStaff
from pos_app.ui.models import ids
from pos_app.ui.models.gestures import FieldText, Gesture, Key, Pressed, Scanned
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Over, ProgramState, focus_on, refuse, stay
from pos_app.ui.models.staff_state import StaffState

NAME, PIN, PIN_AGAIN = "name", "pin", "pin-again"


def people(state: ProgramState) -> tuple[Person, ...]:
    """Who may sign in."""
    signing = state.snapshot.signing
    return () if signing is None else signing.people


def opened(state: ProgramState) -> Moved:
    """The page is opened; only managers say who signs in."""
    if not state.snapshot.person.may(Act.STAFF):
        return refuse(state, Note.MANAGERS_ONLY, Where.SCAN)
    first = Role.CASHIER if people(state) else Role.MANAGER
    state = replace(state, over=Over.STAFF, question=None, staff=StaffState(role=first))
    return focus_on(state, Where.FIELD), ()


def gesture(state: ProgramState, event: Gesture) -> Moved:
    """What a person did on the page."""
    now = state.staff
    if now.token:
        return stay(state)
    if isinstance(event, FieldText):
        return replace(state, staff=now.with_text(event.field, event.text)), ()
    if isinstance(event, Scanned):
        badge = "" if event.clash else event.text.strip()
        return replace(state, staff=replace(now, badge=badge or now.badge, refused=None)), ()
    if isinstance(event, Key):
        return _escape(state) if event.name == "Esc" else stay(state)
    return _pressed(state, *ids.parted(event.button_id)) if isinstance(event, Pressed) else stay(state)


def followed(state: ProgramState) -> ProgramState:
    """What became of the wish, by the snapshot."""
    now = state.staff
    if not now.token:
        return state
    refusal = next((one.code for one in state.snapshot.refusals if one.token == now.token), None)
    if refusal is not None:
        return replace(state, staff=replace(now, token="", removing=0, refused=refusal))
    numbers = tuple(one.number for one in people(state))
    if numbers == now.known:
        return state
    new = next((one.name for one in people(state) if one.number not in now.known), "")
    return focus_on(replace(state, staff=StaffState(added=new)), Where.FIELD)


def missing(now: StaffState) -> tuple[str, ...]:
    """The fields whose text cannot be taken."""
    names = [] if is_name(now.text(NAME)) else [NAME]
    names += [] if is_pin(now.text(PIN)) else [PIN]
    return tuple(names + ([] if now.text(PIN_AGAIN) == now.text(PIN) else [PIN_AGAIN]))


def _pressed(state: ProgramState, button: str, about: str) -> Moved:
    now = state.staff
    match button:
        case ids.ROLE if about in tuple(Role):
            return replace(state, staff=replace(now, role=Role(about), refused=None)), ()
        case ids.STAFF_REMOVE if about.isdecimal():
            return replace(state, staff=replace(now, removing=int(about), refused=None, added="")), ()
        case ids.STAFF_ADD:
            return _add(state)
        case ids.STAFF_YES if now.removing:
            return _send(state, RemoveStaff(now.removing, f"s{state.counter + 1}"))
        case ids.STAFF_BACK:
            return _escape(state)
        case _:
            return stay(state)


def _add(state: ProgramState) -> Moved:
    now = state.staff
    if missing(now):
        return focus_on(replace(state, staff=replace(now, pressed_on=True)), Where.FIELD), ()
    token = f"s{state.counter + 1}"
    return _send(state, AddStaff(now.text(NAME), now.role, token, now.text(PIN), now.badge))


def _send(state: ProgramState, wish: AddStaff | RemoveStaff) -> Moved:
    known = tuple(one.number for one in people(state))
    staff = replace(state.staff, token=wish.token, known=known, pressed_on=False)
    return replace(state, counter=state.counter + 1, staff=staff), (wish,)


def _escape(state: ProgramState) -> Moved:
    """The question, else the page."""
    if state.staff.removing:
        return replace(state, staff=replace(state.staff, removing=0)), ()
    return replace(state, over=Over.NOTHING, staff=StaffState()), ()
