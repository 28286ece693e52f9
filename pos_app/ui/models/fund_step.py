"""Gestures on Fund a card; with a card that is not sold yet on the till it is Activate a card."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.amount import Entry, Unclear, entry_of, read_pasted
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind
from pos_app.service.intents import FUND_REASONS
from pos_app.ui.models import ids
from pos_app.ui.models.amount_step import NOTES, pin_back, pin_sent, pin_typed, wants_pin
from pos_app.ui.models.fund_state import FundState
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, ProgramState, refuse, stay
from pos_app.ui.models.question import Ask, Question
from pos_app.ui.models.question_step import why_no_fund_card
from pos_app.ui.models.request import Request
from pos_app.ui.models.sale import (
    crosses_here,
    is_asking,
    lines,
    money,
    order_of,
    sells,
    why_no_activation,
    why_no_money,
)
from pos_app.ui.models.sale_step import empty_sale, put_card_away
from pos_app.ui.models.till_step import ask_or_read

USUAL_YEARS = (1, 2, 3, 5)
"""What a manager can choose; how this till is set comes beside it."""
QUICK_MINOR = (20_000, 50_000, 100_000)
"""The quick amounts, in minor units; they set the amount, they never add to it."""


def why_not(state: ProgramState) -> Note | None:
    """Why the card on the till cannot be funded, or sold, with what is typed now."""
    selling = sells(state)
    why = why_no_activation(state) if selling else why_no_money(state) or why_no_fund_card(state)
    if why is not None:
        return why
    if state.fund.typed.minor <= 0:
        return Note.NO_AMOUNT
    return None if selling or state.fund.reason else Note.NO_REASON


def years(state: ProgramState) -> int:
    """How long the card is sold for; 0: it does not expire."""
    chosen = state.fund.years
    return state.settings.expiry_years if chosen is None else chosen


def years_to_choose(state: ProgramState) -> tuple[int, ...]:
    """How long a card can be sold for, the longest last."""
    return (*sorted({*USUAL_YEARS, state.settings.expiry_years} - {0}), 0)


def current(state: ProgramState) -> Request | None:
    """The request whose panel stands on Fund."""
    return state.request(state.fund.current) if state.fund.current else None


def pressed(state: ProgramState, button: str, about: str) -> Moved:
    """A button of Fund that is on was pressed, and its guard has passed."""
    if button == ids.MAIN:
        return _ask(state)
    if button == ids.REASON and about in FUND_REASONS:
        return state.with_fund(reason=about), ()
    if button == ids.YEARS and about in map(str, years_to_choose(state)):
        return state.with_fund(years=int(about)), ()
    if button == ids.QUICK and about.isdigit():
        return _take(state, entry_of(money(state, int(about))))
    if button == ids.CLEAR:
        return state.with_fund(typed=Entry()), ()
    if button == ids.PIN_SEND:
        return pin_sent(state)
    if button == ids.PIN_CLEAR:
        return replace(state, desk=state.desk.without_pin()), ()
    if button in (ids.READ_AGAIN, ids.WAIT_AGAIN):
        return ask_or_read(state)
    if button in (ids.PANEL_CLOSE, ids.WAIT_ASIDE):
        return leave(state)
    return stay(state)


def key(state: ProgramState, name: str, where: Where) -> Moved:
    """A key that no button that is on carries."""
    if name == "Backspace":
        if wants_pin(state) or where is Where.PIN:
            return pin_back(state)
        return state.with_fund(typed=state.fund.typed.back()), ()
    if name == "Enter":
        return pin_sent(state) if wants_pin(state) else stay(state)
    if name == "F6":
        return ask_or_read(state)
    if name == "F9":
        why = why_not(state)
        return refuse(state, why, Where.AMOUNT) if why is not None else stay(state)
    return stay(state)


def type_key(state: ProgramState, keys: str, where: Where) -> Moved:
    """A digit, "00" or the decimal sign."""
    if wants_pin(state):
        return pin_typed(state, keys)
    if where is Where.PIN:
        return stay(state)
    taken = _base(state).key(keys)
    if isinstance(taken, Unclear):
        return refuse(state, NOTES[taken], Where.AMOUNT)
    return _take(state, taken)


def pasted(state: ProgramState, text: str) -> Moved:
    """A pasted text, read whole or refused."""
    if wants_pin(state):
        return stay(state)
    taken = read_pasted(text)
    if isinstance(taken, Unclear):
        return refuse(state, NOTES[taken], Where.AMOUNT)
    return _take(state, taken)


def escape(state: ProgramState) -> Moved:
    """Esc: the panel, else the entry, else the card."""
    if state.desk.pin:
        return replace(state, desk=state.desk.without_pin()), ()
    if state.fund.current:
        return leave(state) if not is_asking(state) else stay(state)
    if not state.fund.typed.is_empty or state.fund.reason or state.fund.years is not None:
        return replace(state, fund=FundState()), ()
    done = state.till.loaded and not lines(state)
    return empty_sale(state) if done else put_card_away(state)


def leave(state: ProgramState) -> Moved:
    """The panel goes; an answer that is still open comes as a notice."""
    token = state.fund.current
    requests = tuple(
        replace(one, aside=True) if one.token == token and not one.is_over else one for one in state.requests
    )
    state = replace(state, requests=requests)
    return state.with_fund(current=""), ()


def available_after(state: ProgramState) -> Money | None:
    """What the card would have after funding; None without a usable card."""
    card = state.card.card
    if sells(state):
        return money(state, state.fund.typed.minor)
    if card is None or card.currency is not state.settings.region.currency:
        return None
    return card.available.plus(money(state, state.fund.typed.minor))


def _base(state: ProgramState) -> Entry:
    return Entry() if state.fund.current else state.fund.typed


def _take(state: ProgramState, taken: Entry) -> Moved:
    if is_asking(state):
        return refuse(state, Note.ASKING, Where.AMOUNT)
    state, out = leave(state)
    return state.with_fund(typed=taken), out


def _ask(state: ProgramState) -> Moved:
    why = why_not(state)
    key = state.card.key
    if why is not None or key is None:
        return refuse(state, why or Note.NO_CARD, Where.AMOUNT)
    turn = state.counter + 1
    selling = sells(state)
    question = Question(
        ask=Ask.ACTIVATE if selling else Ask.FUND,
        key="F9",
        turn=turn,
        amount=money(state, state.fund.typed.minor),
        reason=state.fund.reason,
        years=years(state),
        tail=key.last4,
        card_number=state.card.number,
        order=order_of(state),
        crosses=not selling and crosses_here(state, Kind.FUND),
    )
    return replace(state, counter=turn, question=question, told=None), ()


def choose_row(state: ProgramState, row_id: str) -> Moved:
    """Fund has no rows."""
    del row_id
    return stay(state)


def open_row(state: ProgramState, row_id: str) -> Moved:
    """Fund has no rows."""
    del row_id
    return stay(state)
