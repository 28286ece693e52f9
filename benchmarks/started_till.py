"""The till as it starts for a person, which says when it is painted and when a scan was heard and shown.

Run by bench_start as a process of its own: CODE is the card that is scanned as soon as the window is painted,
the command line is the till's. It closes when the balance was shown and the memory told.
"""

from __future__ import annotations

import asyncio
import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from benchmarks.frames import Frames, balance_in, within
from benchmarks.memory import resident_mb
from pos_app import application
from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.service.snapshot import Reading


class FirstPaint(QObject):
    """Tells when the window's first frame is whole: when the loop comes round after its paint."""

    def __init__(self, window: QWidget) -> None:
        """The window is not painted yet."""
        super().__init__(window)
        self.done = asyncio.Event()
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self.done.set)
        return False


async def drive(till: Till) -> None:
    """Scan at once; say what was reached."""
    await FirstPaint(till.window).done.wait()
    print("painted", flush=True)
    hand, frames = Hand(till), Frames(till.window)
    shown = frames.watch(
        balance_in(till.window),
        lambda: till.opened is not None and hand.snapshot.card.reading is Reading.CARD,
    )
    hand.scan(os.environ["CODE"])
    await within(shown)
    print("shown", flush=True)
    print(f"memory {resident_mb():.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(application.main(sys.argv[1:], driver=drive))
