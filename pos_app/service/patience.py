"""How long to wait before asking again: 1 s doubling to 60 s, with full jitter, on the monotonic clock."""

from __future__ import annotations

import random

from pos_app.domain.frozen import frozen


@frozen
class Patience:
    """The back-off of one till. All times in seconds."""

    first: float = 1.0
    most: float = 60.0
    look_again: float = 60.0
    """A second look at the history comes at least this long after the last attempt that was not harmless."""
    stale: float = 12 * 3600.0
    """A row whose last attempt is older than this is looked up before any send."""
    clock_slack: float = 300.0
    """A last attempt further in the future than this means that the clock was moved: look first as well."""
    look_every: int = 3
    """After this many answers in a row that prove nothing, look at the history before asking again."""
    hurry: float = 2.0
    """Once the service answers again, what waits is asked within this time, spread evenly."""

    def delay(self, tries: int, dice: random.Random) -> float:
        """Seconds before try number `tries` + 1: anything up to the doubled limit."""
        limit = min(self.most, self.first * 2.0 ** min(tries, 16))
        return dice.uniform(0.05 * limit, limit)
