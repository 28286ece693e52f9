"""When a new snapshot is drawn: at most one per turn of the loop, fewer while a queue drains."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pos_app.service.clock import Clock
from pos_app.service.snapshot import Snapshot

CROWD = 16
"""With more open operations than this, snapshots come no closer together than `CROWDED_EVERY`."""
CROWDED_EVERY = 0.2
"""Seconds: a queue that drains is drawn a few times a second, not with each of its writes."""


def _never() -> bool:
    return False


class Publishing:
    """Gathers changes into snapshots."""

    def __init__(
        self, clock: Clock, publish: Callable[[Snapshot], None], snapshot: Callable[[], Snapshot]
    ) -> None:
        """`publish` gets every new snapshot, which `snapshot` makes."""
        self._clock, self._publish, self._snapshot = clock, publish, snapshot
        self._dirty, self._drawn_at = False, 0.0
        self.is_crowded: Callable[[], bool] = _never
        """Whether so much is open that drawing must not hold it up."""

    def changed(self) -> None:
        """Something is new: it is drawn soon."""
        if self._dirty:
            return
        self._dirty = True
        loop, wait = asyncio.get_running_loop(), 0.0
        if self.is_crowded():
            wait = self._drawn_at + CROWDED_EVERY - self._clock.monotonic()
        if wait > 0:
            loop.call_later(wait, self._draw)
        else:
            loop.call_soon(self._draw)

    def _draw(self) -> None:
        self._dirty = False
        self._drawn_at = self._clock.monotonic()
        self._publish(self._snapshot())
