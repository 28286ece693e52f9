"""The locked till: who is there, PIN, badge, wrong tries, lock by key and by time (rule 12a)."""

from __future__ import annotations

import pytest

from pos_app.service.intents import Badge, Capture, Lock, Place, SignInByPin
from pos_app.service.snapshot import Signing
from pos_app.ui.models import ids
from pos_app.ui.models.gestures import CloseAsked, Key, Pressed, Scanned
from pos_app.ui.models.parts import Where
from pos_app.ui.models.sign_in_value import SignInValue
from tests.models.paper_cards import KARI, MIA, card
from tests.models.paper_service import PaperService
from tests.models.window import CODE, Window

PEOPLE = (KARI, MIA)


def locked() -> Window:
    """A till where Kari (2468) and Mia (1357) sign in."""
    service = PaperService({CODE: card("900000004821")})
    service.signing, service.pins = Signing(people=PEOPLE, locked=True), {1: "2468", 2: "1357"}
    return Window(service).hear()


def asked(window: Window) -> SignInValue:
    """The sign-in screen."""
    body = window.screen.body
    assert isinstance(body, SignInValue)
    return body


def signed_in() -> Window:
    """The same till with Kari before it."""
    return locked().do(Pressed(ids.named(ids.MEMBER, "1"))).type("2468", Where.PIN).do(Key("Enter"))


def test_nobody_is_preselected_and_nothing_else_can_be_done() -> None:
    window = locked()
    assert [one.words for one in asked(window).people] == ["Kari · senior", "Mia · manager"]
    assert not any(one.chosen for one in asked(window).people)
    assert not asked(window).act.on
    assert window.screen.shell.tabs == ()
    window.key("F2").key("F9").type("5", Where.PIN).key("Enter")
    assert window.asked == []
    assert isinstance(window.screen.body, SignInValue)


def test_a_name_and_a_pin_open_the_till() -> None:
    window = locked().do(Pressed(ids.named(ids.MEMBER, "2"))).type("1357", Where.PIN)
    assert asked(window).pad.dots == 4
    assert "1357" not in repr(window.state)
    window.do(Key("Enter"))
    assert window.asked == [SignInByPin(2, "1357")]
    assert window.body_name == "till"
    assert window.screen.shell.who == "Mia · manager"
    assert [one.words for one in window.screen.shell.actions] == ["Lock"]


def test_too_few_digits_send_nothing() -> None:
    window = locked().do(Pressed(ids.named(ids.MEMBER, "2"))).type("135", Where.PIN).do(Key("Enter"))
    assert window.asked == []
    window.do(Key("Backspace"))
    assert asked(window).pad.dots == 2
    window.do(Key("Esc"))
    assert asked(window).pad.dots == 0


def test_a_wrong_pin_says_how_many_tries_are_left_then_until_when() -> None:
    window = locked().do(Pressed(ids.named(ids.MEMBER, "1")))
    for left in ("4 tries", "3 tries", "2 tries", "1 try"):
        window.type("1111", Where.PIN).do(Key("Enter"))
        assert asked(window).pad.message.text == f"Wrong PIN. {left} left."
        assert asked(window).pad.dots == 0
    window.type("1111", Where.PIN).do(Key("Enter"))
    assert asked(window).pad.message.text.startswith("Too many wrong PINs. Try again in ")
    tries = len(window.asked)
    window.type("2468", Where.PIN).do(Key("Enter"))
    assert len(window.asked) == tries, "nothing is sent while nobody may try"
    window.after(61.0).do(Key("Enter"))
    assert window.body_name == "till"


def test_a_scan_goes_to_the_service_as_a_badge_and_is_never_typed() -> None:
    window = locked().do(Scanned("BADGE-7"))
    assert [one.code for one in window.asked if isinstance(one, Badge)] == ["BADGE-7"]
    assert asked(window).pad.dots == 0
    window.do(Scanned(CODE))
    last = window.asked[-1]
    assert isinstance(last, Badge)
    assert last.code == CODE


@pytest.mark.parametrize("screen", ["F1", "F2", "F3", "F4", "Ctrl+F1"])
def test_a_badge_switches_on_every_screen_and_is_no_gift_card(screen: str) -> None:
    window = signed_in()
    window.service.badges["BADGE-7"] = 2
    window.scan().type("100").key(screen)
    window.do(Scanned("BADGE-7")).hear()
    assert window.state.snapshot.person.name == "Mia"
    assert window.state.told is None, "a badge is not called a wrong gift card"
    window.key("F1")
    assert window.till.pay.amount.empty


def test_f12_locks_and_the_sale_is_kept_for_its_owner() -> None:
    window = signed_in().scan().type("100")
    window.key("F12")
    assert isinstance(window.asked[-1], Lock)
    assert isinstance(window.screen.body, SignInValue)
    window.do(Pressed(ids.named(ids.MEMBER, "1"))).type("2468", Where.PIN).do(Key("Enter"))
    assert window.till.pay.amount.printed == "kr\u00a0100,00"
    window.key("F12").do(Pressed(ids.named(ids.MEMBER, "2"))).type("1357", Where.PIN).do(Key("Enter"))
    assert window.till.pay.amount.empty, "another person begins with an empty sale"


def test_a_till_that_nobody_touches_is_locked_but_not_in_the_middle_of_a_request() -> None:
    window = signed_in().scan().type("100").after(1.0)
    window.service.answers = False
    window.do(Pressed("main"))
    assert isinstance(window.asked[-1], Place)
    window.after(400.0)
    assert isinstance(window.asked[-1], Lock)
    window.hear()
    window.service.settle()
    window.hear()
    window.do(Pressed(ids.named(ids.MEMBER, "1"))).type("2468", Where.PIN).do(Key("Enter"))
    assert window.panels[0].title.text.startswith("On hold, not taken yet")
    window.key("F7")
    assert isinstance(window.asked[-1], Capture)


def test_what_is_open_is_told_to_the_room() -> None:
    window = signed_in().scan().type("100").key("F9").key("F12")
    assert asked(window).open == "1 hold open · nothing waiting"
    window.do(Key("F7"))
    assert not any(isinstance(one, Capture) for one in window.asked)


def test_closing_a_locked_till_asks_what_is_saved() -> None:
    window = signed_in().scan().type("100").key("F9").key("F12")
    window.do(CloseAsked())
    assert window.body_name == "closing"
    window.do(Key("Esc"))
    assert isinstance(window.screen.body, SignInValue)
