"""Gestures on the Till."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.amount import Entry
from pos_app.domain.operation import Kind, Operation
from pos_app.service.intents import AskAgain, ReadAgain, TellStory
from pos_app.service.snapshot import Reading
from pos_app.ui.models import ids
from pos_app.ui.models.amount_step import (
    all_available,
    backspace,
    cleared,
    part_typed,
    pin_back,
    pin_sent,
    pin_typed,
    typed,
    wants_pin,
)
from pos_app.ui.models.amount_step import pasted as amount_pasted
from pos_app.ui.models.hold_acts import ask_capture, ask_void, capture, find_hold, why_no_capture, why_no_void
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, ProgramState, focus_on, refuse, stay
from pos_app.ui.models.question_step import ask_cancel
from pos_app.ui.models.request import Outcome
from pos_app.ui.models.sale import asked_now, offer, stands
from pos_app.ui.models.sale_step import empty_sale, leave_panel, next_sale, press_money
from pos_app.ui.models.till_panels_state import chosen_hold, panel_holds, waiting_operation


def pressed(state: ProgramState, button: str, about: str) -> Moved:
    """A button of the Till that is on was pressed, and its guard has passed."""
    if button in (ids.MAIN, ids.OTHER):
        return press_money(state, kind_of(state, button))
    if button in (ids.HELD_CAPTURE, ids.HELD_VOID):
        return _held(state, button)
    simple = {
        ids.FILL: all_available,
        ids.CLEAR: cleared,
        ids.PIN_SEND: pin_sent,
        ids.READ_AGAIN: ask_or_read,
        ids.WAIT_AGAIN: ask_or_read,
        ids.WAIT_ASIDE: put_aside,
        ids.HELD_KEEP: leave_panel,
        ids.PANEL_CLOSE: close_panel,
    }
    if button in simple:
        return simple[button](state)
    if button == ids.PIN_CLEAR:
        return replace(state, desk=state.desk.without_pin()), ()
    if button == ids.WAIT_CANCEL:
        return ask_cancel(state, waiting_operation(state))
    return row_pressed(state, button, about)


def row_pressed(state: ProgramState, button: str, about: str) -> Moved:
    """A button of a row of the holds on this card."""
    hold = find_hold(state, about)
    if button == ids.ROW_CAPTURE:
        part = state.till.part.minor if about == state.till.chosen else 0
        return capture(state, hold, part, in_sale=True)
    if button == ids.ROW_VOID and hold is not None:
        return ask_void(state, (hold,), in_sale=True)
    if button == ids.ROW_AGAIN and hold is not None:
        return state, (AskAgain(tuple(one.ref_id for one in hold.pending)),)
    return stay(state)


def kind_of(state: ProgramState, button: str) -> Kind:
    """Whether the main or the other button holds or pays."""
    main = state.settings.main
    other = Kind.PAY if main is Kind.HOLD else Kind.HOLD
    return main if button == ids.MAIN else other


def key(state: ProgramState, name: str, where: Where) -> Moved:
    """A key that no button that is on carries."""
    if name == "Backspace":
        return _back(state, where)
    if name == "+":
        return stay(state) if wants_pin(state) else all_available(state)
    if name == "Enter":
        return pin_sent(state) if wants_pin(state) and where is not Where.ORDER else stay(state)
    if name == "F6":
        return ask_or_read(state)
    if name in ("F9", "Shift+F9"):
        why = offer(state, kind_of(state, ids.MAIN if name == "F9" else ids.OTHER)).why
        return refuse(state, why, Where.AMOUNT) if why is not None else stay(state)
    if name in ("F7", "F8"):
        return _end_key(state, name)
    return stay(state)


def type_key(state: ProgramState, keys: str, where: Where) -> Moved:
    """A digit, "00" or the decimal sign."""
    if wants_pin(state) and where is not Where.ROWS:
        return pin_typed(state, keys)
    if where is Where.ROWS:
        return _part(state, keys)
    # A digit meant for a PIN that came too late is no amount.
    return stay(state) if where is Where.PIN else typed(state, keys)


def ask_or_read(state: ProgramState) -> Moved:
    """F6: ask again about what waits on this card, else read the card again."""
    waiting = waiting_operation(state)
    if waiting is not None:
        return state, (AskAgain((waiting.ref_id,)),)
    if state.card.reading is Reading.NONE:
        return refuse(state, Note.NO_CARD, Where.SCAN)
    if state.card.reading is Reading.READING:
        return stay(state)
    return state, (ReadAgain(),)


def put_aside(state: ProgramState) -> Moved:
    """Esc at a waiting panel: the sale is put aside, the next customer's begins."""
    return empty_sale(state)


