"""A till without a window, as a process: sells until it is killed, or settles everything and says so.

What a person presses is on disk before it is asked for, so that a kill cannot lose the question.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import uuid
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pos_app.api.access import ClientSecret
from pos_app.api.client import CardService
from pos_app.api.limits import Limits
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation, State
from pos_app.domain.origin import Origin
from pos_app.domain.person import Credential, Person, Role
from pos_app.domain.refunding import can_be_given_back
from pos_app.domain.region import NORWAY
from pos_app.domain.scan import Code, CodePatterns, Source
from pos_app.service import intents as want
from pos_app.service.clock import SystemClock
from pos_app.service.patience import Patience
from pos_app.service.shop import Shop, ShopSettings
from pos_app.service.snapshot import Reading, Snapshot
from pos_app.service.till import TillPlace
from pos_app.storage.opening import open_journal
from pos_app.storage.places import Places
from pos_app.storage.staff import StaffFile

KEY = bytes(range(32))
PEOPLE = (Person(1, "Kari", Role.SENIOR), Person(2, "Mia", Role.MANAGER))
LIMITS = Limits(connect=0.5, answer=1.0)
PATIENCE = Patience(first=0.05, most=1.0, look_again=2.0, hurry=0.3)
"""The times of a real till, some thirty times shorter."""
_MOST = 3_000
_PATIENT = 1.5
"""Seconds that a cashier waits for a card to be read."""


@dataclass(frozen=True)
class Order:
    """What the campaign wants of one run, as JSON on standard input."""

    home: str
    base_url: str
    account: str
    clients: dict[str, list[str]]
    codes: list[str]
    unsold: list[str]
    seed: int
    presses: int
    """So many, then idle; 0: settle what is open."""


class Notes:
    """What was asked and what was shown, a line each, safe from a kill."""

    def __init__(self, home: Path) -> None:
        """Goes on where the run before stopped."""
        home.mkdir(parents=True, exist_ok=True)
        self._file = (home / "notes.jsonl").open("a", encoding="utf-8")
        self._known: set[tuple[str, str]] = set()

    def note(self, what: str, **said: object) -> None:
        """Write it down; a question is on disk before this returns."""
        self._file.write(json.dumps({"what": what} | said) + "\n")
        self._file.flush()

    def shown(self, snapshot: Snapshot) -> None:
        """What a snapshot claims for good."""
        for token, ref in snapshot.asked:
            if (token, ref) not in self._known:
                self._known.add((token, ref))
                self.note("became", token=token, ref=ref)
        for one in (*snapshot.ended, *snapshot.latest):
            if not one.is_open and (one.ref_id, one.state) not in self._known:
                self._known.add((one.ref_id, one.state))
                self.note("shown", ref=one.ref_id, state=one.state)


class Till:
    """The real service on the real journal and the real line."""

    def __init__(self, order: Order) -> None:
        """Opens the journal."""
        origin = Origin(order.account, order.base_url.split("/")[2])
        home = Path(order.home)
        self.order, self.dice = order, random.Random(order.seed)
        self.notes = Notes(home)
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._clock = SystemClock()
        places = Places.of(home, {})
        self._journal = open_journal(places, origin, KEY, self._clock.now())
        self._staff = StaffFile(places.staff_file(), places.staff_attempts_file())
        clients = {Credential(name): ClientSecret(*pair) for name, pair in order.clients.items()}
        self._line = CardService(origin, order.base_url, clients, limits=LIMITS, on_answered=self._heard)
        self.shop: Shop

    async def open(self) -> None:
        """Begin with what the journal left open."""
        loaded = await self._journal.load()
        place = TillPlace(region=NORWAY, people=PEOPLE, card_id_credentials=frozenset({Credential.MANAGER}))
        settings = ShopSettings(
            place=place,
            originated_by="campaign",
            exports=Path(self.order.home) / "exports",
            patterns=CodePatterns(),
            staff=self._staff,
        )
        self.shop = Shop(
            settings,
            self._journal,
            loaded,
            self._line,
            self._clock,
            self.spawn,
            self._shown,
            lambda: str(uuid.uuid4()),
            random.Random(self.order.seed),
            PATIENCE,
        )
        self.shop.start()

    def _shown(self, snapshot: Snapshot) -> None:
        self.notes.shown(snapshot)
        self._news.set()

    async def until(self, what: Callable[[Snapshot], bool]) -> None:
        """Wait until the truth is so, as long as a cashier would."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENT):
                while not what(self.now):
                    self._news.clear()
                    await self._news.wait()

    def _heard(self, came: bool) -> None:
        self.shop.heard(came)

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Book a task."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def now(self) -> Snapshot:
        """The truth now."""
        return self.shop.snapshot()

    async def close(self) -> None:
        """End well."""
        self.shop.stop()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._journal.close()
        await self._line.close()


