"""A real window with a clock the test moves, and a keyboard that types into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.ui.models.gestures import Gesture
from pos_app.ui.views.shell import Window
from pos_app.ui.views.theme import Theme
from tests.views.gallery import RESOURCES


@dataclass
class Clock:
    """Seconds that pass only when the test says so."""

    now_s: float = 1000.0

    def __call__(self) -> float:
        return self.now_s


_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Esc": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
    "Backspace": Qt.Key.Key_Backspace,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "End": Qt.Key.Key_End,
    **{f"F{n}": Qt.Key(Qt.Key.Key_F1 + n - 1) for n in range(1, 13)},
}
_TEXTS = {"Enter": "\r", "Tab": "\t", "Esc": "\x1b", "Space": " ", "Backspace": "\b"}
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Desk:
    """The window, what it reported, and the hands at its keyboard."""

    window: Window
    bot: QtBot
    clock: Clock
    heard: list[Gesture] = field(default_factory=list)
    at_ms: int = 10_000

    def key(
        self, name: str, held: Qt.KeyboardModifier = _NONE, *, gap_ms: int = 200, repeat: bool = False
    ) -> None:
        """One key as the system delivers it: by its name, or the character it types."""
        self.at_ms += gap_ms
        code = _KEYS.get(name, Qt.Key(ord(name.upper())) if len(name) == 1 else Qt.Key.Key_unknown)
        text = _TEXTS.get(name, name if len(name) == 1 else "")
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, held, text, repeat)
            event.setTimestamp(self.at_ms)
            QApplication.sendEvent(self.window.windowHandle(), event)

    def type(self, *names: str) -> None:
        """Keys as a person types them; returns when they were delivered."""
        for name in names:
            self.key(name)
        self.settled()

    def scan(self, text: str, gap_ms: int = 2, ending: str = "Enter") -> None:
        """Keys as a scanner types them, with its ending."""
        self.at_ms += 300
        for char in text:
            self.key(char, gap_ms=gap_ms)
        if ending:
            self.key(ending, gap_ms=gap_ms)
        self.settled()

    def settled(self) -> None:
        """Wait until no key is held back any more."""
        self.bot.waitUntil(lambda: not self.window.keys_held)

    def take(self) -> list[Gesture]:
        """What was reported since the last look."""
        heard = list(self.heard)
        self.heard.clear()
        return heard


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(qtbot: QtBot, clock: Clock) -> Iterator[Desk]:
    window = Window(Theme(RESOURCES), clock)
    found = Desk(window, qtbot, clock)
    window.gesture.connect(found.heard.append)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield found
    window.allow_close()
    window.close()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(RESOURCES)
