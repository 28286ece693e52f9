"""Gestures on the page of the audit: pages of it, and an export."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.person import Act
from pos_app.service.intents import ExportAudit, ReadAudit
from pos_app.ui.models import ids
from pos_app.ui.models.audit_state import AuditState
from pos_app.ui.models.gestures import Gesture, Key, Pressed
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Over, ProgramState, focus_on, refuse, stay


def opened(state: ProgramState) -> Moved:
    """The page is opened: the newest first."""
    if not state.snapshot.person.may(Act.AUDIT):
        return refuse(state, Note.MANAGERS_ONLY, Where.SCAN)
    state = replace(state, over=Over.AUDIT, question=None)
    return _look(focus_on(state, Where.ROWS), (0,))


def is_busy(state: ProgramState) -> bool:
    """Whether what was asked for has not come yet."""
    return state.snapshot.audit.turn < state.audit.turn


def gesture(state: ProgramState, event: Gesture) -> Moved:
    """What a person did on the page."""
    if isinstance(event, Key) and event.name == "Esc":
        return _close(state)
    if not isinstance(event, Pressed) or (is_busy(state) and event.button_id != ids.AUDIT_BACK):
        return stay(state)
    pages, older = state.audit.pages, state.snapshot.audit.next_before
    match event.button_id:
        case ids.AUDIT_BACK:
            return _close(state)
        case ids.AUDIT_OLDER if older:
            return _look(state, (*pages, older))
        case ids.AUDIT_NEWER if len(pages) > 1:
            return _look(state, pages[:-1])
        case ids.AUDIT_EXPORT:
            turn = _next_turn(state)
            return replace(state, audit=AuditState(turn=turn, exporting=True)), (ExportAudit(turn),)
        case _:
            return stay(state)


def _look(state: ProgramState, pages: tuple[int, ...]) -> Moved:
    turn = _next_turn(state)
    return replace(state, audit=AuditState(pages=pages, turn=turn)), (ReadAudit(turn, pages[-1]),)


def _next_turn(state: ProgramState) -> int:
    return max(state.audit.turn, state.snapshot.audit.turn) + 1


def _close(state: ProgramState) -> Moved:
    return replace(state, over=Over.NOTHING, audit=replace(state.audit, exporting=False)), ()
