"""Connect, from Training to a card service: each step checked, and nothing kept before it works."""

from __future__ import annotations

import pytest

from pos_app.domain.connecting import Fault, Findings, SecretPlace
from pos_app.domain.rights import Right
from pos_app.ui.models import ids
from pos_app.ui.models.connect_state import ConnectNews, Kept, Way
from pos_app.ui.models.connect_value import ConnectValue, TextField
from pos_app.ui.models.effects import CloseProgram, KeepConnection, TryConnection
from pos_app.ui.models.gestures import FieldText, Key, Pressed, Scanned
from pos_app.ui.models.parts import Button
from tests.models.window import CODE, Window

TILL_RIGHTS = frozenset({Right.LOOK_UP, Right.MOVE, Right.READ})
SECRET = "s-9f8e7d6c5b4a"
PHRASE = "seven green bottles"


def opened() -> Window:
    """Connect before Training's manager."""
    window = Window().key("Ctrl+Shift+M")
    window.do(Pressed(ids.CONNECT_PAGE))
    return window


def shown(window: Window) -> ConnectValue:
    body = window.screen.body
    assert isinstance(body, ConnectValue)
    return body


def fields(window: Window) -> dict[str, TextField]:
    return {one.id: one for row in shown(window).fields for one in row}


def types(window: Window, **texts: str) -> Window:
    for name, text in texts.items():
        window.do(FieldText(name.replace("_", "-"), text))
    return window


def act(window: Window, words: str) -> Button:
    return next(one for one in shown(window).acts if one.words == words)


def on(window: Window) -> Window:
    """Enter: what the filled button says."""
    return window.do(Pressed(ids.CONNECT_ON))


def asked(window: Window) -> TryConnection:
    last = window.out[-1]
    assert isinstance(last, TryConnection)
    return last


def answers(window: Window, found: Findings) -> Window:
    return window.news(ConnectNews(asked(window).turn, found=found))


def at_till() -> Window:
    window = types(opened(), account="P12345678", client="till", secret=SECRET)
    return on(answers(on(window), Findings(rights=TILL_RIGHTS)))


def at_staff() -> Window:
    return on(types(at_till(), store="Storgata", till="Till 2", passphrase=PHRASE, again=PHRASE))


def at_scanner() -> Window:
    return on(types(at_staff(), name="Mia", pin="80517", pin_again="80517"))


def test_only_a_manager_connects() -> None:
    window = Window().do(Pressed(ids.CONNECT_PAGE))
    assert window.body_name == "till"
    assert shown(opened()).steps[0].current


def test_what_is_plainly_wrong_is_not_even_asked() -> None:
    window = on(types(opened(), account="X1", client="till", secret=SECRET))
    assert not [one for one in window.out if isinstance(one, TryConnection)]
    assert "P and eight digits" in shown(window).found[0][1].text
    on(types(window, account="P12345678", secret=""))
    assert "needs its id and its secret" in shown(window).found[0][1].text


def test_a_test_is_asked_once_and_its_answer_leads_on() -> None:
    window = on(types(opened(), account="P12345678", client="till", secret=SECRET))
    request = asked(window)
    assert (request.given.base_url, request.given.account) == ("https://api.dintero.com/v1", "P12345678")
    assert request.given.client.secret == SECRET
    count = len(window.out)
    on(window)
    assert len(window.out) == count, "while it is asked nothing is asked again"
    answers(window, Findings(rights=TILL_RIGHTS))
    assert [chip.words for chip, _ in shown(window).found] == ["Can", "Cannot", "Note"]
    on(window)
    assert shown(window).steps[1].current


@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_is_told_and_leads_nowhere(fault: Fault) -> None:
    window = on(types(opened(), account="P12345678", client="till", secret=SECRET))
    answers(window, Findings(fault=fault))
    assert shown(window).found[0][0].words == "Problem"
    assert len(shown(window).found[0][1].text) > 20
    assert shown(window).steps[0].current
    assert isinstance(on(window).out[-1], TryConnection), "Enter tries again"


def test_what_was_changed_after_its_test_is_tested_again_and_a_late_answer_is_not_heard() -> None:
    window = on(types(opened(), account="P12345678", client="till", secret=SECRET))
    first = asked(window)
    types(window, secret="other")
    assert shown(window).found[0][1].text.startswith("Asking")
    window.news(ConnectNews(first.turn, found=Findings(rights=TILL_RIGHTS)))
    assert not shown(window).found, "it was about another secret"
    second = asked(on(window))
    assert second.given.client.secret == "other"
    window.news(ConnectNews(first.turn, found=Findings(rights=TILL_RIGHTS)))
    assert shown(window).found[0][1].text.startswith("Asking")
    window.news(ConnectNews(second.turn, found=Findings(rights=TILL_RIGHTS)))
    on(window)
    assert shown(window).steps[1].current


