"""500 scans into every focus of every screen: none is lost, none leaks into a field, none acts (rule 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys import watching
from tests.journeys.hands import Hands, TornScan
from tests.journeys.screen import PAUSE, Act, Keyboard, pressed, typed
from tests.journeys.watching import Shown, training_ledger

pytestmark = [pytest.mark.display, pytest.mark.slow]

SCANS = 20
"""Into each place, but for a place that takes long to come back to."""

MOST_TORN = 30
"""Scans in one place that this computer may play too slowly, so that they count as typing."""

ENDINGS = ("Return", "Tab", "")
"""Scanners end a code by Enter, by Tab, or not at all."""

RICH, HELD, WITH_PIN = "4000100020001111", "4000100020009999", "DINCARD:4000100020008888"
"""Cards of Training: without holds, with two holds, with a PIN."""

TILL, HOLDS, WAITING, MANAGE = (pressed(f"F{number}") for number in (1, 2, 3, 5))
HELP, END, SWITCH = pressed("ctrl+F1"), pressed("F8"), pressed("ctrl+shift+m")
TAB = pressed("Tab")
CLOSE: Act = ()
"""No key: the system asks the window to close."""


@dataclass(frozen=True)
class Step:
    """One thing the hand does, and what tells that it was taken."""

    act: Act
    then: Callable[[Shown], bool]


def body(name: str) -> Callable[[Shown], bool]:
    return lambda now: now.body == name


def says(words: str) -> Callable[[Shown], bool]:
    return lambda now: now.says(words)


def field(name: str, text: str) -> Callable[[Shown], bool]:
    return lambda now: now.fields[name] == text


def focus(where: str, words: str = "") -> Callable[[Shown], bool]:
    return lambda now: now.focus == where and words in now.focused


def at_rest(name: str) -> Callable[[Shown], bool]:
    return lambda now: now.body == name and now.focus in {"amount", "pin"}


def on_till(*steps: Step) -> tuple[Step, ...]:
    """From wherever the window is, to the Till at rest; an F-key of its own screen would open its field."""
    return (Step(HOLDS, body("holds")), Step(TILL, at_rest("till")), *steps)


def on_holds(*steps: Step) -> tuple[Step, ...]:
    return (Step(WAITING, body("waiting")), Step(HOLDS, body("holds")), *steps)


def on_manage(*steps: Step) -> tuple[Step, ...]:
    return (Step(HOLDS, body("holds")), Step(MANAGE, at_rest("manage")), *steps)


OPEN_FIELD = Step(TILL, focus("scan"))
ORDER = Step(TAB, focus("order"))
FIND = Step(HOLDS, focus("find"))
CHOOSE = Step(END, focus("rows"))


@dataclass(frozen=True)
class Place:
    """A place for the focus: how to come there once, and what must be done again before each scan."""

    name: str
    steps: tuple[Step, ...]
    each: tuple[Step, ...] = ()
    code: str = RICH
    scans: int = SCANS


PLACES = (
    Place("amount, empty", on_till()),
    Place("amount, typed", on_till(Step(typed("12,5"), says("Amount to pay 12 kroner and 50 øre")))),
    Place("order", on_till(ORDER)),
    Place(
        "order, typed", on_till(ORDER, Step(typed("77"), lambda now: "77" in now.fields["TillView order"]))
    ),
    Place("scan field", on_till(), (OPEN_FIELD,)),
    Place("scan field, typed", on_till(), (OPEN_FIELD, Step(typed("4"), field("TillView scan", "4")))),
    Place("main button", on_till(ORDER, Step(TAB, focus("action")))),
    Place("other button", on_till(ORDER, Step(TAB, focus("action")), Step(TAB, focus("action", "Pay")))),
    Place("help", on_till(), (Step(HELP, body("help")),)),
    Place("holds on the card", on_till(), (CHOOSE,), HELD),
    Place(
        "a question",
        on_till(),
        (
            CHOOSE,
            Step(pressed("Down"), lambda now: "F8" in now.keys),
            Step(END, focus("action", "No, keep it")),
        ),
        HELD,
        scans=8,
    ),
    Place("the question of closing", on_till(Step(CLOSE, body("closing"))), code=HELD, scans=32),
    Place("PIN pad", on_till(), code=WITH_PIN),
    Place("PIN pad, typed", on_till(), (Step(typed("12"), focus("pin")),), WITH_PIN),
    Place("fund, PIN pad", on_manage(), code=WITH_PIN),
    Place("fund, amount", on_manage()),
    Place("fund, amount typed", on_manage(Step(typed("300"), says("Amount to fund 300 kroner")))),
    Place("fund, main button", on_manage(Step(TAB, focus("action")))),
    Place("fund, reason", on_manage(Step(TAB, focus("action")), Step(TAB, focus("action", "Sold")))),
    Place("fund, card field", on_manage(), (Step(MANAGE, focus("scan")),)),
    Place("Holds, list", on_holds()),
    Place("Holds, find field", on_holds(FIND)),
    Place("Holds, find field typed", on_holds(FIND), (Step(typed("1"), field("HoldsView find", "1")),)),
    Place("Holds, filter", on_holds(FIND, Step(TAB, focus("action", "Open")))),
    Place("Waiting", on_till(), (Step(WAITING, body("waiting")),)),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("training") / "home"


@pytest.fixture(scope="module")
def hands(home: Path, keyboard: Keyboard) -> Iterator[Scanner]:
    """At a till in Training with its manager before it, so that every screen opens."""
    with watching.on_screen(home, None, keyboard) as till:
        one = Scanner(till, keyboard)
        one.type(SWITCH)
        till.until("Mia · manager")
        yield one


class Scanner(Hands):
    """Scans, and counts what became of it."""

    def go(self, steps: tuple[Step, ...]) -> None:
        for step in steps:
            if step.act == TAB:  # sooner after a scan it would be the scanner's own
                self.till.until(lambda now: now.since_scan >= 0.5)
            if step.act:
                self.keyboard(PAUSE, step.act)
            else:
                self.till.order(close="")
            self.till.until(step.then)

    def come_to(self, place: Place) -> None:
        """Bring the focus to a place, with its card on the till."""
        if place.code != self.till.now.last_heard:
            self.read(place.code)
        self.go(place.steps)

    def count(self, code: str, ending: str, *, stays: bool) -> None:
        """One scan: heard whole, looked up once, no field changed, nothing wished for."""
        before = self.till.now
        self.scan(code, ending=ending)
        after = self.till.until(lambda now: now.look > before.look and is_read(now, code))
        assert (after.heard, after.last_heard) == (before.heard + 1, code)
        assert after.look == before.look + 1
        assert after.acts == before.acts
        assert after.focus == before.focus or not stays
        leaked = {
            name: text
            for name, text in after.fields.items()
            if text not in {before.fields.get(name, text), ""}
        }
        assert leaked == {}


def is_read(now: Shown, code: str) -> bool:
    return now.reading == ("pin needed" if code == WITH_PIN else "card")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_scans(hands: Scanner, home: Path, place: Place) -> None:
    hands.come_to(place)
    rows, counted, torn = training_ledger(home), 0, 0
    while counted < place.scans:
        try:
            hands.go(place.each)
            hands.count(place.code, ENDINGS[counted % len(ENDINGS)], stays=not place.each)
            counted += 1
        except TornScan:
            torn += 1
            assert torn <= MOST_TORN, "this computer is too busy to play a scanner"
            hands.start_anew("F5", "F2")
            hands.come_to(place)
    assert training_ledger(home) == rows


def test_five_hundred_in_all() -> None:
    assert sum(place.scans for place in PLACES) == 500
