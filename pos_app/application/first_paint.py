"""The moment from which a person sees the window."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

LONGEST_SECONDS = 1.0
"""A window that starts minimised is never painted: nothing waits for it longer than this."""


class FirstPaint(QObject):
    """Watches a window that was not shown yet."""

    def __init__(self, window: QWidget) -> None:
        """The whole first frame is out when the loop comes round after the window's own paint."""
        super().__init__(window)
        self._window = window
        self._done = asyncio.Event()
        window.installEventFilter(self)

    async def wait(self) -> None:
        """Return once the first frame is on the screen, or will not come."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_SECONDS):
                await self._done.wait()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._done.set)
        return False
