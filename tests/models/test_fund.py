"""Fund a card: a manager's page, a reason of its own, asked before it is done."""

from __future__ import annotations

from typing import Any

import pytest

from pos_app.domain.money import Currency
from pos_app.domain.operation import Why
from pos_app.service.intents import FUND_REASONS, Fund
from pos_app.ui.models.gestures import Key, Opened, Pasted, Pressed, Typed
from tests.models.paper_cards import MIA, NOON, card, nok
from tests.models.paper_service import PaperService
from tests.models.window import CODE, CODE_B, Window


def fund_window(**changes: Any) -> Window:
    """A manager on Fund, with a card on the till."""
    service = PaperService({CODE: card("900000000042", **changes)}, person=MIA)
    return Window(service).do(Key("F5")).scan()


def funded(window: Window) -> list[Fund]:
    """What was asked."""
    return [one for one in window.asked if isinstance(one, Fund)]


def test_fund_asks_and_the_same_key_is_yes() -> None:
    window = fund_window().type("1000").do(Pressed("reason:sold"))
    pay = window.manage.pay
    assert pay.main.words == "Fund kr\u00a01\u00a0000,00"
    assert pay.pays is not None
    assert (pay.pays.caption, pay.pays.sum.printed) == ("Available after", "kr\u00a01\u00a0500,00")
    window.key("F9")
    question = window.manage.middle[0]
    assert question.title.text == "Put kr\u00a01\u00a0000,00 on •••• 0042. Has the customer paid?"
    assert [one.focus_default for one in question.buttons] == [True, False]
    assert funded(window) == []
    window.do(Pressed("question.yes"), wait=0.3)
    assert funded(window) == []
    window.key("F9")
    assert [(one.amount, one.reason) for one in funded(window)] == [(nok(100_000), "sold")]
    assert window.manage.middle[0].title.text == "Funded: kr\u00a01\u00a0000,00 is on •••• 0042"
    assert window.manage.pay.amount.empty
    assert window.manage.reasons is not None
    assert not any(one.chosen for one in window.manage.reasons.buttons)


@pytest.mark.parametrize("no", ["Enter", "Esc"])
def test_no_puts_nothing_on_the_card(no: str) -> None:
    window = fund_window().type("10").do(Pressed("reason:sold")).key("F9").do(Key(no))
    assert funded(window) == []
    assert window.manage.middle == ()


def test_no_reason_is_preselected_and_one_is_needed() -> None:
    window = fund_window().type("10")
    reasons = window.manage.reasons
    assert reasons is not None
    assert [one.words for one in reasons.buttons] == ["Sold", "Goodwill", "Correction"]
    assert not any(one.chosen for one in reasons.buttons)
    assert window.manage.pay.main.words == "Choose why"
    window.do(Key("F9"))
    assert window.manage.pay.amount.message.text == "Choose why first."
    window.do(*(Pressed(f"reason:{one}") for one in FUND_REASONS))
    reasons = window.manage.reasons
    assert reasons is not None
    assert [one.chosen for one in reasons.buttons] == [False, False, True]


def test_quick_amounts_set_and_never_add() -> None:
    window = fund_window().do(Pressed("quick:20000"), Pressed("quick:50000"))
    assert window.manage.pay.amount.printed == "kr\u00a0500,00"
    pad = window.manage.pay.pad
    assert [one.words for one in getattr(pad, "quick", ())] == ["200", "500", "1\u00a0000"]


@pytest.mark.parametrize(
    ("changes", "can"),
    [
        ({"active_from": NOON + 86400}, True),
        ({"available": 0}, True),
        ({"available": 0, "held": 100}, True),
        ({"expires_at": NOON - 1}, False),
        ({"currency": Currency.SEK}, False),
        ({"active_from": NOON + 86400, "currency": Currency.SEK}, False),
    ],
)
def test_which_cards_can_be_funded(changes: dict[str, object], can: bool) -> None:
    window = fund_window(**changes).type("10").do(Pressed("reason:sold")).key("F9").key("F9")
    assert bool(funded(window)) is can
    if not can:
        assert window.manage.pay.main.words == "This card cannot be funded"


def test_waiting_fund_says_not_on_the_card_yet_and_blocks_the_card() -> None:
    window = fund_window().type("10").do(Pressed("reason:sold")).key("F9")
    window.service.answers = False
    window.key("F9").after(2.0)
    panel = window.manage.middle[0]
    assert panel.title.text == "Fund of kr\u00a010,00: not known yet"
    assert "Not on the card yet." in panel.text.text
    assert [one.keys for one in panel.buttons] == ["F6", "Esc"], "a fund is never cancelled"
    window.do(Key("Esc"))
    window.service.answers = True
    window.scan().type("5").do(Pressed("reason:sold"), Key("F9"))
    assert window.manage.pay.amount.message.text == "Not known yet. This card is off until it is."
    window.service.settle()
    window.hear()
    assert len(window.screen.shell.notices) == 1


def test_refused_fund() -> None:
    window = fund_window().type("10").do(Pressed("reason:sold")).key("F9")
    window.service.refuses = Why.CARD_EXPIRED
    window.key("F9")
    assert "Nothing was put on the card." in window.manage.middle[0].text.text
    assert window.manage.pay.amount.printed == "kr\u00a010,00"


def test_a_new_scan_answers_no() -> None:
    window = fund_window()
    window.service.cards[CODE_B] = card("900000004821")
    window.type("10").do(Pressed("reason:sold")).key("F9").scan(CODE_B)
    assert window.manage.middle == ()
    window.do(Pressed("question.yes"))
    assert funded(window) == []


def test_a_cashier_has_no_manage() -> None:
    window = Window()
    assert [one.id for one in window.screen.shell.tabs] == ["till", "holds", "waiting", "history"]
    window.do(Key("F5"), Opened("manage"))
    assert window.body_name != "manage"
    window.service.person = MIA
    window.hear().do(Key("F5"))
    assert window.body_name == "manage"
    window.press("Training cashier")
    assert window.body_name != "manage", "a cashier is not left on it"


def test_keys_of_fund() -> None:
    window = fund_window().type("12,345").do(Key("Backspace"))
    assert window.manage.pay.amount.printed == "kr\u00a012,30"
    window.do(Pasted("1.250"))
    assert "two ways" in window.manage.pay.amount.message.text
    window.do(Pasted("1 250"), Key("Enter"), Typed("x"))
    assert window.manage.pay.amount.printed == "kr\u00a01\u00a0250,00"
    window.do(Key("Esc"))
    assert window.manage.pay.amount.empty
    window.do(Key("Esc"))
    assert window.manage.card.figure is None
    window.do(Key("F5"))
    assert window.state.desk.typing == ""
