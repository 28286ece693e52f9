"""One till's whole life from one seed: bad days, power cuts in the middle of things, and the judgement."""

from __future__ import annotations

import gc
import hashlib
import random
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pos_app.domain.operation import Operation, Why
from pos_app.service.snapshot import Snapshot
from pos_app.storage.trouble import StorageTrouble
from tests.proof.oracle import Asked, Truths, broken
from tests.service.harness import Store
from tests.simulation.line import Line
from tests.simulation.loop import PowerCut, SimulatedLoop
from tests.simulation.service import Choices, ChosenLedger
from tests.storage.failing_disk import Disk, failing_disk
from tests.virtual_time import VirtualClock

DRAIN_SECONDS = 900.0
"""Virtual seconds within which everything is settled once no fault is left."""


@dataclass
class Result:
    """What one life came to."""

    seed: int
    operations: int = 0
    cuts: int = 0
    steps: int = 0
    requests: int = 0
    resolved: int = 0
    """Operations that a manager's word ended."""
    faults: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    digest: str = ""
    """Of everything that was sent and everything that was written: the same for the same seed."""


class Life:
    """A till, its service and the line between them, over as many starts as it takes."""

    def __init__(
        self, folder: Path, seed: int, disk: Disk | None = None, choices: Choices | None = None
    ) -> None:
        """Nothing runs before `run`."""
        self.dice = random.Random(seed)
        self.clock = VirtualClock()
        self.ledger = ChosenLedger(choices or Choices.drawn(self.dice))
        self.line = Line(self.ledger, self.now, self.dice)
        self._loop: SimulatedLoop | None = None
        self._lived = 0.0
        self.disk = disk
        self.result = Result(seed)
        self.asked: list[Asked] = []
        self.became: dict[str, set[str]] = {}
        self.told: dict[str, Operation] = {}
        self._folder, self._seed = folder, seed
        self._fresh: list[Operation] = []
        self._graves: list[object] = []

    def now(self) -> float:
        """Seconds of this life so far, whatever the till's clock says."""
        return self._lived + (self._loop.time() if self._loop is not None else 0.0)

    def store(self) -> Store:
        """The till as it is switched on: only what is on disk is left of the one before."""
        store = Store(self._folder, self.ledger, self.clock, self.dice.getrandbits(32))
        store.transport = self.line
        store.vfs = self.disk.vfs if self.disk is not None else None
        store.seen = Screen(self)
        return store

    def run(self, story: Callable[[Store], Coroutine[Any, Any, None]], cut_after: int | None = None) -> bool:
        """Switch on, live the story, switch off; False when the power went before its end."""
        if self.disk is not None:
            self.disk.heals()  # a till that cannot open its journal says so and does nothing else
        self._loop = loop = SimulatedLoop()
        store = self.store()
        loop.cut_after = cut_after

        async def whole() -> None:
            await store.start()
            await self._what_was_told_is_kept(store)
            await story(store)

        task = loop.create_task(whole())
        try:
            loop.run_until_complete(task)
            loop.cut_after = None
            with suppress(StorageTrouble):  # a disk that fails while the file is closed
                loop.run_until_complete(store.stop())
        except PowerCut:
            self.result.cuts += 1
            self._die(store)
            self._graves.append((task, store))
            return False
        finally:
            self.result.steps += loop.steps
            self._lived += loop.time()
            self._loop = None
            self.clock.shift += loop.time() - 1_000.0
            with _unheard():
                loop.close()
        return True

    def bury(self) -> None:
        """Let go of what power cuts left standing: it is closed where it stood, and nobody listens to it."""
        with _unheard():
            self._graves.clear()
            gc.collect()

    def note(self, snapshot: Snapshot) -> None:
        """A snapshot was shown: what it claims is final may never be taken back."""
        for token, ref in snapshot.asked:
            self.became.setdefault(token, set()).add(ref)
        for one in (*snapshot.ended, *snapshot.latest, *snapshot.waiting):
            before = self.told.get(one.ref_id)
            if before is one:
                continue
            if before is not None and not before.is_open and before.state is not one.state:
                self.result.broken.append(f"{one.ref_id} was shown {before.state}, then {one.state}")
            self.told[one.ref_id] = one
            if not one.is_open:
                self._fresh.append(one)

    async def judge(self, store: Store) -> None:
        """The three truths, now that everything has had its time."""
        rows, spans = await _journal_of(store)
        self.ledger.deliver(float("inf"))
        truths = Truths(
            asked=tuple(self.asked),
            became={token: tuple(refs) for token, refs in self.became.items()},
            journal=rows,
            spans=spans,
            ledger=self.ledger.everything(),
            can_read=self.ledger.may_read and not self.line.unreadable,
            resolved=True,
        )
        self.result.broken += broken(truths)
        self.result.operations = len(rows)
        self.result.resolved = sum(one.why is Why.BY_MANAGER for one in rows)
        self.result.requests = len(self.ledger.requests)
        self.result.faults = self.line.met
        trace = [*map(repr, self.ledger.requests), *map(repr, rows), *map(repr, sorted(spans.items()))]
        self.result.digest = hashlib.sha256("\n".join(trace).encode()).hexdigest()

    async def _what_was_told_is_kept(self, store: Store) -> None:
        """What a screen showed as final before the power went is in the journal that is opened after it."""
        fresh, self._fresh = self._fresh, []
        for one in fresh:
            kept = await store.journal.operation(one.ref_id)
            if kept is None or kept.state is not one.state:
                state = "nothing" if kept is None else kept.state
                self.result.broken.append(f"{one.ref_id} was shown {one.state}, the journal says {state}")

    def _die(self, store: Store) -> None:
        """What the kernel does for a program that is gone: its file and its lock are let go."""
        journal = getattr(store, "journal", None)
        if journal is None:
            return
        with suppress(StorageTrouble):
            journal._store.close()
        journal._lock.release(ended_well=False)


