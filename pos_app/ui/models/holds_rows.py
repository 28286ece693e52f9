"""Which holds stand on the list of Holds, and which of them are chosen."""

from __future__ import annotations

from pos_app.domain.hold import Hold
from pos_app.ui.models.program_state import ProgramState


def listed(state: ProgramState) -> tuple[Hold, ...]:
    """The open holds that pass the filters, newest first."""
    holds = state.snapshot.holds
    if state.holds.only_mine:
        holds = tuple(one for one in holds if is_mine(state, one))
    if state.holds.by_card:
        key = state.card.key
        holds = tuple(one for one in holds if key is not None and one.card.fingerprint == key.fingerprint)
    words = state.holds.find.casefold().split()
    return tuple(one for one in holds if all(word in _text(one) for word in words))


def ticked(state: ProgramState) -> tuple[Hold, ...]:
    """The listed holds that were chosen for an act on several."""
    chosen = frozenset(state.holds.ticked)
    return tuple(one for one in listed(state) if one.hold_id in chosen and not one.pending) if chosen else ()


def is_mine(state: ProgramState, hold: Hold) -> bool:
    """Whether the person at the till placed this hold."""
    return hold.ours and hold.staff == state.snapshot.person.number


def _text(hold: Hold) -> str:
    return f"{hold.card.last4} {hold.order} {hold.staff_name}".casefold()
