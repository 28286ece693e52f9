"""Figures as a table: what, measured, floor, ratio, aim, met or missed. Times are in milliseconds."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import qVersion

ROUNDS = 5
FRAME_MS = 1000 / 60


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value beside its floor. `most` is the aim in the same unit; None where there is none."""

    what: str
    measured: float
    floor: float | None = None
    most: float | None = None
    aim: str = ""
    unit: str = "ms"

    @property
    def verdict(self) -> str:
        """Whether the aim was met."""
        if self.most is None:
            return "-"
        return "met" if self.measured <= self.most else "missed"

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        ratio = "-" if not self.floor else f"{self.measured / self.floor:.2f}"
        floor = "-" if self.floor is None else _printed(self.floor, self.unit)
        aim = "-" if self.most is None else f"{self.aim} = {_printed(self.most, self.unit)}"
        return (self.what, _printed(self.measured, self.unit), floor, ratio, aim, self.verdict)


def of_rounds(rounds: Iterable[Sequence[float]]) -> float:
    """The median of the rounds' medians."""
    return statistics.median(statistics.median(one) for one in rounds)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def show(title: str, figures: Sequence[Figure], notes: Sequence[str] = ()) -> None:
    """Print the machine, the table and the notes."""
    print(f"\n{title}\n{machine()}\n")
    head = ("what", "measured", "floor", "ratio", "aim", "verdict")
    rows = [head, *(one.cells() for one in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        first, *rest = zip(row, widths, strict=True)
        print("  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]))
    for note in notes:
        print(f"  {note}")
    print(flush=True)


def machine() -> str:
    """What these figures were measured on, without its name."""
    python, screen = platform.python_version(), os.environ.get("QT_QPA_PLATFORM", "the system's screen")
    return (
        f"machine: {os.cpu_count()} CPUs, {platform.system()} {platform.machine()}, "
        f"Python {python}, Qt {qVersion()} ({screen})"
    )


def _printed(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}" if value < 1 else f"{value:.1f} {unit}"
