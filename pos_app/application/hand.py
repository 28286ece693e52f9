"""A hand that types on the real window, by keys alone: for the tour, benchmarks and tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from pos_app.application.window import Till
from pos_app.service.snapshot import Snapshot
from pos_app.ui.models.shell_value import Screen

_NAMED = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "Backspace": Qt.Key.Key_Backspace,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    **{f"F{number}": Qt.Key(Qt.Key.Key_F1.value + number - 1) for number in range(1, 13)},
}
_MODIFIERS = {
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
}
SCANNER_MS = 2
"""Between two keys of a scan, as a hand scanner types."""
TYPING_SECONDS = 0.08
"""Between two keys of a quick typist."""


class Hand:
    """Types and scans at one running till."""

    def __init__(self, till: Till) -> None:
        """Nothing is typed yet."""
        self._till = till

    @property
    def screen(self) -> Screen:
        """What the window shows."""
        return self._till.program.screen

    @property
    def snapshot(self) -> Snapshot:
        """What is true, as the screens last heard it."""
        return self._till.program.state.snapshot

    def scan(self, code: str, end: str = "Enter") -> float:
        """Scan a code; returns the monotonic time of its last key."""
        at = _now_ms()
        for number, char in enumerate(code):
            self._send(ord(char.upper()), char, Qt.KeyboardModifier.NoModifier, at + number * SCANNER_MS)
        last = time.monotonic()
        self.key(end, at + len(code) * SCANNER_MS)
        return last

    def key(self, name: str, at_ms: int | None = None) -> None:
        """Press one named key, such as "F9", "Shift+F9" or "Ctrl+Shift+M"."""
        *held, last = name.split("+") if name != "+" else ["+"]
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= _MODIFIERS[one]
        code = _NAMED.get(last)
        text = "" if code is not None or held else last
        number = code.value if code is not None else ord(last.upper())
        self._send(number, text, modifiers, _now_ms() if at_ms is None else at_ms)

    async def type(self, text: str) -> None:
        """Type at a quick typist's speed, a moment after whatever came before."""
        await asyncio.sleep(2 * TYPING_SECONDS)
        for char in text:
            self.key(char)
            await asyncio.sleep(TYPING_SECONDS)

    async def press(self, name: str) -> None:
        """Press one key and leave it time to be told from a scan, and any guard of its button to pass."""
        await asyncio.sleep(0.55)
        self.key(name)
        await asyncio.sleep(0.1)

    async def until(self, what: Callable[[], bool], seconds: float = 20.0) -> None:
        """Wait until something is so; raises TimeoutError."""
        end = time.monotonic() + seconds
        while not what():
            if time.monotonic() > end:
                raise TimeoutError
            await asyncio.sleep(0.005)

    def _send(self, key: int, text: str, modifiers: Qt.KeyboardModifier, at_ms: int) -> None:
        target = self._till.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(at_ms)
            QCoreApplication.sendEvent(target, event)


def _now_ms() -> int:
    return round(time.monotonic() * 1000)
