"""The only sender of writes: every open operation is asked, looked up and settled from here.

A fresh operation and one left by yesterday's power cut take the same road.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from pos_app.domain.operation import Operation, State
from pos_app.domain.person import Credential
from pos_app.service.book import Book
from pos_app.service.clock import Clock, Spawn
from pos_app.service.look import AGAIN, Next, TurnEnd
from pos_app.service.patience import Patience
from pos_app.service.turn import Turn
from pos_app.storage.trouble import StorageTrouble

AT_ONCE = 4
"""How many requests are under way at the same time."""


@dataclass(slots=True)
class Due:
    """When an open operation is next looked after (monotonic seconds), and how often it was in vain."""

    at: float | None
    """None: not before a person asks, or another operation ends."""
    asked_since: float
    tries: int = 0
    trying: bool = False


class Outbox:
    """Drives every open operation to its end; `run` is its one loop."""

    def __init__(
        self,
        book: Book,
        turn: Turn,
        clock: Clock,
        spawn: Spawn,
        patience: Patience,
        dice: random.Random,
        changed: Callable[[], None],
    ) -> None:
        """Nothing is sent before `run` or `begin`."""
        self._book = book
        self._turn = turn
        self._clock = clock
        self._spawn = spawn
        self._patience = patience
        self._dice = dice
        self._changed = changed
        self._bell = asyncio.Event()
        self._stopping = False
        self._busy = 0
        self.due: dict[str, Due] = {}
        self.paused: dict[Credential, tuple[float, int]] = {}
        """Per credential the service does not accept: when the next probe may go, and how many failed."""

    async def run(self) -> None:
        """Look after the queue until `stop`."""
        self._adopt()
        while not self._stopping:
            self._start_turns()
            await self._wait()

    def stop(self) -> None:
        """Begin nothing more; what is under way may end. The queue stays on disk."""
        self._stopping = True
        self._bell.set()

    async def begin(self, operation: Operation, body: bytes) -> None:
        """See through the first attempt of an operation whose `sending` is on disk already."""
        due = self._due(operation.ref_id)
        due.trying = True
        await self._see_through(operation, due, self._turn.attempt(operation, body))

    def is_free_for(self, operation: Operation) -> bool:
        """Whether a new operation may be sent at once: its lane is empty and its credential not paused."""
        return not (
            self._book.lane_is_busy(operation.lane)
            or operation.after in self._book.open
            or operation.credential in self.paused
            or self._stopping
        )

    def notice(self) -> None:
        """The queue has changed: new rows are adopted and started."""
        self._adopt()
        self._bell.set()

    def ask(self, refs: tuple[str, ...] = ()) -> None:
        """Look after these now, or after all; a paused credential may be probed at once."""
        now = self._clock.monotonic()
        self.paused = {credential: (now, tries) for credential, (_, tries) in self.paused.items()}
        for ref_id in refs or tuple(self._book.open):
            if ref_id in self._book.open:
                self._due(ref_id).at = now
        self.notice()

    def answered(self) -> None:
        """The service answers again: what waits is asked soon, spread so that many tills make no storm."""
        now = self._clock.monotonic()
        for ref_id, due in self.due.items():
            one = self._book.open.get(ref_id)
            if one is None or due.at is None or one.refusal or one.looks or due.trying or not due.tries:
                continue
            due.at = min(due.at, now + self._dice.uniform(0.0, self._patience.hurry))
        self._bell.set()

    def _adopt(self) -> None:
        for ref_id, one in self._book.open.items():
            if ref_id not in self.due and one.state is not State.NEEDS_MANAGER:
                self._due(ref_id)

    def _due(self, ref_id: str) -> Due:
        now = self._clock.monotonic()
        return self.due.setdefault(ref_id, Due(now, now))

    async def _wait(self) -> None:
        next_at = min(
            (due.at for due in self.due.values() if due.at is not None and not due.trying), default=None
        )
        delay = None if next_at is None else max(next_at - self._clock.monotonic(), 0.02)
        try:
            async with asyncio.timeout(delay):
                await self._bell.wait()
        except TimeoutError:
            return
        finally:
            self._bell.clear()

    def _start_turns(self) -> None:
        now = self._clock.monotonic()
        for ref_id, due in list(self.due.items()):
            if self._busy >= AT_ONCE:
                return
            one = self._book.open.get(ref_id)
            if one is None:
                self._forget(ref_id)
            elif not due.trying and due.at is not None and due.at <= now and self._may_go(one, due, now):
                due.trying = True
                self._spawn(self._see_through(one, due, self._turn.take(one)), f"outbox {ref_id}")

    def _forget(self, ref_id: str) -> None:
        if not self.due[ref_id].trying:
            del self.due[ref_id]

    def _may_go(self, one: Operation, due: Due, now: float) -> bool:
        if one.after in self._book.open or self._book.ahead_of(one):
            due.at = None
            return False
        probe_at, tries = self.paused.get(one.credential, (now, 0))
        if probe_at > now:
            due.at = probe_at
            return False
        if one.credential in self.paused:
            self.paused[one.credential] = (now + self._patience.most, tries)
        return True

    async def _see_through(self, one: Operation, due: Due, turn: Coroutine[Any, Any, TurnEnd]) -> None:
        self._busy += 1
        self._changed()
        try:
            end = await turn
        except StorageTrouble:
            end = AGAIN
        finally:
            self._busy -= 1
            due.trying = False
        self._plan(one, due, end)
        self._changed()
        self._bell.set()

    def _plan(self, one: Operation, due: Due, end: TurnEnd) -> None:
        now = self._clock.monotonic()
        due.tries += 1
        match end.next:
            case Next.NOTHING:
                due.at = None
                self._release_lane(one, now)
            case Next.LATER:
                due.at = now + end.after
            case Next.PAUSE:
                self._pause(one.credential, now)
                due.at = self.paused[one.credential][0]
            case Next.AGAIN:
                due.at = now + self._patience.delay(due.tries - 1, self._dice)
        if end.next is not Next.PAUSE:
            self._unpause(one.credential, now)

    def _pause(self, credential: Credential, now: float) -> None:
        _, tries = self.paused.get(credential, (0.0, 0))
        self.paused[credential] = (now + self._patience.delay(tries, self._dice), tries + 1)

    def _unpause(self, credential: Credential, now: float) -> None:
        if self.paused.pop(credential, None) is not None:
            for ref_id, due in self.due.items():
                waiting = self._book.open.get(ref_id)
                if waiting is not None and waiting.credential is credential and due.at is not None:
                    due.at = min(due.at, now + self._dice.uniform(0.0, self._patience.hurry))

    def _release_lane(self, one: Operation, now: float) -> None:
        """Those that stood behind an ended operation may go now."""
        for ref_id, due in self.due.items():
            other = self._book.open.get(ref_id)
            behind = other is not None and (other.lane == one.lane or other.after == one.ref_id)
            if behind and due.at is None and other is not None and other.state is not State.NEEDS_MANAGER:
                due.at = now
        self._adopt()
