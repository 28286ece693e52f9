"""Gestures on Holds."""

from __future__ import annotations

from pos_app.domain.amount import Entry
from pos_app.domain.hold import Hold
from pos_app.service.intents import AskAgain, RefreshHolds
from pos_app.ui.models import ids
from pos_app.ui.models.amount_step import part_typed
from pos_app.ui.models.hold_acts import ask_capture, ask_void, capture, find_hold, why_no_capture, why_no_void
from pos_app.ui.models.holds_rows import listed, ticked
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, ProgramState, focus_on, refuse, stay
from pos_app.ui.models.till_step import tell_story


def pressed(state: ProgramState, button: str, about: str) -> Moved:
    """A button of Holds that is on was pressed, and its guard has passed."""
    if button in (ids.HOLDS_OPEN, ids.HOLDS_MINE):
        return state.with_holds(only_mine=button == ids.HOLDS_MINE, by_card=False, ticked=()), ()
    if button == ids.HOLDS_CAPTURE:
        return ask_capture(state, ticked(state), in_sale=False)
    if button == ids.HOLDS_VOID:
        return ask_void(state, ticked(state), in_sale=False)
    hold = find_hold(state, about)
    if button == ids.ROW_CAPTURE:
        part = state.holds.part.minor if about == state.holds.chosen else 0
        return capture(state, hold, part, in_sale=False)
    if button == ids.ROW_VOID and hold is not None:
        return ask_void(state, (hold,), in_sale=False)
    if button == ids.ROW_AGAIN and hold is not None:
        return _again(state, hold)
    return stay(state)


def key(state: ProgramState, name: str, where: Where) -> Moved:
    """A key that no button that is on carries."""
    if name == "Ctrl+A":
        return _tick_all(state)
    if name == "Backspace" and where is Where.ROWS:
        return state.with_holds(part=state.holds.part.back()), ()
    if name == "Down" and where is Where.FIND and (found := listed(state)):
        return choose_row(focus_on(state, Where.ROWS), found[0].hold_id)
    hold = chosen(state)
    if name == "F6":
        return _again(state, hold) if hold is not None and hold.pending else (state, (RefreshHolds(),))
    if name in ("F7", "F8"):
        if hold is None:
            return _nothing(state)
        why = why_no_capture(state, hold) if name == "F7" else why_no_void(state, hold)
        return refuse(state, why, Where.ROWS) if why is not None else stay(state)
    return stay(state)


def type_key(state: ProgramState, keys: str, where: Where) -> Moved:
    """A digit with the focus on the rows: a part of the chosen hold."""
    if where is not Where.ROWS:
        return stay(state)
    hold = chosen(state)
    if hold is None or state.holds.ticked:
        return refuse(state, Note.WHICH_HOLD, Where.ROWS)
    if hold.pending:
        return refuse(state, Note.HOLD_WAITS, Where.ROWS)
    part = part_typed(state.holds.part, hold.left.minor, keys)
    if isinstance(part, Note):
        return refuse(state, part, Where.ROWS)
    return state.with_holds(part=part), ()


def escape(state: ProgramState) -> Moved:
    """Esc: the typed part, else what was ticked, else what was looked for."""
    if not state.holds.part.is_empty:
        return state.with_holds(part=Entry()), ()
    if state.holds.ticked:
        return state.with_holds(ticked=()), ()
    if state.story:
        return tell_story(state, "")
    return state.with_holds(find="", by_card=False, only_mine=False, chosen=""), ()


def find(state: ProgramState, text: str) -> Moved:
    """The find field was edited."""
    return state.with_holds(find=text[:80], by_card=False, part=Entry()), ()


def chosen(state: ProgramState) -> Hold | None:
    """The chosen row, if the filters still show it."""
    return next((one for one in listed(state) if one.hold_id == state.holds.chosen), None)


def choose_row(state: ProgramState, row_id: str) -> Moved:
    """A row became the chosen one."""
    return state.with_holds(chosen=row_id, part=Entry()), ()


def tick_row(state: ProgramState, hold_id: str) -> Moved:
    """Space: a row is chosen for an act on several, or given up again."""
    hold = find_hold(state, hold_id)
    if hold is None or hold.pending:
        return refuse(state, Note.HOLD_WAITS, Where.ROWS)
    now = state.holds.ticked
    after = tuple(one for one in now if one != hold_id) if hold_id in now else (*now, hold_id)
    return state.with_holds(ticked=after, part=Entry()), ()


def open_row(state: ProgramState, row_id: str) -> Moved:
    """Enter on a row: its story opens in place, or closes."""
    hold = find_hold(state, row_id)
    return tell_story(state, hold.ref_id if hold is not None else "")


def _tick_all(state: ProgramState) -> Moved:
    free = tuple(one.hold_id for one in listed(state) if not one.pending)
    every = frozenset(free) <= frozenset(state.holds.ticked)
    return state.with_holds(ticked=() if every else free, part=Entry()), ()


def _again(state: ProgramState, hold: Hold) -> Moved:
    return state, (AskAgain(tuple(one.ref_id for one in hold.pending)),)


def _nothing(state: ProgramState) -> Moved:
    state, out = refuse(state, Note.NOTHING_CHOSEN, Where.ROWS)
    return focus_on(state, Where.ROWS), out


def pasted(state: ProgramState, text: str) -> Moved:
    """Nothing is pasted into a list."""
    del text
    return stay(state)
