"""Scans and typing told apart: rule 1 of screens.md, by example and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.devices.wedge import (
    HOLD_BACK_MS,
    LONGEST_TEXT,
    SCAN_STROKES,
    Scan,
    Stroke,
    StrokeKind,
    Typing,
    Wedge,
)

Decided = list[Typing[int] | Scan]


class Keyboard:
    """A keyboard with a clock of its own; calls `pause` as the window's timer would."""

    def __init__(self, *, trust_times: bool = True, timer: bool = True, start_ms: int = 5000) -> None:
        self.wedge: Wedge[int] = Wedge(trust_times=trust_times)
        self.timer = timer
        self.now_ms = start_ms
        self.decided: Decided = []
        self.sent = 0

    def stroke(self, kind: StrokeKind, text: str = "", gap_ms: int = 5, *, repeat: bool = False) -> None:
        if gap_ms >= HOLD_BACK_MS and self.timer:
            self.decided += self.wedge.pause()
        self.now_ms = (self.now_ms + gap_ms) % (1 << 32)
        self.decided += self.wedge.feed(Stroke(kind, text, self.sent, repeat), self.now_ms)
        self.sent += 1

    def text(self, text: str, gap_ms: int = 5, first_gap_ms: int | None = None) -> None:
        for place, char in enumerate(text):
            gap = first_gap_ms if place == 0 and first_gap_ms is not None else gap_ms
            self.stroke(StrokeKind.TEXT, char, gap)

    def enter(self, gap_ms: int = 5) -> None:
        self.stroke(StrokeKind.ENTER, "\n", gap_ms)

    def rest(self) -> Decided:
        self.now_ms += HOLD_BACK_MS
        self.decided += self.wedge.pause()
        return self.decided

    def typed(self) -> str:
        strokes = [s for d in self.decided if isinstance(d, Typing) for s in d.strokes]
        return "".join(s.text for s in strokes)

    def scans(self) -> list[Scan]:
        return [d for d in self.decided if isinstance(d, Scan)]


def test_a_scan_is_told_by_its_enter_at_once() -> None:
    keyboard = Keyboard()
    keyboard.text("1234567890123456")
    assert keyboard.decided == []
    keyboard.enter()
    assert keyboard.decided == [Scan("1234567890123456")]
    assert not keyboard.wedge.holding


def test_a_scan_without_an_ending_is_told_by_the_pause() -> None:
    keyboard = Keyboard()
    keyboard.text("123456")
    assert keyboard.rest() == [Scan("123456")]


def test_five_strokes_are_typing_and_six_are_a_scan() -> None:
    five, six = Keyboard(), Keyboard()
    five.text("12345", 34)
    six.text("123456", 34)
    five.rest()
    assert five.typed() == "12345"
    assert six.rest() == [Scan("123456")]


def test_six_strokes_thirty_five_milliseconds_apart_are_typing() -> None:
    keyboard = Keyboard()
    keyboard.text("123456", HOLD_BACK_MS)
    keyboard.rest()
    assert keyboard.typed() == "123456"
    assert keyboard.scans() == []


@pytest.mark.parametrize("kind", [StrokeKind.OTHER, StrokeKind.TAB, StrokeKind.ENTER])
def test_nothing_inside_a_scan_is_typed(kind: StrokeKind) -> None:
    keyboard = Keyboard()
    keyboard.text("123")
    keyboard.stroke(kind)
    keyboard.text("456789")
    keyboard.enter()
    keyboard.rest()
    assert keyboard.typed() == ""
    assert [scan.text.replace("\n", "") for scan in keyboard.scans()] == ["123456789"]


def test_every_enter_and_tab_within_half_a_second_belongs_to_the_scan() -> None:
    keyboard = Keyboard()
    keyboard.text("12345678")
    keyboard.enter()
    keyboard.enter(200)
    keyboard.stroke(StrokeKind.TAB, "\t", 299)
    keyboard.rest()
    assert keyboard.typed() == ""
    keyboard.enter(40)
    keyboard.rest()
    assert keyboard.typed() == "\n"


def test_after_a_pause_the_first_enter_within_a_second_and_a_half_belongs_to_the_scan() -> None:
    keyboard = Keyboard()
    keyboard.text("12345678")
    keyboard.enter(1499)
    keyboard.rest()
    assert keyboard.typed() == ""
    keyboard.enter(1)
    keyboard.rest()
    assert keyboard.typed() == "\n"
    assert keyboard.scans() == [Scan("12345678")]


def test_a_tab_late_after_a_pause_is_typing() -> None:
    keyboard = Keyboard()
    keyboard.text("12345678")
    keyboard.stroke(StrokeKind.TAB, "\t", 600)
    keyboard.rest()
    assert keyboard.typed() == "\t"


def test_other_keys_right_after_a_scan_are_typing_once_the_gap_is_a_person_s() -> None:
    keyboard = Keyboard()
    keyboard.text("12345678")
    keyboard.enter()
    keyboard.stroke(StrokeKind.OTHER, "", 20)
    keyboard.stroke(StrokeKind.TEXT, "7", 60)
    keyboard.rest()
    assert keyboard.typed() == "7"


def test_two_different_scans_within_a_second_clash() -> None:
    keyboard = Keyboard()
    keyboard.text("11112222")
    keyboard.enter()
    keyboard.text("33334444", first_gap_ms=45)
    keyboard.enter()
    assert keyboard.scans() == [Scan("11112222"), Scan("33334444", clash=True)]


