"""The program as one pure step: what a person, the clock or the service did, in; state and acts, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from pos_app.domain.scan import MOST_CHARACTERS
from pos_app.service.snapshot import Snapshot
from pos_app.ui.models import (
    about_step,
    audit_step,
    connect_step,
    frame_step,
    fund_step,
    history_step,
    holds_step,
    ids,
    question_step,
    scan_step,
    setting_step,
    sign_in_step,
    staff_step,
    start_step,
    till_step,
    waiting_step,
)
from pos_app.ui.models.about_state import AboutNews
from pos_app.ui.models.connect_state import ConnectNews
from pos_app.ui.models.effects import News
from pos_app.ui.models.follow_step import seen
from pos_app.ui.models.gestures import (
    CloseAsked,
    FindText,
    Gesture,
    Key,
    Opened,
    OrderText,
    Pasted,
    Pressed,
    RowChosen,
    RowOpened,
    RowTicked,
    ScanFieldOpened,
    ScanFieldText,
    Scanned,
    Typed,
)
from pos_app.ui.models.guard import may_press, refreshed
from pos_app.ui.models.idle_step import ticked
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Over, ProgramState, ScreenName, Tick, initial, stay
from pos_app.ui.models.setting_state import SettingsNews
from pos_app.ui.models.start_state import StartNews

__all__ = ["Tick", "initial", "step"]


def step(state: ProgramState, event: Gesture | Snapshot | News | Tick) -> Moved:
    """The state after an event, and the intents and effects it asks for; never raises for a gesture."""
    if isinstance(event, Tick):
        state, out = ticked(state, event)
    elif isinstance(event, Snapshot):
        state, out = seen(start_step.troubled(state, event), event)
        state, more = history_step.followed(state)
        out = (*out, *more)
    elif isinstance(event, SettingsNews):
        state, out = stay(setting_step.heard(state, event))
    elif isinstance(event, ConnectNews):
        state, out = stay(connect_step.heard(state, event))
    elif isinstance(event, AboutNews):
        state, out = stay(about_step.heard(state, event))
    elif isinstance(event, StartNews):
        state, out = stay(start_step.heard(state, event))
    else:
        state, out = _gesture(replace(state, told=None, touched_at=state.monotonic), event)
    return refreshed(state), out


def _gesture(state: ProgramState, event: Gesture) -> Moved:
    alone = None if isinstance(event, CloseAsked) else _stands_alone(state)
    if alone is not None:
        return alone(state, event)
    if isinstance(event, Scanned):
        return _scanned(state, event)
    if isinstance(event, Pressed):
        return _pressed(state, event.button_id)
    if isinstance(event, Key):
        return _key(state, event.name, event.where)
    if isinstance(event, Opened):
        return frame_step.open_tab(state, event.screen)
    if isinstance(event, CloseAsked):
        return frame_step.close_asked(state)
    if state.over is not Over.NOTHING:
        return stay(state)
    if isinstance(event, (Typed, Pasted)):
        return stay(state) if state.question is not None else _amount(state, event)
    return _text(replace(state, question=None), event)


def _stands_alone(state: ProgramState) -> Callable[[ProgramState, Gesture], Moved] | None:
    """What hears every gesture while it stands in place of the screens, scans too."""
    if state.over in _ALONE:
        return _ALONE[state.over]
    at_pad = sign_in_step.is_locked(state) or sign_in_step.is_asked(state)
    return sign_in_step.gesture if at_pad and state.over is Over.NOTHING else None


def _scanned(state: ProgramState, scan: Scanned) -> Moved:
    badge = sign_in_step.maybe_badge(state, scan)
    if state.screen is ScreenName.HISTORY and state.over is Over.NOTHING and not scan.clash:
        state, out = history_step.scanned(state, scan)
    else:
        state, out = scan_step.scanned(state, scan)
    return state, (*badge, *out)


def _pressed(state: ProgramState, button_id: str) -> Moved:
    button, about = ids.parted(button_id)
    if not may_press(state, button_id):
        return stay(state)
    if button == ids.YES:
        return question_step.answer_yes(state)
    if button == ids.NO:
        return question_step.answer_no(state)
    state = replace(state, question=None)
    found = frame_step.pressed(state, button, about)
    if found is not None:
        return found
    return _SCREENS[state.screen].pressed(state, button, about)


def _key(state: ProgramState, name: str, where: Where) -> Moved:
    if name == "Esc":
        return _escape(state)
    if name == "F12":
        return sign_in_step.lock(state)
    if name == "Ctrl+F1":
        return frame_step.toggle_help(state)
    if name in frame_step.TABS:
        return frame_step.open_tab(state, frame_step.TABS[name])
    if state.over is not Over.NOTHING:
        return frame_step.closed_over(state) if name == "Enter" else stay(state)
    if state.question is not None:
        return question_step.answer_no(state) if name == "Enter" else stay(state)
    if name == "Enter" and where is Where.SCAN and state.desk.typing is not None:
        return scan_step.typed_number(state)
    return _SCREENS[state.screen].key(state, name, where)


def _escape(state: ProgramState) -> Moved:
    if state.over is not Over.NOTHING:
        return frame_step.closed_over(state)
    if state.question is not None:
        return question_step.answer_no(state)
    if state.desk.typing is not None:
        return replace(state, desk=replace(state.desk, typing=None)), ()
    return _SCREENS[state.screen].escape(state)


def _amount(state: ProgramState, event: Typed | Pasted) -> Moved:
    steps = _SCREENS[state.screen]
    if isinstance(event, Typed):
        return steps.type_key(state, event.char, event.where)
    return steps.pasted(state, event.text) if event.where is not Where.PIN else stay(state)


def _text(state: ProgramState, event: Gesture) -> Moved:
    if isinstance(event, ScanFieldText):
        return replace(state, desk=replace(state.desk, typing=event.text[:MOST_CHARACTERS])), ()
    if isinstance(event, ScanFieldOpened):
        return replace(state, desk=replace(state.desk, typing=state.desk.typing or "")), ()
    if isinstance(event, OrderText):
        return scan_step.order_typed(state, event.text)
    if isinstance(event, FindText):
        if state.screen is ScreenName.HISTORY:
            return history_step.find(state, event.text)
        return holds_step.find(state, event.text)
    steps = _SCREENS[state.screen]
    if isinstance(event, RowChosen):
        return steps.choose_row(state, event.row_id)
    if isinstance(event, RowOpened):
        return steps.open_row(state, event.row_id)
    if isinstance(event, RowTicked) and state.screen is ScreenName.HOLDS:
        return holds_step.tick_row(state, event.row_id)
    return stay(state)


_ALONE: dict[Over, Callable[[ProgramState, Gesture], Moved]] = {
    Over.START: start_step.gesture,
    Over.CONNECT: connect_step.gesture,
    Over.STAFF: staff_step.gesture,
    Over.ABOUT: about_step.gesture,
    Over.AUDIT: audit_step.gesture,
    Over.SETTINGS: setting_step.gesture,
}


class _Steps(Protocol):
    """What every screen answers to."""

    def pressed(self, state: ProgramState, button: str, about: str) -> Moved: ...

    def key(self, state: ProgramState, name: str, where: Where) -> Moved: ...

    def escape(self, state: ProgramState) -> Moved: ...

    def type_key(self, state: ProgramState, keys: str, where: Where) -> Moved: ...

    def pasted(self, state: ProgramState, text: str) -> Moved: ...

    def choose_row(self, state: ProgramState, row_id: str) -> Moved: ...

    def open_row(self, state: ProgramState, row_id: str) -> Moved: ...


_SCREENS: dict[ScreenName, _Steps] = {
    ScreenName.TILL: till_step,
    ScreenName.HOLDS: holds_step,
    ScreenName.WAITING: waiting_step,
    ScreenName.HISTORY: history_step,
    ScreenName.MANAGE: fund_step,
}
