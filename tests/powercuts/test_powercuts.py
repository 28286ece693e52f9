"""Power cuts at a real till: nothing promised is lost, nothing is sent twice. The controls must lose.

The long form is `python -m tests.powercuts --images 20000`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.powercuts.controls import cut_queue, record_queue, without_sync
from tests.powercuts.cuts import Tally, cut_day, cut_recoveries
from tests.powercuts.cutting import Disk, Weather, scratch
from tests.powercuts.day import record_day
from tests.powercuts.recorder import Deleted, Made, Synced, Truncated, Written

STEPS = 40


@pytest.fixture(name="folder")
def folder_in_memory() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


@pytest.mark.parametrize("seed", [1, 4])
def test_a_power_cut_at_any_moment_loses_nothing_and_sends_nothing_twice(folder: Path, seed: int) -> None:
    tally = Tally()
    cut_day(record_day(folder / "day", seed, STEPS), folder, seed, 0.12, tally, 150)
    assert tally.is_clean, tally.words
    assert tally.images >= 50
    assert tally.promises > 200
    assert tally.unsynced > tally.images / 2


def test_a_day_can_be_lived_again_to_the_last_byte(folder: Path) -> None:
    first, second = (record_day(folder / name, 1, STEPS).recording for name in ("first", "second"))
    assert first.happened == second.happened


def test_a_second_cut_during_recovery_changes_nothing(folder: Path) -> None:
    tally = Tally()
    day = record_day(folder / "day", 1, STEPS)
    cut_recoveries(day, folder, 1, 0.01, tally, 60)
    assert tally.is_clean, tally.words
    assert tally.images >= 30


def test_the_same_journal_without_a_sync_in_each_commit_loses(folder: Path) -> None:
    tally = Tally()
    day = record_day(folder / "day", 1, STEPS, without_sync)
    cut_day(day, folder, 1, 0.1, tally, 100)
    assert tally.lost
    assert not tally.damaged, "it forgets, but it is no heap of bytes"


def test_a_forgetful_queue_loses(folder: Path) -> None:
    tally = Tally()
    cut_queue(record_queue(folder, 10), folder, 1, 1, tally, 200)
    assert tally.lost


ALL_LOST, ALL_KEPT = Weather(1.0, 0.0, 512), Weather(0.0, 0.0, 512)


def disk_after(*happened: Made | Deleted | Written | Truncated | Synced) -> Disk:
    disk = Disk()
    for what in happened:
        disk.take(what)
    return disk


def test_what_was_synced_stays_and_the_rest_is_left_to_the_dice() -> None:
    old, new = b"a" * 1024, b"b" * 1024
    disk = disk_after(Made("f", 1), Written(1, 0, old), Synced(1, names=True), Written(1, 0, new))
    assert disk.cut(ALL_LOST, random.Random(1)) == {"f": old}
    assert disk.cut(ALL_KEPT, random.Random(1)) == {"f": new}
    mixed = {disk.cut(Weather(0.5, 0.0, 512), random.Random(seed))["f"] for seed in range(20)}
    assert mixed == {first * 512 + second * 512 for first in (b"a", b"b") for second in (b"a", b"b")}
    torn = disk.cut(Weather(0.0, 1.0, 512), random.Random(3))["f"]
    assert torn not in (old, new)
    assert len(torn) == 1024


def test_a_name_is_sure_only_when_its_folder_was_synced() -> None:
    made = (Made("f", 1), Written(1, 0, b"x"))
    assert disk_after(*made, Synced(1, names=False)).cut(ALL_LOST, random.Random(1)) == {}
    assert disk_after(*made, Synced(1, names=True)).cut(ALL_LOST, random.Random(1)) == {"f": b"x"}
    gone = (*made, Synced(1, names=True), Deleted("f", synced=False))
    assert disk_after(*gone).cut(ALL_LOST, random.Random(1)) == {"f": b"x"}
    assert disk_after(*gone).cut(ALL_KEPT, random.Random(1)) == {}


def test_a_longer_and_a_shorter_file() -> None:
    disk = disk_after(Made("f", 1), Written(1, 2, b"xyz"), Truncated(1, 4), Synced(1, names=True))
    assert disk.cut(ALL_LOST, random.Random(1)) == {"f": b"\0\0xy"}
