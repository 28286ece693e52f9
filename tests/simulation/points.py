"""A reference day, cut at every step of the program, and cut again at every step of each recovery."""

from __future__ import annotations

import asyncio
import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pos_app.domain.operation import Kind
from pos_app.service import intents as want
from tests.proof.oracle import Asked
from tests.service.harness import Store, nok
from tests.simulation.cashier import Cashier
from tests.simulation.life import Life
from tests.simulation.service import Choices

Make = Callable[[str], want.Intent]
"""An intent of a press, by the press's token."""


@dataclass
class Cut:
    """How many points there were, and what broke at which."""

    points: int = 0
    again: int = 0
    """Points of the recoveries."""
    broken: dict[str, list[str]] = field(default_factory=dict)


class Day:
    """Hold, part capture and release, a lost answer, a payment, a cancelled hold, a void, money put on."""

    def __init__(self, folder: Path) -> None:
        """A till on its first morning, on a line that loses what the day says."""
        self.life = Life(folder, seed=1, choices=Choices())
        self.cashier = Cashier(self.life, acts=0)

    def cut(self, after: int | None) -> bool:
        """Live it up to a step; True when it ended before that."""
        return self.life.run(self._story, cut_after=after)

    def recover(self, after: int | None = None) -> bool:
        """Start again without a fault, settle everything and judge, up to a step."""
        return self.life.run(self.cashier.last_hours, cut_after=after)

    async def _story(self, store: Store) -> None:
        await store.scan(next(iter(self.life.ledger.cards.values())))
        held = await self._place(store, Kind.HOLD, 500)
        await self._do(store, Kind.CAPTURE, 200, lambda one: want.Capture(held, nok(200), one, True))
        self.life.line.badness = 1.0
        await self._place(store, Kind.PAY, 70)
        await asyncio.sleep(20.0)
        self.life.line.badness = 0.0
        await store.until(lambda now: not now.waiting)
        self.life.line.badness = 1.0
        await self._place(store, Kind.HOLD, 300)
        for one in store.now.waiting:
            await store.do(want.Cancel(one.ref_id))
        self.life.line.badness = 0.0
        await store.until(lambda now: not now.waiting)
        await store.do(want.SwitchPerson())
        number = store.now.card.number
        await self._do(store, Kind.FUND, 90, lambda token: want.Fund(nok(90), "sold", token, number))
        last = await self._place(store, Kind.HOLD, 40)
        await store.scan(self.life.ledger.card("unsold-0001", 0, status="inactive"))
        number = store.now.card.number
        self.life.line.badness = 1.0
        await self._do(
            store, Kind.ACTIVATE, 60, lambda token: want.Activate(nok(60), 3, token, number, "1002")
        )
        self.life.line.badness = 0.0
        await self._do(store, Kind.VOID, 40, lambda token: want.Void(last, token))

    async def _place(self, store: Store, kind: Kind, minor: int) -> str:
        number = store.now.card.number
        return await self._do(
            store, kind, minor, lambda token: want.Place(kind, nok(minor), "1001", token, number)
        )

    async def _do(self, store: Store, kind: Kind, minor: int, make: Make) -> str:
        token = f"press {len(self.life.asked)}"
        self.life.asked.append(Asked(token, kind, minor))
        now = await store.do(make(token))
        one = now.operation(now.ref_of(token))
        return one.transaction_id if one is not None else ""


def crash_everywhere(every: int = 1, again_every: int = 0) -> Cut:
    """Cut the day at every `every`-th step, and each recovery at every `again_every`-th (0: never)."""
    found = Cut()
    gc.collect()
    gc.freeze()  # what is there already is not looked through again at each of a thousand funerals
    steps = _steps_of_a_whole_day(found)
    for point in range(1, steps, every):
        recovery = _one(found, point, None)
        found.points += 1
        for second in range(1, recovery, again_every) if again_every else ():
            _one(found, point, second)
            found.again += 1
    gc.unfreeze()
    return found


@contextmanager
def _folder() -> Iterator[Path]:
    """An empty folder, in memory where the system has such a place."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _steps_of_a_whole_day(found: Cut) -> int:
    with _folder() as folder:
        day = Day(folder)
        assert day.cut(None), "nobody cut it"
        steps = day.life.result.steps
        _judged(found, "whole", day)
    return steps


def _one(found: Cut, point: int, second: int | None) -> int:
    """One cut day; returns the steps its recovery took."""
    with _folder() as folder:
        day = Day(folder)
        day.cut(point)
        day.life.line.badness = 0.0
        if second is not None:
            day.recover(second)
        before = day.life.result.steps
        _judged(found, f"cut at {point}" + (f", again at {second}" if second else ""), day)
        return day.life.result.steps - before


def _judged(found: Cut, name: str, day: Day) -> None:
    assert day.recover(), "nobody cut it"
    day.life.bury()
    if day.life.result.broken:
        found.broken[name] = day.life.result.broken