class Hand:
    """An impatient cashier."""

    def __init__(self, till: Till) -> None:
        """Presses by the dice of the till."""
        self._till, self._dice = till, till.dice
        self._presses = 0

    async def work(self) -> None:
        """Press as often as was ordered."""
        acts: list[Callable[[], Coroutine[Any, Any, None]]] = [self._place] * 5 + [self._end] * 5
        acts += [self._scan, self._cancel, self._again, self._switch, self._fund, self._sell, self._refund]
        while self._presses < self._till.order.presses:
            await self._dice.choice(acts)()
            await asyncio.sleep(self._dice.choice((0.0, 0.005, 0.03)))

    async def _scan(self) -> None:
        code = Code(self._dice.choice(self._till.order.codes), Source.SCANNED)
        self._till.spawn(self._till.shop.carry_out(want.LookUp(code)), "scan")
        await self._till.until(lambda now: now.card.reading is Reading.CARD)

    def _press(self, kind: Kind, minor: int, make: Callable[[str], want.Intent]) -> None:
        token = uuid.uuid4().hex
        self._presses += 1
        self._till.notes.note("asked", token=token, kind=kind, minor=minor)
        _say("pressed")
        for _ in range(self._dice.choice((1, 1, 2))):
            self._till.spawn(self._till.shop.carry_out(make(token)), "press")

    async def _place(self) -> None:
        if self._till.now.card.reading is not Reading.CARD or self._till.now.card.blocked:
            await self._scan()
        kind, minor = self._dice.choice((Kind.HOLD, Kind.HOLD, Kind.PAY)), self._dice.randint(1, _MOST)
        number = self._till.now.card.number
        self._press(kind, minor, lambda token: want.Place(kind, _nok(minor), "1001", token, number))

    async def _fund(self) -> None:
        now = self._till.now
        if now.person.role is Role.MANAGER and now.card.reading is Reading.CARD:
            minor = self._dice.randint(1, _MOST)
            self._press(
                Kind.FUND, minor, lambda token: want.Fund(_nok(minor), "sold", token, now.card.number)
            )

    async def _sell(self) -> None:
        """Sell a card; it may be sold already, by this till before it was killed or by the one beside it."""
        if self._till.now.person.role is not Role.MANAGER:
            return
        code = Code(self._dice.choice(self._till.order.unsold), Source.SCANNED)
        self._till.spawn(self._till.shop.carry_out(want.LookUp(code)), "scan")
        await self._till.until(lambda now: now.card.reading is Reading.CARD)
        now, minor = self._till.now, self._dice.randint(1, _MOST)
        if now.card.card is not None and now.card.card.is_unsold:
            number = now.card.number
            self._press(
                Kind.ACTIVATE, minor, lambda token: want.Activate(_nok(minor), 3, token, number, "1001")
            )

    async def _refund(self) -> None:
        """Give a payment back, all of it or a part, more often than there is anything left of it."""
        now = self._till.now
        paid = [one for one in (*now.latest, *now.ended) if can_be_given_back(one)]
        if now.person.role is Role.MANAGER and paid:
            one = self._dice.choice(paid)
            minor = self._dice.choice((one.amount.minor, self._dice.randint(1, one.amount.minor)))
            self._press(Kind.FUND, minor, lambda token: want.Refund(one.ref_id, _nok(minor), token))

    async def _end(self) -> None:
        holds = self._till.now.holds
        if not holds:
            return
        hold = self._dice.choice(holds)
        left = hold.uncommitted.minor
        if self._dice.random() < 0.3:
            self._press(Kind.VOID, left, lambda token: want.Void(hold.hold_id, token))
            return
        minor = self._dice.choice((left, self._dice.randint(1, max(left, 1))))
        rest = self._dice.random() < 0.3
        self._press(Kind.CAPTURE, minor, lambda token: want.Capture(hold.hold_id, _nok(minor), token, rest))

    async def _cancel(self) -> None:
        waiting = self._till.now.waiting
        if waiting:
            await self._till.shop.carry_out(want.Cancel(self._dice.choice(waiting).ref_id))

    async def _again(self) -> None:
        await self._till.shop.carry_out(want.AskAgain())

    async def _switch(self) -> None:
        await self._till.shop.carry_out(want.SwitchPerson())


def _nok(minor: int) -> Money:
    return Money(minor, Currency.NOK)


async def run(order: Order) -> None:
    """Work, then wait to be killed; or settle and end."""
    till = Till(order)
    await till.open()
    _say("open")
    if order.presses:
        await Hand(till).work()
        _say("worked")
        await asyncio.Event().wait()
    while not all(_waits_for_a_person(one, till.now) for one in till.now.waiting):
        await till.shop.carry_out(want.AskAgain())
        await asyncio.sleep(0.2)
    await till.close()
    _say("settled")


def _waits_for_a_person(one: Operation, now: Snapshot) -> bool:
    """Whether it needs a manager, or comes after one that does."""
    first = now.operation(one.after) if one.after else None
    return State.NEEDS_MANAGER in (one.state, one.state if first is None else first.state)


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.environ.pop("PYTHONASYNCIODEBUG", None)
    asyncio.run(run(Order(**json.loads(sys.stdin.readline()))))
