"""How fast a queue drains when the card service is back after an outage, and how smooth the window stays."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
import uuid
from pathlib import Path

import httpx

from benchmarks.heartbeat import BEAT_MS, Heartbeat
from benchmarks.report import Figure, quantile, show
from benchmarks.window import run
from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind
from pos_app.domain.scan import Code, Source
from pos_app.service import intents as want
from pos_app.service.outbox import AT_ONCE
from tests.card_service import CardService, running

QUEUE = int(os.environ.get("HOLDFAST_QUEUE", "2000"))
"""Captures that wait when the service comes back."""
_A_CARD = 20
"""Holds of one card."""
LEAST_SHARE = 0.7
USUAL_MOST_MS, EVER_MOST_MS = 16.0, 50.0


class Bench:
    """Fills a till's queue during an outage and sees it drain."""

    def __init__(self, service: CardService) -> None:
        """Makes the cards."""
        self._service = service
        self._codes = [service.new_card(10_000).token for _ in range(-(-QUEUE // _A_CARD))]
        self._held = 0
        self.seconds = 0.0
        self.gaps: list[float] = []

    async def drive(self, till: Till) -> None:
        """Hold, lose the service, capture everything, give the service back."""
        hand = Hand(till)
        for code in self._codes:
            await self._hold(till, hand, code)
        await asyncio.to_thread(self._service.kill)
        for hold in hand.snapshot.holds[:QUEUE]:
            await _asked(till, want.Capture(hold.hold_id, hold.left, uuid.uuid4().hex))
        await hand.until(lambda: len(hand.snapshot.waiting) == QUEUE, 120.0)
        beat = Heartbeat(till.window)
        await asyncio.to_thread(self._service.start)
        beat.start()
        begun = time.monotonic()
        await _asked(till, want.AskAgain())
        await hand.until(lambda: not hand.snapshot.waiting, 600.0)
        self.seconds = time.monotonic() - begun
        self.gaps = beat.stop()

    async def _hold(self, till: Till, hand: Hand, code: str) -> None:
        before = hand.snapshot.card.number
        await _asked(till, want.LookUp(Code(code, Source.SCANNED)))
        await hand.until(lambda: hand.snapshot.card.card is not None and hand.snapshot.card.number > before)
        for _ in range(_A_CARD):
            self._held += 1
            place = want.Place(
                Kind.HOLD, Money(100, Currency.NOK), "1", uuid.uuid4().hex, hand.snapshot.card.number
            )
            await _asked(till, place)
            await hand.until(lambda: len(hand.snapshot.holds) == self._held)


async def _asked(till: Till, intent: want.Intent) -> None:
    if till.shop is None:
        raise RuntimeError("the till did not open")
    await till.shop.carry_out(intent)


def bare_seconds(service: CardService) -> float:
    """How long bare httpx needs for as many captures, as many at once."""
    card = service.new_card(100 * QUEUE)
    body = {"card_id": card.card_id, "amount": 100, "currency": "NOK", "pending": True}
    with service.api() as client:
        holds = [
            client.post("/transactions", json=body | {"ref_id": str(uuid.uuid4())}).json()["id"]
            for _ in range(QUEUE)
        ]
        headers, base_url = dict(client.headers), client.base_url

    async def capture_all() -> float:
        left = iter(holds)
        async with httpx.AsyncClient(base_url=base_url, headers=headers, trust_env=False) as bare:

            async def one_after_another() -> None:
                for hold in left:
                    body = {"ref_id": str(uuid.uuid4()), "amount": 100}
                    (await bare.post(f"/transactions/{hold}/capture", json=body)).raise_for_status()

            begun = time.monotonic()
            await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
            return time.monotonic() - begun

    return asyncio.run(capture_all())


def main() -> None:
    """Measure and print."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "service") as service:
        bench = Bench(service)
        run(service, Path(folder) / "till", bench.drive)
        bare = bare_seconds(service)
    figures = [
        Figure("the queue drained in", bench.seconds, bare, bare / LEAST_SHARE, "bare httpx / 0.7", unit="s"),
        Figure("gap, p99", quantile(bench.gaps, 0.99), None, USUAL_MOST_MS, "no more than"),
        Figure("gap, longest ever", max(bench.gaps), None, EVER_MOST_MS, "no more than"),
    ]
    rate = (
        f"{QUEUE} captures, {AT_ONCE} at once; {QUEUE / bench.seconds:.0f} a second, bare {QUEUE / bare:.0f}"
    )
    show("drain", figures, (rate, f"beat of {BEAT_MS} ms; {time.monotonic() - began:.0f} s"))


if __name__ == "__main__":
    main()
