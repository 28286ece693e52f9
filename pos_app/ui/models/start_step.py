"""Gestures on the form that opens a till which keeps no secret: fields, open, close."""

from __future__ import annotations

from dataclasses import replace

from pos_app.service.snapshot import Snapshot, Trouble
from pos_app.ui.models import ids
from pos_app.ui.models.effects import CloseProgram, OpenTill
from pos_app.ui.models.gestures import FieldText, Gesture, Pressed
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Over, ProgramState, focus_on, stay
from pos_app.ui.models.start_state import (
    MANAGER_SECRET,
    PASSPHRASE,
    SECRET,
    GivenSecrets,
    StartNews,
    StartProblem,
    StartState,
)


def fields(state: ProgramState) -> tuple[str, ...]:
    """What is asked for, in its order: a secret for each client, and the passphrase."""
    secrets = (SECRET, MANAGER_SECRET)[: len(state.settings.asked)]
    return (*secrets, PASSPHRASE)


def missing(state: ProgramState) -> tuple[str, ...]:
    """The fields in which nothing stands."""
    return tuple(name for name in fields(state) if not state.start.text(name).strip())


def gesture(state: ProgramState, event: Gesture) -> Moved:
    """What a person did on the form."""
    if state.start.opening:
        return stay(state)
    if isinstance(event, FieldText):
        return replace(state, start=state.start.with_text(event.field, event.text)), ()
    if not isinstance(event, Pressed):
        return stay(state)
    if event.button_id == ids.START_OPEN:
        return _open(state, anyway=False)
    if event.button_id == ids.START_ANYWAY and state.start.problem is StartProblem.NOT_ACCEPTED:
        return _open(state, anyway=True)
    return (state, (CloseProgram(),)) if event.button_id == ids.LEAVE else stay(state)


def heard(state: ProgramState, news: StartNews) -> ProgramState:
    """The till is open, or what was given did not open it: then it can be mended and given again."""
    if news.problem is StartProblem.NONE:
        return replace(state, over=Over.NOTHING, start=StartState())
    told = replace(state.start, opening=False, problem=news.problem)
    return focus_on(replace(state, start=told), Where.FIELD)


def troubled(state: ProgramState, snapshot: Snapshot) -> ProgramState:
    """This computer cannot sell: that is said, and the form goes with what was typed into it."""
    if state.over is not Over.START or snapshot.trouble is Trouble.NONE:
        return state
    return replace(state, over=Over.NOTHING, start=StartState())


def _open(state: ProgramState, *, anyway: bool) -> Moved:
    now = state.start
    if missing(state):
        return focus_on(replace(state, start=replace(now, pressed_on=True)), Where.FIELD), ()
    given = GivenSecrets(
        everyday=now.text(SECRET).strip(),
        managers=now.text(MANAGER_SECRET).strip(),
        passphrase=now.text(PASSPHRASE),
    )
    opening = replace(now, opening=True, problem=StartProblem.NONE)
    return replace(state, start=opening), (OpenTill(given, anyway),)
