"""Enter never moves money, on any screen, wherever the focus is (rule 2a)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import watching
from tests.journeys.hands import Hands
from tests.journeys.screen import Keyboard, pressed, typed
from tests.journeys.watching import WatchedTill, training_ledger

pytestmark = pytest.mark.display

HELD = "4000100020009999"


class Manager(Hands):
    """Somebody who presses Enter wherever it might do harm."""

    def __init__(self, till: WatchedTill, keyboard: Keyboard, home: Path) -> None:
        super().__init__(till, keyboard)
        self._home = home

    def begin(self) -> None:
        """At the Till, with a card that has two holds; Enter is a person's again after a while."""
        self.start_anew("F5", "F2")
        self.read(HELD)
        self.till.until(lambda now: now.says("2 holds") and now.since_scan >= 0.5)

    def enter(self, key: str) -> None:
        """Press Enter thrice where a key of money would be taken: nothing is wished for."""
        self.till.until(lambda now: key in now.keys)
        rows, acts = training_ledger(self._home), self.till.now.acts
        self.type(*[pressed("Return")] * 3)
        self.till.order(clipboard="done")
        assert self.till.now.acts == acts
        assert training_ledger(self._home) == rows


@pytest.fixture(scope="module")
def hands(keyboard: Keyboard, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Manager]:
    home = tmp_path_factory.mktemp("training") / "home"
    with watching.on_screen(home, None, keyboard) as till:
        one = Manager(till, keyboard, home)
        one.type(pressed("ctrl+shift+m"))
        till.until("Mia · manager")
        yield one


def test_before_a_hold_or_a_payment(hands: Manager) -> None:
    hands.begin()
    hands.type(typed("5"))
    hands.till.until("Hold 5 kroner")
    for where in ("Amount to pay", "Order number", "Hold 5 kroner", "Pay 5 kroner now"):
        hands.focus(where)
        hands.enter("F9")


def test_before_a_capture_or_a_void(hands: Manager) -> None:
    hands.begin()
    hands.focus("Holds on this card")
    hands.type(pressed("Down"))
    for where in ("Holds on this card", "Void 1 hold, 150", "Capture 150"):
        hands.focus(where)
        hands.enter("F7")


@pytest.mark.parametrize("where", ["No, keep it on hold", "Yes, void"])
def test_at_a_question(hands: Manager, where: str) -> None:
    hands.begin()
    hands.focus("Holds on this card")
    hands.type(pressed("Down"))
    hands.press("F8")
    hands.till.until("Void the hold of kr 150,00")
    hands.focus(where)
    hands.enter("F8")
    hands.till.until(lambda now: not now.says("Void the hold of"))


def test_on_holds(hands: Manager) -> None:
    hands.begin()
    hands.type(pressed("F2"))
    hands.till.until(lambda now: now.body == "holds" and now.focus == "rows")
    hands.type(pressed("Down"))
    for where in ("Open holds", "Void 1 hold, 150", "Capture 150"):
        hands.focus(where)
        hands.enter("F7")
    hands.type(pressed("ctrl+a"))
    for where in ("Open holds", "Capture 2 chosen"):
        hands.focus(where)
        hands.enter("F7")


@pytest.mark.parametrize("answer", ["", "No", "Yes"])
def test_before_a_fund(hands: Manager, answer: str) -> None:
    hands.begin()
    hands.type(pressed("F5"))
    hands.till.until(lambda now: now.body == "manage")
    hands.type(typed("300"))
    hands.focus("Sold")
    hands.type(pressed("space"))
    hands.till.until("Fund 300 kroner")
    if answer:
        hands.press("F9")
        hands.till.until("Has the customer paid?")
    for where in (answer,) if answer else ("Amount to fund", "Fund 300 kroner"):
        hands.focus(where)
        hands.enter("F9")


def test_at_a_hold_that_was_placed(hands: Manager) -> None:
    hands.start_anew()
    hands.read("4000100020001111")
    hands.type(typed("5"))
    hands.press("F9")
    hands.till.until("On hold, not taken yet: kr 5,00")
    for where in ("", "Capture kr 5,00", "Void"):
        hands.focus(where)
        hands.enter("F7")
