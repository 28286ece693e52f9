"""Time as the service needs it, given from outside so that a test can own it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from typing import Any, Protocol

Spawn = Callable[[Coroutine[Any, Any, None], str], None]
"""Starts a task of the program and books it by name; `runtime` owns the only real one."""


def day_of(now: float) -> date:
    """The day it is by the clock on the wall; `now` in seconds since 1970 UTC."""
    return datetime.fromtimestamp(now).astimezone().date()


def midnight(day: date) -> float:
    """The first moment of a day there, in seconds since 1970 UTC; a day may have 23 hours, or 25."""
    return datetime.combine(day, datetime.min.time()).astimezone().timestamp()


class Clock(Protocol):
    """The wall clock (for people and for the twelve hours) and the monotonic one (for every wait)."""

    def now(self) -> float:
        """Seconds since 1970 UTC by this computer's clock, which may jump."""
        ...

    def monotonic(self) -> float:
        """Seconds that only grow, also over clock changes."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait this long on the monotonic clock."""
        ...


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> float:
        """Seconds since 1970 UTC."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait this long."""
        await asyncio.sleep(seconds)
