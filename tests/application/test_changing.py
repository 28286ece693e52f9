"""Settings changed on screen: all of them or none, and never what was decided elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_app.application.changing import change
from pos_app.application.own_settings import SHOWN, own_settings
from pos_app.storage import provision
from pos_app.storage.places import Places
from pos_app.storage.settings import USUAL
from pos_app.storage.settings_file import read_settings
from tests.storage.tills import TRAINING


def admin_file(folder: Path) -> Path:
    """What an administrator decided, where the test may write."""
    return folder / "admin" / "provision.toml"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A home of its own, on a computer where nothing was decided yet."""
    monkeypatch.setattr(provision, "admin_place", lambda: admin_file(tmp_path))
    monkeypatch.setattr(provision, "only_admins_write", lambda _: True)
    return Places.of(tmp_path / "home", {})


def test_what_is_good_is_kept_and_the_rest_of_the_file_stays(places: Places) -> None:
    places.home.mkdir()
    places.settings_file.write_text('# mine\nstore = "Storgata"\n')
    news = change(places, TRAINING, {"idle_minutes": "10", "sound": "false", "limits_cashier": "pay 100 - -"})
    assert (news.wrong, news.failed) == ((), False)
    assert {one.key: one.text for one in news.own}["idle_minutes"] == "10"
    kept = read_settings(places.settings_file).settings
    assert (kept.store, kept.idle_minutes, kept.sound) == ("Storgata", 10, False)
    assert kept.limits_cashier == "pay 100 - -"
    assert "# mine" in places.settings_file.read_text()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("idle_minutes", "soon"),
        ("idle_minutes", "0"),
        ("idle_minutes", "1.5"),
        ("idle_minutes", "-3"),
        ("idle_minutes", "9" * 40),
        ("expiry_years", "11"),
        ("card_pattern", "("),
        ("limits_cashier", "pay much"),
        ("theme", "pink"),
        ("store", "x" * 61),
        ("nobody knows", "it"),
    ],
)
def test_one_that_cannot_be_used_keeps_none(places: Places, key: str, text: str) -> None:
    news = change(places, TRAINING, {key: text, "till": "Till 2"})
    assert news.wrong == (key,)
    assert not places.settings_file.exists()


def test_what_was_decided_for_this_computer_is_refused(places: Places, tmp_path: Path) -> None:
    admin = admin_file(tmp_path)
    admin.parent.mkdir()
    admin.write_text("idle_minutes = 3\n")
    assert change(places, TRAINING, {"idle_minutes": "10"}).wrong == ("idle_minutes",)
    news = change(places, TRAINING, {"till": "Till 2"})
    found = {one.key: one for one in news.own}
    assert (found["idle_minutes"].text, found["idle_minutes"].locked) == ("3", True)
    assert not found["till"].locked


def test_a_disk_that_takes_nothing_is_told(places: Places) -> None:
    places.home.write_text("a file where the home belongs")
    assert change(places, TRAINING, {"till": "Till 2"}).failed


def test_the_page_shows_settings_that_there_are() -> None:
    own = own_settings(USUAL, frozenset({"theme"}))
    assert [one.key for one in own] == list(SHOWN)
    assert all(one.text == one.usual for one in own)
    assert [one.key for one in own if one.locked] == ["theme"]
