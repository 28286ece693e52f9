"""What stands in the middle of the Till, worked out from the state: the rules behind the panels."""

from __future__ import annotations

from pos_app.domain.frozen import frozen
from pos_app.domain.hold import Hold
from pos_app.domain.operation import Operation
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.request import Outcome, outcome_of
from pos_app.ui.models.sale import held, standing_hold


def chosen_hold(state: ProgramState) -> Hold | None:
    """The hold that F7 and F8 mean: the chosen row; a card's only hold needs no choice (rule 10b)."""
    holds = state.card.holds
    found = next((one for one in holds if one.hold_id == state.till.chosen), None)
    return found or (holds[0] if len(holds) == 1 else None)


def panel_holds(state: ProgramState) -> tuple[Hold, ...]:
    """The holds that the held panel offers to take together: an opened one, else this sale's."""
    if state.till.opened:
        found = standing_hold(state, state.till.opened)
        return (found,) if found is not None and not found.pending else ()
    return held(state)


def waiting_operation(state: ProgramState) -> Operation | None:
    """The operation whose waiting panel stands: opened, of this sale, or open on the card that is shown."""
    till = state.till
    opened = state.snapshot.operation(till.opened) if till.opened else None
    mine = [one.operation for one in state.requests if one.token in till.current]
    stands = standing_hold(state, till.opened) if opened is not None else None
    found = [opened, *(stands.pending if stands is not None else ()), *reversed(mine)]
    if not any(found):
        found += [one for one in state.card.open if one.kind.is_new_money]
    return next((one for one in found if one is not None and _is_waiting(state, one)), None)


def asking_operation(state: ProgramState) -> Operation | None:
    """The operation of the card or the sale that was asked less than a second ago."""
    mine = [one.operation for one in state.requests if one.token in state.till.current]
    for one in (*mine, *state.card.open):
        if one is not None and outcome_of(one, state.snapshot, state.monotonic, state.now) is Outcome.ASKING:
            return one
    return None


def ended_operations(state: ProgramState) -> tuple[Operation, ...]:
    """The operations whose end is told by a panel: an opened one, else those asked last."""
    opened = state.snapshot.operation(state.till.opened) if state.till.opened else None
    if opened is not None:
        return (opened,) if opened.state.is_final else ()
    mine = [one.operation for one in state.requests if one.token in state.till.current]
    return tuple(one for one in mine if one is not None and one.state.is_final)


@frozen
class Middle:
    """Which parts stand in the middle of the Till, so that drawing and guards agree."""

    waiting: Operation | None
    held: bool
    """The held panel stands."""
    held_is_main: bool
    """Its capture is the next thing to do; the list of holds makes room for it."""
    rows: bool
    """The holds on the card are listed."""


def middle(state: ProgramState) -> Middle:
    """What stands in the middle now; a question takes the place of results, never of the list."""
    waiting = waiting_operation(state)
    offers = offers_held(state)
    is_main = offers and (state.till.fresh or bool(state.till.opened))
    free = state.question is None
    return Middle(
        waiting=waiting if free else None,
        held=offers and free and waiting is None,
        held_is_main=is_main,
        rows=not is_main and waiting is None,
    )


def offers_held(state: ProgramState) -> bool:
    """Whether the held panel stands: its holds are there, and nobody said "keep for later"."""
    return bool(panel_holds(state)) and (bool(state.till.opened) or not state.till.later)


def _is_waiting(state: ProgramState, operation: Operation) -> bool:
    outcome = outcome_of(operation, state.snapshot, state.monotonic, state.now)
    return outcome in (Outcome.WAITING, Outcome.NEEDS_MANAGER)
