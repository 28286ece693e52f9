"""`pos-app staff` on a real file."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from pos_app.commands import staff as command


def _type(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))


def test_add_list_and_remove(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(tmp_path)]
    assert command.main(["list", *home]) == 0
    assert "Nobody yet" in capsys.readouterr().out
    _type(monkeypatch, "24680")
    assert command.main(["add", "--name", "Kari", "--stdin", *home]) == 0
    _type(monkeypatch, "13579", "BADGE-7")
    assert command.main(["add", "--name", "Mia", "--role", "manager", "--badge", "--stdin", *home]) == 0
    assert "Mia signs in as number 2" in capsys.readouterr().out
    assert command.main(["list", "--json", *home]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"number": 1, "name": "Kari", "role": "cashier"},
        {"number": 2, "name": "Mia", "role": "manager"},
    ]
    assert command.main(["remove", "1", *home]) == 0
    assert command.main(["remove", "1", *home]) == 1
    capsys.readouterr()
    assert command.main(["list", *home]) == 0
    assert capsys.readouterr().out == "2  Mia, manager\n"


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        (["--name", "Kari"], ["1111"], "4 to 8 digits"),
        (["--name", " "], ["24680"], "A name has"),
        (["--name", "Kari", "--badge"], ["24680", ""], "no badge"),
    ],
)
def test_what_cannot_be_taken_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    typed: list[str],
    says: str,
) -> None:
    _type(monkeypatch, *typed)
    assert command.main(["add", *words, "--stdin", "--home", str(tmp_path)]) == 1
    assert says in capsys.readouterr().err
    assert not (tmp_path / "staff.json").exists()
