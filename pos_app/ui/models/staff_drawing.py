"""The page of staff: who is there, and a form for one more."""

from __future__ import annotations

from pos_app.domain.person import Person, Role
from pos_app.ui.models import ids
from pos_app.ui.models import staff_step as steps
from pos_app.ui.models.connect_value import ConnectValue, Group, TextField
from pos_app.ui.models.parts import Button, Chip, IconName, Line, Look, Tone, line
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.wording import connect, rights, shell
from pos_app.ui.models.wording import staff as words


def staff_value(state: ProgramState) -> ConnectValue:
    """What the page says now."""
    now = state.staff
    leaving = next((one for one in steps.people(state) if one.number == now.removing), None)
    return ConnectValue(
        steps=(),
        title=words.title(),
        text=words.text() if leaving is None else words.sure(leaving.name),
        fields=() if leaving is not None else _fields(state),
        groups=() if leaving is not None else _groups(state),
        found=() if leaving is not None else _found(state),
        acts=_acts(state, leaving),
        focus=state.focus,
    )


def _fields(state: ProgramState) -> tuple[tuple[TextField, ...], ...]:
    def field(name: str) -> TextField:
        is_missing = state.staff.pressed_on and name in steps.missing(state.staff)
        return TextField(
            id=name,
            caption=connect.caption(name),
            text=state.staff.text(name),
            note=connect.field_note(name),
            problem=connect.field_missing(name) if is_missing else "",
            secret=name != steps.NAME,
            on=not state.staff.token,
        )

    return (field(steps.NAME),), (field(steps.PIN), field(steps.PIN_AGAIN))


def _groups(state: ProgramState) -> tuple[Group, ...]:
    roles = tuple(
        Button(ids.named(ids.ROLE, one.value), words.role(one), chosen=one is state.staff.role)
        for one in Role
    )
    here = tuple(
        Button(ids.named(ids.STAFF_REMOVE, str(one.number)), shell.who(one), on=not state.staff.token)
        for one in steps.people(state)
    )
    found = (Group(words.roles(), roles),)
    return (*found, Group(words.here(), here)) if here else found


def _found(state: ProgramState) -> tuple[tuple[Chip, Line], ...]:
    now = state.staff
    note = Chip(rights.note(), Tone.NEUTRAL, IconName.PERSON)
    told: list[tuple[Chip, Line]] = []
    if now.token:
        told.append((Chip(rights.note(), Tone.NEUTRAL, IconName.CLOCK), words.wait()))
    if now.refused is not None:
        told.append((Chip(connect.problem(), Tone.REFUSED, IconName.REFUSED), words.refused(now.refused)))
    if now.added:
        told.append((Chip(rights.note(), Tone.ACCENT, IconName.CHECK), words.added(now.added)))
    if now.badge:
        told.append((Chip(rights.note(), Tone.ACCENT, IconName.PERSON), line(connect.badge(scanned=True))))
    if not steps.people(state):
        told.append((note, line(words.nobody())))
    return tuple(told)


def _acts(state: ProgramState, leaving: Person | None) -> tuple[Button, ...]:
    if leaving is not None:
        no = Button(ids.STAFF_BACK, words.no(), "Esc")
        return Button(ids.STAFF_YES, words.yes(leaving.name), look=Look.DANGER), no
    done = Button(ids.STAFF_BACK, words.done(), "Esc")
    return done, Button(ids.STAFF_ADD, words.add(), "Enter", look=Look.FILLED, on=not state.staff.token)
