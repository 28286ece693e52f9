"""A whole service on a real journal file, before a card service on paper, on virtual time."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from pos_app.api.access import ClientSecret
from pos_app.api.client import CardService
from pos_app.domain.limits import Limits
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.origin import Origin
from pos_app.domain.person import Credential, Person, Role
from pos_app.domain.region import NORWAY
from pos_app.domain.scan import Code, CodePatterns, Source
from pos_app.service import intents as want
from pos_app.service.clock import day_of, midnight
from pos_app.service.patience import Patience
from pos_app.service.shop import Shop, ShopSettings
from pos_app.service.snapshot import Snapshot
from pos_app.service.till import TillPlace
from pos_app.storage.journal import Journal
from pos_app.storage.opening import open_journal
from pos_app.storage.places import Places
from pos_app.storage.staff import StaffFile
from tests.service.paper_ledger import PaperCard, PaperLedger
from tests.virtual_time import VirtualClock, VirtualLoop

KARI = Person(1, "Kari", Role.SENIOR)
MIA = Person(2, "Mia", Role.MANAGER)
ORIGIN = Origin("T12345678", "cards.example")
KEY = bytes(range(32))


def nok(minor: int) -> Money:
    """A sum in minor units of NOK."""
    return Money(minor, Currency.NOK)


class Store:
    """One till that can be started, stopped as by a power cut, and started again on the same folder."""

    def __init__(self, folder: Path, ledger: PaperLedger, clock: VirtualClock, seed: int = 0) -> None:
        """Nothing runs before `start`."""
        self.places = Places.of(folder, {})
        self.ledger = ledger
        self.clock = clock
        self.dice = random.Random(seed)
        self.tasks: set[asyncio.Task[None]] = set()
        self.seen: list[Snapshot] = []
        self.crashes: list[BaseException] = []
        self.card_ids = frozenset({Credential.MANAGER})
        self.patience = Patience()
        self.key = KEY
        self.limits = Limits()
        self.origin = ORIGIN
        self.vfs: str | None = None
        self.transport: httpx.AsyncBaseTransport = ledger

    async def start(self) -> Store:
        """Open the journal and begin."""
        self.journal: Journal = open_journal(
            self.places, self.origin, self.key, self.clock.now(), vfs=self.vfs
        )
        loaded = await self.journal.load()
        secret = ClientSecret("client", "secret")
        self.service = CardService(
            ORIGIN,
            "https://cards.example/v1",
            {Credential.CASHIER: secret, Credential.MANAGER: secret},
            clock=self.clock.monotonic,
            transport=self.transport,
            on_answered=self._heard,
        )
        place = TillPlace(region=NORWAY, people=(KARI, MIA), card_id_credentials=self.card_ids)
        self.staff = StaffFile(self.places.staff_file(), self.places.staff_attempts_file())
        settings = ShopSettings(
            place=place,
            originated_by="Storgata-2",
            exports=self.places.exports,
            patterns=CodePatterns(),
            staff=self.staff,
            limits=self.limits,
            today=await self.journal.asked_since(midnight(day_of(self.clock.now()))),
        )
        self.shop = Shop(
            settings,
            self.journal,
            loaded,
            self.service,
            self.clock,
            self.spawn,
            self.seen.append,
            self.new_ref,
            self.dice,
            self.patience,
        )
        self.shop.start()
        await self.settle()
        return self

    def new_ref(self) -> str:
        """A reference drawn from the seed."""
        return str(UUID(int=self.dice.getrandbits(128), version=4))

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Book a task; what it raises fails the test at `stop`."""
        task = asyncio.get_running_loop().create_task(self._guarded(work), name=name)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _heard(self, came: bool) -> None:
        self.shop.heard(came)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.crashes.append(error)
            raise

    async def stop(self) -> None:
        """The program ends as by a power cut: every task is dropped where it stands, the file stays."""
        self.shop.stop()
        for task in tuple(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.journal.close()
        await self.service.close()
        assert not self.crashes, self.crashes

    @property
    def now(self) -> Snapshot:
        """The truth now."""
        return self.shop.snapshot()

    async def do(self, intent: want.Intent) -> Snapshot:
        """Carry out an intent and let everything that can happen at once happen."""
        await self.shop.carry_out(intent)
        await self.settle()
        return self.now

    async def settle(self) -> None:
        """Let what is under way end, without letting time go on."""
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        before = loop.time()
        await asyncio.sleep(0.001)
        assert loop.time() - before < 0.01

    async def scan(self, card: PaperCard, source: Source = Source.SCANNED) -> Snapshot:
        """Look a card up by its code."""
        return await self.do(want.LookUp(Code(card.token, source)))

    async def place(self, kind: Kind, minor: int, token: str = "t", order: str = "1001") -> Operation | None:
        """Hold or pay the shown card; the operation it became."""
        snapshot = await self.do(want.Place(kind, nok(minor), order, token, self.now.card.number))
        return snapshot.operation(snapshot.ref_of(token))

    async def until(self, what: Callable[[Snapshot], bool], most: float = 3_600.0) -> Snapshot:
        """Wait, virtually, until the truth is so."""
        loop = asyncio.get_running_loop()
        end = loop.time() + most
        while not what(self.now):
            assert loop.time() < end, f"still not after {most} s: {self.now.waiting}"
            await asyncio.sleep(0.25)
        return self.now


def virtually(
    folder: Path,
    story: Callable[[Store, PaperLedger], Coroutine[Any, Any, None]],
    seed: int = 0,
    vfs: str | None = None,
) -> None:
    """Run a story on virtual time with one started store and an empty paper ledger."""

    async def main() -> None:
        ledger = PaperLedger()
        store = Store(folder, ledger, VirtualClock(), seed)
        store.vfs = vfs
        await store.start()
        await story(store, ledger)
        await store.stop()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(main())
