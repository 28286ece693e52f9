"""The page of staff: taking somebody on, removing somebody, and what will not do."""

from __future__ import annotations

from pos_app.domain.person import Role
from pos_app.service.intents import AddStaff, RemoveStaff
from pos_app.ui.models import ids
from pos_app.ui.models.connect_value import ConnectValue
from pos_app.ui.models.gestures import FieldText, Key, Pressed, Scanned
from tests.models import test_sign_in
from tests.models.window import Window


def opened() -> Window:
    """Before Training's manager, while nobody signs in."""
    return Window().key("Ctrl+Shift+M").do(Pressed(ids.STAFF_PAGE))


def shown(window: Window) -> ConnectValue:
    body = window.screen.body
    assert isinstance(body, ConnectValue)
    return body


def fill(window: Window, name: str = "Kari", pin: str = "2468", again: str = "") -> Window:
    for field, text in (("name", name), ("pin", pin), ("pin-again", again or pin)):
        window.do(FieldText(field, text))
    return window


def take_on(window: Window) -> Window:
    return window.do(Pressed(ids.STAFF_ADD))


def wishes(window: Window) -> list[AddStaff]:
    return [one for one in window.asked if isinstance(one, AddStaff)]


def test_only_a_manager_opens_it() -> None:
    assert Window().do(Pressed(ids.STAFF_PAGE)).body_name == "till"
    assert shown(opened()).title.text == "Who signs in at this till"


def test_somebody_is_taken_on_and_stands_in_the_list() -> None:
    window = opened()
    window.do(Pressed(ids.named(ids.ROLE, Role.MANAGER)), Scanned("BADGE-7"))
    take_on(fill(window, "Mia", "80517"))
    (wish,) = wishes(window)
    assert (wish.name, wish.role, wish.pin, wish.badge) == ("Mia", Role.MANAGER, "80517", "BADGE-7")
    assert "Mia signs in here" in shown(window).found[0][1].text
    assert [one.words for one in shown(window).groups[1].buttons] == ["Mia · manager"]
    assert not any(one.text for row in shown(window).fields for one in row), "an empty form for the next one"


def test_what_is_missing_is_told_at_its_field_and_nothing_is_asked() -> None:
    for texts in (
        ("", "2468", "2468"),
        ("Kari", "12", "12"),
        ("Kari", "1111", "1111"),
        ("Kari", "2468", "1"),
    ):
        window = take_on(fill(opened(), *texts))
        assert not wishes(window)
        assert any(one.problem for row in shown(window).fields for one in row)


def test_what_will_not_do_is_said_and_what_was_typed_stays() -> None:
    window = fill(opened())
    window.service.unfit = True
    take_on(window)
    assert "will not do" in shown(window).found[0][1].text
    assert shown(window).fields[0][0].text == "Kari"


def test_removing_asks_first_and_the_last_manager_stays() -> None:
    window = test_sign_in.signed_in()
    window.service.badges["BADGE-7"] = 2
    window.do(Scanned("BADGE-7")).do(Pressed(ids.STAFF_PAGE))
    window.do(Pressed(ids.named(ids.STAFF_REMOVE, "1")))
    assert "Remove Kari?" in shown(window).text.text
    window.do(Key("Esc"))
    assert not [one for one in window.asked if isinstance(one, RemoveStaff)]
    window.do(Pressed(ids.named(ids.STAFF_REMOVE, "1")), Pressed(ids.STAFF_YES))
    assert [one.words for one in shown(window).groups[1].buttons] == ["Mia · manager"]
    window.do(Pressed(ids.named(ids.STAFF_REMOVE, "2")), Pressed(ids.STAFF_YES))
    assert "Somebody must stay who manages" in shown(window).found[0][1].text


def test_esc_leaves_and_no_pin_stays_behind() -> None:
    window = fill(opened()).do(Key("Esc"))
    assert window.body_name == "till"
    assert not window.state.staff.texts
    assert "2468" not in repr(fill(opened()).state)


def test_a_badge_that_is_scanned_there_switches_nobody() -> None:
    window = test_sign_in.signed_in()
    window.service.badges |= {"BADGE-7": 2, "BADGE-1": 1}
    window.do(Scanned("BADGE-7")).do(Pressed(ids.STAFF_PAGE)).do(Scanned("BADGE-1"))
    assert window.state.snapshot.person.name == "Mia"
