"""The form that opens a till which keeps no secret, drawn from the state."""

from __future__ import annotations

from pos_app.ui.models import ids
from pos_app.ui.models import start_step as steps
from pos_app.ui.models.connect_value import ConnectValue, TextField
from pos_app.ui.models.parts import Button, Chip, IconName, Line, Look, Tone
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.start_state import MANAGER_SECRET, PASSPHRASE, SECRET, StartProblem
from pos_app.ui.models.wording import connect, rights
from pos_app.ui.models.wording import start as words


def start_value(state: ProgramState) -> ConnectValue:
    """What the form says now."""
    now = state.start
    acts = [Button(ids.LEAVE, connect.close(), on=not now.opening)]
    if now.problem is StartProblem.NOT_ACCEPTED:
        acts.append(Button(ids.START_ANYWAY, words.open_anyway()))
    acts.append(Button(ids.START_OPEN, words.open_till(), "Enter", look=Look.FILLED, on=not now.opening))
    return ConnectValue(
        steps=(),
        title=words.title(),
        text=words.text(),
        fields=tuple((_field(state, name),) for name in steps.fields(state)),
        found=_found(state),
        acts=tuple(acts),
        focus=state.focus,
    )


def _field(state: ProgramState, name: str) -> TextField:
    now, asked = state.start, state.settings.asked
    if now.pressed_on and name in steps.missing(state):
        problem = words.missing()
    elif now.problem is StartProblem.WRONG_PHRASE and name == PASSPHRASE:
        problem = words.problem(now.problem)
    else:
        problem = ""
    client = dict(zip((SECRET, MANAGER_SECRET), asked, strict=False)).get(name, "")
    return TextField(
        id=name,
        caption=connect.caption(name),
        text=now.text(name),
        note=words.of_client(client) if client else "",
        problem=problem,
        secret=True,
        on=not now.opening,
    )


def _found(state: ProgramState) -> tuple[tuple[Chip, Line], ...]:
    now = state.start
    if now.opening:
        return ((Chip(rights.note(), Tone.NEUTRAL, IconName.CLOCK), words.opening()),)
    if now.problem is StartProblem.NOT_ACCEPTED:
        chip = Chip(connect.problem(), Tone.REFUSED, IconName.REFUSED)
        return ((chip, words.not_accepted()),)
    return ()
