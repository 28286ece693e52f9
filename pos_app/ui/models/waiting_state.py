"""What Waiting remembers between two keys."""

from __future__ import annotations

from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.resolving import Choice


@frozen_by_name
class WaitingState:
    """The chosen row, and what a manager looks into, by reference."""

    chosen: str = ""
    case: str = ""
    choice: Choice | None = None
    """What the manager is about to say of the case."""
    decided: str = ""
    """The case whose decision was given last; a refusal of it is told."""
