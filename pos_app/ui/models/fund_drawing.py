"""Fund a card, the page of Manage that works."""

from __future__ import annotations

from pos_app.domain.activating import end_of, last_day
from pos_app.domain.operation import Operation, State
from pos_app.service.intents import FUND_REASONS
from pos_app.ui.models import fund_step, ids
from pos_app.ui.models.amount_step import wants_pin
from pos_app.ui.models.card_drawing import card_panel, scan_field, waiting_on
from pos_app.ui.models.idle_step import seconds_left
from pos_app.ui.models.manage_value import ManageValue, Reasons, SideItem
from pos_app.ui.models.notes import Note
from pos_app.ui.models.panel_drawing import ended_panel, waiting_panel
from pos_app.ui.models.parts import MONEY_GUARD_MS, NO_LINE, Button, Look, Pair, Panel
from pos_app.ui.models.pay_drawing import about_card, amount_field, pin_button, pin_pad, stop_panel
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.question_drawing import question_panel
from pos_app.ui.models.request import Outcome
from pos_app.ui.models.sale import money, sells, stands
from pos_app.ui.models.till_drawing import idle_panel, rows_panel
from pos_app.ui.models.till_value import AmountPad, PayColumn
from pos_app.ui.models.wording import activate, audit, connect, fund, main_button, settings, staff, sums, till


def manage_value(state: ProgramState, printer: Printer) -> ManageValue:
    """What Manage says now."""
    selling = sells(state)
    return ManageValue(
        side=(
            SideItem(ids.FUND_PAGE, activate.page() if selling else fund.page(), current=True),
            SideItem(ids.STAFF_PAGE, staff.page()),
            SideItem(ids.AUDIT_PAGE, audit.page()),
            SideItem(ids.SETTINGS_PAGE, settings.page()),
            SideItem(ids.CONNECT_PAGE, connect.page()),
        ),
        scan=scan_field(state),
        card=card_panel(state, printer),
        pay=_pay(state, printer),
        reasons=_years(state, printer) if selling else _reasons(state),
        middle=_middle(state, printer),
        focus=state.focus,
    )


def _reasons(state: ProgramState) -> Reasons:
    buttons = tuple(
        Button(ids.named(ids.REASON, name), fund.reason(name), chosen=state.fund.reason == name)
        for name in FUND_REASONS
    )
    return Reasons(fund.why(), buttons, fund.reason_note())


def _years(state: ProgramState, printer: Printer) -> Reasons:
    chosen = fund_step.years(state)
    buttons = tuple(
        Button(ids.named(ids.YEARS, str(count)), activate.years(count), chosen=count == chosen)
        for count in fund_step.years_to_choose(state)
    )
    last = last_day(printer.display.local(state.now).date(), chosen)
    told = "" if last is None else printer.date(end_of(last))
    return Reasons(activate.how_long(), buttons, activate.until(told))


def _pay(state: ProgramState, printer: Printer) -> PayColumn:
    pin = wants_pin(state)
    typed = state.fund.typed
    after = fund_step.available_after(state) if typed.minor else None
    return PayColumn(
        caption=activate.caption() if sells(state) else fund.caption(),
        amount=amount_field(state, typed.minor, typed.is_empty, fund.amount_name(), printer),
        pad=pin_pad(state) if pin else _pad(state, printer),
        main=pin_button() if pin else _main(state, printer),
        pays=None if after is None else Pair(fund.available_after(), printer.sum(after)),
        stop=stop_panel(state),
        note=NO_LINE,
    )


def _pad(state: ProgramState, printer: Printer) -> AmountPad:
    quick = tuple(
        Button(
            ids.named(ids.QUICK, str(minor)),
            fund.quick(money(state, minor), printer.region),
            spoken=sums.spoken(money(state, minor)),
        )
        for minor in fund_step.QUICK_MINOR
    )
    esc = "" if state.question is not None or state.fund.current else "Esc"
    return AmountPad(
        decimal=printer.region.decimal,
        clear=Button(ids.CLEAR, till.clear(), esc),
        backspace_name=till.backspace(),
        quick=quick,
    )


def _main(state: ProgramState, printer: Printer) -> Button:
    why = fund_step.why_not(state)
    if why is not None:
        words = fund.unfit() if why is Note.CARD_UNUSABLE else main_button.off(why, "")
        return Button(ids.MAIN, words, look=Look.FILLED, on=False, wide=True)
    amount = money(state, state.fund.typed.minor)
    asks = state.question is not None
    act = activate.act if sells(state) else fund.act
    return Button(
        ids.MAIN,
        act(printer.text(amount)),
        "" if asks else "F9",
        look=Look.FILLED,
        on=not asks,
        about=f"{about_card(state)}:{state.fund.reason}:{state.fund.years}",
        guard_ms=MONEY_GUARD_MS,
        wide=True,
        spoken=act(sums.spoken(amount)),
    )


def _middle(state: ProgramState, printer: Printer) -> tuple[Panel, ...]:
    shown: list[Panel] = []
    question = question_panel(state, printer) or rows_panel(state)
    if question is not None:
        shown.append(question)
    operation = _operation(state)
    if operation is not None and operation.state.is_final:
        shown.append(ended_panel(operation, printer))
    elif operation is not None:
        shown.append(waiting_panel(state, operation, printer))
    left = seconds_left(state)
    if left:
        shown.append(idle_panel(left))
    return tuple(shown)


def _operation(state: ProgramState) -> Operation | None:
    """The fund that stands in the middle: asked here, or open on the card that is shown."""
    request = fund_step.current(state)
    if request is not None and request.operation is not None:
        if stands(state, request) is Outcome.ASKING:
            return None
        return request.operation
    waits = waiting_on(state, state.card)
    return waits if waits is not None and waits.state is not State.CONFIRMED else None
