"""The page of settings: each with a sentence, what it usually is, and what is wrong with what was given."""

from __future__ import annotations

from pos_app.ui.models import ids
from pos_app.ui.models import setting_step as steps
from pos_app.ui.models.connect_value import ConnectValue, Group, TextField
from pos_app.ui.models.parts import Button, Chip, IconName, Line, Look, Tone
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.wording import connect, rights
from pos_app.ui.models.wording import settings as words


def setting_value(state: ProgramState) -> ConnectValue:
    """What the page says now."""
    chosen = tuple(_choices(state, key) for key in steps.CHOICES)
    resets = _resets(state)
    return ConnectValue(
        steps=(),
        title=words.title(),
        text=words.nothing_kept() if state.setting.wrong else words.text(),
        fields=tuple(tuple(_field(state, key) for key in row) for row in steps.FIELDS),
        groups=(*chosen, *((Group(words.to_usual(), resets),) if resets else ())),
        found=_found(state),
        acts=(
            Button(ids.SETTING_BACK, words.done(), "Esc"),
            Button(
                ids.SETTING_KEEP,
                words.keep(),
                "Enter",
                look=Look.FILLED,
                on=bool(steps.changes(state)) and not state.setting.saving,
            ),
        ),
        focus=state.focus,
    )


def _field(state: ProgramState, key: str) -> TextField:
    own = steps.own(state, key)
    note = words.locked() if own.locked else words.note(key, own.usual)
    return TextField(
        id=key,
        caption=words.caption(key),
        text=steps.text(state, key),
        note=note,
        problem=words.wrong(key) if key in state.setting.wrong else "",
        on=not own.locked and not state.setting.saving,
    )


def _choices(state: ProgramState, key: str) -> Group:
    own, now = steps.own(state, key), steps.text(state, key)
    buttons = tuple(
        Button(
            ids.named(ids.SETTING_CHOICE, f"{key}:{value}"),
            words.choice(key, value),
            chosen=value == now,
            on=not own.locked and not state.setting.saving,
        )
        for value in steps.CHOICES[key]
    )
    caption = words.caption(key)
    return Group(words.locked_caption(caption) if own.locked else caption, buttons)


def _resets(state: ProgramState) -> tuple[Button, ...]:
    return tuple(
        Button(ids.named(ids.SETTING_RESET, one.key), words.caption(one.key), on=not state.setting.saving)
        for one in state.settings.own
        if not one.locked and steps.text(state, one.key) != one.usual
    )


def _found(state: ProgramState) -> tuple[tuple[Chip, Line], ...]:
    now = state.setting
    problem = Chip(connect.problem(), Tone.REFUSED, IconName.REFUSED)
    if now.failed:
        return ((problem, words.not_written()),)
    note = Chip(rights.note(), Tone.ACCENT, IconName.CHECK)
    return ((note, words.kept()),) if now.kept else ()
