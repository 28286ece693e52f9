"""The first sale, in the real window, typed on a real keyboard: scan, balance, hold, capture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.card_service import CardService
from tests.journeys import watching
from tests.journeys.screen import Keyboard, pressed, scanned, typed
from tests.journeys.watching import WatchedTill

pytestmark = pytest.mark.display


@pytest.fixture(scope="module")
def till(
    service: CardService, keyboard: Keyboard, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WatchedTill]:
    """A till on the virtual screen, in front."""
    home = tmp_path_factory.mktemp("till") / "home"
    with watching.on_screen(home, service, keyboard) as one:
        yield one


def enter_amount(till: WatchedTill, keyboard: Keyboard) -> None:
    keyboard(typed("199,50"))
    till.until("Amount to pay 199 kroner and 50 øre")


def enter_card(till: WatchedTill, keyboard: Keyboard, code: str, delay: int) -> None:
    keyboard(scanned(code, delay))
    till.until("500 kroner")


@pytest.mark.parametrize("first", ["card", "amount"])
@pytest.mark.parametrize("delay", [0, 2])
def test_scan_balance_hold_capture(
    till: WatchedTill, service: CardService, keyboard: Keyboard, first: str, delay: int
) -> None:
    card = service.new_card(50_000)
    before = len(service.ledger())
    if first == "amount":
        enter_amount(till, keyboard)
    enter_card(till, keyboard, card.token, delay)
    if first == "card":
        enter_amount(till, keyboard)
    till.until("Hold 199 kroner and 50 øre")
    assert len(service.ledger()) == before, "nothing moves before F9"
    till.until(lambda now: "F9" in now.keys)
    keyboard(pressed("F9"))
    till.until("On hold, not taken yet: kr 199,50")
    till.until("300 kroner and 50 øre")
    till.until(lambda now: "F7" in now.keys)
    keyboard(pressed("F7"))
    till.until("Captured: kr 199,50")
    hold, capture = service.ledger()[before:]
    assert (hold["type"], hold["amount"], hold["card_id"]) == ("pending_capture", 19_950, card.card_id)
    assert (capture["type"], capture["amount"], capture["parent_id"]) == ("drawdown", 19_950, hold["id"])
