"""What a window opens with when somebody edited its settings by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_app.api.client import CardService
from pos_app.application.options import Options
from pos_app.application.setting_up import set_up
from pos_app.application.target import origin_of, target_of
from pos_app.domain.rights import Right
from pos_app.service.snapshot import Trouble
from pos_app.storage.places import Places
from pos_app.storage.settings import Settings
from pos_app.ui.models.settings import Caution, FileProblem

CONNECTED = 'service = "https://cards.example:8443/v1"\naccount = "P12345678"\nclient = "till"\n'


def home_with(folder: Path, text: str) -> Places:
    places = Places.of(folder, {})
    places.settings_file.write_text(text)
    return places


def test_a_new_computer_practises(tmp_path: Path) -> None:
    found = set_up(Places.of(tmp_path, {}))
    assert (found.settings, found.trouble, found.problems) == (Settings(), Trouble.NONE, ())
    assert target_of(Options(), found.settings).is_training


def test_a_line_that_is_wrong_is_told_and_the_rest_is_used(tmp_path: Path) -> None:
    found = set_up(home_with(tmp_path, CONNECTED + 'theme = "pink"\nthene = 1\n'))
    assert found.trouble is Trouble.NONE
    assert found.problems == (FileProblem(4, "theme", "wrong"), FileProblem(5, "thene", "unknown"))
    assert found.settings.account == "P12345678"


@pytest.mark.parametrize("text", [CONNECTED[:-5], 'account = "P1', "\x00\x01", "= ="])
def test_with_settings_that_cannot_be_understood_the_till_sells_nowhere(tmp_path: Path, text: str) -> None:
    found = set_up(home_with(tmp_path, text))
    assert found.trouble is Trouble.SETTINGS, "it might be a store's till: it does not quietly practise"
    assert [one.what for one in found.problems] == ["not toml"]


def test_settings_that_cannot_be_read_at_all(tmp_path: Path) -> None:
    places = Places.of(tmp_path, {})
    places.settings_file.mkdir()
    assert set_up(places).trouble is Trouble.SETTINGS


def test_where_a_connected_till_sells(tmp_path: Path) -> None:
    text = CONNECTED + 'client_rights = "look-up move"\nmanager_client = "boss"\nmanager_rights = "create"\n'
    settings = set_up(home_with(tmp_path, text)).settings
    target = target_of(Options(), settings)
    assert target.origin.name == "P12345678@cards.example_8443"
    assert target.client_rights == frozenset({Right.LOOK_UP, Right.MOVE})
    assert target.manager_rights == frozenset({Right.CREATE})
    assert target_of(Options(training=True), settings).is_training
    given = Options(base_url="http://127.0.0.1:9/v1", account="T12345678", client_id="x")
    assert target_of(given, settings).test_account == "T12345678", "the command line wins"


def test_what_a_manager_should_keep_in_mind_follows_the_settings(tmp_path: Path) -> None:
    careless = CONNECTED + 'client_rights = "look-up move create"\nsecrets = "file"\n'
    target = target_of(Options(), set_up(home_with(tmp_path, careless)).settings)
    assert target.cautions == (Caution.SECRETS_IN_FILE, Caution.CASHIERS_CREATE)
    assert target_of(Options(training=True), Settings()).cautions == ()


@pytest.mark.parametrize("line", ['service = "HTTPS://cards.example/v1"', 'account = "X1"', 'client = "a b"'])
def test_a_till_whose_connection_is_mistyped_does_not_practise_instead(tmp_path: Path, line: str) -> None:
    key = line.split(maxsplit=1)[0]
    kept = "".join(f"{one}\n" for one in CONNECTED.splitlines() if not one.startswith(key))
    assert set_up(home_with(tmp_path, f"{kept}{line}\n")).trouble is Trouble.SETTINGS


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://Cards.Example:443/v1", "P12345678@cards.example"),
        ("https://cards.example/v1", "P12345678@cards.example"),
        ("http://127.0.0.1:80/v1", "P12345678@127.0.0.1"),
        ("https://cards.example:8443/v1", "P12345678@cards.example_8443"),
    ],
)
def test_however_an_address_is_written_it_is_one_origin(address: str, name: str) -> None:
    origin = origin_of(address, "P12345678")
    assert origin.name == name
    CardService(origin, address, {})
