"""Approval in place: the pad in the middle of the cashier's screen, one act, and back."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.operation import Kind
from pos_app.domain.person import Act, Person, Role
from pos_app.service.cases import Approval
from pos_app.service.intents import Approve, Badge, Capture, Decline, Place, Refund
from pos_app.ui.models import ids
from pos_app.ui.models.gestures import Key, Pressed, Scanned
from pos_app.ui.models.parts import Where
from pos_app.ui.models.request import Request
from pos_app.ui.models.sign_in_value import SignInValue
from tests.models import test_sign_in
from tests.models.paper_cards import nok
from tests.models.window import CODE, Window

OLA = Person(3, "Ola", Role.SENIOR)


def asking() -> Window:
    """Kari has asked for a part of a hold, and Ola or Mia may let her."""
    window = test_sign_in.signed_in().scan(CODE).type("250").after(1).key("F9").key("Esc").scan(CODE)
    window.service.approvers = (test_sign_in.PEOPLE[1], OLA)
    window.service.pins[OLA.number] = "97531"
    return window.type("100", Where.ROWS).after(1).key("F7")


def pad(window: Window) -> SignInValue:
    body = window.screen.body
    assert isinstance(body, SignInValue)
    return body


def chosen(window: Window, number: int) -> Window:
    return window.do(Pressed(ids.named(ids.MEMBER, str(number))))


def test_the_screen_says_what_is_asked_of_whom_and_nobody_is_preselected() -> None:
    window = asking()
    said = pad(window)
    assert said.title.text == "Capture kr\u00a0100,00 on •••• 4821: who approves?"
    assert "Kari stays signed in" in said.text.text
    assert [one.words for one in said.people] == ["Mia · manager", "Ola · senior"]
    assert not any(one.chosen for one in said.people)
    assert not said.act.on
    assert window.screen.shell.who == "Kari · senior"
    assert not window.screen.shell.bare


def test_a_pin_approves_and_the_cashier_goes_on() -> None:
    window = chosen(asking(), OLA.number)
    assert window.screen.shell.who == "Ola approves for Kari"
    window.type("11111", Where.PIN).do(Key("Enter"))
    assert pad(window).pad.message.text, "a wrong PIN is said"
    window.type("97531", Where.PIN).do(Key("Enter"))
    assert isinstance(window.asked[-1], Approve)
    assert window.body_name == "till"
    assert (window.last.kind.value, window.last.amount.minor) == ("capture", 10_000)
    assert window.screen.shell.who == "Kari · senior"


def test_a_scan_is_taken_for_a_badge_and_never_for_a_card() -> None:
    window = asking().do(Scanned(CODE))
    assert window.asked[-1] == Badge(CODE)
    assert window.body_name == "sign-in"


def test_esc_takes_back_the_pin_the_name_and_then_the_wish() -> None:
    window = chosen(asking(), OLA.number).type("97", Where.PIN)
    window.do(Key("Esc"))
    assert pad(window).pad.dots == 0
    window.do(Key("Esc"))
    assert not any(one.chosen for one in pad(window).people)
    window.do(Key("Esc"))
    assert isinstance(window.asked[-1], Decline)
    assert window.body_name == "till"
    assert window.last.kind.value == "hold", "nothing was asked"
    assert not window.state.is_locked


def test_it_can_be_declined_by_its_button_and_asked_again() -> None:
    window = asking().do(Pressed(ids.DECLINE))
    assert window.says("role") or window.says("allowed") or window.says("manager")
    wishes = sum(isinstance(one, Capture) for one in window.asked)
    window.type("100", Where.ROWS).after(1).key("F7")
    assert sum(isinstance(one, Capture) for one in window.asked) == wishes + 1


def above(*approved: Person) -> SignInValue:
    """Kari wants to pay with more than her limit; so many have approved it already."""
    window = test_sign_in.signed_in().scan(CODE).type("100")
    pay = Place(Kind.PAY, nok(10_000), "1", "t", window.state.card.number)
    people = (test_sign_in.PEOPLE[1], OLA)
    window.service.approval = Approval(
        intent=pay, act=Act.PAY, people=people, over_limit=True, approved=approved
    )
    return pad(window.hear())


def test_above_a_limit_the_screen_says_so() -> None:
    said = above()
    assert said.title.text == "Pay kr\u00a0100,00 on •••• 4821: who approves?"
    assert "above the limit of Kari" in said.text.text


def test_above_the_second_limit_it_says_who_has_approved() -> None:
    assert "Mia has approved. So much needs a second manager." in above(test_sign_in.PEOPLE[1]).text.text


def test_a_refund_says_to_which_card() -> None:
    window = test_sign_in.signed_in()
    back = Refund("paid", nok(10_000), "t")
    people = (test_sign_in.PEOPLE[1],)
    window.service.approval = Approval(intent=back, act=Act.REFUND, people=people, over_limit=True)
    assert pad(window.hear()).title.text == "Refund kr\u00a0100,00: who approves?"
    asked = Request(token="t", kind=Kind.FUND, amount=nok(10_000), tail="4821")
    window.state = replace(window.state, requests=(asked,))
    assert pad(window.hear()).title.text == "Refund kr\u00a0100,00 to •••• 4821: who approves?"
