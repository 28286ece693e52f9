"""Gestures on Waiting."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.operation import Operation
from pos_app.service.intents import Acknowledge, AskAgain
from pos_app.ui.models import ids, resolve_step
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, ProgramState, refuse, stay
from pos_app.ui.models.question_step import ask_cancel
from pos_app.ui.models.request import is_asking
from pos_app.ui.models.till_step import tell_story


def rows(state: ProgramState) -> tuple[Operation, ...]:
    """What waits or needs a person, newest first; a first try in flight is not counted (rule 5)."""
    shown = state.snapshot
    open_ones = tuple(one for one in shown.waiting if not is_asking(one, shown, state.monotonic, state.now))
    return (*open_ones, *reversed(shown.unseen))


def chosen(state: ProgramState) -> Operation | None:
    """The chosen row, if it still stands there."""
    return next((one for one in rows(state) if one.ref_id == state.waiting.chosen), None)


def pressed(state: ProgramState, button: str, about: str) -> Moved:
    """A button of Waiting that is on was pressed."""
    resolved = resolve_step.pressed(state, button, about)
    if resolved is not None:
        return resolved
    if button == ids.ROW_RESOLVE:
        return resolve_step.look_into(state, state.snapshot.operation(about))
    if button == ids.WAITING_ALL:
        return _all(state)
    if button == ids.ROW_CANCEL:
        return ask_cancel(state, state.snapshot.operation(about))
    if state.snapshot.operation(about) is None:
        return stay(state)  # its row went away while the finger came down
    if button == ids.ROW_AGAIN:
        return state, (AskAgain((about,)),)
    if button == ids.ROW_SEEN:
        return state, (Acknowledge((about,)),)
    return stay(state)


def key(state: ProgramState, name: str, where: Where) -> Moved:
    """A key that no button that is on carries."""
    del where
    if name == "F6":
        return _all(state)
    if name == "F9":
        return resolve_step.look_into(state, chosen(state))
    if name == "F8":
        one = chosen(state)
        return ask_cancel(state, one) if one is not None else refuse(state, Note.NOTHING_CHOSEN, Where.ROWS)
    return stay(state)


def choose_row(state: ProgramState, row_id: str) -> Moved:
    """A row became the chosen one."""
    return replace(state, waiting=replace(state.waiting, chosen=row_id)), ()


def open_row(state: ProgramState, row_id: str) -> Moved:
    """Enter on a row: its story opens in place, or closes."""
    return tell_story(state, row_id)


def escape(state: ProgramState) -> Moved:
    """Esc: the open case, else the open story closes."""
    if resolve_step.operation_of(state) is not None:
        return resolve_step.back(state)
    return tell_story(state, "") if state.story else stay(state)


def _all(state: ProgramState) -> Moved:
    return (state, (AskAgain(),)) if state.snapshot.waiting else stay(state)


def type_key(state: ProgramState, keys: str, where: Where) -> Moved:
    """No amount is typed on Waiting."""
    del keys, where
    return stay(state)


def pasted(state: ProgramState, text: str) -> Moved:
    """Nothing is pasted into a list."""
    del text
    return stay(state)
