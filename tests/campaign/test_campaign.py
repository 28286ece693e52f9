"""The short form of the campaign; `make campaign` is the long one."""

from __future__ import annotations

from pathlib import Path

from tests.campaign.__main__ import peers
from tests.campaign.campaign import Campaign, Plan


def test_tills_are_killed_on_a_bad_wire(tmp_path: Path) -> None:
    told = Campaign(tmp_path, seed=4, plan=Plan(tills=3, kills=4, presses=40)).run()
    assert told.broken == []
    assert (told.kills, told.unopened) == (12, 0)
    assert told.operations > 0


def test_the_pattern_of_others_charges_twice_on_the_same_wire(tmp_path: Path) -> None:
    doubled, extra = peers(tmp_path, sales=60, seed=4)
    assert extra >= doubled > 0, "a wire that nobody is hurt by proves nothing"