def test_two_scans_without_a_gap_clash_too() -> None:
    keyboard = Keyboard()
    keyboard.text("11112222")
    keyboard.enter()
    keyboard.text("33334444")
    keyboard.enter()
    assert keyboard.scans() == [Scan("11112222"), Scan("33334444", clash=True)]


def test_the_same_card_twice_does_not_clash_and_a_second_later_nothing_does() -> None:
    keyboard = Keyboard()
    for gap, text in ((45, "11112222"), (45, "11112222"), (1000, "33334444")):
        keyboard.text(text, 1, first_gap_ms=gap)
        keyboard.enter(1)
    assert keyboard.scans() == [Scan("11112222"), Scan("11112222"), Scan("33334444")]


def test_five_kilobytes_are_one_scan_with_a_bounded_text() -> None:
    keyboard = Keyboard()
    keyboard.text("7" * 5000, 1)
    keyboard.enter(1)
    assert [len(scan.text) for scan in keyboard.scans()] == [LONGEST_TEXT]
    assert keyboard.typed() == ""


def test_a_held_key_is_typing_however_fast_it_repeats() -> None:
    keyboard = Keyboard()
    keyboard.stroke(StrokeKind.TEXT, "0", 100)
    for place in range(40):
        keyboard.stroke(StrokeKind.TEXT, "0", 400 if place == 0 else 15, repeat=True)
    keyboard.rest()
    assert keyboard.typed() == "0" * 41


def test_a_scanner_whose_equal_strokes_look_like_repeats_is_still_heard() -> None:
    keyboard = Keyboard()
    keyboard.stroke(StrokeKind.TEXT, "0", 100)
    for _ in range(15):
        keyboard.stroke(StrokeKind.TEXT, "0", 1, repeat=True)
    keyboard.enter(1)
    assert keyboard.scans() == [Scan("0" * 16)]


def test_a_modifier_alone_keeps_a_scan_together_and_counts_for_nothing() -> None:
    keyboard = Keyboard(timer=False)
    for char in "ABCDEF":
        keyboard.stroke(StrokeKind.TEXT, char, 20)
        keyboard.now_ms += 20
        keyboard.wedge.touch(keyboard.now_ms)
    assert keyboard.rest() == [Scan("ABCDEF")]


def test_times_that_start_again_do_not_tear_a_scan() -> None:
    keyboard = Keyboard(start_ms=(1 << 32) - 20)
    keyboard.text("1234567890")
    assert keyboard.rest() == [Scan("1234567890")]


def test_a_busy_program_does_not_tear_a_scan_where_times_are_not_the_key_s() -> None:
    keyboard = Keyboard(trust_times=False, timer=False)
    keyboard.text("123")
    keyboard.text("4567890", first_gap_ms=120)
    keyboard.enter()
    assert keyboard.decided == [Scan("1234567890")]


STROKES = st.lists(
    st.tuples(
        st.sampled_from(
            [StrokeKind.TEXT, StrokeKind.TEXT, StrokeKind.OTHER, StrokeKind.ENTER, StrokeKind.TAB]
        ),
        st.characters(max_codepoint=0x17F),
        st.sampled_from([0, 1, 10, 34, 35, 36, 80, 499, 500, 900, 1499, 1500, 3000]),
    ),
    max_size=60,
)
Strokes = list[tuple[StrokeKind, str, int]]


def play(strokes: Strokes, *, timer: bool) -> Keyboard:
    keyboard = Keyboard(timer=timer)
    for kind, text, gap in strokes:
        keyboard.stroke(kind, text, gap)
    keyboard.rest()
    return keyboard


def groups(strokes: Strokes) -> list[list[int]]:
    """Strokes by number, split where the gap is a person's."""
    split: list[list[int]] = []
    for number, (_, _, gap) in enumerate(strokes):
        if not split or gap >= HOLD_BACK_MS:
            split.append([])
        split[-1].append(number)
    return split


def typed_numbers(keyboard: Keyboard) -> list[int]:
    return [s.payload for d in keyboard.decided if isinstance(d, Typing) for s in d.strokes]


@given(STROKES)
def test_typing_keeps_its_order_and_comes_once(strokes: Strokes) -> None:
    numbers = typed_numbers(play(strokes, timer=True))
    assert numbers == sorted(set(numbers))


@given(STROKES)
def test_no_stroke_of_a_scan_is_ever_typed(strokes: Strokes) -> None:
    typed = set(typed_numbers(play(strokes, timer=True)))
    for group in groups(strokes):
        if len(group) >= SCAN_STROKES:
            assert typed.isdisjoint(group)


@given(STROKES)
def test_few_strokes_far_from_a_scan_are_all_typed(strokes: Strokes) -> None:
    keyboard = play(strokes, timer=True)
    if not keyboard.scans():
        assert typed_numbers(keyboard) == list(range(len(strokes)))


@given(STROKES)
def test_a_timer_that_comes_late_changes_nothing(strokes: Strokes) -> None:
    assert play(strokes, timer=True).decided == play(strokes, timer=False).decided


@given(STROKES)
def test_only_enter_and_tab_and_the_scanner_s_own_strokes_are_swallowed(strokes: Strokes) -> None:
    typed = set(typed_numbers(play(strokes, timer=True)))
    for group in groups(strokes):
        if len(group) < SCAN_STROKES:
            ending = {StrokeKind.ENTER, StrokeKind.TAB}
            lost = [n for n in group if n not in typed]
            assert all(strokes[n][0] in ending or strokes[group[0]][0] in ending for n in lost)
