"""Gestures of Resolve: a manager looks into a request, chooses, and says how they know."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.operation import Operation, State
from pos_app.domain.person import Act
from pos_app.domain.resolving import Choice, Grounds
from pos_app.service.cases import Case
from pos_app.service.intents import LookInto, Resolve
from pos_app.ui.models import ids
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, ProgramState, refuse, stay


def operation_of(state: ProgramState) -> Operation | None:
    """What is looked into, while only a manager can settle it and a manager stands here."""
    one = state.snapshot.operation(state.waiting.case) if state.waiting.case else None
    if one is None or one.state is not State.NEEDS_MANAGER:
        return None
    return one if state.snapshot.person.may(Act.RESOLVE) else None


def case_of(state: ProgramState) -> Case | None:
    """What was read of it; None while it is being read."""
    case = state.snapshot.case
    return case if case is not None and case.ref_id == state.waiting.case and not case.reading else None


def look_into(state: ProgramState, one: Operation | None) -> Moved:
    """Open a case, or say why not."""
    if one is None:
        return refuse(state, Note.NOTHING_CHOSEN, Where.ROWS)
    if one.state is not State.NEEDS_MANAGER:
        return refuse(state, Note.NOTHING_TO_RESOLVE, Where.ROWS)
    if not state.snapshot.person.may(Act.RESOLVE):
        return refuse(state, Note.MANAGER_RESOLVES, Where.ROWS)
    waiting = replace(state.waiting, chosen=one.ref_id, case=one.ref_id, choice=None)
    return replace(state, waiting=waiting), (LookInto(one.ref_id),)


def pressed(state: ProgramState, button: str, about: str) -> Moved | None:
    """A button of the open case was pressed; None if it is not one of its buttons."""
    if operation_of(state) is None:
        return None
    if button == ids.RESOLVE_BACK:
        return back(state)
    if button == ids.RESOLVE_READ:
        return look_into(state, operation_of(state))
    if button == ids.CHOICE and about in tuple(Choice):
        return replace(state, waiting=replace(state.waiting, choice=Choice(about))), ()
    if button == ids.GROUNDS and about in tuple(Grounds):
        return _decide(state, Grounds(about))
    return None


def back(state: ProgramState) -> Moved:
    """Esc: the choice is given up, else the case is closed."""
    if state.waiting.choice is not None:
        return replace(state, waiting=replace(state.waiting, choice=None)), ()
    return closed(state)


def closed(state: ProgramState) -> Moved:
    """The case is closed, and nothing was decided."""
    if not state.waiting.case:
        return stay(state)
    return replace(state, waiting=replace(state.waiting, case="", choice=None)), (LookInto(""),)


def _decide(state: ProgramState, grounds: Grounds) -> Moved:
    ref, choice, case = state.waiting.case, state.waiting.choice, case_of(state)
    if choice is None or case is None or choice not in case.choices or not state.can_end_holds:
        return refuse(state, Note.CHANGED, Where.ROWS)
    waiting = replace(state.waiting, case="", choice=None, decided=ref)
    return replace(state, waiting=waiting), (Resolve(ref, choice, grounds),)
