"""Bad input at the scan field and at the amount: a clear sentence, and nothing lost."""

from __future__ import annotations

import pytest

from pos_app.service.intents import GivePin, LookUp, Place, PutCardAway, ReadAgain
from pos_app.service.snapshot import Reading
from pos_app.ui.models.gestures import Key, OrderText, Pasted, ScanFieldOpened, ScanFieldText, Scanned
from pos_app.ui.models.parts import Where
from pos_app.ui.models.till_value import AmountPad, PinPad, ScanMode
from tests.models.paper_cards import card
from tests.models.paper_service import PaperService
from tests.models.window import CODE, CODE_B, Window


def mode(window: Window) -> ScanMode:
    """What the scan field does now."""
    return window.till.scan.mode


def pad(window: Window) -> AmountPad | PinPad:
    """The keys that stand in the column."""
    return window.till.pay.pad


def dots(window: Window) -> int:
    """How many digits of a PIN are typed."""
    keys = pad(window)
    assert isinstance(keys, PinPad)
    return keys.dots


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("7038010009457", "Not a gift card."),
        ("DINCARD:0000\x001111", "Part of the code was lost. Scan it again."),
        ("D" * 5000, "That code is too long for a gift card. Scan it again."),
    ],
)
def test_what_is_no_card_is_not_sent(text: str, said: str) -> None:
    window = Window().scan().type("100").do(Scanned(text))
    assert window.till.scan.line.text == said
    assert mode(window) is ScanMode.MESSAGE
    assert [type(one) for one in window.asked] == [LookUp]
    assert window.says("•••• •••• •••• 4821"), "the card that was there stays"
    window.type("5")
    assert mode(window) is ScanMode.REST


def test_two_cards_within_a_second_show_neither() -> None:
    window = Window().do(Scanned(CODE), Scanned(CODE_B, clash=True), wait=0.3)
    assert window.till.scan.line.text == "Scan one card again."
    assert window.till.card.figure is None
    assert window.asked[-1] == PutCardAway()
    window.hear()
    assert window.till.card.figure is None


def test_a_clash_keeps_the_amount_and_moves_no_money() -> None:
    window = Window().type("100").do(Scanned(CODE), Scanned(CODE_B, clash=True), wait=0.3).key("F9")
    assert window.till.pay.amount.printed == "kr\u00a0100,00"
    assert not any(isinstance(one, Place) for one in window.asked)


def test_an_overtaken_look_up_is_never_shown() -> None:
    window = Window()
    window.service.answers = False
    window.scan(CODE)
    early = window.service.snapshot()
    window.scan(CODE_B)
    window.service.finish_reading()
    window._take(early)
    assert window.till.card.headline.text == "Reading •••• 0042"
    window.hear()
    assert window.says("•••• •••• •••• 0042")


def test_old_figures_are_gone_at_once() -> None:
    window = Window().scan()
    window.service.answers = False
    window.after(1.0)
    window._take(Scanned(CODE_B))
    assert window.till.card.headline.text == "Reading •••• 0042"
    assert window.till.card.figure is None
    window._take(Key("F9"))
    assert window.till.pay.amount.message.text == "The card is still being read."


def test_the_number_is_typed_in_the_scan_field() -> None:
    window = Window().do(Key("F1"))
    assert mode(window) is ScanMode.TYPING
    window.do(ScanFieldText(CODE))
    assert window.till.scan.text == CODE
    window.do(Key("Enter", Where.SCAN))
    assert isinstance(window.asked[-1], LookUp)
    assert mode(window) is ScanMode.REST


def test_the_scan_field_says_what_is_missing_and_esc_returns() -> None:
    window = Window().do(ScanFieldOpened(), Key("Enter", Where.SCAN))
    assert window.till.scan.line.text == "Type the card’s number first."
    assert mode(window) is ScanMode.TYPING
    window.do(Key("Esc", Where.SCAN))
    assert mode(window) is ScanMode.REST
    assert window.asked == []


def test_a_scan_of_an_order_number_sets_the_order() -> None:
    window = Window().do(Scanned("SO-102441"))
    assert window.till.pay.order is not None
    assert window.till.pay.order.text == "SO-102441"
    assert window.till.scan.line.text == "Order number taken."


def test_with_the_order_field_open_any_other_code_is_the_order() -> None:
    window = Window().do(Scanned("7038010009457", where=Where.ORDER))
    assert window.till.pay.order is not None
    assert window.till.pay.order.text == "7038010009457"


def test_a_card_scanned_with_the_order_field_open_is_still_a_card() -> None:
    window = Window().do(Scanned(CODE, where=Where.ORDER))
    assert isinstance(window.asked[-1], LookUp)
    assert window.till.pay.order is not None
    assert window.till.pay.order.text == "10244"


def test_an_emptied_order_is_the_tills_own_count_again() -> None:
    window = Window().do(OrderText("A-7"), OrderText(""))
    assert window.till.pay.order is not None
    assert window.till.pay.order.text == "10244"


