"""What Waiting remembers between two keys."""

from __future__ import annotations

from pos_app.domain.frozen import frozen_by_name


@frozen_by_name
class WaitingState:
    """The chosen row, by reference."""

    chosen: str = ""
