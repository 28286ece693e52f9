"""Two hands at the keyboard of a window on the virtual screen, and eyes on what becomes of each key."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pos_app.devices.wedge import HOLD_BACK_MS
from tests.journeys.screen import PAUSE, Act, Keyboard, pressed, scanned, strokes
from tests.journeys.watching import Shown, WatchedTill


class TornScan(Exception):
    """This computer was too busy to play the scanner: it paused within a code as only a person does."""


class Hands:
    """Types, and waits until the window has decided what every key was."""

    def __init__(self, till: WatchedTill, keyboard: Keyboard) -> None:
        self.till, self.keyboard = till, keyboard

    def type(self, *acts: Act) -> Shown:
        """Type as a person does."""
        before = self._strokes()
        self.keyboard(*(acts if self.till.now.since_scan else (PAUSE, *acts)))
        return self.till.until(lambda now: now.strokes >= before + strokes(*acts))

    def scan(self, *codes: str, delay: int = 0, ending: str = "Return") -> Shown:
        """Scan these codes one right behind the other; all are heard. Raises TornScan."""
        before = self._strokes()
        self.keyboard(*(scanned(code, delay, ending) for code in codes))
        expected = before + sum(len(code) + bool(ending) for code in codes)
        now = self.till.until(lambda now: now.strokes >= expected)
        stamps = now.stamps[-(now.strokes - before) :]
        if any(late - early >= HOLD_BACK_MS for early, late in pairwise(stamps)):
            raise TornScan
        return now

    def read(self, code: str) -> Shown:
        """Scan a card, no sooner after another than is allowed, and wait until it is read, whatever it is."""
        look = self.till.until(lambda now: now.since_scan >= 1.0).look
        self.scan(code)
        return self.till.until(lambda now: now.look > look and now.reading not in {"reading", "slow"})

    def focus(self, words: str) -> None:
        """Tab until what has the focus says this."""
        self.till.until(lambda now: now.since_scan >= 0.5)
        for _ in range(20):
            if words in self.till.now.focused:
                return
            self.type(pressed("Tab"))
        pytest.fail(f"the focus never came to {words!r}: {self.till.now}")

    def press(self, name: str) -> Shown:
        """Press a key of money, once the window would take it."""
        self.till.until(lambda now: name in now.keys)
        return self.type(pressed(name))

    def start_anew(self, *others: str) -> None:
        """The Till at rest, without a card and without an amount; so are other screens, by their keys."""
        for key in others:
            self.type(pressed(key))
            self.type(pressed(*["Escape"] * 4))
            if self.till.now.body == "manage":
                self._empty_fund()
        for key in ("F2", "F1"):
            self.type(pressed(key))
        self.type(pressed(*["Escape"] * 4))
        self.till.until(lambda now: now.body == "till" and now.focus == "amount")
        self.till.until(lambda now: now.reading == "none" and now.says("Amount to pay 0 kroner"))

    def _empty_fund(self) -> None:
        """A question, a field or a note may have taken the first keys."""
        for _ in range(8):
            if self.till.now.says("Amount to fund 0 kroner"):
                return
            self.type(pressed("Escape"))

    def _strokes(self) -> int:
        return self.till.until(lambda now: now.strokes > 0 or not now.stamps).strokes
