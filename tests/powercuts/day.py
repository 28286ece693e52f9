"""A day at one real till on a recorded disk: the whole service, the real journal, a line that fails."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from pos_app.service.snapshot import Snapshot
from pos_app.storage import store as journal_store
from tests.powercuts.chance import seeded_chance
from tests.powercuts.proof import Promises, drain, lay_out
from tests.powercuts.recorder import Marked, Moved, Recording, Sent, Told, recorded
from tests.service.harness import Store
from tests.service.paper_ledger import PaperCard, PaperLedger
from tests.service.test_invariants import Day
from tests.simulation.loop import SimulatedLoop
from tests.virtual_time import VirtualClock

Prepare = Callable[[Store], Awaitable[None]]


class RecordedLedger(PaperLedger):
    """Notes when a request left the till, and when the ledger moved."""

    def __init__(self, recording: Recording) -> None:
        """No cards, no faults."""
        super().__init__()
        self._recording = recording
        self._turned_away: set[str] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Note it, then answer as paper does."""
        if request.method != "POST" or "/wallets/transactions" not in request.url.path:
            return await super().handle_async_request(request)
        body = await request.aread()
        ref_id = json.loads(body)["ref_id"]
        again = ref_id in self._turned_away
        self._turned_away.discard(ref_id)
        self._recording.note(Sent(ref_id, body, again))
        answer = await super().handle_async_request(request)
        if answer.status_code == 401 and not again:
            self._turned_away.add(ref_id)
        return answer

    def _row(self, card: PaperCard, row: dict[str, Any]) -> dict[str, Any]:
        whole = super()._row(card, row)
        self._recording.note(Moved(card.card_id, whole))
        return whole


class Screen(list[Snapshot]):
    """Where snapshots are drawn: what a person was shown of each operation is noted once."""

    def __init__(self, recording: Recording) -> None:
        """Nothing is shown."""
        super().__init__()
        self._recording = recording
        self._shown: dict[str, object] = {}

    def append(self, snapshot: Snapshot) -> None:
        """Draw."""
        for one in (*snapshot.ended, *snapshot.waiting, *snapshot.latest):
            if self._shown.get(one.ref_id) != one:
                self._shown[one.ref_id] = one
                self._recording.note(Told(one, snapshot.now))


class RecordedStore(Store):
    """A till whose disk and whose promises are recorded; `prepare` is done after every start."""

    def __init__(self, folder: Path, ledger: RecordedLedger, seed: int, recording: Recording) -> None:
        """Nothing runs before `start`."""
        super().__init__(folder, ledger, VirtualClock(), seed)
        self.vfs = recording.vfs
        self.seen = Screen(recording)
        self.prepare: Prepare | None = None
        self._recording = recording
        self._mark = b""

    async def start(self) -> Store:
        """Open the journal and begin."""
        await super().start()
        if self.prepare is not None:
            await self.prepare(self)
        self.note_mark()
        return self

    async def stop(self) -> None:
        """End, once every task that was made has begun."""
        await self.settle()
        await super().stop()
        self.note_mark()

    def note_mark(self) -> None:
        """Note the mark if it has moved."""
        file = self.places.mark_file(self.origin)
        mark = file.read_bytes() if file.exists() else b""
        if mark != self._mark:
            self._mark = mark
            self._recording.note(Marked(mark))


@dataclass(frozen=True)
class RecordedDay:
    """What happened in a day, and the cards of its ledger."""

    recording: Recording
    cards: tuple[PaperCard, ...]


def record_day(folder: Path, seed: int, steps: int, prepare: Prepare | None = None) -> RecordedDay:
    """Live one day of so many acts at a recorded till."""
    with recorded() as recording, _cutting_the_log(often=seed % 2 == 1), seeded_chance(seed):

        async def main() -> tuple[PaperCard, ...]:
            ledger = RecordedLedger(recording)
            store = RecordedStore(folder, ledger, seed, recording)
            store.prepare = prepare
            day = Day(store, ledger, random.Random(seed))
            await store.start()
            for _ in range(steps):
                await day.dice.choice(day._acts())()
                store.note_mark()
            await store.stop()
            return tuple(ledger.cards.values())

        with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
            return RecordedDay(recording, runner.run(main()))


def record_recovery(
    folder: Path, files: dict[str, bytes], promises: Promises, cards: tuple[PaperCard, ...], seed: int
) -> RecordedDay:
    """The till of an image starts again, recorded, and drains its queue: a day of one act."""
    with recorded() as recording, seeded_chance(seed):
        recording.adopt(files)

        async def main() -> None:
            lay_out(folder, files, promises)
            ledger = RecordedLedger(recording)
            promises.fill(ledger, cards)
            store = RecordedStore(folder, ledger, seed, recording)
            store.clock.shift += max(promises.now + 1.0 - store.clock.now(), 0.0)
            await store.start()
            await drain(store)
            await store.stop()

        with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
            runner.run(main())
        return RecordedDay(recording, cards)


@contextmanager
def _cutting_the_log(*, often: bool) -> Iterator[None]:
    """Let idle care cut the write-ahead log off at every round, which else waits ten minutes of real time."""
    usual = journal_store.CUT_EVERY
    try:
        journal_store.CUT_EVERY = 0.0 if often else usual
        yield
    finally:
        journal_store.CUT_EVERY = usual
