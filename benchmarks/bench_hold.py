"""From F9 to "Asking" and to the confirmed hold on the screen, against a socket and two forced writes."""

from __future__ import annotations

import json
import tempfile
import time
import uuid
from collections import defaultdict
from pathlib import Path

from benchmarks.frames import Frames, within
from benchmarks.peers import Disk, Socket, timed
from benchmarks.report import FRAME_MS, ROUNDS, Figure, of_rounds, show
from benchmarks.window import at_rest, run
from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.devices.wedge import HOLD_BACK_MS
from pos_app.service import intents
from pos_app.service.snapshot import Reading
from pos_app.ui.models.gestures import Gesture, Pressed
from pos_app.ui.models.wording import kinds
from pos_app.ui.views.panel import PanelView
from pos_app.ui.views.till import TillView
from tests import card_service

DELAYS_MS = (0, 40)
HOLDS = 4
"""Holds in a round, at each delay."""
SYNCS = 5
AMOUNT = "100"
QUIET_SECONDS = 0.1
HELD = "held"

Rounds = dict[tuple[str, int], list[list[float]]]


class Bench:
    """One till and one card; each hold is voided again before the next."""

    def __init__(self, service: card_service.CardService, disk: Disk) -> None:
        """Makes the card and connects the peer."""
        self.service = service
        self._disk = disk
        self._card = service.new_card(500_000)
        self._socket = Socket(service, service.bearer(service.manager))
        self._pressed_at = 0.0
        self._panel: PanelView | None = None
        self.rounds: Rounds = defaultdict(list)

    async def drive(self, till: Till) -> None:
        """Measure everything."""
        hand, frames = Hand(till), Frames(till.window)
        till.window.gesture.connect(self._heard)
        self._panel = await self._first_hold(till, hand)
        for delay in DELAYS_MS:
            await self._measured(till, hand, frames, delay)
        self.rounds.clear()
        for _ in range(ROUNDS):
            for delay in DELAYS_MS:
                await self._measured(till, hand, frames, delay)
        self._socket.close()

    def _heard(self, gesture: Gesture) -> None:
        if isinstance(gesture, Pressed) and not self._pressed_at:
            self._pressed_at = time.monotonic()

    async def _measured(self, till: Till, hand: Hand, frames: Frames, delay: int) -> None:
        """One round at one delay, each hold followed by its peers."""
        self.service.clear()
        if delay:
            self.service.rule(do="delay", milliseconds=delay, endpoint="transactions")
        found: dict[str, list[float]] = defaultdict(list)
        for _ in range(HOLDS):
            await self._ready(hand)
            held_back, asking, confirmed = await self._hold(till, hand, frames)
            found["held back"].append(held_back)
            found["asking"].append(asking)
            found["confirmed"].append(confirmed)
            await self._voided(till, hand)
            found["socket"].append(self._hold_by_socket())
            found["sync"] += [timed(self._disk.append) for _ in range(SYNCS)]
        for what, values in found.items():
            self.rounds[what, delay].append(values)

    async def _first_hold(self, till: Till, hand: Hand) -> PanelView | None:
        """Let the panel of a confirmed hold come into being, so that its paint can be watched."""
        await self._ready(hand)
        hand.key("F9")
        await hand.until(lambda: _panel(till) is not None)
        panel = _panel(till)
        await self._voided(till, hand)
        return panel

    async def _ready(self, hand: Hand) -> None:
        """The card scanned and the amount typed, long enough for the button's guard to have passed."""
        hand.scan(self._card.token)
        await hand.until(lambda: hand.snapshot.card.reading is Reading.CARD)
        await hand.type(AMOUNT)
        await at_rest(hand, 0.6)

    async def _hold(self, till: Till, hand: Hand, frames: Frames) -> tuple[float, float, float]:
        """Press F9; milliseconds until it was let through, until "Asking" and until the held panel."""
        main, panel = _view(till).pay.main, self._panel
        if panel is None:
            raise RuntimeError("no panel of a hold was ever shown")
        self._pressed_at = 0.0
        asking = frames.watch(main, lambda: main.value is not None and main.value.words == kinds.asking())
        confirmed = frames.watch(panel, lambda: _stands(panel))
        start = time.monotonic()
        hand.key("F9")
        asked_at, confirmed_at = await within(asking), await within(confirmed)
        return _ms(start, self._pressed_at), _ms(start, asked_at), _ms(start, confirmed_at)

    async def _voided(self, till: Till, hand: Hand) -> None:
        """Release the hold again, and begin with an empty till."""
        await hand.until(lambda: bool(hand.snapshot.holds))
        (hold,) = hand.snapshot.holds
        if till.shop is not None:
            await till.shop.carry_out(intents.Void(hold.hold_id, uuid.uuid4().hex))
        await hand.until(lambda: not hand.snapshot.holds and not hand.snapshot.waiting)
        await hand.press("Esc")
        await at_rest(hand, QUIET_SECONDS)

    def _hold_by_socket(self) -> float:
        """The till's question on the same card, in milliseconds; the hold is released again, untimed."""
        ref = str(uuid.uuid4())
        body = {"ref_id": ref, "type": "drawdown", "amount": 100_00, "currency": "NOK", "pending": True}
        body |= {"card_id": self._card.card_id, "metadata": {"pos_order": "1", "pos_operation": ref}}
        question, answers = json.dumps(body).encode(), []
        taken = timed(lambda: answers.append(self._socket.post("/transactions", question)))
        end = json.dumps({"ref_id": str(uuid.uuid4())}).encode()
        self._socket.post(f"/transactions/{answers[0]['id']}/void", end)
        return taken


