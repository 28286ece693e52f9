"""The start of the program against a bare window of the same look, as processes of their own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.report import ROUNDS, Figure, of_rounds, show
from benchmarks.window import words
from pos_app.application.training import TrainingService
from tests import card_service

STARTS = 3
"""Starts of each program in a round."""
PAINTED, SHOWN, MEMORY = "painted", "shown", "memory"
LONGEST_SECONDS = 30.0

Told = dict[str, float]


def started(module: str, words: Sequence[str], typed: str, around: Mapping[str, str]) -> Told:
    """Start a program to its end; milliseconds after which it said each word, and its memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=dict(around),
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("no pipes")
    process.stdin.write(typed)
    process.stdin.flush()
    told: Told = {}
    while MEMORY not in told:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{module} ended before its time")
        word, _, value = line.strip().partition(" ")
        told[word] = float(value) if value else (time.monotonic() - start) * 1000
    process.stdin.close()
    process.wait(LONGEST_SECONDS)
    process.stdout.close()
    return told


def installed(folder: Path) -> dict[str, str]:
    """The environment of a program that is installed: its byte code is kept, here in a folder of the run."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return usual | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def measured(service: card_service.CardService, folder: Path) -> dict[tuple[str, str], list[list[float]]]:
    """Rounds of starts, bare window and till in turn; the first of each warms the disk up and is dropped."""
    code, secret = service.new_card(500_000).token, service.manager.secret + "\n"
    asked, around = words(service, folder / "till"), installed(folder)
    rounds: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for number in range(ROUNDS + 1):
        found: dict[tuple[str, str], list[float]] = defaultdict(list)
        for _ in range(STARTS if number else 1):
            for what, value in started("benchmarks.bare_window", (), "", around).items():
                found["bare", what].append(value)
            for what, value in started(
                "benchmarks.started_till", asked, secret, around | {"CODE": code}
            ).items():
                found["till", what].append(value)
        for key, values in found.items() if number else ():
            rounds[key].append(values)
    return rounds


def training_ms(folder: Path) -> float:
    """How long Training's own card service takes to start, beside the window."""
    taken = []
    for _ in range(STARTS + 1):
        training = TrainingService(folder / "cards.db")
        start = time.monotonic()
        training.start()
        taken.append((time.monotonic() - start) * 1000)
        training.stop()
    return statistics.median(taken[1:])


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with card_service.running(Path(folder) / "service") as service:
            rounds = measured(service, Path(folder))
        training = training_ms(Path(folder) / "training")
    bare, memory = of_rounds(rounds["bare", PAINTED]), of_rounds(rounds["bare", MEMORY])
    figures = [
        Figure("first paint", of_rounds(rounds["till", PAINTED]), bare, 1.9 * bare, "1.9 bare"),
        Figure("a scan at once, shown", of_rounds(rounds["till", SHOWN]), bare, 2.4 * bare, "2.4 bare"),
        Figure("memory then", of_rounds(rounds["till", MEMORY]), memory, 2.2 * memory, "2.2 bare", "MB"),
        Figure("  Training's card service, beside", training, bare),
    ]
    note = (
        "floor: a window of the till's style, fonts and 60 buttons; scanned at the first paint, journal open"
    )
    show("start", figures, (note, f"{time.monotonic() - began:.0f} s"))


if __name__ == "__main__":
    main()
