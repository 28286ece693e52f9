"""Plants one bug in a copy of the program and runs the tests that must notice it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.mutants.mutant import ROOT, Mutant

LIMIT = 60.0
"""Seconds in which a bug must be noticed."""

COPIED = ("pos_app", "tests", "resources", "packaging", "pyproject.toml")


class Ended(StrEnum):
    """How the tests of a mutant ended."""

    CAUGHT = "caught"
    SURVIVED = "SURVIVED"
    TOO_SLOW = "TOO SLOW"
    NO_TESTS = "NO TESTS"
    """pytest could not run them: a wrong name, or a copy that is broken."""


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant; `by` is the first test that failed."""

    ended: Ended
    seconds: float
    by: str = ""


class Copy:
    """A copy of the program and its tests, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Copy what is needed."""
        self._folder = folder
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, folder / name)

    def try_mutant(self, mutant: Mutant) -> Verdict:
        """Plant it, run its tests, take it out again; raises NoMatch."""
        file = self._folder / mutant.file
        sound = file.read_text("utf-8")
        file.write_text(mutant.applied(self._folder), "utf-8")
        try:
            return self.run(mutant.tests, LIMIT)
        finally:
            file.write_text(sound, "utf-8")

    def run(self, tests: Iterable[str], limit: float) -> Verdict:
        """Run tests of the copy until the first fails, at most `limit` seconds."""
        began = time.monotonic()
        code, said = _run_in_time(self._folder, [*tests], limit)
        seconds = time.monotonic() - began
        if code is None:
            return Verdict(Ended.TOO_SLOW, seconds)
        if code not in (0, 1):
            return Verdict(Ended.NO_TESTS, seconds, said[-200:])
        return Verdict(Ended.CAUGHT if code else Ended.SURVIVED, seconds, _first_failed(said))


def _run_in_time(folder: Path, tests: list[str], limit: float) -> tuple[int | None, str]:
    """pytest's exit code, None if its time was over, and what it said; old byte-code is never used."""
    asked = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=no"]
    asked += ["--hypothesis-seed=0", *tests]
    others = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part != str(ROOT)]
    path = os.pathsep.join([str(folder), *filter(None, others)])
    variables = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        asked,
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=limit)
        return process.returncode, said
    except subprocess.TimeoutExpired:
        return None, ""
    finally:
        if process.poll() is None:
            _kill_all(process)
            process.wait()


def _kill_all(process: subprocess.Popen[str]) -> None:
    """End the tests and what they started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _first_failed(said: str) -> str:
    for line in said.splitlines():
        if line.startswith(("FAILED ", "ERROR ")):
            return line.partition(" ")[2].partition(" - ")[0]
    return ""
