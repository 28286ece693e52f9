"""From a scan's last key to the balance on the screen, against a bare socket and bare httpx."""

from __future__ import annotations

import json
import tempfile
import time
import uuid
from collections import defaultdict
from pathlib import Path

from PySide6.QtWidgets import QWidget

from benchmarks.frames import Frames, balance_in, within
from benchmarks.peers import BareHttpx, Socket, timed
from benchmarks.report import FRAME_MS, ROUNDS, Figure, of_rounds, show
from benchmarks.window import at_rest, run
from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.service.snapshot import Reading
from tests import card_service

DELAYS_MS = (0, 5, 40, 120)
SCANS = 8
"""Scans in a round, at each delay."""
QUIET_SECONDS = 0.06
INFO = "/info"

Rounds = dict[tuple[str, int], list[list[float]]]


class Bench:
    """One till, one card, and the peers that ask the same service for the same card."""

    def __init__(self, service: card_service.CardService) -> None:
        """Makes the card and connects the peers."""
        self.service = service
        self._card = service.new_card(500_000)
        self._balance = 500_000
        bearer = service.bearer(service.manager)
        self._socket, self._httpx = Socket(service, bearer), BareHttpx(service, bearer)
        self._body = json.dumps({"token": self._card.token}).encode()
        self.rounds: Rounds = defaultdict(list)

    async def drive(self, till: Till) -> None:
        """Measure everything."""
        hand, frames = Hand(till), Frames(till.window)
        await self._scanned(hand, frames, till.window)
        await self._measured(hand, frames, till.window, 0)
        self.rounds.clear()
        for _ in range(ROUNDS):
            for delay in DELAYS_MS:
                await self._measured(hand, frames, till.window, delay)
        self._socket.close()
        self._httpx.close()

    async def _measured(self, hand: Hand, frames: Frames, shown: QWidget, delay: int) -> None:
        """One round at one delay, each scan followed by its peers."""
        self.service.clear()
        if delay:
            self.service.rule(do="delay", milliseconds=delay, endpoint="info")
        found: dict[str, list[float]] = defaultdict(list)
        for _ in range(SCANS):
            found["till"].append(await self._scanned(hand, frames, shown))
            await at_rest(hand, QUIET_SECONDS)
            found["socket"].append(timed(lambda: self._socket.post(INFO, self._body)))
            found["httpx"].append(timed(lambda: self._httpx.post(INFO, self._body)))
        for peer, values in found.items():
            self.rounds[peer, delay].append(values)

    async def _scanned(self, hand: Hand, frames: Frames, shown: QWidget) -> float:
        """Scan a card whose balance has just changed; milliseconds until the new one was on the screen."""
        self._fund_one()
        painted = frames.watch(balance_in(shown), lambda: self._is_shown(hand))
        last_key = hand.scan(self._card.token)
        return (await within(painted) - last_key) * 1000

    def _is_shown(self, hand: Hand) -> bool:
        card = hand.snapshot.card
        return (
            card.reading is Reading.CARD
            and card.card is not None
            and (card.card.available.minor == self._balance)
        )

    def _fund_one(self) -> None:
        self._balance += 1
        asked = {"ref_id": str(uuid.uuid4()), "type": "fund", "amount": 1, "currency": "NOK"}
        self._socket.post("/transactions", json.dumps(asked | {"card_id": self._card.card_id}).encode())


def figures(rounds: Rounds) -> list[Figure]:
    """The rows of the table."""
    rows = []
    for delay in DELAYS_MS:
        raw = of_rounds(rounds["socket", delay])
        most = 1.10 * raw + FRAME_MS
        name = f"+{delay} ms"
        rows.append(
            Figure(
                f"scan to balance, {name}", of_rounds(rounds["till", delay]), raw, most, "1.10 raw + frame"
            )
        )
        rows.append(Figure(f"  bare httpx, {name}", of_rounds(rounds["httpx", delay]), raw))
    return rows


def main() -> None:
    """Measure and print."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, card_service.running(Path(folder) / "service") as service:
        bench = Bench(service)
        run(service, Path(folder) / "till", bench.drive)
    note = "floor: a keep-alive socket with the same question; painted: the whole frame with the figure"
    show("scan", figures(bench.rounds), (note, f"{time.monotonic() - began:.0f} s"))


if __name__ == "__main__":
    main()
