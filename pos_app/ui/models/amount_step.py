"""Keys for the amount, for a part of a hold, and for the card's PIN."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.amount import Entry, Unclear, entry_of, read_pasted
from pos_app.service.intents import GivePin
from pos_app.service.snapshot import Reading
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Out, ProgramState, refuse, stay
from pos_app.ui.models.sale import entry, is_asking, left, placed, stands, why_no_card, why_no_money
from pos_app.ui.models.sale_step import empty_sale, leave_panel

MOST_PIN = 12
"""Digits of a card's PIN that are taken."""

NOTES = {
    Unclear.NOT_A_NUMBER: Note.NOT_A_NUMBER,
    Unclear.TWO_READINGS: Note.TWO_READINGS,
    Unclear.DECIMALS: Note.DECIMALS,
    Unclear.TOO_MUCH: Note.TOO_MUCH,
    Unclear.BELOW_ZERO: Note.BELOW_ZERO,
}


def wants_pin(state: ProgramState) -> bool:
    """Whether the PIN pad stands in place of the amount keys."""
    return state.card.reading in (Reading.PIN_NEEDED, Reading.PIN_WRONG)


def typed(state: ProgramState, keys: str) -> Moved:
    """An amount key on the Till. After a result it starts an empty sale, without the old card (rule 2a)."""
    if is_asking(state):
        return refuse(state, Note.ASKING, Where.AMOUNT)
    taken = _base(state).key(keys)
    if isinstance(taken, Unclear):
        return refuse(state, NOTES[taken], Where.AMOUNT)
    return _take(state, taken)


def pasted(state: ProgramState, text: str) -> Moved:
    """A pasted text, read whole or refused (rule 3)."""
    if is_asking(state):
        return refuse(state, Note.ASKING, Where.AMOUNT)
    taken = read_pasted(text)
    if isinstance(taken, Unclear):
        return refuse(state, NOTES[taken], Where.AMOUNT)
    return _take(state, taken)


def backspace(state: ProgramState) -> Moved:
    """The last amount key is taken back; a result that stands is not edited."""
    if is_asking(state) or is_done(state):
        return refuse(state, Note.NO_AMOUNT, Where.AMOUNT)
    return state.with_till(typed=entry(state).back(), kept=False), ()


def all_available(state: ProgramState) -> Moved:
    """`+`: the amount becomes all that the card has."""
    if is_done(state):
        return refuse(state, Note.NEXT_CARD if left(state) else Note.NO_CARD, Where.AMOUNT)
    why = why_no_money(state) or why_no_card(state)
    card = state.card.card
    if why is not None or card is None:
        return refuse(state, why or Note.NO_CARD, Where.AMOUNT)
    if card.available.minor <= 0:
        return refuse(state, Note.NOTHING_TO_TAKE, Where.AMOUNT)
    state, out = leave_panel(state)
    return state.with_till(typed=entry_of(card.available), kept=False), out


def cleared(state: ProgramState) -> Moved:
    """The typed amount goes; what is left of a sale stands again."""
    if is_asking(state):
        return stay(state)
    return state.with_till(typed=None if not is_done(state) else state.till.typed, kept=False), ()


def is_done(state: ProgramState) -> bool:
    """Whether a result or a waiting panel of this sale stands, so that its amount is not edited any more."""
    if state.till.fresh:
        return True
    asked = [one for one in placed(state) if one.token in state.till.current]
    return any(stands(state, one).is_open for one in asked)


def part_typed(part: Entry, hold_left: int, keys: str) -> Entry | Note:
    """The part of a hold after one key, or why it is not taken (rule 10b)."""
    taken = part.key(keys)
    if isinstance(taken, Unclear):
        return NOTES[taken]
    return Note.PART_TOO_MUCH if taken.minor > hold_left else taken


def pin_typed(state: ProgramState, keys: str) -> Moved:
    """A digit of the PIN: counted, never shown."""
    if not (keys.isascii() and keys.isdigit()) or len(state.desk.pin) + len(keys) > MOST_PIN:
        return refuse(state, Note.NOT_A_NUMBER, Where.PIN)
    return replace(state, desk=replace(state.desk, pin=state.desk.pin + keys)), ()


def pin_back(state: ProgramState) -> Moved:
    """The last digit of the PIN is taken back."""
    return replace(state, desk=replace(state.desk, pin=state.desk.pin[:-1])), ()


def pin_sent(state: ProgramState) -> Moved:
    """Read the card with this PIN; moves no money."""
    pin = state.desk.pin
    if not pin:
        return refuse(state, Note.PIN_FIRST, Where.PIN)
    return replace(state, desk=state.desk.without_pin()), (GivePin(pin),)


def _base(state: ProgramState) -> Entry:
    if is_done(state) or state.till.kept:
        return Entry()
    return state.till.typed or Entry()


def _take(state: ProgramState, taken: Entry) -> Moved:
    out: tuple[Out, ...]
    if is_done(state):
        state, out = empty_sale(state)
    else:
        state, out = leave_panel(state) if state.till.current or state.till.opened else stay(state)
    return state.with_till(typed=taken, kept=False), out
