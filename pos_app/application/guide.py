"""Who leads the tour: a hand on the till, a camera, and the few moves that the steps share."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.domain.frozen import frozen
from pos_app.service.snapshot import Reading
from pos_app.ui.models.gestures import Pressed
from pos_app.ui.models.ids import MEMBER, named
from pos_app.ui.models.settings import Practise


@frozen
class Guest:
    """Somebody of the tour's staff; the PIN and the badge open nothing but this Training."""

    number: int
    name: str
    manages: bool
    pin: str
    badge: str


KARI = Guest(1, "Kari", False, "2468", "BADGE-0001")
JONAS = Guest(2, "Jonas", False, "1357", "BADGE-0002")
MIA = Guest(3, "Mia", True, "80517", "BADGE-0003")
GUESTS = (KARI, JONAS, MIA)
MOST_TO_PAY = 4000
"""What the tour's cashiers may take in one payment, in whole units, before somebody approves."""


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

    async def try_pin(self, guest: Guest, pin: str, picture: str = "") -> None:
        """Choose a name and type a PIN, maybe with a picture before Enter; wait until it was looked at."""
        self.till.program.gesture(Pressed(named(MEMBER, str(guest.number))))
        await self.hand.type(pin)
        if picture:
            await self.picture(picture)
        before = self.hand.snapshot.signing
        await self.hand.press("Enter")
        await self.hand.until(lambda: self.hand.snapshot.signing != before)

    async def badge(self, guest: Guest) -> None:
        """Scan somebody's badge and wait until they stand at the till."""
        await self.scan_code(guest.badge)
        await self.hand.until(lambda: not self.is_locked and self.hand.snapshot.person.name == guest.name)
        await asyncio.sleep(0.1)

    @property
    def is_locked(self) -> bool:
        """Whether somebody must sign in first."""
        signing = self.hand.snapshot.signing
        return signing is not None and signing.locked

    async def settled(self) -> None:
        """Wait until nothing is open and the card was read again."""
        await self.hand.until(lambda: not self.hand.snapshot.waiting, 90.0)
        await asyncio.sleep(0.3)
