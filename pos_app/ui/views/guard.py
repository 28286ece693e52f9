"""The time a money button refuses presses after it changed (screens.md, rules 1a and 10)."""

from __future__ import annotations

from collections.abc import Callable


class Guard:
    """Closed for `guard_ms` after each change, by a clock in seconds that never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._changed_s = float("-inf")

    def changed(self) -> None:
        """What the button says or acts on changed just now."""
        self._changed_s = self._clock()

    def lets(self, guard_ms: int) -> bool:
        """Whether a press now is meant for what the button says now."""
        return (self._clock() - self._changed_s) * 1000 >= guard_ms
