"""The short form of the simulation; `python -m tests.simulation` is the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.life import live
from tests.simulation.points import crash_everywhere

LIVES, ACTS = 16, 100


@pytest.mark.parametrize("seed", range(LIVES))
def test_a_life(tmp_path: Path, seed: int) -> None:
    assert live(tmp_path, seed, ACTS).broken == []


def test_a_seed_is_the_same_life_again(tmp_path: Path) -> None:
    first, second = (live(tmp_path / name, 7, 2 * ACTS) for name in ("first", "second"))
    assert first.operations > 20
    assert first.cuts > 0
    assert first.digest == second.digest


def test_a_day_cut_at_every_step() -> None:
    found = crash_everywhere(every=1, again_every=20)
    assert found.points > 80
    assert found.again >= found.points
    assert found.broken == {}