@pytest.mark.parametrize(
    ("keys", "printed", "said"),
    [
        ("1,234", "kr\u00a01,23", "Two decimals at most."),
        ("1,2,", "kr\u00a01,20", "Two decimals at most."),
        ("5x", "kr\u00a05,00", "That is not an amount."),
        ("5-", "kr\u00a05,00", "That is not an amount."),
        ("1000000000000", "kr\u00a01\u00a0000\u00a0000,00", "That is more than a till takes."),
    ],
)
def test_a_key_that_is_not_taken(keys: str, printed: str, said: str) -> None:
    window = Window().type(keys)
    assert window.till.pay.amount.printed == printed
    assert window.till.pay.amount.message.text == said
    assert window.sounds[0] == "click"


@pytest.mark.parametrize(
    ("text", "printed", "said"),
    [
        ("1 250", "kr\u00a01\u00a0250,00", ""),
        ("1.250,00", "kr\u00a01\u00a0250,00", ""),
        ("1,250.00", "kr\u00a01\u00a0250,00", ""),
        ("1.250", "kr\u00a00,00", "That amount can be read in two ways. Type it."),
        ("-5", "kr\u00a00,00", "An amount is never below zero."),
        ("1,234.567", "kr\u00a00,00", "Two decimals at most."),
        ("1000000000000", "kr\u00a00,00", "That is more than a till takes."),
        (CODE, "kr\u00a00,00", "That is not an amount."),
    ],
)
def test_pasted_text_is_read_whole(text: str, printed: str, said: str) -> None:
    window = Window().do(Pasted(text))
    assert window.till.pay.amount.printed == printed
    assert window.till.pay.amount.message.text == said


def test_zero_is_not_an_amount() -> None:
    window = Window().scan().type("0").do(Key("F9"))
    assert window.till.pay.amount.message.text == "Type an amount above zero."
    assert not any(isinstance(one, Place) for one in window.asked)


def test_backspace_and_clear() -> None:
    window = Window().type("123").do(Key("Backspace"))
    assert window.till.pay.amount.printed == "kr\u00a012,00"
    window.press("Clear")
    assert window.till.pay.amount.empty


def test_the_pin_pad_replaces_the_amount_keys_and_is_never_echoed() -> None:
    window = Window()
    window.service.reads = Reading.PIN_NEEDED
    window.scan()
    assert isinstance(pad(window), PinPad)
    window.type("1234", Where.PIN)
    assert dots(window) == 4
    assert "1234" not in repr(window.screen)
    assert "1234" not in repr(window.state)
    window.service.reads = Reading.PIN_WRONG
    window.key("Enter", Where.PIN)
    assert window.asked[-1] == GivePin("1234")
    assert window.till.card.headline.text == "Wrong PIN. Type it again"
    window.type("4321", Where.AMOUNT)
    window.service.reads = Reading.CARD
    window.key("Enter", Where.PIN)
    assert isinstance(pad(window), AmountPad)
    window.type("43", Where.PIN).do(Key("Backspace", Where.PIN))
    assert window.till.pay.amount.empty, "the PIN never became an amount"


def test_pin_backspace_clear_and_esc() -> None:
    window = Window()
    window.service.reads = Reading.PIN_NEEDED
    window.scan().do(Key("Enter", Where.PIN))
    assert window.says("The customer types the PIN first.")
    window.type("123", Where.PIN).do(Key("Backspace", Where.PIN))
    assert dots(window) == 2
    window.do(Key("Esc"))
    assert dots(window) == 0
    window.do(Key("Esc"))
    assert isinstance(pad(window), AmountPad)


def test_f6_reads_the_card_again() -> None:
    window = Window().scan().key("F6")
    assert window.asked[-1] == ReadAgain()
    window.do(Key("Esc"), Key("F6"))
    assert window.says("Scan a card first.")


def test_a_look_up_without_an_answer_can_be_read_again() -> None:
    window = Window()
    window.service.reads = Reading.NO_ANSWER
    window.scan()
    assert window.till.card.headline.text == "No answer. Nothing was charged."
    assert window.screen.shell.light.chip.words == "Nothing waiting", "a look-up is never waiting"
    window.service.reads = Reading.CARD
    window.key("F6")
    assert window.till.card.figure is not None


def test_a_scan_while_a_question_stands_answers_no() -> None:
    window = Window(PaperService({CODE: card("900000004821"), CODE_B: card("900000000042")}))
    window.scan().type("100").key("F9").key("F8").scan(CODE_B)
    assert not any(panel.asks for panel in window.panels)
    assert len(window.service.operations) == 1


def test_a_look_up_that_nobody_took_up_had_no_answer() -> None:
    window = Window()
    window._take(Scanned(CODE))
    window.after(9.9)
    assert window.till.card.headline.text == "Reading •••• 4821"
    window.after(0.2)
    assert window.till.card.headline.text == "No answer. Nothing was charged."
    window.hear()
    assert window.till.card.figure is not None, "a late answer is still an answer"


def test_a_covered_sale_says_that_nothing_is_left() -> None:
    window = Window().scan().type("100").key("F9")
    assert window.till.pay.main.words == "Nothing left to pay"
    window.do(Key("F9"))
    assert window.says("Nothing is left to pay. Scan the next customer’s card.")
