"""Activate a card: the page of Fund a card, with a card that is not sold yet on the till."""

from __future__ import annotations

from typing import Any

import pytest

from pos_app.domain.operation import Kind, Why
from pos_app.service.intents import Activate, CountOrder, Fund, Place
from pos_app.ui.models.gestures import Key, Pressed
from pos_app.ui.models.parts import Line, Panel
from pos_app.ui.models.program_state import ScreenName
from tests.models.paper_cards import MIA, card, nok
from tests.models.paper_service import PaperService
from tests.models.window import CODE, CODE_B, Window

UNSOLD: dict[str, Any] = {"status": "inactive", "available": 0, "held": 0}


def window(**changes: Any) -> Window:
    """A manager on the Till, with a card beside it that is not sold yet."""
    cards = {CODE: card("900000000042", **(UNSOLD | changes)), CODE_B: card("900000004821")}
    return Window(PaperService(cards, person=MIA))


def sold(window: Window) -> list[Activate]:
    """What was asked."""
    return [one for one in window.asked if isinstance(one, Activate)]


def title(window: Window) -> str:
    """What stands in the middle of the Till."""
    panel = window.till.middle[0]
    assert isinstance(panel, Panel)
    return panel.title.text


def words(window: Window) -> list[str]:
    """The buttons of the years, the chosen one in brackets."""
    reasons = window.manage.reasons
    assert reasons is not None
    return [f"[{one.words}]" if one.chosen else one.words for one in reasons.buttons]


@pytest.mark.parametrize("status", ["inactive", "created"])
def test_a_scan_of_a_card_that_is_not_sold_switches_the_screen(status: str) -> None:
    shown = window(status=status).scan()
    assert shown.state.screen is ScreenName.MANAGE
    assert shown.manage.side[0].words == "Activate a card"
    assert shown.manage.pay.caption == "Activate"
    assert words(shown) == ["1 year", "2 years", "[3 years]", "5 years", "No end"]
    assert shown.manage.pay.main.words == "Type an amount"
    shown.type("500")
    assert shown.manage.pay.main.words == "Activate with kr\u00a0500,00"
    assert shown.manage.pay.pays is not None
    assert shown.manage.pay.pays.sum.printed == "kr\u00a0500,00"


def test_it_asks_whether_the_customer_has_paid_and_the_same_key_is_yes() -> None:
    shown = window().scan().type("500").key("F9")
    question = shown.manage.middle[0]
    assert question.title.text == "Activate •••• 0042 with kr\u00a0500,00. Has the customer paid?"
    assert [one.focus_default for one in question.buttons] == [True, False]
    assert sold(shown) == []
    shown.key("F9")
    (one,) = sold(shown)
    assert (one.amount, one.years, one.order) == (nok(50_000), 3, "10244")
    assert shown.manage.middle[0].title.text == "Activated: kr\u00a0500,00 is on •••• 0042"
    assert shown.manage.pay.amount.empty


@pytest.mark.parametrize("no", ["Enter", "Esc"])
def test_no_sells_nothing(no: str) -> None:
    shown = window().scan().type("10").key("F9").do(Key(no))
    assert sold(shown) == []
    assert shown.manage.middle == ()


def test_the_years_are_chosen_and_forgotten_with_esc() -> None:
    shown = window().scan().type("10").do(Pressed("years:0"))
    assert words(shown)[-1] == "[No end]"
    assert shown.manage.reasons is not None
    assert shown.manage.reasons.note.text == "It does not expire."
    shown.do(Pressed("years:5"), Pressed("years:77"), Pressed("years:x"))
    assert words(shown)[3] == "[5 years]"
    shown.key("F9").key("F9")
    assert [one.years for one in sold(shown)] == [5]
    other = window().scan().do(Pressed("years:1"), Key("Esc"))
    assert words(other)[2] == "[3 years]"


def test_the_last_day_is_said() -> None:
    shown = window().scan()
    assert shown.manage.reasons is not None
    assert shown.manage.reasons.note.text.startswith("Valid to ")


def test_a_cashier_reads_that_it_is_not_sold() -> None:
    service = PaperService({CODE: card("900000000042", **UNSOLD)})
    shown = Window(service).scan().type("10").do(Key("F9"))
    assert shown.state.screen is ScreenName.TILL
    headline = shown.till.card.headline
    assert isinstance(headline, Line)
    assert headline.text == "Not sold yet"
    assert sold(shown) == []


def test_in_the_middle_of_a_sale_the_screen_stays() -> None:
    shown = window().scan(CODE_B).type("9000").key("F9").scan(CODE)
    assert shown.state.screen is ScreenName.TILL


def test_waiting_says_not_on_the_card_yet() -> None:
    shown = window().scan().type("10").key("F9")
    shown.service.answers = False
    shown.key("F9").after(2.0)
    panel = shown.manage.middle[0]
    assert panel.title.text == "Activation with kr\u00a010,00: not known yet"
    assert "The card is looked at before it is asked again" in panel.text.text
    assert [one.keys for one in panel.buttons] == ["F6", "Esc"], "it is never cancelled"


def test_refused() -> None:
    shown = window().scan().type("10").key("F9")
    shown.service.refuses = Why.CARD_ACTIVE
    shown.key("F9")
    text = shown.manage.middle[0].text.text
    assert "The card was activated before." in text
    assert "Nothing was put on the card." in text


def test_the_next_sale_has_an_order_of_its_own() -> None:
    shown = window().scan().type("10").key("F9").key("F9").do(Key("Esc"), Key("Esc"))
    assert any(isinstance(one, CountOrder) for one in shown.asked)


def test_a_card_that_the_same_order_sold_pays_only_when_asked() -> None:
    shown = window().scan().type("500").key("F9").key("F9").do(Key("F1")).type("100").key("F9")
    assert title(shown) == "Order 10244 put money on •••• 0042. Pay with it all the same?"
    assert not any(isinstance(one, Place) for one in shown.asked)
    shown.key("F9")
    (one,) = [one for one in shown.asked if isinstance(one, Place)]
    assert (one.kind, one.amount, one.order, one.knowingly) == (Kind.HOLD, nok(10_000), "10244", True)


def test_no_to_the_same_order_asks_for_nothing() -> None:
    shown = window().scan().type("500").key("F9").key("F9").do(Key("F1")).type("100").key("Shift+F9")
    panel = shown.till.middle[0]
    assert isinstance(panel, Panel)
    assert [one.words for one in panel.buttons] == ["No, go back", "Yes, pay kr\u00a0100,00"]
    shown.do(Key("Enter"))
    assert not any(isinstance(one, Place) for one in shown.asked)


def test_a_card_that_paid_the_order_is_funded_only_knowingly() -> None:
    shown = window().scan(CODE_B).type("100").key("Shift+F9").do(Key("F5")).type("50")
    shown.do(Pressed("reason:goodwill")).key("F9")
    assert "Order 10244 was paid with this card." in shown.manage.middle[0].text.text
    shown.key("F9")
    assert [one.knowingly for one in shown.asked if isinstance(one, Fund)] == [True]
