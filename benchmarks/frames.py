"""The moments at which the window has painted. Imports nothing that the till itself does not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from pos_app.ui.views.figure import Figure

LONGEST_SECONDS = 20.0


class Frames(QObject):
    """Tells when a frame of the window is whole: every widget in it painted, and handed to the screen."""

    def __init__(self, window: QWidget) -> None:
        """Looks at the window's frames from now on."""
        super().__init__(window)
        self._window = window
        self._inside = False
        self._watches: list[_Watch] = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window paint, then look; note the paint of watched widgets on the way."""
        if event.type() == QEvent.Type.Paint:
            for one in self._watches:
                one.painted = one.painted or watched is one.widget
        if event.type() != QEvent.Type.UpdateRequest or watched is not self._window or self._inside:
            return False
        self._inside = True
        try:
            watched.event(event)
        finally:
            self._inside = False
        self._look()
        return True

    def watch(self, widget: QWidget, shown: Callable[[], bool]) -> asyncio.Future[float]:
        """The monotonic time at which a frame with this widget painted anew was whole and `shown` was so."""
        found: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        widget.installEventFilter(self)
        self._watches.append(_Watch(widget, shown, found))
        return found

    def _look(self) -> None:
        now = time.monotonic()
        for one in [one for one in self._watches if one.painted and one.shown()]:
            one.found.set_result(now)
            one.widget.removeEventFilter(self)
            self._watches.remove(one)


@dataclass(slots=True)
class _Watch:
    widget: QWidget
    shown: Callable[[], bool]
    found: asyncio.Future[float]
    painted: bool = False


async def within(found: asyncio.Future[float]) -> float:
    """What was waited for; raises TimeoutError after a while."""
    async with asyncio.timeout(LONGEST_SECONDS):
        return await found


def balance_in(shown: QWidget) -> Figure:
    """The widget that shows what is available, on the screen that is open."""
    return next(iter(shown.findChildren(Figure)))
