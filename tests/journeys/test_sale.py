"""The first sale, in the real window, typed on a real keyboard: scan, balance, hold, capture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.card_service import CardService
from tests.journeys import watching
from tests.journeys.hands import Hands
from tests.journeys.screen import Keyboard, typed

pytestmark = pytest.mark.display


@pytest.fixture(scope="module")
def hands(
    service: CardService, keyboard: Keyboard, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hands]:
    """A cashier at a till on the virtual screen."""
    with watching.on_screen(tmp_path_factory.mktemp("till") / "home", service, keyboard) as till:
        yield Hands(till, keyboard)


def enter_amount(hands: Hands) -> None:
    hands.type(typed("199,50"))
    hands.till.until("Amount to pay 199 kroner and 50 øre")


def enter_card(hands: Hands, code: str, delay: int) -> None:
    hands.scan(code, delay=delay)
    hands.till.until("500 kroner")


@pytest.mark.parametrize("first", ["card", "amount"])
@pytest.mark.parametrize("delay", [0, 2])
def test_scan_balance_hold_capture(hands: Hands, service: CardService, first: str, delay: int) -> None:
    card = service.new_card(50_000)
    before = len(service.ledger())
    hands.start_anew()
    if first == "amount":
        enter_amount(hands)
    enter_card(hands, card.token, delay)
    if first == "card":
        enter_amount(hands)
    hands.till.until("Hold 199 kroner and 50 øre")
    assert len(service.ledger()) == before, "nothing moves before F9"
    hands.press("F9")
    hands.till.until("On hold, not taken yet: kr 199,50")
    hands.till.until("300 kroner and 50 øre")
    hands.press("F7")
    hands.till.until("Captured: kr 199,50")
    hold, capture = service.ledger()[before:]
    assert (hold["type"], hold["amount"], hold["card_id"]) == ("pending_capture", 19_950, card.card_id)
    assert (capture["type"], capture["amount"], capture["parent_id"]) == ("drawdown", 19_950, hold["id"])
