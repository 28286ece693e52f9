"""The column where money is asked for: amount, order, sale lines, keys, main and other action."""

from __future__ import annotations

from pos_app.domain.operation import Kind
from pos_app.service.snapshot import Reading
from pos_app.ui.models import ids
from pos_app.ui.models.amount_step import wants_pin
from pos_app.ui.models.chips import of_line
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import (
    MONEY_GUARD_MS,
    NO_LINE,
    Button,
    Chip,
    IconName,
    Line,
    Look,
    Pair,
    Panel,
    Tone,
    Where,
    line,
)
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.question import Ask
from pos_app.ui.models.sale import asked_now, entry, left, lines, money, offer
from pos_app.ui.models.till_panels_state import offers_held, waiting_operation
from pos_app.ui.models.till_step import kind_of
from pos_app.ui.models.till_value import AmountField, AmountPad, OrderField, PayColumn, PinPad, SaleLine
from pos_app.ui.models.wording import card as card_words
from pos_app.ui.models.wording import main_button, notes, shell, sums, till


def pay_column(state: ProgramState, printer: Printer) -> PayColumn:
    """The right-hand column of the Till."""
    pin = wants_pin(state)
    return PayColumn(
        caption=till.left_to_pay() if _paid_before(state) else till.to_pay(),
        amount=amount_field(state, entry(state).minor, entry(state).is_empty, till.amount_name(), printer),
        pad=pin_pad(state) if pin else _pad(state, printer),
        main=pin_button() if pin else _main(state, printer),
        other=None if pin else _other(state, printer),
        order=_order(state),
        sale=_sale(state, printer),
        pays=_pays(state, printer),
        left=_left(state, printer),
        stop=stop_panel(state),
    )


def amount_field(state: ProgramState, minor: int, empty: bool, name: str, printer: Printer) -> AmountField:
    """The big figure, and under it why a key was not taken."""
    amount = money(state, minor)
    return AmountField(
        printed=printer.text(amount),
        spoken=sums.spoken(amount),
        empty=empty,
        message=told_at(state, Where.AMOUNT),
        name=name,
    )


def told_at(state: ProgramState, where: Where) -> Line:
    """The sentence about the last key, if it belongs to this place."""
    told = state.told
    if told is None or told.where is not where:
        return NO_LINE
    return line(notes.note(told.note, told.code))


def decimal_sign(printer: Printer) -> str:
    """The sign on the decimal key."""
    return printer.region.decimal


def pin_pad(state: ProgramState) -> PinPad:
    """Keys for the PIN: only how many digits, never which."""
    wrong = state.card.reading is Reading.PIN_WRONG and not state.desk.pin
    told = told_at(state, Where.PIN)
    return PinPad(
        caption=till.pin(),
        dots=len(state.desk.pin),
        clear=Button(ids.PIN_CLEAR, till.clear(), "Esc"),
        backspace_name=till.backspace(),
        message=told or (card_words.wrong_pin() if wrong else NO_LINE),
        name=till.pin(),
    )


def pin_button() -> Button:
    """Reads the card with the PIN; moves no money, so Enter may press it."""
    return Button(ids.PIN_SEND, till.read_with_pin(), "Enter", look=Look.FILLED, wide=True)


def stop_panel(state: ProgramState) -> Panel | None:
    """This computer cannot sell: what is wrong, what is safe, whom to call (rule 13)."""
    if state.can_sell:
        return None
    return Panel(
        id="stop",
        title=shell.stop_title(),
        tone=Tone.REFUSED,
        chip=Chip(shell.stop_chip(), Tone.REFUSED, IconName.COMPUTER),
        text=shell.stop_text(state.snapshot.trouble, state.settings.call),
    )


def about_card(state: ProgramState) -> str:
    """What a money button acts on: the card of this look-up."""
    return f"{state.card.number}:{state.card.tail}"


def _paid_before(state: ProgramState) -> bool:
    now = asked_now(state)
    return any(one is not now for one in lines(state))


def _pad(state: ProgramState, printer: Printer) -> AmountPad:
    panel_has_esc = offers_held(state) or waiting_operation(state) is not None or bool(state.till.current)
    return AmountPad(
        decimal=decimal_sign(printer),
        clear=Button(ids.CLEAR, till.clear(), "" if panel_has_esc or state.question else "Esc"),
        backspace_name=till.backspace(),
        fill=Button(ids.FILL, till.all_available(), "+"),
    )


def _main(state: ProgramState, printer: Printer) -> Button:
    found = offer(state, kind_of(state, ids.MAIN))
    if found.pays is None:
        words = main_button.off(found.why or Note.NO_CARD, printer.text(money(state, left(state))))
        return Button(ids.MAIN, words, look=Look.FILLED, on=False, wide=True)
    asks = _asks_about_order(state)
    return Button(
        ids.MAIN,
        till.act(found.kind, printer.text(found.pays)),
        "" if asks else "F9",
        look=Look.FILLED,
        on=not asks,
        about=about_card(state),
        guard_ms=MONEY_GUARD_MS,
        wide=True,
        spoken=till.act(found.kind, sums.spoken(found.pays)),
    )


def _other(state: ProgramState, printer: Printer) -> Button:
    found = offer(state, kind_of(state, ids.OTHER))
    if found.pays is None:
        return Button(ids.OTHER, till.other_off(found.kind), "Shift+F9", on=False)
    asks = _asks_about_order(state)
    return Button(
        ids.OTHER,
        till.other_act(found.kind, printer.text(found.pays)),
        "" if asks else "Shift+F9",
        on=not asks,
        about=about_card(state),
        guard_ms=MONEY_GUARD_MS,
        spoken=till.other_act(found.kind, sums.spoken(found.pays)),
    )


def _asks_about_order(state: ProgramState) -> bool:
    """Whether the question stands whose yes is the key of one of these buttons."""
    return state.question is not None and state.question.ask is Ask.SAME_ORDER


def _order(state: ProgramState) -> OrderField:
    text = state.till.order or state.snapshot.next_order
    return OrderField(till.order(), text, name=till.order_name())


def _sale(state: ProgramState, printer: Printer) -> tuple[SaleLine, ...]:
    now = asked_now(state)
    return tuple(
        SaleLine(one.token, card_words.masked(one.tail), of_line(state, one, printer))
        for one in lines(state)
        if one is not now
    )


def _pays(state: ProgramState, printer: Printer) -> Pair | None:
    now = asked_now(state)
    if now is not None:
        return Pair(till.this_card_pays(), printer.sum(now.amount))
    card = state.card.card
    if entry(state).minor == 0 or card is None:
        return None
    found = offer(state, Kind.HOLD)
    if found.pays is not None:
        return Pair(till.this_card_pays(), printer.sum(found.pays))
    used_up = found.why in (Note.NEXT_CARD, Note.NOTHING_TO_TAKE)
    return Pair(till.this_card_pays(), printer.sum(money(state, 0))) if used_up else None


def _left(state: ProgramState, printer: Printer) -> Pair | None:
    now = asked_now(state)
    if now is not None:
        rest = left(state)
    else:
        pays = offer(state, Kind.HOLD).pays
        asked = max(entry(state).minor, left(state))
        known = pays is not None or bool(lines(state))
        rest = asked - (pays.minor if pays is not None else 0) if known else 0
    if rest <= 0:
        return None
    return Pair(till.left(), printer.sum(money(state, rest)), IconName.COINS)
