"""The page of settings: given, checked elsewhere, kept for the next start, back to the usual, locked."""

from __future__ import annotations

from dataclasses import replace

from pos_app.ui.models import ids
from pos_app.ui.models.connect_value import ConnectValue, TextField
from pos_app.ui.models.effects import ChangeSettings
from pos_app.ui.models.gestures import FieldText, Key, Pressed
from pos_app.ui.models.setting_state import Own, SettingsNews
from pos_app.ui.models.setting_step import CHOICES, FIELDS
from pos_app.ui.models.settings import Settings
from tests.models.paper_cards import KARI, MIA
from tests.models.paper_service import PaperService
from tests.models.window import Window

KEYS = (*(key for row in FIELDS for key in row), *CHOICES)
USUAL = {"idle_minutes": "5", "expiry_years": "3", "main_action": "hold", "theme": "system"}
USUAL |= {"text_scale": "100", "sound": "true"}
OWN = tuple(Own(key=key, text=USUAL.get(key, ""), usual=USUAL.get(key, "")) for key in KEYS)


def opened(*, locked: str = "") -> Window:
    """A manager on the page; `locked` was decided for this computer."""
    own = tuple(replace(one, locked=one.key == locked) for one in OWN)
    window = Window(PaperService({}, person=MIA), Settings(own=own))
    return window.do(Pressed(ids.SETTINGS_PAGE))


def page(window: Window) -> ConnectValue:
    body = window.screen.body
    assert isinstance(body, ConnectValue)
    return body


def field(window: Window, key: str) -> TextField:
    return next(one for row in page(window).fields for one in row if one.id == key)


def wishes(window: Window) -> list[ChangeSettings]:
    return [one for one in window.out if isinstance(one, ChangeSettings)]


def give(window: Window, key: str, text: str) -> Window:
    return window.do(FieldText(key, text))


def keep(window: Window) -> Window:
    return window.do(Pressed(ids.SETTING_KEEP))


def test_only_a_manager_opens_it() -> None:
    window = Window(PaperService({}, person=KARI), Settings(own=OWN)).do(Pressed(ids.SETTINGS_PAGE))
    assert window.body_name == "till"


def test_every_setting_has_a_name_and_what_is_typed_a_sentence_and_its_usual_value() -> None:
    window = opened()
    assert [one.id for row in page(window).fields for one in row] == [key for row in FIELDS for key in row]
    assert field(window, "idle_minutes").note.endswith("from 1 to 240. Usually 5.")
    assert all(one.note for row in page(window).fields for one in row)
    assert [group.caption for group in page(window).groups] == [
        "What F9 does",
        "Colours",
        "Size of text",
        "Language",
        "Sounds",
    ]


def test_what_was_changed_is_asked_for_and_nothing_else() -> None:
    window = opened()
    assert not page(window).acts[1].on
    give(window, "idle_minutes", "10")
    give(window, "store", "Storgata")
    give(window, "store", "")
    keep(window.do(Pressed("settings.choice:theme:dark"), Pressed("settings.choice:theme:pink")))
    assert [one.texts for one in wishes(window)] == [(("idle_minutes", "10"), ("theme", "dark"))]
    assert not field(window, "idle_minutes").on, "while it is written nothing is typed"
    keep(window)
    assert len(wishes(window)) == 1
    own = tuple(replace(one, text="10") if one.key == "idle_minutes" else one for one in OWN)
    window.news(SettingsNews(own=own))
    assert page(window).found[0][1].text == "Saved. It counts from the next start on."
    assert field(window, "idle_minutes").text == "10"
    assert not page(window).acts[1].on


def test_what_cannot_be_used_is_told_at_its_field_and_nothing_is_kept() -> None:
    window = keep(give(opened(), "idle_minutes", "soon"))
    window.news(SettingsNews(wrong=("idle_minutes",)))
    assert field(window, "idle_minutes").problem.startswith("This cannot be used. Where staff sign in.")
    assert field(window, "idle_minutes").text == "soon"
    assert page(window).text.text == "Nothing was saved: look at the fields."
    give(window, "idle_minutes", "6")
    assert field(window, "idle_minutes").problem == ""


def test_a_disk_that_fails_is_told() -> None:
    window = keep(give(opened(), "store", "Storgata"))
    window.news(SettingsNews(failed=True))
    assert "cannot write" in page(window).found[0][1].text
    assert field(window, "store").text == "Storgata"


def test_back_to_the_usual() -> None:
    window = give(opened(), "expiry_years", "1")
    assert [one.words for one in page(window).groups[-1].buttons] == ["Years a sold card is valid"]
    window.do(Pressed("settings.reset:expiry_years"), Pressed("settings.reset:nothing"))
    assert field(window, "expiry_years").text == "3"
    assert page(window).groups[-1].caption == "Sounds"


def test_what_was_decided_for_this_computer_cannot_be_changed_and_says_so() -> None:
    window = give(opened(locked="expiry_years"), "expiry_years", "1")
    assert field(window, "expiry_years").note == "Decided for this computer."
    assert (field(window, "expiry_years").on, field(window, "expiry_years").text) == (False, "3")
    window = opened(locked="theme").do(Pressed("settings.choice:theme:dark"))
    group = page(window).groups[1]
    assert group.caption == "Colours · decided for this computer"
    assert not any(one.on for one in group.buttons)
    assert [one.chosen for one in group.buttons] == [True, False, False]


def test_esc_leaves_it_and_forgets_what_was_not_kept() -> None:
    window = give(opened(), "store", "Storgata").do(Key("Esc"))
    assert window.body_name == "till"
    assert field(window.do(Pressed(ids.SETTINGS_PAGE)), "store").text == ""
    window.news(SettingsNews(failed=True))
    assert page(window).found == (), "news that nobody waits for is none"


def test_another_person_does_not_find_it_open() -> None:
    window = opened()
    window.service.person = KARI
    assert window.hear().body_name == "till"
