"""A loop on virtual time where everything happens in one order, and that dies at the step it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tests.virtual_time import VirtualLoop


class PowerCut(BaseException):
    """The program is gone; nothing of it runs any more."""


class SimulatedLoop(VirtualLoop):
    """Work for other threads is done at once, so that a seed decides the whole order of things."""

    def __init__(self) -> None:
        """Nothing is cut before `cut_after` is set."""
        super().__init__()
        self.steps = 0
        """Turns of the loop so far: between two of them every task stands at an await."""
        self.cut_after: int | None = None
        self.set_exception_handler(lambda *_: None)

    def run_in_executor(  # type: ignore[override]  # as in VirtualLoop
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Done before it returns; a power cut in the middle of it leaves what was committed."""
        del executor
        future: asyncio.Future[Any] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - whoever waits for the work is told
            future.set_exception(error)
        return future

    def _run_once(self) -> None:
        self.steps += 1
        if self.cut_after is not None and self.steps >= self.cut_after:
            raise PowerCut
        super()._run_once()
