"""The window from its first paint to its last: paints first, opens the rest beside, closes in order."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from pos_app import runtime
from pos_app.application.first_paint import FirstPaint
from pos_app.application.looks import appearance_of, screen_settings
from pos_app.application.messages import keep_messages
from pos_app.application.options import Options, read_options, secret_from_stdin
from pos_app.application.practise import PractiseCard, training_cards
from pos_app.application.program import Asked, Program
from pos_app.application.setting_up import SetUp, set_up
from pos_app.application.target import Target, target_of
from pos_app.devices.sounds import Sounds
from pos_app.domain.audit import Deed
from pos_app.service.snapshot import Trouble
from pos_app.storage.places import Places, resources
from pos_app.ui.models import wording
from pos_app.ui.models.connect_state import ConnectNews, Kept
from pos_app.ui.models.effects import ChangeSettings, OpenTill, ReadAbout, Sound, TryConnection
from pos_app.ui.models.gestures import FieldText
from pos_app.ui.models.start_state import SECRET, GivenSecrets, StartProblem
from pos_app.ui.views.shell import Window
from pos_app.ui.views.theme import Theme

if TYPE_CHECKING:
    from pos_app.api.client import CardService
    from pos_app.application.opening import Opened
    from pos_app.service.shop import Shop

Driver = Callable[["Till"], Awaitable[None]]
"""Drives the running window instead of a person: the tour, benchmarks and tests."""


class Till:
    """The running program: what a driver may look at."""

    def __init__(
        self,
        options: Options,
        run: runtime.Runtime,
        window: Window,
        found: SetUp,
        cards: tuple[PractiseCard, ...],
    ) -> None:
        """Draw the first screen, not shown yet; nothing is open yet."""
        folder, settings = resources(), found.settings
        self.set_up = found
        self.options = options
        self.target = target_of(options, settings)
        self.window = window
        self.runtime = run
        self.settings = settings
        self.shop: Shop | None = None
        self.opened: Opened | None = None
        self.service: CardService | None = None
        self.painted = FirstPaint(window)
        self.ready = asyncio.Event()
        """Set once the journal is open and the card service can be asked, or both have failed."""
        screen = screen_settings(found, self.target, training_cards(cards))
        self.people = screen.people
        sounds = Sounds(_sound_files(folder), QApplication.beep, on=settings.sound)
        person, close = screen.people[0], run.closing.set
        self.program = Program(window, screen.settings, sounds, person, run.spawn, close, self._outside)
        run.on_crash = self._crashed

    async def open(self, secret: str) -> None:
        """After the first paint, open journal and service in a thread and join them; or say the trouble.

        A till that keeps no secret waits for a person to give them.
        """
        await self.painted.wait()
        opened: Opened | Trouble = self.set_up.trouble
        if opened is Trouble.NONE:
            if self.target.asked:
                self.program.gesture(FieldText(SECRET, secret))  # what was handed over need not be typed
                return
            opened = await asyncio.to_thread(_opened_or_trouble, self.options, self.target, secret)
        await self.take(opened)

    async def take(self, opened: Opened | Trouble) -> None:
        """Join what was opened to the window, or say why there is nothing."""
        if isinstance(opened, Trouble):
            self.program.trouble(opened)
        else:
            from pos_app.application.joining import join

            self.opened = opened
            if self.runtime.closing.is_set():
                return
            await join(self, opened)
        self.ready.set()
        gc.freeze()
        gc.enable()

    def heard(self, came: bool) -> None:
        """An exchange with the card service ended; `came` if it answered."""
        if self.shop is not None:
            self.shop.heard(came)

    def pause_training(self) -> None:
        """Take Training's card service away, as if its line were cut; blocks until it has ended."""
        if self.opened is not None and self.opened.training is not None:
            self.opened.training.paused = True
            self.opened.training.stop()

    @property
    def training_runs(self) -> bool:
        """Whether Training's card service takes requests."""
        training = None if self.opened is None else self.opened.training
        return training is not None and training.listens

    def resume_training(self) -> None:
        """Give Training's card service back; it is started within a second."""
        if self.opened is not None and self.opened.training is not None:
            self.opened.training.paused = False

    async def close(self) -> None:
        """Begin nothing more, let what is under way end, then close service, journal and Training."""
        if self.shop is not None:
            self.shop.stop()
        await self.runtime.drain()
        if self.shop is not None:
            self.shop.stop()  # one that was joined meanwhile
        if self.opened is not None:
            from pos_app.application.joining import part

            await part(self, self.opened)
        self.window.allow_close()
        self.window.close()

    async def _change(self, asked: ChangeSettings) -> None:
        from pos_app.application.changing import change

        news = await asyncio.to_thread(
            change, Places.of(self.options.home), self.target.origin, dict(asked.texts)
        )
        if news.own and self.shop is not None:
            self.shop.note(Deed.SETTINGS, ", ".join(key for key, _ in asked.texts))
        self.program.news(news)

    async def _outside(self, asked: Asked) -> None:
        """What start, Connect and Settings ask for: away from the window, with what only they need."""
        from pos_app.application.about import about
        from pos_app.application.new_till import kept, said, tried
        from pos_app.application.starting import start

        if isinstance(asked, OpenTill):
            await start(self, asked)
            return
        if isinstance(asked, ReadAbout):
            self.program.news(await asyncio.to_thread(about))
            return
        if isinstance(asked, ChangeSettings):
            await self._change(asked)
            return
        if isinstance(asked, TryConnection):
            news = await tried(asked)
        else:
            end = await asyncio.to_thread(kept, Places.of(self.options.home), asked.made)
            news = ConnectNews(0, kept=end)
            if end is Kept.DONE and self.shop is not None:
                self.shop.note(Deed.CONNECTED, said(asked.made))
        self.program.news(news)

    def _crashed(self) -> None:
        if self.shop is not None:
            self.shop.note_our_fault()
        else:
            self.program.trouble(Trouble.OUR_FAULT)


def opened(argv: Sequence[str], cards: tuple[PractiseCard, ...], driver: Driver | None) -> int:
    """Open the window and run it to its end; returns the exit code."""
    options = read_options(argv)
    secret = secret_from_stdin() if options.secret_from_stdin else ""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Holdfast")
    places = Places.of(options.home)
    keep_messages(places.state)
    found = set_up(places)
    settings = found.settings
    wording.use(
        options.language or settings.language or QLocale.system().name(), str(resources() / "translations")
    )
    theme = Theme(resources())
    window = Window(theme)
    window.set_appearance(appearance_of(settings, options))
    if options.size is not None:
        window.resize(*options.size)

    async def run(booked: runtime.Runtime) -> int:
        till = Till(options, booked, window, found, cards)
        window.show()
        booked.spawn(till.open(secret), "open")
        if driver is not None:
            booked.spawn(_driven(till, driver), "driver")
        await booked.closing.wait()
        await till.close()
        return 0

    return runtime.run(app, run)


async def _driven(till: Till, driver: Driver) -> None:
    try:
        await driver(till)
    finally:
        till.runtime.closing.set()


def _opened_or_trouble(options: Options, target: Target, secret: str) -> Opened | Trouble:
    from pos_app.application.joining import opened_or_trouble  # slow: in the thread, after the paint

    opened = opened_or_trouble(options, target, GivenSecrets(everyday=secret))
    return Trouble.NO_KEY if isinstance(opened, StartProblem) else opened


def _sound_files(folder: Path) -> dict[str, Path]:
    return {sound.value: folder / "sounds" / f"{sound.value}.wav" for sound in Sound}
