"""The only sender of writes: every open operation is asked, looked up and settled from here.

A fresh operation and one left by yesterday's power cut take the same road.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from pos_app.domain.operation import Operation
from pos_app.service.book import Book
from pos_app.service.clock import Clock, Spawn
from pos_app.service.look import AGAIN, TurnEnd
from pos_app.service.schedule import Due, Schedule
from pos_app.service.turn import Turn
from pos_app.storage.trouble import StorageTrouble

AT_ONCE = 4
"""How many requests are under way at the same time."""

LEAST_WAIT = 0.02
"""Seconds the loop sleeps at the least between two rounds that found nothing to do."""


class Outbox:
    """Drives every open operation to its end; `run` is its one loop."""

    def __init__(
        self,
        book: Book,
        turn: Turn,
        schedule: Schedule,
        clock: Clock,
        spawn: Spawn,
        changed: Callable[[], None],
    ) -> None:
        """Nothing is sent before `run` or `begin`."""
        self._book = book
        self._turn = turn
        self.schedule = schedule
        self._clock = clock
        self._spawn = spawn
        self._changed = changed
        self._bell = asyncio.Event()
        self._stopping = False
        self._busy = 0

    async def run(self) -> None:
        """Look after the queue until `stop`."""
        self.schedule.adopt()
        while not self._stopping:
            self._start_turns()
            await self._wait()

    def stop(self) -> None:
        """Begin nothing more; what is under way may end. The queue stays on disk."""
        self._stopping = True
        self._bell.set()

    def begin(self, operation: Operation, body: bytes) -> None:
        """See through the first attempt of an operation whose `sending` is on disk already."""
        due = self.schedule.of(operation.ref_id)
        due.trying = True
        turn = self._turn.attempt(operation, body)
        self._spawn(self._see_through(operation, due, turn), f"first {operation.ref_id}")

    def is_free_for(self, operation: Operation) -> bool:
        """Whether a new operation may be sent at once: its lane is empty and its credential not paused."""
        return not (
            self._book.lanes.is_busy(operation.lane)
            or operation.after in self._book.open
            or operation.credential in self.schedule.paused
            or self._stopping
        )

    def notice(self) -> None:
        """The queue has changed: new rows are adopted and started."""
        self.schedule.adopt()
        self._bell.set()

    def ask(self, refs: tuple[str, ...] = ()) -> None:
        """Look after these now, or after all; a paused credential may be probed at once."""
        self.schedule.hurry(refs)
        self.notice()

    @contextmanager
    def taken(self, ref_id: str) -> Iterator[Operation | None]:
        """The open operation for somebody else to write: no turn of it begins meanwhile.

        None if it has ended, or a turn of it is under way.
        """
        one, due = self._book.open.get(ref_id), self.schedule.due.get(ref_id)
        if one is None or (due is not None and due.trying):
            yield None
            return
        due = due or self.schedule.put_off(ref_id)
        due.trying = True
        try:
            yield one
        finally:
            due.trying = False
            if ref_id not in self._book.open:
                self.schedule.release(one)
            self._bell.set()

    def answered(self) -> None:
        """The service answers again."""
        self.schedule.answered()
        self._bell.set()

    async def _wait(self) -> None:
        next_at = self.schedule.next_at()
        delay = None if next_at is None else max(next_at - self._clock.monotonic(), LEAST_WAIT)
        try:
            async with asyncio.timeout(delay):
                await self._bell.wait()
        except TimeoutError:
            return
        finally:
            self._bell.clear()

    def _start_turns(self) -> None:
        for one, due in self.schedule.ready():
            if self._busy >= AT_ONCE:
                return
            if self.schedule.may_go(one, due):
                due.trying = True
                self._busy += 1
                self._spawn(self._counted(one, due), f"outbox {one.ref_id}")

    async def _counted(self, one: Operation, due: Due) -> None:
        try:
            await self._see_through(one, due, self._turn.take(one))
        finally:
            self._busy -= 1

    async def _see_through(self, one: Operation, due: Due, turn: Coroutine[Any, Any, TurnEnd]) -> None:
        end = AGAIN
        self._changed()
        try:
            end = await turn
        except StorageTrouble:
            pass  # noted by the book; the disk is tried again with the next turn
        finally:
            due.trying = False
            self.schedule.plan(one, due, end)
            self._changed()
            self._bell.set()
