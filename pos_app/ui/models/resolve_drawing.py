"""Resolve: the case a manager looks into, above the list of Waiting."""

from __future__ import annotations

from pos_app.domain.operation import Kind, Operation, Why
from pos_app.domain.resolving import Choice, Grounds
from pos_app.service.cases import Case
from pos_app.ui.models import ids
from pos_app.ui.models.chips import needs_manager
from pos_app.ui.models.parts import YES_GUARD_MS, Button, Line, Look, Panel, Tone, under_each_other
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.resolve_step import case_of, operation_of
from pos_app.ui.models.wording import kinds
from pos_app.ui.models.wording import resolve as words
from pos_app.ui.models.wording.card import masked


def resolve_panel(state: ProgramState, printer: Printer) -> Panel | None:
    """The case that is open, or the question how the manager knows; None if there is none."""
    one = operation_of(state)
    if one is None:
        return None
    case, choice = case_of(state), state.waiting.choice
    if choice is not None and case is not None and choice in case.choices:
        return _grounds(one, choice, printer)
    return _case(one, case, printer)


def _request(one: Operation, printer: Printer) -> str:
    return kinds.request_on(one.kind, printer.text(one.amount), masked(one.card.last4))


def _case(one: Operation, case: Case | None, printer: Printer) -> Panel:
    choices = () if case is None else case.choices
    back = Button(ids.RESOLVE_BACK, words.back(), "Esc", focus_default=True)
    again = Button(ids.RESOLVE_READ, words.read_again(), "F6", on=case is not None)
    amount = printer.text(one.amount)
    offered = tuple(
        Button(
            ids.named(ids.CHOICE, choice.value),
            words.choice(choice, amount, _paid(one)),
            look=Look.FILLED if choice is Choice.GIVE_BACK else Look.OUTLINE,
            about=one.ref_id,
        )
        for choice in choices
    )
    return Panel(
        id=f"resolve-{one.ref_id}",
        title=words.title(_request(one, printer)),
        tone=Tone.WAITING,
        chip=needs_manager(),
        text=under_each_other(*_told(one, case, printer)),
        buttons=(back, again, *offered),
        asks=True,
    )


def _paid(one: Operation) -> bool:
    return one.why is Why.PAID_AFTER_CANCEL


def _told(one: Operation, case: Case | None, printer: Printer) -> tuple[Line, ...]:
    asked = words.asked(printer.when(one.asked_at), one.order, one.staff_name, one.attempts)
    if case is None:
        return asked, words.reading()
    card = case.card
    figures = (
        words.no_card_now()
        if card is None
        else words.card_now(printer.text(card.available), printer.text(card.balance))
    )
    may_be_held = one.kind is Kind.HOLD and Choice.DID_NOT in case.choices
    return (
        asked,
        figures,
        words.trace(case.trace),
        words.hold_by_word() if may_be_held else Line(),
    )


def _grounds(one: Operation, choice: Choice, printer: Printer) -> Panel:
    back = Button(ids.RESOLVE_BACK, words.back(), "Esc", focus_default=True)
    known = tuple(
        Button(
            ids.named(ids.GROUNDS, grounds.value),
            words.grounds(grounds),
            about=f"{one.ref_id}:{choice.value}",
            guard_ms=YES_GUARD_MS,
        )
        for grounds in Grounds
    )
    title = words.choice_title(
        words.choice(choice, printer.text(one.amount), _paid(one)), _request(one, printer)
    )
    return Panel(
        id=f"resolve-{one.ref_id}-{choice.value}",
        title=title,
        tone=Tone.WAITING,
        text=under_each_other(words.means(choice, one.kind), words.why()),
        buttons=(back, *known),
        asks=True,
    )
