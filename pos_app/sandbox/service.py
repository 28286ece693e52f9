"""The service as its endpoints see it."""

import asyncio
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from pos_app.sandbox import stored_clients
from pos_app.sandbox.access import Caller, Client, Tokens
from pos_app.sandbox.asks import Format
from pos_app.sandbox.calls import Call
from pos_app.sandbox.choices import Choices
from pos_app.sandbox.clock import Clock
from pos_app.sandbox.keys import Keys
from pos_app.sandbox.pins import NO_PIN, NewPin, PinChanged, PinProof, new_pin
from pos_app.sandbox.store import Job, Store

T = TypeVar("T")
OWN_NAME = "card-service"
_HASHERS = max(2, os.cpu_count() or 2)


@dataclass(slots=True)
class Service:
    """One account's cards, behind one database."""

    account: str
    store: Store
    keys: Keys
    clients: Mapping[str, Client]
    tokens: Tokens
    choices: Choices = field(default_factory=Choices)
    clock: Clock = field(default_factory=Clock)
    hashers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_HASHERS, "hash"))

    shared: bool = False
    """Whether other processes may change the same database."""
    hooks: bool = False
    """Whether the account has, or may have, webhook subscriptions."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when something may wait to be delivered."""

    def call(self, caller: Caller) -> Call:
        """What is true for one request of this caller."""
        return Call(self.account, caller.client_id, self.clock.now(), self.choices, self.keys, self.hooks)

    def plain_call(self) -> Call:
        """What is true for work that the service does for itself."""
        return self.call(Caller(OWN_NAME, self.account, frozenset()))

    async def client(self, client_id: str) -> Client | None:
        """The client with this id: one that the parent named, or one that the database keeps."""
        given = self.clients.get(client_id)
        if given is not None:
            return given
        return await self.run(lambda db: stored_clients.find(db, client_id))

    async def run(self, job: Job[T]) -> T:
        """Run a job in a transaction of its own; its result is on disk when this returns."""
        return await self.store.run(job)

    async def prove(self, pin: str | None, stored: Job[str | None]) -> PinProof:
        """Hold a PIN against the hash that `stored` finds."""
        if pin is None:
            return NO_PIN
        kept = await self.run(stored)
        if kept is None:
            return PinProof(given=True)
        loop = asyncio.get_running_loop()
        good = await loop.run_in_executor(self.hashers, self.keys.pin_holds, pin, kept)
        return PinProof(given=True, against=kept, good=good)

    async def run_proven(
        self, pin: str | None, stored: Job[str | None], job: Callable[[PinProof], Job[T]]
    ) -> T:
        """Run a job that needs a proof of the PIN; once more when the PIN was changed meanwhile."""
        while True:
            proof = await self.prove(pin, stored)
            try:
                return await self.run(job(proof))
            except PinChanged:
                continue

    async def new_pins(self, form: Format, count: int) -> list[NewPin]:
        """Make up PINs; the hashing is done beside the loop."""
        loop = asyncio.get_running_loop()
        made = [loop.run_in_executor(self.hashers, new_pin, self.keys, form) for _ in range(count)]
        return list(await asyncio.gather(*made))

    def close(self) -> None:
        """Finish what was begun; the database is closed by who opened it."""
        self.hashers.shutdown()
