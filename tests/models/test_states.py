"""Every state of rule 13 has a word, an icon and the next key, in English and in Norwegian."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pos_app.domain.money import Currency
from pos_app.domain.operation import Why
from pos_app.service.snapshot import Reading, Trouble
from pos_app.ui.models import wording
from pos_app.ui.models.gestures import Key, Opened, Pressed
from pos_app.ui.models.parts import Button, Chip, IconName, Line, Run
from tests.models.paper_cards import NOON, card
from tests.models.paper_service import PaperService
from tests.models.window import CODE, Window, walk

CATALOGS = str(Path(__file__).parents[2] / "resources" / "translations")


def reading(end: Reading) -> Callable[[], Window]:
    """A look-up that ended so."""

    def make() -> Window:
        window = Window()
        window.service.reads = end
        return window.scan()

    return make


def lying(**changes: Any) -> Callable[[], Window]:
    """A card like this lies on the till."""
    return lambda: Window(PaperService({CODE: card("900000004821", **changes)})).scan()


def under_way() -> Window:
    """A look-up that has no answer yet."""
    window = Window()
    window.service.answers = False
    return window.scan()


def slow() -> Window:
    """The same after three seconds."""
    window = under_way()
    window.service.slow()
    return window.hear()


def refused() -> Window:
    """A hold that was refused."""
    window = Window().scan().type("100")
    window.service.refuses = Why.NO_FUNDS
    return window.key("F9")


def waiting() -> Window:
    """A hold whose answer is not known yet."""
    window = Window().scan().type("100").after(1.0)
    window.service.answers = False
    return window.do(Pressed("main")).after(2.0)


def used_code() -> Window:
    """A code that was good for one payment."""
    window = Window()
    window.service.code_used = True
    return window.scan()


def troubled(trouble: Trouble) -> Callable[[], Window]:
    """This computer cannot sell."""

    def make() -> Window:
        window = Window()
        window.service.trouble = trouble
        return window.hear()

    return make


STATES: dict[str, tuple[Callable[[], Window], str]] = {
    "no card": (Window, "Scan a card, or type an amount"),
    "reading": (under_way, "Reading •••• 4821"),
    "slow": (slow, "Slow answer"),
    "no answer": (reading(Reading.NO_ANSWER), "No answer. Nothing was charged."),
    "unknown": (reading(Reading.UNKNOWN), "No card with this code (unknown or no longer valid)"),
    "pin": (reading(Reading.PIN_NEEDED), "This card has a PIN"),
    "wrong pin": (reading(Reading.PIN_WRONG), "Wrong PIN"),
    "not allowed": (reading(Reading.NOT_ALLOWED), "This till has no right to read cards"),
    "no credential": (reading(Reading.NO_CREDENTIAL), "The card service does not accept this till"),
    "too many": (reading(Reading.TOO_MANY), "The card service asks to wait a moment"),
    "guessing": (reading(Reading.GUESSING), "Too many unknown cards or wrong PINs on this till"),
    "strange": (reading(Reading.STRANGE), "An answer this till does not understand"),
    "ready": (lying(), "Ready to use"),
    "all on hold": (lying(available=0, held=100), "All on hold"),
    "inactive": (lying(status="inactive"), "Not sold yet"),
    "not yet": (lying(active_from=NOON + 9 * 86400), "From 01.12.2026"),
    "expired": (lying(expires_at=NOON - 86400), "Expired 21.11.2026, kr 500,00 left on it"),
    "empty": (lying(available=0), "Nothing to take"),
    "other currency": (
        lying(available=100, currency=Currency.SEK),
        "SEK card, this till takes NOK",
    ),
    "used code": (used_code, "This code was good for one payment"),
    "waiting": (waiting, "Hold of kr 100,00: not known yet"),
    "refused": (refused, "Hold of kr 100,00: refused"),
    **{
        f"trouble {one.value}": (troubled(one), "No new sales on this till")
        for one in Trouble
        if one is not Trouble.NONE
    },
}


@pytest.fixture(params=["en", "nb"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Both languages, one after the other; English again afterwards."""
    assert wording.use(str(request.param), CATALOGS) == request.param
    yield str(request.param)
    wording.use("en", CATALOGS)


@pytest.mark.parametrize("name", STATES)
def test_every_state_has_a_word_an_icon_and_a_next_key(name: str, language: str) -> None:
    make, said = STATES[name]
    window = make()
    body = window.till
    if language == "en":
        assert window.says(said), window.texts()
    assert body.card.chip is not None
    chips = [one for one in walk(body) if isinstance(one, Chip)]
    assert all(one.words and isinstance(one.icon, IconName) for one in chips)
    assert body.card.figure is not None or body.card.headline
    buttons = [one for one in walk(body) if isinstance(one, Button) and one.on and one.keys]
    runs = [one for one in walk(body) if isinstance(one, Run) and one.key]
    assert buttons or runs
    main = body.pay.main
    assert main.on or main.words, "what is off says why"
    lines = [one for one in walk(window.screen) if isinstance(one, Line)]
    assert not any("{" in one.text for one in lines)


@pytest.mark.parametrize("name", STATES)
def test_no_f_key_is_printed_on_two_buttons_that_are_on(name: str) -> None:
    make, _said = STATES[name]
    keys = [one.keys for one in make().buttons() if one.on and one.keys.endswith(tuple("123456789"))]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("trouble", [one for one in Trouble if one is not Trouble.NONE])
def test_trouble_stops_new_money_and_says_that_holds_are_safe(trouble: Trouble) -> None:
    window = Window().scan().type("100")
    window.service.trouble = trouble
    window.hear().do(Key("F9"), Pressed("main"))
    assert window.service.operations == {}
    assert window.till.pay.stop is not None
    assert "Holds are safe." in window.till.pay.stop.text.text
    window.service.trouble = Trouble.NONE
    window.hear().key("F9")
    assert len(window.service.operations) == 1


def test_empty_lists_say_so() -> None:
    window = Window().do(Opened("holds"))
    assert window.holds.table.empty == "No open holds on this till"
    window.do(Opened("waiting"))
    assert window.waiting.table.empty == "Nothing is waiting"
    assert window.waiting.title == "Nothing is waiting"
