"""Sounds: by the system's player where there is one, else the beep, and never an error."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from pos_app.devices.sounds import Sounds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays without a program")


def _player(folder: Path, name: str, heard: Path) -> None:
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "$@" >> "{heard}"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def _wait_for(heard: Path) -> str:
    for _ in range(500):
        if heard.exists() and heard.read_text(encoding="utf-8").strip():
            return heard.read_text(encoding="utf-8").strip()
        time.sleep(0.01)
    raise AssertionError("nothing was played")


def test_the_systems_player_gets_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = tmp_path / "heard"
    _player(tmp_path, "afplay" if sys.platform == "darwin" else "pw-play", heard)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    beeps: list[int] = []
    Sounds({"confirmed": tmp_path / "c.wav"}, lambda: beeps.append(1)).play("confirmed")
    assert _wait_for(heard).endswith("c.wav")
    assert beeps == []


def test_without_a_player_it_beeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    beeps: list[int] = []
    sounds = Sounds({"refused": tmp_path / "r.wav"}, lambda: beeps.append(1))
    sounds.play("refused")
    sounds.play("unheard of")
    assert beeps == [1]


def test_sounds_can_be_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    beeps: list[int] = []
    Sounds({"refused": tmp_path / "r.wav"}, lambda: beeps.append(1), on=False).play("refused")
    assert beeps == []
