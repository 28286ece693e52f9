"""Guessing at numbers and PINs is slowed down, an honest till is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.guessing import MOST, PIN_WEIGHT, WITHIN, Guesses


def test_an_honest_till_never_waits() -> None:
    guesses = Guesses()
    for minute in range(600):
        assert guesses.wait(minute * 60.0) == 0.0, "one unknown card a minute"
        guesses = guesses.after_wrong(minute * 60.0)


def test_a_pin_gets_five_tries_and_then_one_each_minute() -> None:
    guesses, now, tries = Guesses(), 0.0, 0
    while now < 3_600.0:
        wait = guesses.wait(now)
        if wait:
            now += wait
            continue
        guesses, tries = guesses.after_wrong(now, PIN_WEIGHT), tries + 1
    assert tries <= 5 * 3_600 / WITHIN + 5


@given(st.lists(st.floats(0.0, 30.0), max_size=200))
def test_never_more_than_most_within_the_time(gaps: list[float]) -> None:
    guesses, now = Guesses(), 0.0
    let: list[float] = []
    for gap in gaps:
        now += gap
        if guesses.wait(now) == 0.0:
            guesses = guesses.after_wrong(now)
            let.append(now)
    for start in let:
        assert sum(start <= one < start + WITHIN for one in let) <= MOST
