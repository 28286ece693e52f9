"""Joins window, models and service: gestures go down as intents, snapshots come up as screens."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from pos_app.devices.sounds import Sounds
from pos_app.domain.person import Person
from pos_app.service.intents import Intent
from pos_app.service.snapshot import Snapshot, Trouble
from pos_app.ui.models.drawing import draw
from pos_app.ui.models.effects import (
    ChangeSettings,
    CloseProgram,
    KeepConnection,
    News,
    OpenTill,
    PlaySound,
    ReadAbout,
    TryConnection,
)
from pos_app.ui.models.gestures import Gesture, Scanned
from pos_app.ui.models.idle_step import wake_at
from pos_app.ui.models.program_state import Out, Tick, initial
from pos_app.ui.models.settings import Display, Settings
from pos_app.ui.views.shell import Window

CarryOut = Callable[[Intent], Coroutine[Any, Any, None]]
Asked = TryConnection | KeepConnection | ChangeSettings | OpenTill | ReadAbout
Outside = Callable[[Asked], Coroutine[Any, Any, None]]
SCAN_DRAWN_MS = 2
"""So much later a scan is drawn: the question goes out first, while nothing else is done."""
REQUEST_DRAWN_MS = 16
"""So much later a new request joins the list of those that wait: its button says *Asking* already, and an
answer that comes within one frame is drawn at once instead."""


class Program:
    """The one place where a value becomes the next one. Everything here happens on the window's thread."""

    def __init__(
        self,
        window: Window,
        settings: Settings,
        sounds: Sounds,
        person: Person,
        spawn: Callable[[Coroutine[Any, Any, None], str], None],
        close: Callable[[], None],
        outside: Outside,
    ) -> None:
        """Draws the first screen at once; intents are kept until `connect`.

        `outside` does what Connect and Settings ask for, and tells what came of it by `news`.
        """
        self._window = window
        self._sounds = sounds
        self._spawn = spawn
        self._close = close
        self._outside = outside
        self._carry_out: CarryOut | None = None
        self._kept: list[Intent] = []
        self._display = Display(local=lambda at: datetime.fromtimestamp(at).astimezone())
        empty = Snapshot(now=time.time(), monotonic=time.monotonic(), person=person)
        self.state = initial(settings, empty)
        self._timer = QTimer(window)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)
        self._soon = QTimer(window, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._soon.timeout.connect(self._draw)
        window.gesture.connect(self.gesture)
        self._draw()

    def connect(self, carry_out: CarryOut) -> None:
        """The service is there: what was asked meanwhile is carried out now."""
        self._carry_out = carry_out
        kept, self._kept = self._kept, []
        for intent in kept:
            self._do(intent)

    def gesture(self, gesture: Gesture) -> None:
        """A person did something."""
        self._step(Tick(time.monotonic(), time.time()))
        self._step(gesture)
        if isinstance(gesture, Scanned):
            self._draw_soon(SCAN_DRAWN_MS)
        else:
            self._draw()  # the next key is for what the screen says after this one

    def publish(self, snapshot: Snapshot) -> None:
        """The truth has changed."""
        more = len(snapshot.waiting) - len(self.state.snapshot.waiting)
        self._step(snapshot)
        if more > 0:
            self._draw_soon(REQUEST_DRAWN_MS)
        elif more < 0:
            self._draw()
            QCoreApplication.sendPostedEvents()  # how it ended is painted before any question that follows
        elif not self._soon.isActive():
            self._draw()

    def news(self, news: News) -> None:
        """Something that Connect, Settings or the start asked for came about."""
        self._step(news)
        self._draw()

    def tick(self) -> None:
        """Time went on."""
        self._step(Tick(time.monotonic(), time.time()))
        self._draw()

    def trouble(self, trouble: Trouble) -> None:
        """There is no service: this computer cannot sell, and the screen says why."""
        empty = Snapshot(
            number=self.state.snapshot.number + 1,
            now=time.time(),
            monotonic=time.monotonic(),
            person=self.state.snapshot.person,
            trouble=trouble,
        )
        self.publish(empty)

    def _step(self, event: Gesture | Snapshot | News | Tick) -> None:
        from pos_app.ui.models.program import step  # all screens' steps: loaded after the first paint

        self.state, outs = step(self.state, event)
        for out in outs:
            self._do(out)

    def _do(self, out: Out) -> None:
        if isinstance(out, PlaySound):
            self._sounds.play(out.sound.value)
        elif isinstance(out, CloseProgram):
            self._close()
        elif isinstance(out, Asked):
            self._spawn(self._outside(out), f"effect {type(out).__name__}")
        elif self._carry_out is None:
            self._kept.append(out)
        else:
            self._spawn(self._carry_out(out), f"intent {type(out).__name__}")

    def _draw_soon(self, after_ms: int) -> None:
        if not self._soon.isActive() or self._soon.remainingTime() > after_ms:
            self._soon.start(after_ms)

    def _draw(self) -> None:
        self._soon.stop()
        self.screen = draw(self.state, self._display)
        self._window.show_value(self.screen)
        wait = wake_at(self.state) - time.monotonic()
        self._timer.start(max(int(wait * 1000) + 1, 10))
