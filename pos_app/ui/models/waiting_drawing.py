"""Waiting: every request whose answer is not known, and what to do meanwhile (rule 5a)."""

from __future__ import annotations

from pos_app.domain.operation import Operation, State
from pos_app.domain.person import Act
from pos_app.ui.models import ids
from pos_app.ui.models.chips import of_operation
from pos_app.ui.models.list_value import Cell, Column, Row, Table
from pos_app.ui.models.panel_drawing import manager_to_do
from pos_app.ui.models.parts import Button, Look
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.question_drawing import question_panel
from pos_app.ui.models.question_step import may_cancel
from pos_app.ui.models.resolve_drawing import resolve_panel
from pos_app.ui.models.story_drawing import story_of_operation
from pos_app.ui.models.till_drawing import rows_panel
from pos_app.ui.models.waiting_step import rows
from pos_app.ui.models.waiting_value import WaitingValue
from pos_app.ui.models.wording import kinds, lists, panels, reasons, sums, till
from pos_app.ui.models.wording.card import masked


def waiting_value(state: ProgramState, printer: Printer) -> WaitingValue:
    """What Waiting says now."""
    found = rows(state)
    manager = [one for one in found if one.state is State.NEEDS_MANAGER]
    waits = [one for one in found if one.is_open and one.state is not State.NEEDS_MANAGER]
    question, case = question_panel(state, printer), resolve_panel(state, printer)
    keys = question is None and case is None
    ask_all = Button(ids.WAITING_ALL, lists.ask_all_again(), "F6", look=Look.FILLED)
    return WaitingValue(
        title=lists.waiting_title(len(waits), len(manager)),
        text=lists.waiting_text(),
        table=Table(
            lists.waiting_name(),
            _columns(),
            tuple(_row(state, one, printer, keys=keys) for one in found),
            lists.waiting_title(0, 0),
        ),
        buttons=(ask_all,) if (waits or manager) and keys else (),
        panel=question or case or rows_panel(state),
        focus=state.focus,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(lists.time(), weight=7),
        Column(lists.request(), weight=17),
        Column(lists.card(), weight=11),
        Column(lists.order(), weight=8),
        Column(lists.state(), weight=17),
        Column(lists.what_to_do(), weight=28),
    )


def _row(state: ProgramState, one: Operation, printer: Printer, *, keys: bool) -> Row:
    chip = of_operation(state, one)
    is_chosen = one.ref_id == state.waiting.chosen
    request = kinds.request(one.kind, printer.text(one.amount))
    words, note = _to_do(state, one)
    return Row(
        id=one.ref_id,
        cells=(
            Cell(printer.since(one.asked_at)),
            Cell(request, bold=True),
            Cell(masked(one.card.last4)),
            Cell(one.order or lists.no_order()),
            Cell(chip=chip),
            Cell(words, note=note, bold=True),
        ),
        buttons=_buttons(state, one, keys=keys and is_chosen),
        chosen=is_chosen,
        story=story_of_operation(state, one, printer),
        spoken=f"{kinds.request(one.kind, sums.spoken(one.amount))}, {chip.words}, {words}",
    )


def _to_do(state: ProgramState, one: Operation) -> tuple[str, str]:
    """What a person does now, and why."""
    if one.state.is_final:
        return reasons.refusal(one), " ".join(
            part for part in (reasons.nothing_moved(one), reasons.next_step(one)) if part
        )
    words = manager_to_do(state, one)
    if one.state is State.NEEDS_MANAGER:
        return words, reasons.still_open(one)
    if one.cancel:
        return words, lists.cancelling()
    waits = state.snapshot.waits_of(one.ref_id)
    if waits.trying:
        return words, lists.asks_now()
    if waits.next_at is None or state.snapshot.no_answer_since is not None:
        return words, lists.asks_later()
    return words, lists.asks_again(max(int(-(-(waits.next_at - state.monotonic) // 1)), 0))


def _buttons(state: ProgramState, one: Operation, *, keys: bool) -> tuple[Button, ...]:
    if one.state.is_final:
        return (Button(ids.named(ids.ROW_SEEN, one.ref_id), panels.seen(), about=one.ref_id),)
    again = Button(ids.named(ids.ROW_AGAIN, one.ref_id), till.ask_again(), about=one.ref_id)
    if one.state is State.NEEDS_MANAGER:
        return (*_resolve(state, one, keys=keys), again)
    stands = one.can_be_cancelled and one.ref_id not in state.cancels
    if not stands or not may_cancel(state, one) or not state.can_end_holds:
        return (again,)
    cancel = Button(
        ids.named(ids.ROW_CANCEL, one.ref_id),
        lists.cancel(),
        "F8" if keys else "",
        look=Look.DANGER,
        about=one.ref_id,
    )
    return cancel, again


def _resolve(state: ProgramState, one: Operation, *, keys: bool) -> tuple[Button, ...]:
    if not state.snapshot.person.may(Act.RESOLVE):
        return ()
    return (
        Button(
            ids.named(ids.ROW_RESOLVE, one.ref_id), lists.resolve(), "F9" if keys else "", about=one.ref_id
        ),
    )
