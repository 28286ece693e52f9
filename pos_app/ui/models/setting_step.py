"""Gestures on the page of settings: fields, choices, back to the usual, keep."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.person import Act
from pos_app.ui.models import ids
from pos_app.ui.models.effects import ChangeSettings
from pos_app.ui.models.gestures import FieldText, Gesture, Key, Pressed
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Over, ProgramState, focus_on, refuse, stay
from pos_app.ui.models.setting_state import Own, SettingsNews, SettingState

FIELDS = (
    ("store", "till"),
    ("idle_minutes", "expiry_years"),
    ("limits_cashier", "limits_senior"),
    ("limits_manager", "limits_second"),
    ("card_pattern", "number_pattern"),
    ("archive_months",),
)
"""Settings that are typed, in rows."""
CHOICES = {
    "main_action": ("hold", "pay"),
    "theme": ("system", "light", "dark"),
    "text_scale": ("100", "125", "150"),
    "language": ("", "en", "nb"),
    "sound": ("true", "false"),
}
"""Settings that are chosen, and what there is to choose."""


def own(state: ProgramState, key: str) -> Own:
    """A setting as it stands."""
    return next(one for one in state.settings.own if one.key == key)


def text(state: ProgramState, key: str) -> str:
    """What a setting would be if it were kept now."""
    typed = state.setting.typed(key)
    return own(state, key).text if typed is None else typed


def changes(state: ProgramState) -> tuple[tuple[str, str], ...]:
    """What was given that differs from what stands."""
    return tuple((key, given) for key, given in state.setting.texts if own(state, key).text != given)


def opened(state: ProgramState) -> Moved:
    """The page is opened; only managers change settings."""
    if not state.snapshot.person.may(Act.SETTINGS):
        return refuse(state, Note.MANAGERS_ONLY, Where.SCAN)
    if not state.settings.own:
        return stay(state)
    state = replace(state, over=Over.SETTINGS, question=None, setting=SettingState())
    return focus_on(state, Where.FIELD), ()


def gesture(state: ProgramState, event: Gesture) -> Moved:
    """What a person did on the page."""
    if isinstance(event, Key) and event.name == "Esc":
        return replace(state, over=Over.NOTHING, setting=SettingState()), ()
    if state.setting.saving:
        return stay(state)
    if isinstance(event, FieldText):
        return _given(state, event.field, event.text)
    return _pressed(state, *ids.parted(event.button_id)) if isinstance(event, Pressed) else stay(state)


def heard(state: ProgramState, news: SettingsNews) -> ProgramState:
    """What became of the wish."""
    if not state.setting.saving:
        return state
    if news.wrong or news.failed:
        told = replace(state.setting, saving=False, wrong=news.wrong, failed=news.failed)
        return focus_on(replace(state, setting=told), Where.FIELD)
    settings = replace(state.settings, own=news.own)
    return replace(state, settings=settings, setting=SettingState(kept=True))


def _pressed(state: ProgramState, button: str, about: str) -> Moved:
    if button == ids.SETTING_CHOICE:
        key, _, value = about.partition(":")
        return _given(state, key, value) if value in CHOICES.get(key, ()) else stay(state)
    if button == ids.SETTING_RESET and any(one.key == about for one in state.settings.own):
        return _given(state, about, own(state, about).usual)
    if button == ids.SETTING_KEEP and changes(state):
        return replace(state, setting=replace(state.setting, saving=True)), (ChangeSettings(changes(state)),)
    if button == ids.SETTING_BACK:
        return replace(state, over=Over.NOTHING, setting=SettingState()), ()
    return stay(state)


def _given(state: ProgramState, key: str, given: str) -> Moved:
    found = next((one for one in state.settings.own if one.key == key), None)
    if found is None or found.locked:
        return stay(state)
    return replace(state, setting=state.setting.with_text(key, given)), ()
