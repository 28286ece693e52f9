"""A window without widgets: gestures in, intents to the service on paper, snapshots back, screens out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pos_app.domain.operation import Operation
from pos_app.service.intents import Intent
from pos_app.service.snapshot import Snapshot
from pos_app.ui.models.drawing import draw
from pos_app.ui.models.effects import Effect, News, PlaySound
from pos_app.ui.models.gestures import Gesture, Key, Pressed, Scanned, Typed
from pos_app.ui.models.holds_value import HoldsValue
from pos_app.ui.models.manage_value import ManageValue
from pos_app.ui.models.parts import Button, Line, Panel, Where
from pos_app.ui.models.program import Tick, initial, step
from pos_app.ui.models.program_state import Out, ProgramState
from pos_app.ui.models.settings import Display, Settings
from pos_app.ui.models.shell_value import Screen
from pos_app.ui.models.till_value import HoldList, TillValue
from pos_app.ui.models.waiting_value import WaitingValue
from tests.models.paper_cards import card
from tests.models.paper_service import PaperService

CODE = "DINCARD:0000-1111-2222-4821"
CODE_B = "DINCARD:0000-1111-2222-0042"
DISPLAY = Display(lambda at: datetime.fromtimestamp(at, UTC))


class Shown:
    """What a window shows and has asked for, as tests read it."""

    service: PaperService
    state: ProgramState
    out: list[Out]

    @property
    def screen(self) -> Screen:
        """What the window shows now."""
        return draw(self.state, DISPLAY)

    @property
    def body_name(self) -> str:
        """Which screen is shown: "till", "help" …"""
        return self.screen.body.NAME

    @property
    def till(self) -> TillValue:
        """The Till that is shown."""
        body = self.screen.body
        assert isinstance(body, TillValue)
        return body

    @property
    def holds(self) -> HoldsValue:
        """The Holds that are shown."""
        body = self.screen.body
        assert isinstance(body, HoldsValue)
        return body

    @property
    def waiting(self) -> WaitingValue:
        """The Waiting that is shown."""
        body = self.screen.body
        assert isinstance(body, WaitingValue)
        return body

    @property
    def manage(self) -> ManageValue:
        """The Manage that is shown."""
        body = self.screen.body
        assert isinstance(body, ManageValue)
        return body

    @property
    def panels(self) -> list[Panel]:
        """The panels in the middle of the Till, from top to bottom."""
        return [one for one in self.till.middle if isinstance(one, Panel)]

    @property
    def rows(self) -> HoldList | None:
        """The holds on the card that is shown."""
        return next((one for one in self.till.middle if isinstance(one, HoldList)), None)

    @property
    def asked(self) -> list[Intent]:
        """The intents that the service was given, oldest first."""
        return self.service.intents

    @property
    def sounds(self) -> list[str]:
        """The sounds that were played, oldest first."""
        return [one.sound.value for one in self.out if isinstance(one, PlaySound)]

    @property
    def last(self) -> Operation:
        """The newest operation."""
        return list(self.service.operations.values())[-1]

    def buttons(self) -> list[Button]:
        """Every button of the screen that is shown."""
        return [one for one in walk(self.screen) if isinstance(one, Button)]

    def button_with(self, keys: str) -> Button | None:
        """The button that is on and has this key printed on it; a question's comes first."""
        asking = [one for one in walk(self.screen.body) if isinstance(one, Panel) and one.asks]
        found = [*(one for panel in asking for one in panel.buttons), *self.buttons()]
        return next((one for one in found if one.on and one.keys == keys), None)

    def texts(self) -> list[str]:
        """Every sentence of the screen that is shown."""
        return list(dict.fromkeys(_texts(self.screen)))

    def says(self, words: str) -> bool:
        """Whether these words stand somewhere on the screen."""
        return any(words in one for one in self.texts())


class Window(Shown):
    """Drives the program as the real one does; `out` is everything that was asked for."""

    def __init__(self, service: PaperService | None = None, settings: Settings | None = None) -> None:
        """Two cards with kr 500,00 each, unless others are given."""
        start = PaperService({CODE: card("900000004821"), CODE_B: card("900000000042")})
        self.service = service or start
        self.settings = settings or Settings(training=True, place="Till 2 · Storgata")
        self.state: ProgramState = initial(self.settings, self.service.snapshot())
        self.out: list[Out] = []

    def after(self, seconds: float) -> Window:
        """Time passes."""
        self.service.monotonic += seconds
        self.service.now += seconds
        self._take(Tick(self.service.monotonic, self.service.now))
        return self

    def do(self, *gestures: Gesture, wait: float = 1.0) -> Window:
        """Each gesture `wait` seconds after the one before; what it asks for is carried out at once."""
        for gesture in gestures:
            self.after(wait)
            self._take(gesture)
            self.hear()
        return self

    def hear(self) -> Window:
        """The service publishes what is true now."""
        self._take(self.service.snapshot())
        return self

    def news(self, news: News) -> Window:
        """What Connect or Settings asked for came about."""
        self._take(news)
        return self

    def scan(self, code: str = CODE) -> Window:
        """A card under the scanner."""
        return self.do(Scanned(code))

    def type(self, keys: str, where: Where = Where.AMOUNT) -> Window:
        """Amount keys, one by one."""
        return self.do(*(Typed(key, where) for key in keys), wait=0.2)

    def key(self, name: str, where: Where = Where.AMOUNT) -> Window:
        """A key as the keyboard sends it: it presses the button it is printed on, if that is on."""
        button = self.button_with(name) if name != "Esc" else None
        if button is not None and not (name == "Enter" and button.guard_ms):
            return self.do(Pressed(button.id))
        return self.do(Key(name, where))

    def press(self, words: str) -> Window:
        """Press the button that says this."""
        found = [one for one in self.buttons() if one.on and words in one.words]
        assert found, f"no button says {words!r}: {[one.words for one in self.buttons()]}"
        return self.do(Pressed(found[0].id))

    def _take(self, event: Gesture | Snapshot | News | Tick) -> None:
        self.state, out = step(self.state, event)
        for one in out:
            self.out.append(one)
            if not isinstance(one, Effect):
                self.service.carry_out(one)


def walk(value: object) -> Iterator[object]:
    """Every value inside a screen."""
    yield value
    if isinstance(value, tuple):
        for one in value:
            yield from walk(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from walk(getattr(value, one.name))


def _texts(screen: Screen) -> Iterator[str]:
    for one in walk(screen):
        if isinstance(one, Line):
            yield one.text.replace("\u00a0", " ")
        elif is_dataclass(one):
            for name in (
                "words",
                "title",
                "caption",
                "printed",
                "detail",
                "note",
                "summary",
                "name",
                "empty",
                "number",
            ):
                text = getattr(one, name, "")
                if isinstance(text, str) and text:
                    yield text.replace("\u00a0", " ")


def with_settings(window: Window, **changes: Any) -> Window:
    """The same window with other settings."""
    settings = replace(window.settings, **changes)
    window.settings = settings
    window.state = replace(window.state, settings=settings)
    return window
