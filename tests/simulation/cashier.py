"""An impatient cashier: presses twice, goes on, cancels, asks again, changes people, pulls the plug."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from pos_app.domain.operation import Kind, Operation, State
from pos_app.domain.person import Role
from pos_app.domain.refunding import can_be_given_back
from pos_app.domain.resolving import QUIET, Choice, Grounds
from pos_app.service import intents as want
from pos_app.service.snapshot import Reading, Snapshot
from tests.proof.oracle import Asked
from tests.service.harness import Store, nok
from tests.service.paper_ledger import PaperCard
from tests.simulation.life import DRAIN_SECONDS, Life
from tests.storage.failing_disk import Fault

Act = Callable[[], Awaitable[object]]

_CARDS = 3
_LOADED = 200_000
_MOST = 3_000
_ROUNDS = 3
"""How often the manager goes through what is left at the end: what was asked once more may come back."""


class Hands:
    """What the hands of an impatient person do."""

    def __init__(self, life: Life, cards: list[PaperCard]) -> None:
        """`store` is set at each start of the till."""
        self.store: Store
        self._life, self._dice, self._cards = life, life.dice, cards
        self._asked_again: set[str] = set()

    def acts(self) -> list[Act]:
        """All of it, the frequent ones more than once."""
        often = [self._place] * 6 + [self._capture] * 4 + [self._scan, self._scan, self._void, self._void]
        keys = [partial(self.store.do, want.SwitchPerson()), partial(self.store.do, want.AskAgain())]
        return [*often, *keys, self._cancel, self._seen, self._resolve]

    async def resolve_all(self) -> None:
        """An honest manager settles everything that they may settle."""
        for one in self.store.now.needs_manager:
            await self._settle(one)

    def press(self, kind: Kind, minor: int) -> str:
        """Note what a press means; its token."""
        token = f"press {len(self._life.asked)}"
        self._life.asked.append(Asked(token, kind, minor))
        return token

    async def _scan(self) -> None:
        await self.store.scan(self._dice.choice(self._cards))
        await asyncio.sleep(0.5)

    async def _place(self) -> None:
        if self.store.now.card.reading is not Reading.CARD:
            await self._scan()
        kind, minor = self._dice.choice((Kind.HOLD, Kind.HOLD, Kind.PAY)), self._dice.randint(0, _MOST)
        token = self.press(kind, minor)
        number = self.store.now.card.number
        await self.twice(want.Place(kind, nok(minor), "1001", token, number))

    async def _capture(self) -> None:
        holds = self.store.now.holds
        if holds:
            hold = self._dice.choice(holds)
            whole = hold.uncommitted.minor
            minor = self._dice.choice((whole, self._dice.randint(0, max(whole, 1))))
            token = self.press(Kind.CAPTURE, minor)
            release = self._dice.random() < 0.3
            await self.twice(want.Capture(hold.hold_id, nok(minor), token, release_rest=release))

    async def _void(self) -> None:
        holds = self.store.now.holds
        if holds:
            hold = self._dice.choice(holds)
            await self.twice(want.Void(hold.hold_id, self.press(Kind.VOID, hold.uncommitted.minor)))

    async def twice(self, intent: want.Intent) -> None:
        """Press once or twice, and look at the screen for a while, or not at all."""
        for _ in range(self._dice.choice((1, 1, 2))):
            self.store.spawn(self.store.shop.carry_out(intent), "press")
        await asyncio.sleep(self._dice.choice((0.0, 0.01, 1.0, 1.0)))

    async def _cancel(self) -> None:
        waiting = self.store.now.waiting
        if waiting:
            await self.store.do(want.Cancel(self._dice.choice(waiting).ref_id))

    async def _resolve(self) -> None:
        waiting = self.store.now.needs_manager
        if waiting:
            await self._settle(self._dice.choice(waiting))

    async def _settle(self, one: Operation) -> None:
        """A manager looks into it and says, or asks, only what is so on the ledger."""
        if self.store.now.person.role is not Role.MANAGER:
            await self.store.do(want.SwitchPerson())
        case = (await self.store.do(want.LookInto(one.ref_id))).case
        happened = any(row.ref_id == one.ref_id for row in self._life.ledger.everything())
        honest = (Choice.GIVE_BACK, Choice.HAPPENED) if happened else (Choice.ASK_AGAIN, Choice.DID_NOT)
        offered = [] if case is None else [choice for choice in case.choices if choice in honest]
        if offered:
            asked_before = one.ref_id in self._asked_again
            choice = offered[-1] if asked_before else self._dice.choice(offered)
            if choice is Choice.ASK_AGAIN:
                self._asked_again.add(one.ref_id)
            await self.twice(want.Resolve(one.ref_id, choice, Grounds.BOOKS))

    async def _seen(self) -> None:
        await self.store.do(want.Acknowledge(tuple(one.ref_id for one in self.store.now.unseen)))


class ManagersHands:
    """What only a manager can do, done as impatiently."""

    def __init__(self, hands: Hands, life: Life, cards: list[PaperCard]) -> None:
        """`cards` grows by those that are sold."""
        self._hands, self._life, self._cards = hands, life, cards

    @property
    def store(self) -> Store:
        """The till as it runs now."""
        return self._hands.store

    def acts(self) -> list[Act]:
        """All of it."""
        return [self._fund, self._sell, self._give_back]

    async def _fund(self) -> None:
        now = self.store.now
        if now.person.role is Role.MANAGER and now.card.reading is Reading.CARD:
            minor = self._life.dice.randint(1, _MOST)
            token = self._hands.press(Kind.FUND, minor)
            await self._hands.twice(want.Fund(nok(minor), "sold", token, now.card.number))

    async def _sell(self) -> None:
        """A manager sells a card, which another till may have sold a moment ago."""
        if self.store.now.person.role is not Role.MANAGER:
            return
        ledger, minor = self._life.ledger, self._life.dice.randint(1, _MOST)
        unsold = [one for one in self._cards if one.status == "inactive"]
        if not unsold or self._life.dice.random() < 0.7:
            unsold = [ledger.card(f"unsold-{len(ledger.cards):04d}", 0, status="inactive")]
            self._cards[_CARDS:] = [*self._cards[_CARDS:], *unsold][-_CARDS:]
        card = self._life.dice.choice(unsold)
        await self.store.scan(card)
        await asyncio.sleep(0.5)
        if card.status == "inactive" and self._life.dice.random() < 0.2:
            told = {"pos_operation": f"of another till, {card.card_id}"}
            ledger.activate(card.card_id, {"amount": 77, "currency": "NOK", "metadata": told})
        number, years = self.store.now.card.number, self._life.dice.choice((0, 3))
        await self._hands.twice(
            want.Activate(nok(minor), years, self._hands.press(Kind.ACTIVATE, minor), number, "1001")
        )

    async def _give_back(self) -> None:
        """A manager gives back all or a part of what was taken, more often than is left of it."""
        paid = [one for one in (*self.store.now.latest, *self.store.now.ended) if can_be_given_back(one)]
        if self.store.now.person.role is Role.MANAGER and paid:
            one = self._life.dice.choice(paid)
            minor = self._life.dice.choice(
                (one.amount.minor, self._life.dice.randint(1, max(one.amount.minor, 1)))
            )
            await self._hands.twice(want.Refund(one.ref_id, nok(minor), self._hands.press(Kind.FUND, minor)))


class World:
    """What happens around the till: the line, the disk and the clocks."""

    def __init__(self, life: Life) -> None:
        """All is well at first."""
        self._life, self._dice = life, life.dice

    def acts(self) -> list[Act]:
        """All that can happen to this till."""
        found: list[Act] = [self._weather, self._time_goes, self._clock_jumps]
        return [*found, self._disk] if self._life.disk is not None else found

    def settle_down(self) -> None:
        """No fault is left."""
        self._life.line.badness = 0.0
        if self._life.disk is not None:
            self._life.disk.heals()

    async def _weather(self) -> None:
        self._life.line.badness = self._dice.choice((0.0, 0.0, 0.3, 0.6, 1.0))

    async def _disk(self) -> None:
        disk = self._life.disk
        if disk is not None:
            fault = self._dice.choice((Fault.NONE, Fault.NONE, Fault.FULL, Fault.WRITE, Fault.SYNC))
            disk.breaks(fault, times=self._dice.choice((1, 3)))

    async def _time_goes(self) -> None:
        await asyncio.sleep(self._dice.choice((0.1, 5.0, 70.0)))

    async def _clock_jumps(self) -> None:
        self._life.clock.shift += self._dice.choice((-3_600.0, 60.0, 86_400.0))


class Cashier:
    """Works through a number of acts, however often the till is started anew meanwhile."""

    def __init__(self, life: Life, acts: int) -> None:
        """The cards lie ready."""
        cards = [life.ledger.card(f"shop-{number:04d}", _LOADED) for number in range(_CARDS)]
        self._life, self._left = life, acts
        self._hands, self._world = Hands(life, cards), World(life)
        self._boss = ManagersHands(self._hands, life, cards)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self._left <= 0

    async def work(self, store: Store) -> None:
        """Act until all is done."""
        self._hands.store = store
        acts = [*self._hands.acts(), *self._boss.acts(), *self._world.acts()]
        while self._left > 0:
            self._left -= 1
            await self._life.dice.choice(acts)()

    async def last_hours(self, store: Store) -> None:
        """No fault is left: everything has its time to settle, and is judged."""
        self._world.settle_down()
        self._hands.store = store
        with suppress(TimeoutError):
            await _settled(store)
            await asyncio.sleep(QUIET)
            for _ in range(_ROUNDS):
                await self._hands.resolve_all()
                await _settled(store)
                await asyncio.sleep(QUIET)
        await self._life.judge(store)


async def _settled(store: Store) -> None:
    async with asyncio.timeout(DRAIN_SECONDS):
        while any(not _waits_for_a_person(one, store.now) for one in store.now.waiting):
            await store.do(want.AskAgain())
            await asyncio.sleep(5.0)


def _waits_for_a_person(one: Operation, now: Snapshot) -> bool:
    before = now.operation(one.after) if one.after else None
    return State.NEEDS_MANAGER in (one.state, one.state if before is None else before.state)
