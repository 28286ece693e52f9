"""When each open operation is next looked after: back-off, pauses, and the hurry when the service is back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from pos_app.domain.operation import Operation, State
from pos_app.domain.person import Credential
from pos_app.service.book import Book
from pos_app.service.clock import Clock
from pos_app.service.look import Next, TurnEnd
from pos_app.service.patience import Patience


@dataclass(slots=True)
class Due:
    """When an open operation is next looked after (monotonic seconds), and how often it was in vain."""

    at: float | None
    """None: not before a person asks, or another operation ends."""
    asked_since: float
    tries: int = 0
    trying: bool = False


class Schedule:
    """Decides when, never what. All times are monotonic seconds."""

    def __init__(self, book: Book, clock: Clock, patience: Patience, dice: random.Random) -> None:
        """Nothing is due before `adopt`."""
        self._book = book
        self._clock = clock
        self._patience = patience
        self._dice = dice
        self.due: dict[str, Due] = {}
        self.paused: dict[Credential, tuple[float, int]] = {}
        """Per credential the service does not accept: when the next probe may go, and how many failed."""

    def of(self, ref_id: str) -> Due:
        """The entry of an operation; a new one is due at once."""
        now = self._clock.monotonic()
        return self.due.setdefault(ref_id, Due(now, now))

    def put_off(self, ref_id: str) -> Due:
        """The entry of an operation that only a person moves on."""
        due = self.of(ref_id)
        due.at = None
        return due

    def adopt(self) -> None:
        """Take in the open operations that are not here yet, save those that wait for a manager."""
        for ref_id, one in self._book.open.items():
            if ref_id not in self.due and one.state is not State.NEEDS_MANAGER:
                self.of(ref_id)

    def next_at(self) -> float | None:
        """When the next one is due; None if nobody is."""
        times = (due.at for due in self.due.values() if due.at is not None and not due.trying)
        return min(times, default=None)

    def ready(self) -> Iterator[tuple[Operation, Due]]:
        """The operations that may be taken now, and their entries; forgets those that have ended."""
        now = self._clock.monotonic()
        for ref_id, due in list(self.due.items()):
            one = self._book.open.get(ref_id)
            if one is None:
                if not due.trying:
                    del self.due[ref_id]
            elif not due.trying and due.at is not None and due.at <= now:
                yield one, due

    def may_go(self, one: Operation, due: Due) -> bool:
        """Whether an operation that is due may really be taken; if not, its time is put off."""
        now = self._clock.monotonic()
        if one.after in self._book.open or self._book.must_wait(one):
            due.at = None
            return False
        probe_at, failed = self.paused.get(one.credential, (now, 0))
        if probe_at > now:
            due.at = probe_at
            return False
        if one.credential in self.paused:
            self.paused[one.credential] = (now + self._patience.most, failed)
        return True

    def hurry(self, refs: tuple[str, ...]) -> None:
        """A person asks: these now, or all; a paused credential may be probed at once."""
        now = self._clock.monotonic()
        self.paused = {credential: (now, failed) for credential, (_, failed) in self.paused.items()}
        for ref_id in refs or tuple(self._book.open):
            if ref_id in self._book.open:
                self.of(ref_id).at = now

    def answered(self) -> None:
        """The service answers again: what waits is asked soon, spread so that many tills make no storm."""
        for ref_id, due in self.due.items():
            one = self._book.open.get(ref_id)
            waits = one is not None and due.at is not None and due.tries > 0 and not due.trying
            if waits and one is not None and not one.refusal and not one.looks:
                self._soon(due)

    def plan(self, one: Operation, due: Due, end: TurnEnd) -> None:
        """Set the next time of an operation after a turn."""
        now = self._clock.monotonic()
        due.tries += 1
        match end.next:
            case Next.NOTHING:
                due.at = None
                self.release(one)
            case Next.LATER:
                due.at = now + end.after
            case Next.PAUSE:
                due.at = self._pause(one.credential, now)
                return
            case Next.AGAIN:
                due.at = now + self._patience.delay(due.tries - 1, self._dice)
        self._unpause(one.credential)

    def _pause(self, credential: Credential, now: float) -> float:
        _, failed = self.paused.get(credential, (0.0, 0))
        probe_at = now + self._patience.delay(failed, self._dice)
        self.paused[credential] = (probe_at, failed + 1)
        return probe_at

    def _unpause(self, credential: Credential) -> None:
        if self.paused.pop(credential, None) is None:
            return
        for ref_id, due in self.due.items():
            one = self._book.open.get(ref_id)
            if one is not None and one.credential is credential and due.at is not None:
                self._soon(due)

    def _soon(self, due: Due) -> None:
        at = self._clock.monotonic() + self._dice.uniform(0.0, self._patience.hurry)
        due.at = at if due.at is None else min(due.at, at)

    def release(self, ended: Operation) -> None:
        """Those that stood behind an operation that has ended may go now."""
        now = self._clock.monotonic()
        for ref_id, due in self.due.items():
            one = self._book.open.get(ref_id)
            if one is None or due.at is not None or one.state is State.NEEDS_MANAGER:
                continue
            if one.lane == ended.lane or one.after == ended.ref_id:
                due.at = now
        self.adopt()
