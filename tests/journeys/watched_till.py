"""A till that tells what its window shows, for journeys: `python -m tests.journeys.watched_till`.

It prints one line of JSON whenever something a person can see has changed; `tests.journeys.watching`
reads it. It takes lines of JSON on standard input: what to put on the clipboard, to close the window, to
end; and, for journeys without a screen, what the program's own hand shall scan, type and press.
`TRAINING=yes` gives it the cards of Training; the rest of the command line is the till's own.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

from pos_app import application
from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.commands.till import PRACTISE
from pos_app.ui.models.gestures import Scanned
from pos_app.ui.models.guard import may_press
from pos_app.ui.views.body import BodyView
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.dispatch import where_of
from pos_app.ui.views.field import BareEdit
from pos_app.ui.views.figure import AmountView

LOOK_SECONDS = 0.01
"""How often it looks whether something has changed."""


class Strokes(QObject):
    """Counts the keys that come to the window, before anything of the program hears them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.count = 0
        self.stamps: deque[int] = deque(maxlen=64)
        handle: QWindow | None = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.count += 1
            self.stamps.append(event.timestamp())
        return False


class Watch:
    """What can be seen from in front of the window, read from the widgets that are painted."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._drawn: object = None
        self._shows: list[str] = []
        self._buttons: list[ActButton] = []
        self._told = ""
        self.heard: list[str] = []
        self._heard_at = 0.0
        self.done = 0
        self._strokes = Strokes(till.window)
        till.window.gesture.connect(self._hear)

    def _hear(self, gesture: object) -> None:
        if isinstance(gesture, Scanned):
            self.heard.append("clash" if gesture.clash else gesture.text)
            self._heard_at = time.monotonic()

    def tell(self) -> None:
        """Print what can be seen, if it is not what was printed last."""
        told = json.dumps(self._seen())
        if told != self._told:
            self._told = told
            print(told, flush=True)

    def _seen(self) -> dict[str, Any]:
        till, window, state = self._till, self._till.window, self._till.program.state
        if self._drawn is not till.program.screen:
            self._drawn = till.program.screen
            self._buttons = [one for one in window.findChildren(ActButton) if one.isVisible()]
            self._shows = [name for name in map(_name, window.findChildren(QWidget)) if name]
        shot = state.snapshot
        focused: QWidget | None = window.focusWidget()
        return {
            "window": int(window.winId()),
            "ready": till.ready.is_set(),
            "active": window.isActiveWindow(),
            "title": window.windowTitle(),
            "body": till.program.screen.body.NAME,
            "shows": self._shows,
            "keys": sorted({keys for keys in map(self._would_take, self._buttons) if keys}),
            "fields": dict(map(_text, [*window.findChildren(BareEdit), *window.findChildren(AmountView)])),
            "focus": str(where_of(focused)),
            "focused": "" if focused is None else _name(focused),
            "look": shot.card.number,
            "reading": str(shot.card.reading),
            "heard": len(self.heard),
            "last_heard": self.heard[-1] if self.heard else "",
            "since_scan": min(int((time.monotonic() - self._heard_at) * 2) / 2, 2.0),
            "strokes": 0 if window.keys_held else self._strokes.count,
            "stamps": list(self._strokes.stamps),
            "acts": len(shot.asked) + len(shot.refusals),
            "waiting": [str(one.state) for one in shot.waiting],
            "holds": len(shot.holds),
            "paused": list(shot.paused),
            "trouble": str(shot.trouble),
            "done": self.done,
        }

    def _would_take(self, button: ActButton) -> str:
        """The key printed on a button, if a press now were taken: it is on, and its guard has passed."""
        value = button.value
        if value is None or not value.on or not button._guard.lets(value.guard_ms):
            return ""
        now = replace(self._till.program.state, monotonic=time.monotonic())
        return value.keys if may_press(now, value.id) else ""


def _name(widget: QWidget) -> str:
    """What a widget says, as a screen reader would: only if it is in sight."""
    name = widget.accessibleName() if widget.isVisible() else ""
    return name.replace("\u00a0", " ")


def _text(field: QWidget) -> tuple[str, str]:
    """A place that takes text, in sight or not, and what stands in it."""
    screen: QWidget | None = field
    while screen is not None and not isinstance(screen, BodyView):
        screen = screen.parentWidget()
    name = f"{type(screen).__name__} {where_of(field)}"
    return name, field.text() if isinstance(field, BareEdit) else field.accessibleName()


async def _close(till: Till, _: Hand, __: str) -> None:
    till.window.close()


async def _clipboard(_: Till, __: Hand, text: str) -> None:
    QGuiApplication.clipboard().setText(text)


async def _scan(_: Till, hand: Hand, code: str) -> None:
    hand.scan(code)


async def _type(_: Till, hand: Hand, text: str) -> None:
    await hand.type(text)


async def _key(_: Till, hand: Hand, name: str) -> None:
    hand.key(name)


_ORDERS: dict[str, Callable[[Till, Hand, str], Awaitable[None]]] = {
    "close": _close,
    "clipboard": _clipboard,
    "scan": _scan,
    "type": _type,
    "key": _key,
}


async def drive(till: Till) -> None:
    """Tell what is seen, and carry out what standard input says, until it says `quit` or ends."""
    orders: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    threading.Thread(target=_read_orders, args=(loop, orders), daemon=True).start()
    watch = Watch(till)
    till.runtime.spawn(_tell(till, watch, orders), "watch the window")
    while "quit" not in (order := await orders.get()):
        for name, value in order.items():
            await _ORDERS[name](till, Hand(till), value)
        watch.done += 1


async def _tell(till: Till, watch: Watch, orders: asyncio.Queue[dict[str, str]]) -> None:
    while not till.runtime.closing.is_set():
        watch.tell()
        await asyncio.sleep(LOOK_SECONDS)
    orders.put_nowait({"quit": ""})


def _read_orders(loop: asyncio.AbstractEventLoop, orders: asyncio.Queue[dict[str, str]]) -> None:
    """Read straight from the pipe: a buffer of Python's would be locked when the program ends."""
    text = b""
    with suppress(RuntimeError):  # the window was closed, and its loop with it
        while piece := os.read(0, 65_536):
            *lines, text = (text + piece).split(b"\n")
            for line in lines:
                loop.call_soon_threadsafe(orders.put_nowait, json.loads(line))
        loop.call_soon_threadsafe(orders.put_nowait, {"quit": ""})


if __name__ == "__main__":
    cards = PRACTISE if os.environ.get("TRAINING") else ()
    sys.exit(application.main(sys.argv[1:], cards, drive))
