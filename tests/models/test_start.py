"""The form of a till that keeps no secret: nothing is sold before it opens, and nothing typed is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos_app.service.snapshot import Trouble
from pos_app.ui.models import ids
from pos_app.ui.models.effects import CloseProgram, OpenTill
from pos_app.ui.models.gestures import CloseAsked, FieldText, Key, Opened, Pressed, Scanned, Typed
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Over
from pos_app.ui.models.settings import Settings
from pos_app.ui.models.start_state import GivenSecrets, StartNews, StartProblem
from tests.models.test_connect import fields, shown
from tests.models.window import CODE, Window

SECRETS = {
    "secret": "s-9f8e7d6c5b4a",
    "manager-secret": "m-1a2b3c4d5e6f",
    "passphrase": "seven green bottles",
}


def asked(*clients: str) -> Window:
    return Window(settings=Settings(asked=clients or ("till", "manager")))


def filled(window: Window) -> Window:
    for name, text in SECRETS.items():
        window.do(FieldText(name, text))
    return window


def opens(window: Window) -> Window:
    return window.do(Pressed(ids.START_OPEN))


def test_each_client_s_secret_and_the_passphrase_are_asked_for_as_dots() -> None:
    found = fields(asked())
    assert list(found) == ["secret", "manager-secret", "passphrase"]
    assert all(one.secret for one in found.values())
    assert [one.note for one in found.values()] == [
        "The secret of the client till.",
        "The secret of the client manager.",
        "",
    ]
    assert list(fields(asked("till"))) == ["secret", "passphrase"]
    assert asked().screen.shell.bare


def test_a_till_that_knows_its_secrets_does_not_ask() -> None:
    assert Window().body_name == "till"


@pytest.mark.parametrize(
    "gesture",
    [
        Scanned(CODE),
        Key("F9", Where.ELSEWHERE),
        Key("F5", Where.ELSEWHERE),
        Key("Esc", Where.FIELD),
        Typed("5", Where.AMOUNT),
        Opened("manage"),
        Pressed(ids.MAIN),
        Pressed(ids.CONNECT_PAGE),
    ],
    ids=repr,
)
def test_nothing_else_is_done_before_it_opens(gesture: Scanned | Key | Typed | Opened | Pressed) -> None:
    window = asked()
    before = window.state.over, window.out[:]
    window.do(gesture)
    assert (window.state.over, window.out) == before
    assert window.state.over is Over.START


def test_what_is_missing_is_told_at_its_field_once_open_was_pressed() -> None:
    window = asked()
    assert not any(one.problem for one in fields(window).values())
    opens(window.do(FieldText("secret", "s1")))
    told = {name: one.problem for name, one in fields(window).items()}
    assert told["secret"] == ""
    assert told["passphrase"] == told["manager-secret"] == "The till does not open without it."
    assert not window.out


def test_it_opens_with_what_was_typed_and_forgets_it() -> None:
    window = opens(filled(asked()))
    given = GivenSecrets(
        everyday="s-9f8e7d6c5b4a", managers="m-1a2b3c4d5e6f", passphrase="seven green bottles"
    )
    assert window.out == [OpenTill(given)]
    assert not any(one.on for one in fields(window).values())
    assert not any(one.on for one in shown(window).acts)
    assert opens(window).out == [OpenTill(given)], "it is opening already"
    window.news(StartNews())
    assert window.body_name == "till"
    said = repr(window.state) + repr(window.out)
    assert not any(secret in said for secret in SECRETS.values())
    assert window.state.start.texts == ()


def test_a_wrong_passphrase_is_told_at_its_field_until_it_is_typed_again() -> None:
    window = opens(filled(asked())).news(StartNews(StartProblem.WRONG_PHRASE))
    assert fields(window)["passphrase"].problem == "This is not the recovery passphrase of this till."
    assert fields(window)["passphrase"].on
    window.do(FieldText("passphrase", "eight green bottles"))
    assert fields(window)["passphrase"].problem == ""
    assert isinstance(opens(window).out[-1], OpenTill)


def test_a_secret_that_is_not_accepted_can_be_mended_or_the_till_opened_all_the_same() -> None:
    window = opens(filled(asked()))
    window.do(Pressed(ids.START_ANYWAY))
    assert len(window.out) == 1, "not before it was told"
    window.news(StartNews(StartProblem.NOT_ACCEPTED))
    assert window.says("does not accept one of these secrets")
    window.do(Pressed(ids.START_ANYWAY))
    last = window.out[-1]
    assert isinstance(last, OpenTill)
    assert last.anyway


def test_the_program_can_be_closed_instead() -> None:
    assert asked().do(Pressed(ids.LEAVE)).out == [CloseProgram()]
    assert asked().do(CloseAsked()).out == [CloseProgram()]


def test_a_computer_that_fails_meanwhile_is_told_and_what_was_typed_goes() -> None:
    window = opens(filled(asked()))
    window._take(replace(window.state.snapshot, number=99, trouble=Trouble.OUR_FAULT))
    assert window.body_name == "till"
    assert window.says("Something went wrong in Holdfast")
    assert window.state.start.texts == ()
