"""When a card expires, as far as this window knows."""

from __future__ import annotations

from pos_app.domain.operation import Operation
from pos_app.ui.models.program_state import ProgramState

SOON = 7 * 86400.0
"""A capture whose card expires within this time is not safe to hand goods out on (rule 5a), in seconds."""


def expires_soon(state: ProgramState, operation: Operation) -> bool:
    """Whether the operation's card is known to expire within seven days."""
    shown = state.card
    if shown.card is None or shown.key is None or shown.key.fingerprint != operation.card.fingerprint:
        return False
    end = shown.card.expires_at
    return end is not None and end - state.now <= SOON
