"""What is decided for a store's tills: believed only from where administrators write, and never half."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pos_app.commands import provision as command
from pos_app.storage import provision
from pos_app.storage.places import Places
from pos_app.storage.provision import (
    Provision,
    effective_settings,
    mark_seen,
    only_admins_write,
    place_provision,
    read_provision,
    unseen_settings,
)
from pos_app.storage.settings import KEYS, Problem, Settings
from tests.storage.tills import LIVE, TRAINING

GOOD = 'service = "https://cards.example/v1"\naccount = "P12345678"\nclient = "till-17"\nidle_minutes = 3\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "decided.toml"
    file.write_text(text)
    return file


def test_what_is_decided_stands_over_the_tills_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "admin" / "provision.toml"
    place_provision(written(tmp_path, GOOD), place)
    decided = read_provision(place, lambda _: True)
    assert decided.locked == {"service", "account", "client", "idle_minutes"}
    own = Settings(idle_minutes=30, theme="dark")
    over = decided.over(own)
    assert (over.idle_minutes, over.theme, over.is_connected) == (3, "dark", True)
    monkeypatch.setattr(provision, "admin_place", lambda: place)
    monkeypatch.setattr(provision, "only_admins_write", lambda _: True)
    found = effective_settings(Places.of(tmp_path / "home", {}))
    assert (found.settings.account, found.locked) == ("P12345678", decided.locked)


def test_no_file_decides_nothing(tmp_path: Path) -> None:
    assert read_provision(tmp_path / "none.toml") == Provision()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its folder for programs itself")
def test_a_file_that_others_may_write_is_not_believed(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    assert not only_admins_write(file), "the folder for temporary files belongs to everybody"
    assert read_provision(file) == Provision()
    assert only_admins_write(Path("/etc/passwd"))


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (GOOD + "unheard = 1\n", 5, Problem.UNKNOWN),
        (GOOD + 'theme = "pink"\n', 5, Problem.WRONG),
        (GOOD + "theme = \n", 5, Problem.NOT_TOML),
        ('account = "X1"\n', 1, Problem.WRONG),
        ('secrets = "post-it"\n', 1, Problem.WRONG),
        ('client_rights = "everything"\n', 1, Problem.WRONG),
    ],
)
def test_a_file_with_a_problem_is_not_placed(tmp_path: Path, text: str, line: int, problem: Problem) -> None:
    place = tmp_path / "admin" / "provision.toml"
    found = place_provision(written(tmp_path, text), place)
    assert [(one.line, one.problem) for one in found.problems] == [(line, problem)]
    assert not place.exists()


def test_a_test_of_the_till_itself_is_never_decided(tmp_path: Path) -> None:
    file = written(tmp_path, 'client_rights = "look-up move"\ntill = "Till 2"\n')
    assert read_provision(file, lambda _: True).locked == {"till"}


def test_the_command_says_what_it_decides_or_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "admin" / "provision.toml"
    monkeypatch.setattr(command, "admin_place", lambda: place)
    file = str(written(tmp_path, GOOD))
    assert command.main([file, "--check"]) == 0
    assert not place.exists()
    assert command.main([file]) == 0
    assert "account = 'P12345678'" in capsys.readouterr().out
    assert place.read_text() == GOOD
    assert command.main([str(written(tmp_path, "thene = 'dark'\n"))]) == 1
    assert capsys.readouterr().err == "line 1: thene: no setting of that name\n"
    assert place.read_text() == GOOD


def test_what_was_changed_since_the_till_last_looked_is_told_until_it_was_seen(tmp_path: Path) -> None:
    places = Places.of(tmp_path / "home", {})
    assert unseen_settings(places, LIVE, Settings()) == ()
    mark_seen(places, LIVE, Settings(), KEYS)
    assert not places.home.exists(), "a till that is as usual writes nothing"
    now = Settings(idle_minutes=3, store="Storgata")
    assert unseen_settings(places, LIVE, now) == ("store", "idle_minutes")
    mark_seen(places, LIVE, now, ["store"])
    assert unseen_settings(places, LIVE, now) == ("idle_minutes",), "what the till wrote hides nothing else"
    assert unseen_settings(places, TRAINING, now) == ("store", "idle_minutes"), "each origin sees for itself"
    mark_seen(places, LIVE, now, KEYS)
    assert unseen_settings(places, LIVE, now) == ()
