"""The one room where Qt meets asyncio: one loop, tasks booked by name, one route for the unexpected."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from types import TracebackType
from typing import Any

import qasync
from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

DRAIN_SECONDS = 10.0
"""How long tasks that are under way may take to end at closing; a request's own limit is shorter."""


class Runtime:
    """Books tasks and sends every unexpected exception to the crash route."""

    def __init__(self) -> None:
        """No task runs yet; nobody hears of crashes yet."""
        self._tasks: set[asyncio.Task[None]] = set()
        self.on_crash: Callable[[], None] = lambda: None
        """Called after an unexpected exception was logged: the till stops taking new money."""
        self.closing = asyncio.Event()

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Start a task of the program under this name."""
        task = asyncio.get_running_loop().create_task(self._guarded(work, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Wait until every booked task has ended, those that only sleep at once, the last ones by force."""
        for task in tuple(self._tasks):
            if (task.get_name() or "").startswith("slow ") or task.get_name() == "care":
                task.cancel()
        if self._tasks:
            _, late = await asyncio.wait(tuple(self._tasks), timeout=DRAIN_SECONDS)
            for task in late:  # what it asked is in the queue on disk; the next start goes on with it
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def crashed(self, kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
        """The one crash route: log where it happened without any value, stop new money, keep the journal."""
        log.error("unexpected %s at %s", kind.__name__, _places(trace))
        self.on_crash()

    async def _guarded(self, work: Coroutine[Any, Any, None], name: str) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - the one catch-all: nothing may end the till silently
            log.error("task %s stopped", name.partition(" ")[0])
            self.crashed(type(error), error, error.__traceback__)


def _places(trace: TracebackType | None) -> str:
    """The files and lines of a traceback, without any value: an exception's text may hold a secret."""
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(places)


def run(app: QApplication, main: Callable[[Runtime], Awaitable[int]]) -> int:
    """Run the program's main coroutine on Qt's loop; the program ends when it returns."""
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(_with_runtime(main))


async def _with_runtime(main: Callable[[Runtime], Awaitable[int]]) -> int:
    runtime = Runtime()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: _lost(runtime, context))
    sys.excepthook = runtime.crashed
    for number in (signal.SIGINT, signal.SIGTERM):
        if sys.platform == "win32":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(runtime.closing.set))
        else:
            loop.add_signal_handler(number, runtime.closing.set)
    return await main(runtime)


def _lost(runtime: Runtime, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, BaseException):
        runtime.crashed(type(error), error, error.__traceback__)
    else:
        log.error("loop: %s", context.get("message", ""))
