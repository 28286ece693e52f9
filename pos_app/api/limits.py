"""How long one exchange may take, how much it may bring, and how many may run at once."""

from __future__ import annotations

import asyncio

from pos_app.domain.frozen import frozen

MOST_BYTES = 1024 * 1024
"""The longest body of an answer that is read, in bytes."""

MOST_HISTORY_BYTES = 8 * 1024 * 1024
"""The longest history of a card that is read, in bytes: everything comes in one answer [U-26]."""

MOST_TOKEN_BYTES = 64 * 1024
"""The longest answer of the token endpoint that is read, in bytes."""


@frozen
class Limits:
    """The settable times, in seconds, and the places for exchanges that run at the same time."""

    connect: float = 3.0
    """For name, connection and TLS together, a part of `answer`; before that as long for a free place."""
    answer: float = 8.0
    """For one whole exchange, from its start to the last byte of the body."""
    idle: float = 50.0
    """How long a connection that nobody uses is kept."""
    reads: int = 6
    writes: int = 6

    @property
    def connections(self) -> int:
        """The size of the pool: never less than may run at once, so that nobody waits for a connection."""
        return self.reads + self.writes + 2


class Lane:
    """Places for exchanges of one sort: a queue of writes that hang does not keep a scan waiting."""

    def __init__(self, places: int) -> None:
        """As many may run at once as there are places."""
        self._free = asyncio.Semaphore(places)

    async def enter(self, patience: float) -> bool:
        """Take a place, waiting at most `patience` seconds for one; whether there was one."""
        if not self._free.locked():
            return await self._free.acquire()
        try:
            async with asyncio.timeout(patience):
                return await self._free.acquire()
        except TimeoutError:
            return False

    def leave(self) -> None:
        """Give the place back."""
        self._free.release()
