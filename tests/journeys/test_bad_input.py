"""Bad input, each with its sentence and without a row in the ledger, typed at the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import card_service
from tests.card_service import CardService
from tests.journeys import watching
from tests.journeys.hands import Hands
from tests.journeys.screen import Keyboard, pressed, scanned, typed
from tests.journeys.watching import WatchedTill

pytestmark = pytest.mark.display

RICH, SHORT, EMPTY = "4000100020001111", "DINCARD:4000100020002222", "4000100020003333"
EXPIRED, NOT_YET, INACTIVE = "4000100020004444", "DINCARD:4000100020005555", "4000100020006666"
FOREIGN, HELD = "4000100020007777", "4000100020009999"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardService]:
    """A card service with the cards of Training, and its ledger at hand."""
    with card_service.running(tmp_path_factory.mktemp("service"), "--seed", "training") as one:
        yield one


class Cashier(Hands):
    """Somebody at the keyboard of a till, and what the ledger says of it."""

    def __init__(self, till: WatchedTill, keyboard: Keyboard, service: CardService) -> None:
        super().__init__(till, keyboard)
        self.service, self.rows, self.acts = service, service.ledger(), till.now.acts

    def nothing_moved(self) -> None:
        """Nothing was wished for, asked or written."""
        assert self.till.now.acts == self.acts
        assert self.service.ledger() == self.rows


@pytest.fixture(scope="module")
def till(
    service: CardService, keyboard: Keyboard, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WatchedTill]:
    with watching.on_screen(tmp_path_factory.mktemp("till") / "home", service, keyboard) as one:
        yield one


@pytest.fixture
def hands(till: WatchedTill, keyboard: Keyboard, service: CardService) -> Cashier:
    return Cashier(till, keyboard, service)


CARDS = {
    "unknown": (
        "4000100020000000",
        "No card with this code (unknown or no longer valid)",
        "Scan a card first.",
    ),
    "expired": (EXPIRED, "kr 300,00 left on it", "This card cannot pay. Scan another card."),
    "inactive": (INACTIVE, "Not sold yet", "This card cannot pay. Scan another card."),
    "not yet": (NOT_YET, "pays from that day on", "This card cannot pay. Scan another card."),
    "empty": (EMPTY, "Nothing to take. Scan another card.", "There is nothing to take on this card."),
    "currency": (FOREIGN, "SEK card, this till takes NOK", "This card cannot pay. Scan another card."),
}


@pytest.mark.parametrize("what", CARDS)
def test_a_card_that_cannot_pay(hands: Cashier, what: str) -> None:
    code, sentence, why_not = CARDS[what]
    hands.start_anew()
    hands.type(typed("10"))
    hands.read(code)
    hands.till.until(sentence)
    hands.type(pressed("F9"))
    hands.till.until(why_not)
    hands.nothing_moved()


def test_an_amount_of_nothing(hands: Cashier) -> None:
    hands.start_anew()
    hands.read(RICH)
    hands.till.until("Type an amount")
    hands.type(pressed("F9"))
    hands.till.until("Type an amount above zero.")
    hands.type(typed("0,00"))
    hands.type(pressed("F9"))
    hands.till.until("Type an amount above zero.")
    hands.nothing_moved()


PASTED = {
    "below zero": ("-50", "An amount is never below zero."),
    "two readings": ("1.250", "That amount can be read in two ways. Type it."),
    "three decimals": ("12,3456", "Two decimals at most."),
    "words": ("fifty", "That is not an amount."),
    "10^12": ("1000000000000", "That is more than a till takes."),
}


@pytest.mark.parametrize("what", PASTED)
def test_a_pasted_amount(hands: Cashier, what: str) -> None:
    text, sentence = PASTED[what]
    hands.start_anew()
    hands.till.order(clipboard=text)
    hands.type(pressed("ctrl+v"))
    hands.till.until(sentence)
    assert hands.till.now.says("Amount to pay 0 kroner")
    hands.nothing_moved()


TYPED = {
    "three decimals": ("1,234", "Two decimals at most.", "Amount to pay 1 krone and 23 øre"),
    "10^12": ("1000000000000", "That is more than a till takes.", "Amount to pay 1000000 kroner"),
}


@pytest.mark.parametrize("what", TYPED)
def test_a_typed_amount(hands: Cashier, what: str) -> None:
    keys, sentence, taken = TYPED[what]
    hands.start_anew()
    hands.read(RICH)
    hands.type(typed(keys))
    hands.till.until(sentence)
    hands.till.until(taken)
    hands.nothing_moved()


def test_more_than_available(hands: Cashier) -> None:
    hands.start_anew()
    hands.type(typed("100"))
    hands.read(SHORT)
    hands.till.until("This card pays 12 kroner and 50 øre")
    hands.till.until("Left 87 kroner and 50 øre")
    hands.till.until("Hold 12 kroner and 50 øre, F9")
    hands.nothing_moved()


def test_a_scan_in_the_amount(hands: Cashier) -> None:
    hands.start_anew()
    hands.type(typed("5"))
    hands.read(RICH)
    hands.till.until("Amount to pay 5 kroner")
    hands.till.until("Hold 5 kroner, F9")
    hands.nothing_moved()


def test_a_scan_of_five_thousand_characters(hands: Cashier) -> None:
    hands.start_anew()
    heard(hands, "1234567890" * 500)
    hands.till.until("That code is too long for a gift card. Scan it again.")
    assert hands.till.now.reading == "none"
    assert hands.till.now.says("Amount to pay 0 kroner")
    hands.nothing_moved()


def test_control_characters_in_a_scan(hands: Cashier) -> None:
    hands.start_anew()
    group_separator = ("key", "--delay", "0", "ctrl+bracketright")
    before = hands.till.until(lambda now: now.since_scan >= 1.0).heard
    hands.keyboard(scanned("40001000", 0, ""), group_separator, scanned("20001111", 0))
    hands.till.until(lambda now: now.heard > before)
    hands.till.until("Part of the code was lost. Scan it again.")
    assert hands.till.now.reading == "none"
    hands.nothing_moved()


def test_a_goods_barcode(hands: Cashier) -> None:
    hands.start_anew()
    heard(hands, "7038010055720")
    hands.till.until("Not a gift card.")
    assert hands.till.now.reading == "none"
    hands.nothing_moved()


def test_two_cards_within_fifty_milliseconds(hands: Cashier) -> None:
    hands.start_anew()
    heard(hands, RICH, HELD)
    hands.till.until("Scan one card again.")
    hands.till.until(lambda now: now.reading == "none" and now.says("No card"))
    hands.nothing_moved()


def test_one_card_twice_within_fifty_milliseconds(hands: Cashier) -> None:
    hands.start_anew()
    look = hands.till.now.look
    heard(hands, RICH, RICH)
    hands.till.until(lambda now: now.look == look + 2 and now.reading == "card")
    hands.nothing_moved()


def heard(hands: Cashier, *codes: str) -> None:
    """Scan what is no card, or too much at once; every scan is heard."""
    before = hands.till.until(lambda now: now.since_scan >= 1.0).heard
    hands.scan(*codes)
    hands.till.until(lambda now: now.heard == before + len(codes))


def test_hold_without_a_card(hands: Cashier) -> None:
    hands.start_anew()
    hands.type(typed("50"))
    hands.type(pressed("F9"))
    hands.till.until("Scan a card first.")
    hands.nothing_moved()


def test_hold_pressed_twice(hands: Cashier) -> None:
    hands.start_anew()
    card = hands.service.new_card(50_000)
    rows, acts = hands.service.ledger(), hands.till.now.acts
    hands.read(card.token)
    hands.type(typed("20"))
    hands.till.until(lambda now: "F9" in now.keys)
    hands.type(pressed("F9", "F9"))
    hands.till.until("On hold, not taken yet: kr 20,00")
    hands.type(pressed("F9"))
    hands.read(card.token)
    hands.till.until("480 kroner")
    (hold,) = hands.service.ledger()[len(rows) :]
    assert (hold["type"], hold["amount"]) == ("pending_capture", 2_000)
    assert hands.till.now.acts == acts + 1
