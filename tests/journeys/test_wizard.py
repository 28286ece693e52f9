"""A new till is connected on its own screen, by keyboard alone, and the next start sells there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import card_service
from tests.journeys import watching
from tests.journeys.hands import Hands
from tests.journeys.screen import Keyboard, pressed, typed

pytestmark = pytest.mark.display

ACCOUNT = "P20241126"
PHRASE = "seven green bottles"


def fill(hands: Hands, caption: str, text: str) -> None:
    hands.focus(caption)
    hands.type(typed(text))


def choose(hands: Hands, words: str) -> None:
    hands.focus(words)
    hands.type(pressed("space"))


def connect(hands: Hands, service: card_service.CardService) -> None:
    """Everything the four steps ask for, with one mistake that is told."""
    choose(hands, "Another address")
    fill(hands, "Address", service.base_url)
    fill(hands, "Account ID", ACCOUNT)
    fill(hands, "Client ID", service.cashier.client_id)
    fill(hands, "Client secret", "wrong")
    hands.type(pressed("Return"))
    hands.till.until("The card service does not accept this client id and secret for this account.")
    hands.type(pressed("ctrl+a"))
    fill(hands, "Client secret", service.cashier.secret)
    hands.type(pressed("Return"))
    hands.till.until("fund, activate and create cards")
    hands.type(pressed("Return"))
    hands.till.until("As it stands on the screen.")
    for caption, text in (
        ("Store", "Storgata"),
        ("Till", "Till 2"),
        ("Recovery", PHRASE),
        ("Once more", PHRASE),
    ):
        fill(hands, caption, text)
    hands.type(pressed("Return"))
    hands.till.until("Who manages here?")
    fill(hands, "Name", "Mia")
    for caption in ("PIN", "PIN once more"):
        fill(hands, caption, "80517")
    fill(hands, "Managers’ client ID", service.manager.client_id)
    fill(hands, "Managers’ client secret", service.manager.secret)
    hands.type(pressed("Return"))
    hands.till.until("Managers can")
    hands.type(pressed("Return"))
    hands.till.until("Try the scanner")
    hands.type(pressed("Return"))


def test_from_training_to_a_sale(keyboard: Keyboard, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with card_service.running(tmp_path / "service", account=ACCOUNT) as service:
        card = service.new_card(50_000)
        with watching.on_screen(home, None, keyboard) as till:
            hands = Hands(till, keyboard)
            hands.type(pressed("ctrl+shift+m"))
            hands.type(pressed("F5"))
            till.until(lambda now: now.body == "manage")
            choose(hands, "Connect")
            till.until(lambda now: now.body == "connect")
            connect(hands, service)
            till.until("This computer’s password store does not work")
            choose(hands, "Keep them in a sealed file")
            till.until("Connected")
            assert service.ledger()[1:] == [], "connecting moves nothing"
        with watching.on_screen(home, None, keyboard) as till:
            hands = Hands(till, keyboard)
            assert "TRAINING" not in till.until("Who is at the till?").title
            choose(hands, "Mia")
            hands.type(typed("80517"), pressed("Return"))
            till.until(lambda now: now.body == "till")
            till.until("Till 2 · Storgata")
            till.scan(card.token)
            till.until("500 kroner")
            hands.type(typed("199,50"))
            hands.press("F9")
            till.until("On hold, not taken yet: kr 199,50")
        hold = service.ledger()[-1]
        assert (hold["type"], hold["amount"], hold["card_id"]) == ("pending_capture", 19_950, card.card_id)
        assert service.proof() == []
