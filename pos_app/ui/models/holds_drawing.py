"""Holds: the open holds this till knows of, several of which may be captured or voided together."""

from __future__ import annotations

from pos_app.domain.hold import Hold
from pos_app.ui.models import ids
from pos_app.ui.models.chips import of_hold
from pos_app.ui.models.holds_rows import listed, ticked
from pos_app.ui.models.holds_value import FindField, HoldsValue
from pos_app.ui.models.list_value import Cell, Column, Row, Table
from pos_app.ui.models.parts import MONEY_GUARD_MS, NO_LINE, Button, Line, Look
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.question_drawing import question_panel
from pos_app.ui.models.rows_drawing import row_buttons, who_placed
from pos_app.ui.models.story_drawing import story_of_hold
from pos_app.ui.models.till_drawing import rows_panel
from pos_app.ui.models.wording import lists, sums
from pos_app.ui.models.wording.card import masked


def holds_value(state: ProgramState, printer: Printer) -> HoldsValue:
    """What Holds says now."""
    rows = listed(state)
    several = ticked(state)
    question = question_panel(state, printer)
    return HoldsValue(
        find=_find(state),
        buttons=(*_filters(state), *_together(state, several, printer, keys=question is None)),
        table=Table(
            lists.holds_name(),
            _columns(),
            tuple(_row(state, one, printer, keys=question is None and not several) for one in rows),
            _empty(state),
        ),
        foot=_foot(state, rows, printer) if rows else NO_LINE,
        hint=lists.hint() if rows else NO_LINE,
        panel=question or rows_panel(state),
        focus=state.focus,
    )


def _find(state: ProgramState) -> FindField:
    text = state.holds.find
    if state.holds.by_card and state.card.tail:
        return FindField("", lists.find_card(masked(state.card.tail)), lists.find_name())
    return FindField(text, lists.find_hint(), lists.find_name())


def _filters(state: ProgramState) -> tuple[Button, ...]:
    every = not state.holds.only_mine and not state.holds.by_card
    return (
        Button(ids.HOLDS_OPEN, lists.open_filter(), chosen=every),
        Button(ids.HOLDS_MINE, lists.mine_filter(), chosen=state.holds.only_mine),
    )


def _together(
    state: ProgramState, several: tuple[Hold, ...], printer: Printer, *, keys: bool
) -> tuple[Button, ...]:
    count = len(several)
    about = ",".join(f"{one.hold_id}:{one.left.minor}" for one in several)
    on = bool(several) and state.can_end_holds
    spoken = printer.total([one.left for one in several])
    capture = Button(
        ids.HOLDS_CAPTURE,
        lists.capture_chosen(count),
        "F7" if several and keys else "",
        on=on,
        about=about,
        guard_ms=MONEY_GUARD_MS,
        spoken=f"{lists.capture_chosen(count)}, {spoken}",
    )
    if not several:
        return (capture,)
    void = Button(
        ids.HOLDS_VOID,
        lists.void_chosen(count),
        "F8" if keys else "",
        look=Look.DANGER,
        on=on,
        about=about,
        guard_ms=MONEY_GUARD_MS,
        spoken=f"{lists.void_chosen(count)}, {spoken}",
    )
    return void, capture


def _columns() -> tuple[Column, ...]:
    return (
        Column(lists.amount(), right=True, weight=12),
        Column(lists.card(), weight=12),
        Column(lists.order(), weight=10),
        Column(lists.cashier(), weight=11),
        Column(lists.age(), weight=10),
        Column(lists.state(), weight=16),
    )


def _row(state: ProgramState, hold: Hold, printer: Printer, *, keys: bool) -> Row:
    is_chosen = hold.hold_id == state.holds.chosen
    part = state.holds.part.minor if is_chosen else 0
    chip = of_hold(state, hold)
    return Row(
        id=hold.hold_id,
        cells=(
            Cell(printer.text(hold.left), bold=True),
            Cell(masked(hold.card.last4)),
            Cell(hold.order or lists.no_order()),
            Cell(who_placed(hold)),
            Cell(printer.age(hold.placed_at)),
            Cell(chip=chip),
        ),
        buttons=row_buttons(state, hold, part, printer, keys=keys and is_chosen),
        chosen=is_chosen,
        ticked=hold.hold_id in state.holds.ticked,
        story=story_of_hold(state, hold, printer),
        spoken=f"{sums.spoken(hold.left)}, {masked(hold.card.last4)}, {chip.words}",
    )


def _empty(state: ProgramState) -> str:
    if state.holds.find.strip():
        return lists.nothing_found(state.holds.find.strip())
    if state.holds.by_card:
        return lists.none_of_card()
    return lists.none_mine() if state.holds.only_mine else lists.no_holds()


def _foot(state: ProgramState, rows: tuple[Hold, ...], printer: Printer) -> Line:
    total = printer.total([one.left for one in rows])
    ours = all(one.ours for one in rows)
    return lists.foot(len(rows), total, state.snapshot.holds_complete, ours)
