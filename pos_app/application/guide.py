"""Who leads the tour: a hand on the till, a camera, and the few moves that the steps share."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.service.snapshot import Reading
from pos_app.ui.models.settings import Practise


class Camera:
    """Takes numbered pictures of the window."""

    def __init__(self, folder: Path) -> None:
        """Pictures go into this folder."""
        self._folder = folder
        self.taken = 0
        self.last = ""

    def take(self, till: Till, name: str) -> None:
        """One picture of the window as it is."""
        self.taken += 1
        self.last = f"{self.taken:02d}-{name}"
        till.window.grab().save(str(self._folder / f"{self.last}.png"))


class Guide:
    """A hand, a camera and the few moves that the steps share."""

    def __init__(self, till: Till, camera: Camera) -> None:
        """Nothing has happened yet."""
        self.till = till
        self.hand = Hand(till)
        self._camera = camera

    async def picture(self, name: str) -> None:
        """Let the window paint, then take its picture."""
        await asyncio.sleep(0.15)
        self._camera.take(self.till, name)

    async def scan(self, shows: Practise) -> None:
        """Scan a training card and wait until it is read."""
        await self.scan_code(self.code(shows))
        await self.hand.until(lambda: not self.is_reading)

    def code(self, shows: Practise) -> str:
        """What stands on a training card."""
        return next(one.code for one in self.till.program.state.settings.cards if one.shows is shows)

    async def scan_code(self, code: str) -> None:
        """Scan any code, well after the scan before it."""
        await asyncio.sleep(1.1)
        self.hand.scan(code)
        await asyncio.sleep(0.1)

    @property
    def is_reading(self) -> bool:
        """Whether a look-up is under way."""
        return self.hand.snapshot.card.reading in (Reading.NONE, Reading.READING, Reading.SLOW)

    async def settled(self) -> None:
        """Wait until nothing is open and the card was read again."""
        await self.hand.until(lambda: not self.hand.snapshot.waiting, 90.0)
        await asyncio.sleep(0.3)
