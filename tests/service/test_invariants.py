"""Random days at one till before a service that loses, delays and refuses: the invariants hold in every one.

A seed is a whole day: what hands do, which answers are lost, when the power goes. HOLDFAST_SEEDS gives more.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx
import pytest

from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.domain.person import Act
from pos_app.service import intents as want
from pos_app.service.snapshot import Reading, Snapshot
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperLedger, Reply

SEEDS = int(os.environ.get("HOLDFAST_SEEDS", "40"))
STEPS = 60
_TYPES = {
    Kind.HOLD: "pending_capture",
    Kind.PAY: "drawdown",
    Kind.CAPTURE: "drawdown",
    Kind.VOID: "voided",
    Kind.FUND: "fund",
    Kind.ACTIVATE: "fund",
}


@dataclass
class BadLine:
    """Spoils requests by the dice: before or after the ledger moved."""

    dice: random.Random
    badness: float = 0.0
    spoiled: int = field(default=0)

    def __call__(self, request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
        if self.dice.random() >= self.badness:
            return None
        self.spoiled += 1
        if request.method == "POST" and self.dice.random() < 0.4:
            return self._turned_away(request)
        if self.dice.random() < 0.5:
            move()
        return self._lost(request)

    def _turned_away(self, request: httpx.Request) -> httpx.Response:
        """The ledger does not move now; it may have moved for this reference before."""
        match self.dice.randrange(6):
            case 0:
                raise httpx.ConnectError("no way", request=request)
            case 1:
                return httpx.Response(429, headers={"Retry-After": "2"})
            case 2:
                return httpx.Response(409, json={"error": {"message": "conflict"}})
            case 3:
                return httpx.Response(404, json={"error": {"code": "NOT FOUND", "message": "gone"}})
            case 4:
                return httpx.Response(401, json={"error": {"message": "token"}})
            case _:
                told = {"error": {"code": "INSUFFICIENT_FUNDS", "message": "no"}}
                return httpx.Response(400, json=told)

    def _lost(self, request: httpx.Request) -> httpx.Response:
        """The ledger moved, or did not; the answer does not tell."""
        match self.dice.randrange(6) if request.method == "POST" else 0:
            case 0 | 1:
                raise httpx.ReadTimeout("lost", request=request)
            case 2:
                return httpx.Response(500, json={"error": {"message": "oops"}})
            case 3:
                return httpx.Response(200, text="<html>hotel network</html>")
            case 4:
                return httpx.Response(202)
            case _:
                return httpx.Response(200, content=b'{"id": "1", "ref_id"')


class Oracle:
    """Holds every claim against the ledger, and remembers what was claimed before."""

    def __init__(self, store: Store, ledger: PaperLedger) -> None:
        self.store, self.ledger = store, ledger
        self.told: dict[str, Operation] = {}

    def look(self) -> None:
        """What is claimed now must be true now, and may never be taken back."""
        now = self.store.now
        for one in (*now.ended, *now.latest, *now.waiting):
            before = self.told.get(one.ref_id)
            if before is not None and not before.is_open:
                assert (one.state, one.amount) == (before.state, before.amount), "a final state was left"
            self.told[one.ref_id] = one
            self.check(one)

    def check(self, one: Operation) -> None:
        rows = self.ledger.rows(one.ref_id)
        assert len(rows) <= 1, "one intent, at most one effect"
        if one.state is State.CONFIRMED:
            assert rows, "no false confirmed"
            assert rows[0]["type"] == _TYPES[one.kind]
            assert rows[0]["amount"] == (one.moved if one.kind is Kind.VOID else one.amount.minor)
        if one.state in (State.REFUSED, State.CANCELLED, State.NOT_ASKED):
            assert not rows, f"no false {one.state}"


class Day:
    """What the hands do in one day, and what they were told."""

    def __init__(self, store: Store, ledger: PaperLedger, dice: random.Random) -> None:
        self.store, self.ledger, self.dice = store, ledger, dice
        self.line = BadLine(dice)
        ledger.fault = self.line
        self.cards = [ledger.card(f"shop-{number:04d}", 20_000) for number in range(3)]
        self.number = 0
        self.oracle = Oracle(store, ledger)

    async def live(self) -> None:
        """One whole day."""
        for _ in range(STEPS):
            await self.dice.choice(self._acts())()
            self.oracle.look()
        self.line.badness = 0.0
        await self.store.do(want.AskAgain())
        await self.store.until(lambda now: all(_waits_for_a_person(one, now) for one in now.waiting), 900.0)
        self.oracle.look()

    def _acts(self) -> list[Callable[[], Awaitable[object]]]:
        often = [self.scan, self.place, self.place, self.capture, self.capture, self.void, self.fund]
        keys = [partial(self.store.do, want.SwitchPerson()), partial(self.store.do, want.AskAgain())]
        return [*often, *keys, self.cancel, self.weather, self.time_goes, self.power_cut]

    def token(self) -> str:
        self.number += 1
        return f"t{self.number}"

    async def scan(self) -> None:
        await self.store.scan(self.dice.choice(self.cards))
        await self.time(0.5)

    async def place(self) -> None:
        if self.store.now.card.reading is not Reading.CARD:
            await self.scan()
        kind = self.dice.choice((Kind.HOLD, Kind.HOLD, Kind.PAY))
        intent = want.Place(
            kind, nok(self.dice.randint(0, 3_000)), "1001", self.token(), self.store.now.card.number
        )
        for _ in range(self.dice.choice((1, 1, 2))):
            self.store.spawn(self.store.shop.carry_out(intent), "press")
        await self.time(self.dice.choice((0.0, 0.01, 1.0)))

    async def fund(self) -> None:
        now = self.store.now
        if now.person.may(Act.FUND) and now.card.reading is Reading.CARD:
            minor = self.dice.randint(1, 3_000)
            await self.store.do(want.Fund(nok(minor), "sold", self.token(), now.card.number))

    async def capture(self) -> None:
        holds = self.store.now.holds
        if holds:
            hold = self.dice.choice(holds)
            part = self.dice.randint(0, max(hold.uncommitted.minor, 1))
            await self.store.do(want.Capture(hold.hold_id, nok(part), self.token()))

    async def void(self) -> None:
        holds = self.store.now.holds
        if holds:
            await self.store.do(want.Void(self.dice.choice(holds).hold_id, self.token()))

    async def cancel(self) -> None:
        waiting = self.store.now.waiting
        if waiting:
            await self.store.do(want.Cancel(self.dice.choice(waiting).ref_id))

    async def weather(self) -> None:
        self.line.badness = self.dice.choice((0.0, 0.3, 0.7, 1.0))

    async def time_goes(self) -> None:
        await self.time(self.dice.choice((0.1, 5.0, 70.0)))

    async def power_cut(self) -> None:
        await self.store.stop()
        if self.dice.random() < 0.1:
            self.store.clock.shift += 86_400.0
        await self.store.start()

    async def time(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.oracle.look()


def _waits_for_a_person(one: Operation, now: Snapshot) -> bool:
    before = now.operation(one.after) if one.after else None
    return State.NEEDS_MANAGER in (one.state, one.state if before is None else before.state)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_bad_day(tmp_path: Path, seed: int) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        day = Day(store, ledger, random.Random(seed))
        await day.live()
        ours = {row["ref_id"] for card in ledger.cards.values() for row in card.rows} - {
            f"load {card_id}" for card_id in ledger.cards
        }
        known = {ref for ref, one in day.oracle.told.items() if one.state is State.CONFIRMED}
        for_manager = {one.ref_id for one in store.now.waiting}
        assert ours <= known | for_manager, "nothing forgotten"
        reasons = {one.why for one in store.now.needs_manager}
        assert reasons <= {Why.PAID_AFTER_CANCEL}, "with a readable history all else is settled"
        for card in ledger.cards.values():
            assert 0 <= card.available() <= card.balance()
        asked: dict[str, set[bytes]] = {}
        for path, body in ledger.requests:
            if path.startswith("POST") and "/wallets/transactions" in path:
                asked.setdefault(body.split(b'"ref_id":"')[1][:36].decode(), set()).add(body)
        assert all(len(bodies) == 1 for bodies in asked.values()), "same reference, same bytes"

    virtually(tmp_path, story, seed)