def test_what_is_missing_is_told_at_its_field_once_it_was_asked_for() -> None:
    window = at_till()
    assert not any(one.problem for one in fields(window).values())
    on(window)
    assert [name for name, one in fields(window).items() if one.problem] == ["store", "till", "passphrase"]
    types(window, store="Storgata", till="Till 2", passphrase=PHRASE, again="seven")
    assert [name for name, one in fields(window).items() if one.problem] == ["again"]
    on(types(window, again=PHRASE))
    assert shown(window).steps[2].current


def test_staff_is_optional_but_never_half() -> None:
    on(window := at_staff())
    assert shown(window).steps[3].current
    for texts in ({"pin": "80517"}, {"name": "Mia"}, {"name": "Mia", "pin": "1111", "pin_again": "1111"}):
        window = on(types(at_staff(), **texts))
        assert shown(window).steps[2].current
        assert any(one.problem for one in fields(window).values())
    window = at_staff().do(Scanned("BADGE-7"))
    assert shown(on(window)).steps[2].current, "a badge alone has no name"


def test_a_managers_client_is_tested_too() -> None:
    window = on(types(at_staff(), manager_client="boss", manager_secret="s2"))
    manager = asked(window).given.manager
    assert manager is not None
    assert (manager.id, manager.secret) == ("boss", "s2")
    answers(window, Findings(fault=Fault.MANAGER_NOT_ACCEPTED, rights=TILL_RIGHTS))
    assert shown(window).steps[2].current


def test_a_scan_is_looked_at_and_never_asked_about() -> None:
    window = at_scanner()
    count = len(window.out)
    window.do(Scanned(CODE))
    assert "can be a gift card" in shown(window).found[-1][1].text
    window.do(Scanned("7035620025037"))
    assert "not a gift card" in shown(window).found[-1][1].text
    assert len(window.out) == count


def test_it_is_kept_with_all_that_was_given_and_then_the_program_ends() -> None:
    window = on(at_scanner())
    last = window.out[-1]
    assert isinstance(last, KeepConnection)
    made = last.made
    assert made.given is not None
    assert (made.given.account, made.store, made.till) == ("P12345678", "Storgata", "Till 2")
    assert (made.passphrase, made.manager, made.pin, made.secrets) == (
        PHRASE,
        "Mia",
        "80517",
        SecretPlace.STORE,
    )
    assert made.found.rights == TILL_RIGHTS
    count = len(window.out)
    on(window)
    window.do(Key("Esc"))
    assert len(window.out) == count, "while it is kept nothing else happens"
    window.news(ConnectNews(0, kept=Kept.DONE))
    assert "P12345678" in shown(window).text.text
    assert [name for name, _ in window.state.connect.texts] == ["account"], "no secret stays behind"
    window.do(Pressed(ids.LEAVE))
    assert isinstance(window.out[-1], CloseProgram)


@pytest.mark.parametrize("end", [Kept.DECIDED, Kept.DISK, Kept.STAFF, Kept.NO_STORE, Kept.WRONG_PHRASE])
def test_what_was_not_kept_is_said_and_can_be_tried_again(end: Kept) -> None:
    window = on(at_scanner()).news(ConnectNews(0, kept=end))
    assert shown(window).found[-1][0].words == "Problem"
    assert isinstance(on(window).out[-1], KeepConnection)


def test_a_file_in_place_of_the_password_store_is_a_choice_of_its_own() -> None:
    window = at_scanner()
    assert not any(one.id == ids.CONNECT_FILES for one in shown(window).acts)
    on(window).news(ConnectNews(0, kept=Kept.NO_STORE))
    assert act(window, "Keep them in a sealed file").keys == "", "no key does it"
    window.do(Pressed(ids.CONNECT_FILES))
    last = window.out[-1]
    assert isinstance(last, KeepConnection)
    assert last.made.secrets is SecretPlace.FILE


def test_back_to_training_needs_no_account() -> None:
    window = opened().do(Pressed(ids.named(ids.WAY, Way.TRAINING)))
    assert not fields(window)
    on(window)
    assert set(fields(window)) == {"store", "till"}
    on(types(window, store="Storgata", till="Till 2"))
    assert set(fields(window)) == {"name", "pin", "pin-again"}
    on(on(window))
    last = window.out[-1]
    assert isinstance(last, KeepConnection)
    assert last.made.given is None


def test_esc_goes_back_a_step_and_then_away() -> None:
    window = at_staff()
    for place in (1, 0):
        window.do(Key("Esc"))
        assert shown(window).steps[place].current
    assert fields(window)["secret"].text == SECRET, "what was typed stays"
    window.do(Key("Esc"))
    assert window.body_name == "till"
    assert not window.state.connect.texts, "secrets do not stay behind"


def test_no_secret_is_printed_anywhere() -> None:
    window = on(at_scanner())
    for value in (window.state, window.out[-1], FieldText("secret", SECRET), shown(window), at_till().state):
        printed = repr(value)
        assert SECRET not in printed
        assert PHRASE not in printed
        assert "80517" not in printed
