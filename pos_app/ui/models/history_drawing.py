"""History: what this till asked, newest first, each row with its story."""

from __future__ import annotations

from pos_app.domain.operation import Operation
from pos_app.ui.models import ids
from pos_app.ui.models.chips import of_operation
from pos_app.ui.models.history_step import is_looking, rows
from pos_app.ui.models.history_value import HistoryValue
from pos_app.ui.models.holds_value import FindField
from pos_app.ui.models.list_value import Cell, Column, Row, Table
from pos_app.ui.models.parts import NO_LINE, Button, Line
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.question_drawing import question_panel
from pos_app.ui.models.refund_drawing import refund_panel
from pos_app.ui.models.refund_step import may_refund
from pos_app.ui.models.story_drawing import story_of_operation
from pos_app.ui.models.till_drawing import rows_panel
from pos_app.ui.models.wording import history as words
from pos_app.ui.models.wording import kinds, lists, refund, sums
from pos_app.ui.models.wording.card import masked


def history_value(state: ProgramState, printer: Printer) -> HistoryValue:
    """What History says now."""
    found = rows(state)
    return HistoryValue(
        find=_find(state),
        buttons=_filters(state),
        table=Table(
            words.name(),
            _columns(),
            tuple(_row(state, one, printer) for one in found),
            _empty(state),
        ),
        pages=_pages(state),
        foot=words.foot(len(state.history.pages)) if found else NO_LINE,
        hint=_hint(state, some=bool(found)),
        panel=refund_panel(state, printer) or question_panel(state, printer) or rows_panel(state),
        focus=state.focus,
    )


def _find(state: ProgramState) -> FindField:
    code = state.history.code
    if code is not None:
        return FindField("", words.of_card(masked(code.tail)), words.find_name())
    return FindField(state.history.find, words.find_hint(), words.find_name())


def _filters(state: ProgramState) -> tuple[Button, ...]:
    history = state.history
    kind = words.all_kinds() if history.kind is None else kinds.kind(history.kind)
    return (
        Button(ids.HISTORY_TODAY, words.today(), chosen=history.today),
        Button(ids.HISTORY_KIND, kind, chosen=history.kind is not None, spoken=words.kind_spoken(kind)),
    )


def _pages(state: ProgramState) -> tuple[Button, ...]:
    found = []
    if len(state.history.pages) > 1:
        found.append(Button(ids.HISTORY_NEWER, words.newer()))
    if state.snapshot.found.page.has_older:
        found.append(Button(ids.HISTORY_OLDER, words.older(), on=not is_looking(state)))
    return tuple(found)


def _hint(state: ProgramState, *, some: bool) -> Line:
    page = state.snapshot.found.page
    if page.archived and not page.has_older and not is_looking(state):
        return words.in_the_archive()
    return words.hint() if some else NO_LINE


def _columns() -> tuple[Column, ...]:
    return (
        Column(lists.time(), weight=9),
        Column(words.kind(), weight=10),
        Column(lists.amount(), right=True, weight=12),
        Column(lists.card(), weight=11),
        Column(lists.order(), weight=9),
        Column(lists.cashier(), weight=10),
        Column(lists.state(), weight=16),
    )


def _row(state: ProgramState, one: Operation, printer: Printer) -> Row:
    chip = of_operation(state, one)
    return Row(
        id=one.ref_id,
        cells=(
            Cell(printer.since(one.asked_at)),
            Cell(kinds.of_operation(one), bold=True),
            Cell(printer.text(one.amount), bold=True),
            Cell(masked(one.card.last4)),
            Cell(one.order or lists.no_order()),
            Cell(one.staff_name),
            Cell(chip=chip),
        ),
        buttons=_buttons(state, one),
        chosen=one.ref_id == state.history.chosen,
        story=story_of_operation(state, one, printer),
        spoken=f"{kinds.request(one.kind, sums.spoken(one.amount))}, {masked(one.card.last4)}, {chip.words}",
    )


def _buttons(state: ProgramState, one: Operation) -> tuple[Button, ...]:
    if not may_refund(state, one):
        return ()
    keys = "F9" if one.ref_id == state.history.chosen and not state.history.refund else ""
    return (Button(ids.named(ids.ROW_REFUND, one.ref_id), refund.row_button(), keys, about=one.ref_id),)


def _empty(state: ProgramState) -> str:
    history = state.history
    if is_looking(state):
        return words.looking()
    if state.snapshot.found.page.has_older:
        return words.not_here()
    if history.code is not None:
        return words.nothing_of_card()
    if history.find.strip():
        return lists.nothing_found(history.find.strip())
    return words.nothing_today() if history.today else words.nothing()
