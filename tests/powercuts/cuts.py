"""Cuts the power after every thing that happened in a recorded day, and counts what came of it."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from tests.powercuts.cutting import Disk, Weather
from tests.powercuts.day import RecordedDay, record_recovery
from tests.powercuts.proof import Promises, check_image


@dataclass
class Tally:
    """How many images were made, and what was wrong with how many of them."""

    days: int = 0
    images: int = 0
    unsynced: int = 0
    """Images with something that the cut could take back."""
    promises: int = 0
    """Promises that were held against an image."""
    broken: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)

    @property
    def damaged(self) -> int:
        """Images that are no sound journal."""
        return self.broken["damaged"]

    @property
    def lost(self) -> int:
        """Images in which something that was promised is gone."""
        return self.broken["lost"]

    @property
    def twice(self) -> int:
        """Images of which the till sent something twice, or in other words."""
        return self.broken["twice"]

    @property
    def open(self) -> int:
        """Images whose queue did not drain."""
        return self.broken["open"]

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all was wrong."""
        return not self.broken


@dataclass(frozen=True)
class Cut:
    """One image: its files, and what had been promised when the power went."""

    number: int
    files: dict[str, bytes]
    promises: Promises
    unsynced: int
    dice: random.Random


def cuts_of(day: RecordedDay, seed: int, each: float, before: Promises | None = None) -> Iterator[Cut]:
    """`each` images on average after every thing that happened, on the disk or around it.

    `before`: what had been promised before the recording began.
    """
    disk, promises = Disk(), Promises() if before is None else deepcopy(before)
    number, chance = 0, random.Random(seed)
    for at, what in enumerate(day.recording.happened):
        promises.take(what)
        disk.take(what)
        if at < day.recording.adopted:
            continue
        for _ in range(int(each + chance.random())):
            number += 1
            dice = random.Random(f"{seed} {number}")
            yield Cut(number, disk.cut(Weather.drawn(dice), dice), promises, disk.unsynced, dice)


def cut_day(day: RecordedDay, folder: Path, seed: int, each: float, tally: Tally, most: int) -> None:
    """Make and check the images of a day, until the tally holds `most` of them."""
    for cut in cuts_of(day, seed, each):
        if tally.images >= most:
            return
        _check(cut, day, folder, f"day {seed}", tally)


def cut_recoveries(day: RecordedDay, folder: Path, seed: int, each: float, tally: Tally, most: int) -> None:
    """The same, but the power goes a second time while the till recovers from the first."""
    for first in cuts_of(day, seed, each):
        if tally.images >= most:
            return
        home = folder / "recovery"
        fresh = first.dice.getrandbits(32)
        recovery = record_recovery(home, first.files, first.promises, day.cards, fresh)
        for second in cuts_of(recovery, first.number, 0.5, first.promises):
            _check(second, recovery, folder, f"day {seed}, image {first.number}, again", tally)
        shutil.rmtree(home)


def _check(cut: Cut, day: RecordedDay, folder: Path, where: str, tally: Tally) -> None:
    faults = check_image(folder / "image", cut.files, cut.promises, day.cards, cut.dice)
    tally.images += 1
    tally.unsynced += bool(cut.unsynced)
    tally.promises += len(cut.promises.told)
    tally.broken.update(sort for sort, found in vars(faults).items() if found)
    tally.words += [f"{where}, image {cut.number}: {one}" for one in faults.all][:3]
