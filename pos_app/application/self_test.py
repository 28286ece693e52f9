"""What an installed program proves of itself: its resources, and a sale that a kill does not lose."""

from __future__ import annotations

import gettext
import wave
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtSvg import QSvgRenderer

from pos_app.application.guide import Camera, Guide
from pos_app.application.window import Till
from pos_app.service.snapshot import Snapshot
from pos_app.ui.models.effects import Sound
from pos_app.ui.models.parts import IconName
from pos_app.ui.models.settings import Practise

HELD, ASKED = 250, 100
"""The two holds of the test, in whole units of the card's currency."""
LEAST_SENTENCES = 100
Say = Callable[[bool, str], None]
"""Told whether something is well, and what."""


def look_at_resources(folder: Path, say: Say) -> None:
    """Say of fonts, icons, sounds and translations whether each is there and can be used."""
    app = QGuiApplication([])
    fonts = sorted((folder / "fonts").glob("*.otf"))
    bad = [one.name for one in fonts if QFontDatabase.addApplicationFont(str(one)) < 0]
    say(bool(fonts) and not bad, f"fonts: {len(fonts)}{_but(bad)}")
    lost = [one.value for one in IconName if not _is_icon(folder / "icons" / f"{one.value}.svg")]
    say(not lost, f"icons: {len(IconName) - len(lost)} of {len(IconName)}{_but(lost)}")
    played = [one.value for one in Sound if one is not Sound.CLICK]  # that one is the desktop's own
    mute = [one for one in played if not _is_sound(folder / "sounds" / f"{one}.wav")]
    say(not mute, f"sounds: {len(played) - len(mute)} of {len(played)}{_but(mute)}")
    for language in sorted(one.name for one in (folder / "translations").glob("*") if one.is_dir()):
        count = _sentences(folder / "translations", language)
        say(count >= LEAST_SENTENCES, f"translations: {language}, {count} sentences")
    app.shutdown()


async def paint(till: Till, told: Callable[[str], None]) -> None:
    """Tell when the window is painted, and go on until the till is open: what a benchmark of starts needs."""
    await till.painted.wait()
    told("painted")
    await till.ready.wait()


async def hold(till: Till, told: Callable[[str], None]) -> None:
    """Place a hold that is confirmed, ask for another, and wait: `told` hears "held", then "asked"."""
    guide = Guide(till, Camera(Path()))
    await till.ready.wait()
    await guide.scan(Practise.RICH)
    await guide.hand.type(str(HELD))
    await guide.hand.press("F9")
    await guide.hand.until(lambda: len(guide.hand.snapshot.holds) == 1)
    told("held")
    await guide.hand.press("Esc")
    await guide.scan(Practise.RICH)
    await guide.hand.type(str(ASKED))
    await guide.hand.press("F9")
    await guide.hand.until(lambda: _asked(guide.hand.snapshot) == 2)
    told("asked")
    await till.runtime.closing.wait()


async def settle(till: Till, say: Say) -> None:
    """After the kill both holds are there once; one is captured, the other voided, and the sum is right."""
    guide = Guide(till, Camera(Path()))
    await till.ready.wait()
    await guide.settled()
    held = sorted(one.left.minor for one in guide.hand.snapshot.holds)
    say(held == [ASKED * 100, HELD * 100], f"after the kill: {len(held)} holds of 2, nothing waiting")
    await guide.scan(Practise.RICH)
    await guide.hand.press("F7")
    await guide.hand.press("Down")
    await guide.hand.press("F7")
    await guide.settled()
    left = [one.left.minor for one in guide.hand.snapshot.holds]
    say(len(left) == 1, "captured one of them")
    await guide.hand.press("Esc")
    await guide.scan(Practise.RICH)
    await guide.hand.press("F8")
    await guide.hand.press("F8")
    await guide.settled()
    say(not guide.hand.snapshot.holds, "voided the other")
    await guide.hand.press("F6")
    taken = sum(held) - sum(left)
    await guide.hand.until(lambda: not guide.is_reading)
    card = guide.hand.snapshot.card.card
    available = None if card is None else card.available.minor
    say(available == 500_000 - taken, f"the card's own sum is right: {taken / 100:.2f} taken, once")


@contextmanager
def timed_out(say: Say, what: str) -> Iterator[None]:
    """A step that does not come about is said, not raised."""
    try:
        yield
    except TimeoutError:
        say(False, f"{what}: it did not come about in time")


def driver(part: Callable[[Till], Awaitable[None]], say: Say, what: str) -> Callable[[Till], Awaitable[None]]:
    """The part as a driver of the window."""

    async def drive(till: Till) -> None:
        with timed_out(say, what):
            await part(till)

    return drive


def _asked(shown: Snapshot) -> int:
    """How many of the two holds are on disk: confirmed, or waiting for an answer."""
    return len(shown.holds) + len(shown.waiting)


def _but(names: list[str]) -> str:
    return f", but not {', '.join(names)}" if names else ""


def _is_icon(file: Path) -> bool:
    return file.is_file() and QSvgRenderer(file.read_bytes()).isValid()


def _is_sound(file: Path) -> bool:
    try:
        with wave.open(str(file)) as sound:
            return bool(sound.getnframes() > 0)
    except (OSError, wave.Error, EOFError):
        return False


def _sentences(folder: Path, language: str) -> int:
    try:
        found = gettext.translation("holdfast", folder, languages=[language])
    except OSError:
        return 0
    return len(getattr(found, "_catalog", {}))
