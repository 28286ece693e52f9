"""Guessing at cards: unknown numbers and wrong PINs are counted per till, and slowed down when many."""

from __future__ import annotations

from pos_app.domain.frozen import frozen

WITHIN = 300.0
"""Seconds for which a wrong try counts."""
MOST = 20
"""Unknown numbers within that time after which the till waits."""
PIN_WEIGHT = 4
"""A wrong PIN counts for so many unknown numbers: a PIN has few digits."""


@frozen
class Guesses:
    """When the wrong tries of late were, in monotonic seconds, each as often as it counts."""

    at: tuple[float, ...] = ()

    def after_wrong(self, now: float, weight: int = 1) -> Guesses:
        """One more wrong try; what is too old to count is forgotten."""
        return Guesses((*(one for one in self.at if now - one < WITHIN), *[now] * weight))

    def wait(self, now: float) -> float:
        """Seconds until another try is let through; 0 if it is now."""
        fresh = [one for one in self.at if now - one < WITHIN]
        return 0.0 if len(fresh) < MOST else fresh[len(fresh) - MOST] + WITHIN - now
