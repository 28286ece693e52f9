"""The payment a manager may give back, above the list of History."""

from __future__ import annotations

from pos_app.domain.money import Money
from pos_app.service.cases import RefundCase
from pos_app.ui.models import ids
from pos_app.ui.models.parts import MONEY_GUARD_MS, Button, Line, Look, Panel, Tone, under_each_other
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.refund_step import amount_of, case_of
from pos_app.ui.models.wording import kinds
from pos_app.ui.models.wording import refund as words
from pos_app.ui.models.wording.card import masked


def refund_panel(state: ProgramState, printer: Printer) -> Panel | None:
    """What is open; None if nothing is."""
    case = case_of(state)
    if case is None:
        return None
    paid, amount = case.paid, amount_of(state)
    request = kinds.request_on(paid.kind, printer.text(paid.amount), masked(paid.card.last4))
    buttons = [Button(ids.REFUND_BACK, words.back(), "Esc", focus_default=True)]
    if amount is None:
        buttons.append(Button(ids.REFUND_READ, words.read_again(), "F6", on=not case.reading))
    else:
        buttons.append(_yes(case, amount, printer))
    return Panel(
        id=f"refund-{paid.ref_id}",
        title=words.title(request),
        tone=Tone.ACCENT,
        text=under_each_other(*_told(state, case, printer)),
        buttons=tuple(buttons),
        asks=True,
    )


def _yes(case: RefundCase, amount: Money, printer: Printer) -> Button:
    return Button(
        ids.REFUND_YES,
        words.act(printer.text(amount)),
        "F9",
        look=Look.FILLED,
        about=f"{case.paid.ref_id}:{amount.minor}",
        guard_ms=MONEY_GUARD_MS,
    )


def _told(state: ProgramState, case: RefundCase, printer: Printer) -> tuple[Line, ...]:
    if case.reading:
        return (words.reading(),)
    if case.taken is None:
        return (words.not_known(),)
    taken = case.taken
    figures = words.figures(
        printer.text(taken.taken), printer.text(taken.given_back), printer.text(taken.left)
    )
    if taken.is_too_much:
        return figures, words.too_much()
    if not taken.left.minor:
        return figures, words.nothing_left()
    is_too_much = state.history.part.minor > taken.left.minor
    return figures, words.more_than_left() if is_too_much else words.how_much()
