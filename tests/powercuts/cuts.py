"""Cuts the power after every thing that happened in a recorded day, and counts what came of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.powercuts.cutting import Disk, Weather
from tests.powercuts.day import RecordedDay
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


def cuts_of(day: RecordedDay, seed: int, each: float) -> Iterator[Cut]:
    """`each` images on average after every thing that happened, on the disk or around it."""
    disk, promises = Disk(), Promises()
    number, chance = 0, random.Random(seed)
    for what in day.recording.happened:
        promises.take(what)
        disk.take(what)
        for _ in range(int(each + chance.random())):
            number += 1
            dice = random.Random(f"{seed} {number}")
            yield Cut(number, disk.cut(Weather.drawn(dice), dice), promises, disk.unsynced, dice)


def cut_day(day: RecordedDay, folder: Path, seed: int, each: float, tally: Tally, most: int) -> None:
    """Make and check the images of a day, until the tally holds `most` of them."""
    for cut in cuts_of(day, seed, each):
        if tally.images >= most:
            return
        faults = check_image(folder / "image", cut.files, cut.promises, day.cards, cut.dice)
        tally.images += 1
        tally.unsynced += bool(cut.unsynced)
        tally.promises += len(cut.promises.told)
        tally.broken.update(sort for sort, found in vars(faults).items() if found)
        tally.words += [f"day {seed}, image {cut.number}: {one}" for one in faults.all][:3]
