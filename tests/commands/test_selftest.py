"""`pos-app selftest`: it passes here, and what is broken fails it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pos_app.commands import selftest
from pos_app.storage.places import resources

OFFSCREEN = os.environ | {"QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.slow
def test_it_sells_over_a_kill_and_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    assert selftest.main([]) == 0
    told = capfd.readouterr().out
    assert "ok      after the kill: 2 holds of 2, nothing waiting" in told
    assert "ok      the card's own sum is right" in told
    assert "All 10 are well." in told


def looked_at(folder: Path) -> list[str]:
    code = (
        "import sys; from pathlib import Path; from pos_app.application.self_test import look_at_resources;"
        "look_at_resources(Path(sys.argv[1]), lambda well, told: print(well, told))"
    )
    asked = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True, env=OFFSCREEN)
    return done.stdout.splitlines()


def test_what_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "resources"
    shutil.copytree(resources(), folder)
    assert all(line.startswith("True ") for line in looked_at(folder))
    (folder / "fonts" / "Inter-Bold.otf").write_bytes(b"no font")
    (folder / "icons" / "check.svg").unlink()
    (folder / "sounds" / "refused.wav").write_bytes(b"RIFF")
    (folder / "translations" / "nb" / "LC_MESSAGES" / "holdfast.mo").unlink()
    told = looked_at(folder)
    assert [line.split()[0] for line in told] == ["False"] * 4
    assert "Inter-Bold.otf" in told[0]
    assert "check" in told[1]
    assert "refused" in told[2]
    assert "nb, 0 sentences" in told[3]


def test_a_part_that_dies_fails_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "itself", lambda: [sys.executable, "-c", "print('ok      half')"])
    assert selftest._of_child("resources", str(tmp_path)) == ["ok      half"]
    monkeypatch.setattr(selftest, "itself", lambda: [sys.executable, "-c", "raise SystemExit('broke')"])
    assert selftest._of_child("settle", str(tmp_path)) == ["FAILED  settle: broke"]
    assert selftest._killed(str(tmp_path)) == ["FAILED  broke"]