def _view(till: Till) -> TillView:
    found = till.window.bodies.current
    if not isinstance(found, TillView):
        raise TypeError("the Till is not open")
    return found


def _panel(till: Till) -> PanelView | None:
    """The panel that says what is on hold, if it was ever shown."""
    return next((one for one in _view(till).middle.findChildren(PanelView) if _stands(one)), None)


def _stands(panel: PanelView) -> bool:
    return panel.value is not None and panel.value.id == HELD and panel.isVisible()


def _ms(start: float, end: float) -> float:
    return (end - start) * 1000


def figures(rounds: Rounds) -> list[Figure]:
    """The rows of the table. What a key is held back for scans is told apart and taken off."""
    rows = []
    for delay in DELAYS_MS:
        name = f"+{delay} ms"
        raw, sync = of_rounds(rounds["socket", delay]), of_rounds(rounds["sync", delay])
        asking = of_rounds(rounds["asking", delay]) - HOLD_BACK_MS
        confirmed = of_rounds(rounds["confirmed", delay]) - HOLD_BACK_MS
        most = raw + 2.4 * sync + FRAME_MS
        rows += [
            Figure(f"F9 held back for scans, {name}", of_rounds(rounds["held back", delay]), HOLD_BACK_MS),
            Figure(f"then to Asking, {name}", asking, None, FRAME_MS, "a frame"),
            Figure(f"then to confirmed, {name}", confirmed, raw + 2 * sync, most, "raw + 2.4 sync + frame"),
            Figure(f"  bare socket, {name}", raw),
            Figure(f"  one forced write, {name}", sync),
        ]
    return rows


def main() -> None:
    """Measure and print."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "till"
        with card_service.running(Path(folder) / "service") as service, Disk(home) as disk:
            bench = Bench(service, disk)
            run(service, home, bench.drive)
    note = (
        f"times after F9 begin {HOLD_BACK_MS} ms later; floor: socket + two forced writes of 4 kB, same disk"
    )
    show("hold", figures(bench.rounds), (note, f"{time.monotonic() - began:.0f} s"))


if __name__ == "__main__":
    main()
