"""Gestures on About, which is opened from the help and goes back to it."""

from __future__ import annotations

from dataclasses import replace

from pos_app.ui.models import ids
from pos_app.ui.models.about_state import AboutNews
from pos_app.ui.models.effects import ReadAbout
from pos_app.ui.models.gestures import Gesture, Key, Pressed
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Over, ProgramState, focus_on, stay


def opened(state: ProgramState) -> Moved:
    """The page is opened; what it says is read from the disk."""
    return focus_on(replace(state, over=Over.ABOUT, question=None), Where.ROWS), (ReadAbout(),)


def gesture(state: ProgramState, event: Gesture) -> Moved:
    """What a person did on the page: there is only the way back."""
    back = isinstance(event, Key) and event.name in ("Esc", "Ctrl+F1")
    if back or (isinstance(event, Pressed) and event.button_id == ids.ABOUT_BACK):
        return replace(state, over=Over.HELP), ()
    return stay(state)


def heard(state: ProgramState, news: AboutNews) -> ProgramState:
    """It was read."""
    return replace(state, about=news)
