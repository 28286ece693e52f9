"""The journal's own thread: whatever the disk does, the window never waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class DiskThread:
    """Does one piece of work after the other, in the order they were given."""

    def __init__(self) -> None:
        """The thread begins with the first work."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")

    async def do(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """What the work returns or raises. It is done even if nobody waits for it any more."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._pool, lambda: work(*given, **named)))

    def end(self) -> None:
        """Take no more work; later calls fail with RuntimeError."""
        self._pool.shutdown(wait=False)
