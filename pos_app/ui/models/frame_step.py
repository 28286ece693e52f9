"""Gestures on the frame around the screens: tabs, help, closing, notices, the latest, the training person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pos_app.domain.amount import Entry
from pos_app.domain.person import Act
from pos_app.domain.scan import Code, Source
from pos_app.service.intents import RefreshHolds, SwitchPerson, TellStory
from pos_app.ui.models import (
    about_step,
    audit_step,
    connect_step,
    history_step,
    ids,
    refund_step,
    resolve_step,
    setting_step,
    sign_in_step,
    staff_step,
)
from pos_app.ui.models.effects import CloseProgram
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Out, Over, ProgramState, ScreenName, focus_on, refuse, stay
from pos_app.ui.models.sale import is_asking
from pos_app.ui.models.scan_step import look_up
from pos_app.ui.models.till_step import open_operation

TABS = {
    "F1": ScreenName.TILL,
    "F2": ScreenName.HOLDS,
    "F3": ScreenName.WAITING,
    "F4": ScreenName.HISTORY,
    "F5": ScreenName.MANAGE,
}
"""The keys of the screens that work."""


_PAGES: dict[str, Callable[[ProgramState], Moved]] = {
    ids.ABOUT_PAGE: about_step.opened,
    ids.STAFF_PAGE: staff_step.opened,
    ids.AUDIT_PAGE: audit_step.opened,
    ids.CONNECT_PAGE: connect_step.opened,
    ids.SETTINGS_PAGE: setting_step.opened,
}
"""The pages that stand in place of the screens: those of Manage, and About."""


def open_tab(state: ProgramState, name: str) -> Moved:
    """Show a screen; the one that is shown already gets the focus into its card or find field."""
    if name not in tuple(ScreenName):
        return stay(state)
    screen = ScreenName(name)
    if screen is ScreenName.MANAGE and not state.snapshot.person.may(Act.FUND):
        return refuse(state, Note.MANAGERS_ONLY, Where.SCAN)
    if state.over is Over.NOTHING and screen is state.screen:
        return _own_field(state), ()
    out: list[Out] = []
    if state.story:
        out.append(TellStory(""))
    if state.waiting.case:
        state, closing = resolve_step.closed(state)
        out.extend(closing)
    if state.history.refund:
        state, closing = refund_step.closed(state)
        out.extend(closing)
    if screen is ScreenName.HOLDS and state.screen is not ScreenName.HOLDS:
        out.append(RefreshHolds())
    if screen is ScreenName.HISTORY:
        state, find = history_step.opened(state)
        out.extend(find)
    state = replace(
        state,
        screen=screen,
        over=Over.NOTHING,
        question=None,
        story="",
        focus=None,
        desk=replace(state.desk, typing=None, pin=""),
    )
    return state.with_till(part=Entry()).with_holds(part=Entry()), tuple(out)


def pressed(state: ProgramState, button: str, about: str) -> Moved | None:
    """A button of the frame was pressed; None if it is not one of the frame."""
    if button == ids.HELP:
        return toggle_help(state)
    if button in (ids.HELP_CLOSE, ids.STAY):
        return closed_over(state)
    if button == ids.LEAVE:
        return state, (CloseProgram(),)
    if button in _PAGES:
        return _PAGES[button](state)
    if button == ids.LOCK:
        return sign_in_step.lock(state)
    if button == ids.SWITCH:
        return _switch(state)
    if button == ids.USE_CARD:
        return _use_card(state, about)
    if button in (ids.NOTICE_OPEN, ids.LATEST):
        return _show(state, about)
    return stay(state) if button == ids.KEEP_CARD else None


def toggle_help(state: ProgramState) -> Moved:
    """The keys of this screen, or the screen again."""
    if state.over is Over.HELP:
        return closed_over(state)
    return replace(state, over=Over.HELP, question=None), ()


def closed_over(state: ProgramState) -> Moved:
    """Help or the closing question goes: the safe answer."""
    return replace(state, over=Over.NOTHING), ()


def close_asked(state: ProgramState) -> Moved:
    """The window is to close: at once if nothing is open or asked twice, else say what is saved (rule 14)."""
    shown = state.snapshot
    if state.over is Over.CLOSING or not (shown.waiting or shown.holds or shown.unseen or state.is_locked):
        return state, (CloseProgram(),)
    return replace(state, over=Over.CLOSING, question=None), ()


def _own_field(state: ProgramState) -> ProgramState:
    if state.screen in (ScreenName.HOLDS, ScreenName.HISTORY):
        return focus_on(state, Where.FIND)
    if state.screen is ScreenName.WAITING:
        return focus_on(state, Where.ROWS)
    return replace(state, desk=replace(state.desk, typing=state.desk.typing or ""), question=None)


def _switch(state: ProgramState) -> Moved:
    if not state.settings.training:
        return stay(state)
    if is_asking(state):
        return refuse(state, Note.ASKING, Where.AMOUNT)
    return state, (SwitchPerson(),)


def _use_card(state: ProgramState, about: str) -> Moved:
    cards = state.settings.cards
    if not about.isdigit() or int(about) >= len(cards):
        return stay(state)
    screen = state.screen if state.screen is ScreenName.MANAGE else ScreenName.TILL
    state = replace(state, over=Over.NOTHING, screen=screen)
    return look_up(state, Code(cards[int(about)].code, Source.TYPED))


def _show(state: ProgramState, ref: str) -> Moved:
    operation = state.snapshot.operation(ref)
    if operation is None:
        return stay(state)
    if is_asking(state):
        return refuse(state, Note.ASKING, Where.AMOUNT)
    out: tuple[Out, ...] = ()
    if state.screen is not ScreenName.TILL or state.over is not Over.NOTHING:
        state, out = open_tab(state, ScreenName.TILL)
    state, more = open_operation(state, operation)
    return state, (*out, *more)
