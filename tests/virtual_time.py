"""An event loop whose clock jumps to the next timer at once, so that hours of waiting take milliseconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


class VirtualLoop(asyncio.SelectorEventLoop):
    """Time stands still while something runs (threads included) and jumps when everybody only waits."""

    def __init__(self) -> None:
        """Begin at 1 000 s, so that a forgotten zero shows."""
        self._virtual_now = 1_000.0
        self._in_threads = 0
        super().__init__()

    def time(self) -> float:
        """Virtual seconds."""
        return self._virtual_now

    def run_in_executor(  # type: ignore[override]  # the stub's own form needs newer type variables
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """As usual, and time stands still until the thread is done."""
        future = super().run_in_executor(executor, func, *args)
        self._in_threads += 1
        future.add_done_callback(self._thread_done)
        return future

    def _thread_done(self, _: asyncio.Future[Any]) -> None:
        self._in_threads -= 1

    def _run_once(self) -> None:
        ready: Any = self._ready  # type: ignore[attr-defined]  # the stdlib's own queue has no public name
        scheduled: Any = self._scheduled  # type: ignore[attr-defined]  # likewise
        if not ready and not self._in_threads and scheduled:
            self._virtual_now = max(self._virtual_now, scheduled[0].when())
        super()._run_once()  # type: ignore[misc]  # likewise


class VirtualClock:
    """The service's clocks on a virtual loop; `shift` makes the wall clock jump."""

    def __init__(self) -> None:
        """The wall clock begins on a day of 2026."""
        self.shift = 1_800_000_000.0

    def now(self) -> float:
        """Virtual wall seconds."""
        return self.shift + self.monotonic()

    def monotonic(self) -> float:
        """Virtual seconds."""
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        """Wait virtually."""
        await asyncio.sleep(seconds)


def run_virtually(main: Callable[[], Any]) -> Any:
    """Run a coroutine function on a virtual loop to its end."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())
