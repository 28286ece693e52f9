"""`python -m tests.powercuts --images 20000`: power cuts at a real till, and two controls that must lose."""

from __future__ import annotations

import argparse
import sys
import time

from tests.powercuts.controls import cut_queue, record_queue, without_sync
from tests.powercuts.cuts import Tally, cut_day, cut_recoveries
from tests.powercuts.cutting import scratch
from tests.powercuts.day import Prepare, record_day

STEPS = 40
"""Acts of a day."""

EACH = 2
"""Images of one moment."""

SECOND = 0.05
"""Images of one moment whose recovery is cut again."""


def cut_days(images: int, seed: int, prepare: Prepare | None = None, *, twice: bool = False) -> Tally:
    """Live days at a till, each from its own seed, until there are so many images."""
    tally = Tally()
    while tally.images < images:
        with scratch() as folder:
            day = record_day(folder / "day", seed, STEPS, prepare)
            if twice:
                cut_recoveries(day, folder, seed, SECOND, tally, images)
            else:
                cut_day(day, folder, seed, EACH, tally, images)
        seed += 1
        tally.days += 1
    return tally


def cut_queue_days(images: int, seed: int) -> Tally:
    """The same for litequeue."""
    tally = Tally()
    while tally.images < images:
        with scratch() as folder:
            cut_queue(record_queue(folder, 60), folder, seed, EACH, tally, images)
        seed += 1
        tally.days += 1
    return tally


def report(name: str, tally: Tally, seconds: float) -> None:
    """One line of the table, and the first words of what was wrong."""
    print(
        f"{name:<34}{tally.days:>6} days{tally.images:>8} images{tally.unsynced:>8} with unsynced sectors"
        f"{tally.promises:>9} promises{tally.damaged:>7} damaged{tally.lost:>7} lost{tally.twice:>6} twice"
        f"{tally.open:>6} open{seconds:>8.0f} s",
        flush=True,
    )


def cut_and_report(name: str, images: int, seed: int, prepare: Prepare | None = None, **how: bool) -> Tally:
    """One row of the table."""
    began = time.monotonic()
    tally = cut_days(images, seed, prepare, **how)
    report(name, tally, time.monotonic() - began)
    return tally


def main() -> int:
    """Print the table; 0 when the journal kept everything and both controls lost something."""
    asked = argparse.ArgumentParser(prog="python -m tests.powercuts", description=__doc__)
    asked.add_argument("--images", type=int, default=20_000)
    asked.add_argument("--again", type=int, default=5_000, help="images of a second cut, during recovery")
    asked.add_argument("--controls", type=int, default=1_000, help="images of each control")
    asked.add_argument("--seed", type=int, default=0, help="of the first day")
    given = asked.parse_args()
    print(f"seed {given.seed}, {STEPS} acts a day, {EACH} images after each thing that happened")
    tally = cut_and_report("the journal", given.images, given.seed)
    again = cut_and_report("the journal, cut again", given.again, given.seed, twice=True)
    for word in (*tally.words[:10], *again.words[:10]):
        print(word)
    blind = cut_and_report("control: WAL, synchronous=NORMAL", given.controls, given.seed, without_sync)
    began = time.monotonic()
    queue = cut_queue_days(given.controls, given.seed)
    report("control: litequeue", queue, time.monotonic() - began)
    return 0 if tally.is_clean and again.is_clean and blind.lost and queue.lost else 1


if __name__ == "__main__":
    sys.exit(main())
