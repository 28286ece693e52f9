"""Gestures on History: find an operation of this till, and open its story."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pos_app.domain.operation import Kind, Operation
from pos_app.domain.scan import Code, NotACard, Source, read_code
from pos_app.service.intents import Find
from pos_app.ui.models import ids, refund_step
from pos_app.ui.models.gestures import Scanned
from pos_app.ui.models.history_words import day_in, words_in
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, ProgramState, ScreenName, focus_on, refuse, stay
from pos_app.ui.models.scan_step import NO_CARD
from pos_app.ui.models.till_step import tell_story

_LONGEST = 80
_KINDS: tuple[Kind | None, ...] = (None, *Kind)


def rows(state: ProgramState) -> tuple[Operation, ...]:
    """The operations of the page, each as it stands now."""
    shown = state.snapshot
    return tuple(shown.operation(one.ref_id) or one for one in shown.found.page.rows)


def is_looking(state: ProgramState) -> bool:
    """Whether the page that was asked for has not come yet."""
    return state.snapshot.found.turn < state.history.turn


def look(state: ProgramState, **changes: Any) -> Moved:
    """Look again with these changes, from the newest page unless another is given."""
    turn = max(state.history.turn, state.snapshot.found.turn) + 1
    latest = state.snapshot.latest
    fresh = {"pages": (0,), "turn": turn, "newest": latest[0].ref_id if latest else "", **changes}
    history = replace(state.history, **fresh)
    day = day_in(history.find, state.settings.region)
    find = Find(
        turn=turn,
        words=words_in(history.find, state.settings.region),
        code=history.code,
        kind=history.kind,
        today=history.today and day is None,
        day=day,
        before=history.pages[-1],
    )
    return replace(state, history=history), (find,)


def opened(state: ProgramState) -> Moved:
    """The tab was opened: all of today."""
    return look(state, find="", code=None, kind=None, today=True, chosen="")


def followed(state: ProgramState) -> Moved:
    """The truth has changed: something new on the till belongs on the first page too."""
    latest, history = state.snapshot.latest, state.history
    is_shown = state.screen is ScreenName.HISTORY and len(history.pages) == 1
    if not is_shown or is_looking(state) or not latest or latest[0].ref_id == history.newest:
        return stay(state)
    return look(state)


def pressed(state: ProgramState, button: str, about: str) -> Moved:
    """A button of History was pressed."""
    history = state.history
    if button == ids.ROW_REFUND:
        return refund_step.opened(state, next((one for one in rows(state) if one.ref_id == about), None))
    refund = refund_step.pressed(state, button)
    if refund is not None:
        return refund
    if button == ids.HISTORY_TODAY:
        return look(state, today=not history.today)
    if button == ids.HISTORY_KIND:
        after = _KINDS[(_KINDS.index(history.kind) + 1) % len(_KINDS)]
        return look(state, kind=after)
    older = state.snapshot.found.page.next_before
    if button == ids.HISTORY_OLDER and older and not is_looking(state):
        return look(state, pages=(*history.pages, older), chosen="")
    if button == ids.HISTORY_NEWER and len(history.pages) > 1:
        return look(state, pages=history.pages[:-1], chosen="")
    return stay(state)


def key(state: ProgramState, name: str, where: Where) -> Moved:
    """A key that no button that is on carries."""
    if name == "Backspace":
        return refund_step.backspace(state)
    if name == "F9":
        chosen = next((one for one in rows(state) if one.ref_id == state.history.chosen), None)
        return stay(state) if state.history.refund else refund_step.opened(state, chosen)
    if name == "F6":
        return look(state, pages=state.history.pages)
    if name == "Down" and where is Where.FIND and (found := rows(state)):
        return choose_row(focus_on(state, Where.ROWS), found[0].ref_id)
    return stay(state)


def escape(state: ProgramState) -> Moved:
    """Esc: the refund, else the story, else what was looked for."""
    if state.history.refund:
        return refund_step.closed(state)
    if state.story:
        return tell_story(state, "")
    return opened(state)


def find(state: ProgramState, text: str) -> Moved:
    """The find field was edited."""
    return look(state, find=text[:_LONGEST], code=None)


def scanned(state: ProgramState, scan: Scanned) -> Moved:
    """A code was scanned here: what this till did with this card, or for this order, on any day."""
    code = read_code(scan.text, Source.SCANNED, state.settings.patterns)
    if isinstance(code, Code):
        return look(state, find="", code=code, kind=None, today=False, chosen="")
    text = scan.text.strip()
    if code is NotACard.GOODS and text.isprintable():
        return look(state, find=text[:_LONGEST], code=None, kind=None, today=False, chosen="")
    return refuse(state, NO_CARD[code], Where.FIND)


def choose_row(state: ProgramState, row_id: str) -> Moved:
    """A row became the chosen one."""
    return replace(state, history=replace(state.history, chosen=row_id)), ()


def open_row(state: ProgramState, row_id: str) -> Moved:
    """Enter on a row: its story opens in place, or closes."""
    return tell_story(state, row_id)


def type_key(state: ProgramState, keys: str, where: Where) -> Moved:
    """The sum of a refund that is open."""
    del where
    return refund_step.typed(state, keys)


def pasted(state: ProgramState, text: str) -> Moved:
    """Nothing is pasted into a list."""
    del text
    return stay(state)
