"""The short form; `python -m tests.rudeness` is the long one."""

from __future__ import annotations

from tests.rudeness.answers import try_answers
from tests.rudeness.scans import try_scans


def test_bent_answers_are_never_taken_for_more_than_they_are() -> None:
    taken, wrong = try_answers(10_000, seed=2)
    assert wrong == []
    assert taken["confirmed"] > 300, "a till that believes nothing proves nothing"
    assert taken["refused"] > 200
    assert taken["not known"] > 300


def test_odd_scans_never_ask_for_money() -> None:
    asked, wrong = try_scans(3_000, seed=2)
    assert wrong == []
    assert asked["LookUp"] > 100
