"""Rows of holds on the Till: only the chosen row shows its keys (rule 10b)."""

from __future__ import annotations

from pos_app.domain.hold import Hold
from pos_app.domain.money import Money
from pos_app.ui.models import ids
from pos_app.ui.models.chips import of_hold
from pos_app.ui.models.hold_acts import has_expired
from pos_app.ui.models.list_value import HoldRow
from pos_app.ui.models.parts import MONEY_GUARD_MS, NO_LINE, Button, Look
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState, ScreenName
from pos_app.ui.models.story_drawing import story_of_hold
from pos_app.ui.models.till_panels_state import chosen_hold, ended_operations
from pos_app.ui.models.till_value import HoldList
from pos_app.ui.models.wording import kinds, sums, till


def hold_list(state: ProgramState, printer: Printer, *, keys: bool) -> HoldList | None:
    """The holds on this card; None if there is none and nothing is on hold elsewhere."""
    shown = state.card
    if not shown.holds and shown.elsewhere is None:
        return None
    chosen = chosen_hold(state)
    rows = tuple(
        _row(state, one, printer, chosen=one is chosen, keys=keys and one is chosen) for one in shown.holds
    )
    note = NO_LINE if shown.elsewhere is None else till.on_hold_elsewhere(printer.text(shown.elsewhere))
    total = printer.total([one.left for one in shown.holds])
    return HoldList(till.holds_on_card(), till.holds_summary(len(rows), total), rows, note)


def row_buttons(
    state: ProgramState, hold: Hold, part: int, printer: Printer, *, keys: bool
) -> tuple[Button, ...]:
    """What may be done with a hold: a row with an open request offers only "Ask again" (rule 10)."""
    if hold.pending:
        again = ids.named(ids.ROW_AGAIN, hold.hold_id)
        key = "F6" if keys and _f6_is_free(state) else ""
        return (Button(again, till.ask_again(), key, about=hold.hold_id),)
    on = state.can_end_holds
    spoken = sums.spoken(hold.left)
    void = Button(
        ids.named(ids.ROW_VOID, hold.hold_id),
        till.void(),
        "F8" if keys else "",
        look=Look.DANGER,
        on=on,
        about=hold.hold_id,
        guard_ms=MONEY_GUARD_MS,
        spoken=till.void_several(1, spoken),
    )
    if has_expired(state, hold):
        return (void,)
    capture = Button(
        ids.named(ids.ROW_CAPTURE, hold.hold_id),
        capture_words(hold, part, printer),
        "F7" if keys else "",
        on=on,
        about=f"{hold.hold_id}:{hold.left.minor}",
        guard_ms=MONEY_GUARD_MS,
        spoken=till.capture_sum(sums.spoken(Money(part, hold.left.currency) if part else hold.left)),
    )
    return void, capture


def _f6_is_free(state: ProgramState) -> bool:
    """Whether no panel on the Till that tells an end may offer to read the card again."""
    return state.screen is not ScreenName.TILL or not ended_operations(state)


def capture_words(hold: Hold, part: int, printer: Printer) -> str:
    """ "Capture", or with a typed part "Capture kr 100,00 of 250,00"."""
    if not part:
        return till.capture()
    return till.capture_part(printer.text(Money(part, hold.left.currency)), printer.number(hold.left))


def who_placed(hold: Hold) -> str:
    """The name of who placed it, or that it was not placed here."""
    return hold.staff_name if hold.ours else till.placed_elsewhere()


def _row(state: ProgramState, hold: Hold, printer: Printer, *, chosen: bool, keys: bool) -> HoldRow:
    part = state.till.part.minor if chosen else 0
    detail = till.hold_detail(hold.order, who_placed(hold), printer.ago(hold.placed_at))
    chip = of_hold(state, hold)
    return HoldRow(
        id=hold.hold_id,
        amount=printer.sum(hold.left),
        detail=detail,
        chip=chip,
        buttons=row_buttons(state, hold, part, printer, keys=keys),
        chosen=chosen,
        story=story_of_hold(state, hold, printer),
        spoken=f"{kinds.on_hold(sums.spoken(hold.left))}, {detail}, {chip.words}",
    )
