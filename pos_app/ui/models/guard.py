"""Guards of the money buttons: a press too soon after words, sum or card changed is not taken (rule 1a)."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.hold import Hold
from pos_app.domain.operation import Kind
from pos_app.domain.resolving import Grounds
from pos_app.ui.models import ids
from pos_app.ui.models.holds_rows import listed, ticked
from pos_app.ui.models.parts import MONEY_GUARD_MS, YES_GUARD_MS
from pos_app.ui.models.program_state import Guard, Over, ProgramState, ScreenName
from pos_app.ui.models.refund_step import amount_of
from pos_app.ui.models.sale import offer
from pos_app.ui.models.till_panels_state import chosen_hold, middle, panel_holds

_YES = YES_GUARD_MS / 1000
_MONEY = MONEY_GUARD_MS / 1000
_MARGIN = 1e-6


def guarded(state: ProgramState) -> dict[str, object]:
    """What every money button of the open screen says now, by its name; those that are off are left out."""
    says: dict[str, object] = {}
    if state.question is not None:
        says[ids.YES] = state.question.turn
    if state.over is not Over.NOTHING:
        return says
    if state.screen is ScreenName.TILL:
        says |= _till(state)
    elif state.screen is ScreenName.HOLDS:
        says |= _rows(listed(state), state.holds.chosen, state.holds.part.minor)
        chosen = tuple((one.hold_id, one.left.minor) for one in ticked(state))
        says |= {ids.HOLDS_CAPTURE: chosen, ids.HOLDS_VOID: chosen}
    elif state.screen is ScreenName.WAITING:
        about = (state.waiting.case, state.waiting.choice)
        says |= {ids.named(ids.GROUNDS, one.value): about for one in Grounds if state.waiting.choice}
    elif state.screen is ScreenName.HISTORY and state.history.refund:
        amount = amount_of(state)
        if amount is not None:
            says[ids.REFUND_YES] = (state.history.refund, amount.minor)
    elif state.screen is ScreenName.MANAGE:
        says[ids.MAIN] = (state.fund.typed.minor, state.fund.reason, state.card.number)
    return says


def _till(state: ProgramState) -> dict[str, object]:
    says: dict[str, object] = {}
    main = state.settings.main
    for button, kind in ((ids.MAIN, main), (ids.OTHER, Kind.PAY if main is Kind.HOLD else Kind.HOLD)):
        pays = offer(state, kind).pays
        if pays is not None:
            says[button] = (kind, pays.minor, state.card.number)
    stands = middle(state)
    if stands.held:
        together = tuple((one.hold_id, one.left.minor) for one in panel_holds(state))
        says |= {ids.HELD_CAPTURE: together, ids.HELD_VOID: together}
    if stands.rows:
        chosen = chosen_hold(state)
        name = chosen.hold_id if chosen is not None else ""
        says |= _rows(state.card.holds, name, state.till.part.minor)
    return says


def _rows(holds: tuple[Hold, ...], chosen: str, part: int) -> dict[str, object]:
    says: dict[str, object] = {}
    for one in holds:
        is_chosen = one.hold_id == chosen
        typed = part if is_chosen else 0
        says[ids.named(ids.ROW_CAPTURE, one.hold_id)] = (one.left.minor, typed, is_chosen)
        says[ids.named(ids.ROW_VOID, one.hold_id)] = (one.left.minor, is_chosen)
    return says


def refreshed(state: ProgramState) -> ProgramState:
    """The state with every guard that changed starting anew now."""
    before = {one.button: one for one in state.guards}
    guards = []
    for button, says in guarded(state).items():
        old = before.get(button)
        guards.append(old if old is not None and old.says == says else Guard(button, says, state.monotonic))
    return state if tuple(guards) == state.guards else replace(state, guards=tuple(guards))


def may_press(state: ProgramState, button_id: str) -> bool:
    """Whether this button may be pressed now: it has no guard, or has said the same for long enough."""
    button, _ = ids.parted(button_id)
    if button not in _GUARDED:
        return True
    guard = next((one for one in state.guards if one.button == button_id), None)
    wait = _YES if button in (ids.YES, ids.GROUNDS) else _MONEY
    return guard is not None and state.monotonic - guard.since >= wait - _MARGIN


_GUARDED = frozenset(
    {
        ids.YES,
        ids.GROUNDS,
        ids.MAIN,
        ids.OTHER,
        ids.HELD_CAPTURE,
        ids.HELD_VOID,
        ids.ROW_CAPTURE,
        ids.ROW_VOID,
        ids.HOLDS_CAPTURE,
        ids.HOLDS_VOID,
        ids.REFUND_YES,
    }
)