@contextmanager
def _unheard() -> Iterator[None]:
    """Nobody is told that work was left undone: that is what a power cut is."""
    before, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.unraisablehook = before


class Screen(list[Snapshot]):
    """Takes the published snapshots of one till and keeps none."""

    def __init__(self, life: Life) -> None:
        super().__init__()
        self._life = life

    def append(self, snapshot: Snapshot) -> None:
        """One more was shown."""
        self._life.note(snapshot)


async def _journal_of(store: Store) -> tuple[tuple[Operation, ...], dict[str, tuple[int, int]]]:
    """Every operation of the journal, and where its events stand in it."""
    from pos_app.storage.reading import operations

    def read(connection: Any) -> tuple[tuple[Operation, ...], dict[str, tuple[int, int]]]:
        rows = operations(connection, "SELECT * FROM operation_row ORDER BY number")
        seqs = connection.execute(
            "SELECT ref_id, min(seq), max(seq) FROM event JOIN operation ON number = operation"
            " WHERE what <> 'acknowledged' GROUP BY operation"
        )
        return rows, {ref: (first, last) for ref, first, last in seqs}

    return await store.journal._read(read)


def live(folder: Path, seed: int, acts: int) -> Result:
    """A life of so many acts of a cashier, its end, and its judgement."""
    from tests.simulation.cashier import Cashier

    with ExitStack() as stack:
        bad_disk = random.Random(seed ^ 0xD15C).random() < 0.2
        life = Life(folder, seed, stack.enter_context(failing_disk()) if bad_disk else None)
        cashier = Cashier(life, acts)
        while not cashier.is_done:
            life.run(cashier.work, cut_after=life.dice.choice((None, life.dice.randrange(20, 600))))
        while not life.run(cashier.last_hours):
            pass
        life.bury()
    return life.result
