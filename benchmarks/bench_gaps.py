"""The longest time the window's event loop was away during 5 000 operations, as fast as it takes them."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
import uuid
from pathlib import Path

from benchmarks.heartbeat import BEAT_MS, Heartbeat
from benchmarks.report import ROUNDS, Figure, quantile, show
from benchmarks.window import run
from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation, State
from pos_app.domain.scan import Code, CodePatterns, Source, read_code
from pos_app.service import intents
from tests import card_service

OPERATIONS = int(os.environ.get("HOLDFAST_OPERATIONS", "5000"))
"""Holds, captures, voids and pays of the whole run; fewer for a quick look."""
SALE = 5
IDLE_SECONDS = 2.0
RICH = 100_000_000
USUAL_MOST_MS, EVER_MOST_MS = 16.0, 50.0
USUAL = 0.999


class Bench:
    """One till on the Till screen; every operation is drawn, as for a person."""

    def __init__(self, service: card_service.CardService) -> None:
        """Makes a card for each sale: five operations are what one sale does to one card."""
        sales = -(-OPERATIONS // SALE) + 2 * ROUNDS
        self._codes = [_code(service.new_card(RICH).token) for _ in range(sales)]
        self.idle: list[list[float]] = []
        self.busy: list[list[float]] = []
        self.done = 0
        self.seconds = 0.0

    async def drive(self, till: Till) -> None:
        """Rest and work in turn."""
        hand, beat = Hand(till), Heartbeat(till.window)
        await self._sale(till, hand, 0)
        self.done = 0
        for number in range(1, ROUNDS + 1):
            beat.start()
            await asyncio.sleep(IDLE_SECONDS)
            self.idle.append(beat.stop())
            beat.start()
            began = time.monotonic()
            while self.done < OPERATIONS * number / ROUNDS:
                await self._sale(till, hand, self.done)
            self.seconds += time.monotonic() - began
            self.busy.append(beat.stop())

    async def _sale(self, till: Till, hand: Hand, turn: int) -> None:
        """Scan a card; hold and capture, hold and void, pay: five operations."""
        code = self._codes[turn // SALE % len(self._codes)]
        before = hand.snapshot.card.number
        await _asked(till, intents.LookUp(code))
        await hand.until(lambda: hand.snapshot.card.card is not None and hand.snapshot.card.number > before)
        for end in (intents.Capture, intents.Void):
            held = await self._placed(till, hand, Kind.HOLD)
            token = uuid.uuid4().hex
            if end is intents.Capture:
                await _asked(till, intents.Capture(held.transaction_id, held.amount, token))
            else:
                await _asked(till, intents.Void(held.transaction_id, token))
            await self._confirmed(hand, token)
        await self._placed(till, hand, Kind.PAY)

    async def _placed(self, till: Till, hand: Hand, kind: Kind) -> Operation:
        token, number = uuid.uuid4().hex, hand.snapshot.card.number
        await _asked(till, intents.Place(kind, Money(100, Currency.NOK), "1", token, number))
        return await self._confirmed(hand, token)

    async def _confirmed(self, hand: Hand, token: str) -> Operation:
        """The operation this intent became, once the screens know that it came true."""
        while True:
            shown = hand.snapshot
            found = shown.operation(shown.ref_of(token))
            if found is not None and not found.is_open:
                break
            await asyncio.sleep(0.001)
        if found.state is not State.CONFIRMED:
            raise RuntimeError(f"{found.kind} ended {found.state}: {found.why}")
        self.done += 1
        return found


def _code(text: str) -> Code:
    code = read_code(text, Source.SCANNED, CodePatterns())
    if not isinstance(code, Code):
        raise TypeError(f"the card's code is none: {code}")
    return code


async def _asked(till: Till, intent: intents.Intent) -> None:
    if till.shop is None:
        raise RuntimeError("the till did not open")
    await till.shop.carry_out(intent)


def figures(bench: Bench) -> list[Figure]:
    """The rows of the table: the usual over the rounds, the longest over all of them."""
    usual = statistics.median(quantile(one, USUAL) for one in bench.busy)
    usual_idle = statistics.median(quantile(one, USUAL) for one in bench.idle)
    ever, ever_idle = (max(max(one) for one in rounds) for rounds in (bench.busy, bench.idle))
    half = statistics.median(statistics.median(one) for one in bench.busy)
    return [
        Figure(
            f"gap, usual (beat of {BEAT_MS} ms)", half, statistics.median(map(statistics.median, bench.idle))
        ),
        Figure("gap, p99.9", usual, usual_idle, USUAL_MOST_MS, "no more than"),
        Figure("gap, longest ever", ever, ever_idle, EVER_MOST_MS, "no more than"),
    ]


def main() -> None:
    """Measure and print."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, card_service.running(Path(folder) / "service") as service:
        bench = Bench(service)
        run(service, Path(folder) / "till", bench.drive)
    rate = f"{bench.done} operations, {bench.done / bench.seconds:.0f} a second"
    note = "floor: the same beat while the same window rests"
    show("gaps", figures(bench), (note, rate, f"{time.monotonic() - began:.0f} s"))


if __name__ == "__main__":
    main()