def pasted(state: ProgramState, text: str) -> Moved:
    """A pasted text, read whole or refused."""
    return stay(state) if wants_pin(state) else amount_pasted(state, text)


def close_panel(state: ProgramState) -> Moved:
    """A panel that said how something ended has been read."""
    return leave_panel(state)


def escape(state: ProgramState) -> Moved:
    """Esc: the safe answer, else the entry, else the card or put aside."""
    till = state.till
    if state.desk.pin:
        return replace(state, desk=state.desk.without_pin()), ()
    if not till.part.is_empty:
        return state.with_till(part=Entry()), ()
    asked = asked_now(state)
    if asked is not None:
        return stay(state) if stands(state, asked) is Outcome.ASKING else put_aside(state)
    if till.opened:
        return leave_panel(state)
    if waiting_operation(state) is not None:
        return put_aside(state)
    if till.current:
        return leave_panel(state)
    if till.typed is not None and not till.typed.is_empty:
        return cleared(state)
    if state.card.reading is not Reading.NONE or till.total:
        return empty_sale(state)
    return stay(state)


def choose_row(state: ProgramState, row_id: str) -> Moved:
    """A hold on the card became the chosen one."""
    return state.with_till(chosen=row_id, part=Entry()), ()


def open_row(state: ProgramState, row_id: str) -> Moved:
    """Enter on a hold: its story opens in place, or closes."""
    hold = find_hold(state, row_id)
    return tell_story(state, hold.ref_id if hold is not None else "")


def tell_story(state: ProgramState, ref: str) -> Moved:
    """Open the story of an operation, or close it if it is the one that is open."""
    ref = "" if ref == state.story else ref
    return replace(state, story=ref), (TellStory(ref),)


def open_operation(state: ProgramState, operation: Operation) -> Moved:
    """Show in the middle of the Till how an operation stands; a sale that waits is put aside for it."""
    state, out = next_sale(state) if asked_now(state) is not None else leave_panel(state)
    requests = tuple(
        replace(one, aside=False) if one.ref == operation.ref_id else one for one in state.requests
    )
    return replace(state, requests=requests).with_till(opened=operation.ref_id), out


def _held(state: ProgramState, button: str) -> Moved:
    holds = panel_holds(state)
    if button == ids.HELD_VOID:
        return ask_void(state, holds, in_sale=True)
    if len(holds) == 1:
        return capture(state, holds[0], 0, in_sale=True)
    return ask_capture(state, holds, in_sale=True)


def _end_key(state: ProgramState, name: str) -> Moved:
    """F7 or F8 without a button for it: say which hold is meant, or move to the list (rule 10b)."""
    waiting = waiting_operation(state)
    if waiting is not None:
        return ask_cancel(state, waiting) if name == "F8" else refuse(state, Note.NOT_KNOWN, Where.ROWS)
    chosen = chosen_hold(state)
    if chosen is not None:
        why = why_no_capture(state, chosen) if name == "F7" else why_no_void(state, chosen)
        return refuse(state, why, Where.ROWS) if why is not None else stay(state)
    together = panel_holds(state)
    if together:
        ask = ask_capture if name == "F7" else ask_void
        return ask(state, together, in_sale=True)
    if len(state.card.holds) > 1:
        state, out = refuse(state, Note.WHICH_HOLD, Where.ROWS)
        return focus_on(state, Where.ROWS), out
    return refuse(state, Note.NO_HOLD, Where.ROWS)


def _back(state: ProgramState, where: Where) -> Moved:
    if wants_pin(state) and where is not Where.ROWS:
        return pin_back(state)
    if where is Where.ROWS:
        return state.with_till(part=state.till.part.back()), ()
    return stay(state) if where is Where.PIN else backspace(state)


def _part(state: ProgramState, keys: str) -> Moved:
    hold = chosen_hold(state)
    if hold is None:
        return refuse(state, Note.WHICH_HOLD, Where.ROWS)
    if hold.pending:
        return refuse(state, Note.HOLD_WAITS, Where.ROWS)
    part = part_typed(state.till.part, hold.left.minor, keys)
    if isinstance(part, Note):
        return refuse(state, part, Where.ROWS)
    return state.with_till(part=part, chosen=hold.hold_id), ()
