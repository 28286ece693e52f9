"""What Waiting remembers between two keys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingState:
    """The chosen row, by reference."""

    chosen: str = ""
