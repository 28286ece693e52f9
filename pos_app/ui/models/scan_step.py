"""What a scan or a typed number means: a card to read, an order number, or a sentence why not."""

from __future__ import annotations

import re
from dataclasses import replace

from pos_app.domain.scan import Code, NotACard, Source, read_code
from pos_app.service.intents import LookUp, PutCardAway
from pos_app.ui.models.gestures import Scanned
from pos_app.ui.models.notes import Note, Told
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Over, ProgramState, ScreenName, refuse
from pos_app.ui.models.sale import left
from pos_app.ui.models.sale_step import before_card, empty_sale

LONGEST_ORDER = 40
"""Characters of an order number."""

NO_CARD = {
    NotACard.EMPTY: Note.EMPTY_CODE,
    NotACard.TOO_LONG: Note.TOO_LONG,
    NotACard.UNREADABLE: Note.UNREADABLE,
    NotACard.GOODS: Note.NOT_A_CARD,
}
"""What is said about a code that is no card's."""


def scanned(state: ProgramState, scan: Scanned) -> Moved:
    """A whole scan, heard on any screen. A question in place is answered with no."""
    state = replace(state, question=None)
    if scan.clash:
        desk = state.desk.put_away(state.snapshot)
        state, out = refuse(replace(state, desk=desk), Note.SCAN_AGAIN, Where.SCAN)
        return state, (PutCardAway(), *out)
    code = read_code(scan.text, Source.SCANNED, state.settings.patterns)
    if isinstance(code, Code):
        return look_up(state, code)
    order = _order_in(state, scan) if code is NotACard.GOODS else ""
    if order:
        return set_order(state, order)
    return refuse(state, NO_CARD[code], Where.SCAN)


def typed_number(state: ProgramState) -> Moved:
    """Enter in the scan field: ask about what was typed there."""
    code = read_code(state.desk.typing or "", Source.TYPED, state.settings.patterns)
    if isinstance(code, Code):
        return look_up(state, code)
    return refuse(state, NO_CARD[code], Where.SCAN)


def look_up(state: ProgramState, code: Code) -> Moved:
    """Read this card: the old one is gone at once, the typed amount stays (rule 2a)."""
    state, out = before_card(state)
    state = replace(
        state,
        desk=state.desk.looked_up(code, state.snapshot, state.monotonic),
        question=None,
        told=None,
        over=Over.NOTHING if state.over is Over.HELP else state.over,
    ).with_fund(current="")
    if state.screen is ScreenName.HOLDS:
        state = state.with_holds(by_card=True, find="", ticked=(), chosen="")
    elif state.screen in (ScreenName.WAITING, ScreenName.HISTORY):
        state = replace(state, screen=ScreenName.TILL)
    return state, (*out, LookUp(code))


def set_order(state: ProgramState, text: str) -> Moved:
    """The order number was scanned."""
    state, out = _next_if_done(state)
    state = state.with_till(order=text, counted=False)
    return replace(state, told=Told(Note.ORDER_TAKEN, Where.SCAN)), out


def order_typed(state: ProgramState, text: str) -> Moved:
    """The order number was edited; empty gives the till's own count back."""
    state, out = _next_if_done(state)
    bare = "".join(mark for mark in text if mark.isprintable()).strip()[:LONGEST_ORDER]
    return state.with_till(order=bare, counted=not bare), out


def _next_if_done(state: ProgramState) -> Moved:
    """A sale with nothing left to ask for is over: a new order number belongs to the next one."""
    return empty_sale(state) if state.till.fresh and not left(state) else (state, ())


def _order_in(state: ProgramState, scan: Scanned) -> str:
    """A scan that is no card: with the order field open any code, else one of the form of order numbers."""
    if state.screen is not ScreenName.TILL or state.over is not Over.NOTHING:
        return ""
    text = scan.text.strip()
    if len(text) > LONGEST_ORDER or not text.isprintable():
        return ""
    if scan.where is Where.ORDER or re.fullmatch(state.settings.order, text):
        return text
    return ""
