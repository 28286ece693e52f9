"""The beat of the window's event loop: how long it was away between two beats."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4


class Heartbeat(QObject):
    """A precise timer that notes the milliseconds between two beats while it is on."""

    def __init__(self, parent: QObject) -> None:
        """Off at first."""
        super().__init__(parent)
        self.gaps_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin a new row of beats."""
        self.gaps_ms = []
        self._last = time.monotonic()
        self._timer.start()

    def stop(self) -> list[float]:
        """End the row and return it."""
        self._timer.stop()
        return self.gaps_ms

    def _beat(self) -> None:
        now = time.monotonic()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now
