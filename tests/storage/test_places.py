"""Where files lie."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pos_app.domain.origin import Origin
from pos_app.storage import places
from pos_app.storage.places import Places, resources
from tests.storage.tills import LIVE, TRAINING


def test_a_home_holds_everything(tmp_path: Path) -> None:
    found = Places.of(tmp_path, {"HOLDFAST_HOME": "/elsewhere"})
    assert found == Places(tmp_path, tmp_path / "state")
    assert found.settings_file == tmp_path / "settings.toml"
    assert found.card_service_db == tmp_path / "training" / "cards.db"
    assert found.training_key == tmp_path / "training" / "journal.key"
    assert found.journal_folder(TRAINING) == tmp_path / "training"
    assert found.journal_folder(LIVE) == tmp_path / "P12345678@api.example.test"
    assert found.mark_file(LIVE) == tmp_path / "state" / "P12345678@api.example.test.mark"
    assert found.unsent_file(TRAINING) == tmp_path / "state" / "training.unsent"


def test_the_environment_names_home_and_state(tmp_path: Path) -> None:
    environ = {"HOLDFAST_HOME": str(tmp_path / "a"), "HOLDFAST_STATE": str(tmp_path / "b")}
    assert Places.of(None, environ) == Places(tmp_path / "a", tmp_path / "b")
    assert Places.of(tmp_path, environ) == Places(tmp_path, tmp_path / "b")
    assert Places.of(None, {"HOLDFAST_STATE": str(tmp_path)}).state == tmp_path


def test_a_home_may_be_given_from_here_and_from_the_user_s_folder() -> None:
    assert Places.of(Path("till"), {}).home == Path.cwd() / "till"
    assert Places.of(Path("~/till"), {}).home == Path.home() / "till"


def test_the_usual_state_is_apart_from_the_usual_home(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Places.of(None, {})
    assert usual.home.name == "Holdfast"
    assert usual.state != usual.home
    assert usual.home not in usual.state.parents
    import platformdirs

    # Windows and macOS have one folder for both.
    monkeypatch.setattr(platformdirs, "user_state_dir", platformdirs.user_data_dir)
    usual = Places.of(None, {})
    assert usual.state != usual.home
    assert usual.home not in usual.state.parents


def test_a_host_cannot_lead_out_of_the_home(tmp_path: Path) -> None:
    found = Places.of(tmp_path, {}).journal_folder(Origin("P12345678", "../../etc"))
    assert found.parent == tmp_path


def test_the_resources_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert resources().name == "resources"
    assert resources().is_dir()
    monkeypatch.setattr(places, "__file__", str(tmp_path / "pos_app" / "storage" / "places.py"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "pos-app"))
    with pytest.raises(FileNotFoundError):
        resources()
    for folder in (tmp_path / "bin", tmp_path, tmp_path / "pos_app"):
        (folder / "resources").mkdir(parents=True)
        assert resources() == folder / "resources"
