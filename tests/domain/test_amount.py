"""Amounts as they are typed and pasted: never off by a factor, never silently wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.amount import Entry, Unclear, entry_of, read_pasted
from pos_app.domain.money import MOST_MINOR, Currency, Money
from pos_app.domain.region import REGIONS, Region
from tests.domain.values import minors

KEYS = [*"0123456789", "00", ",", "."]
regions = st.sampled_from(sorted(REGIONS.values(), key=lambda region: region.name))


def typed(*keys: str) -> Entry:
    entry = Entry()
    for key in keys:
        after = entry.key(key)
        entry = after if isinstance(after, Entry) else entry
    return entry


@given(st.lists(st.sampled_from([*KEYS, "back", "x", "-", "٣"]), max_size=25))
def test_any_keys_leave_an_amount_a_till_takes(keys: list[str]) -> None:
    entry = Entry()
    for key in keys:
        after = entry.back() if key == "back" else entry.key(key)
        if isinstance(after, Unclear):
            continue
        entry = after
        assert 0 <= entry.minor <= MOST_MINOR
        whole, _, rest = entry.text.partition(",")
        assert len(rest) <= 2
        assert whole == (whole.lstrip("0") or "0") or entry.is_empty
    assert entry.money(Currency.SEK) == Money(entry.minor, Currency.SEK)


@given(minors)
def test_what_is_typed_is_what_is_meant(minor: int) -> None:
    whole, rest = divmod(minor, 100)
    assert typed(*str(whole)).minor == whole * 100
    assert typed(*str(whole), ",", *f"{rest:02}").minor == minor
    assert typed(*str(whole), ".", str(rest // 10)).minor == whole * 100 + rest // 10 * 10


@given(minors, st.sampled_from(KEYS))
def test_a_key_taken_back_leaves_the_sum_as_it_was(minor: int, key: str) -> None:
    entry = entry_of(Money(minor, Currency.NOK))
    after = entry.key(key)
    if isinstance(after, Entry):
        back = after.back() if key != "00" or after.text == "0" else after.back().back()
        assert back.minor == entry.minor


@given(minors)
def test_the_keys_of_a_sum_give_the_sum(minor: int) -> None:
    entry = entry_of(Money(minor, Currency.NOK))
    assert entry.minor == minor
    assert typed(*entry.text) == entry


@pytest.mark.parametrize(
    ("entry", "key", "why"),
    [
        (Entry("1,"), ",", Unclear.DECIMALS),
        (Entry("1,50"), "0", Unclear.DECIMALS),
        (Entry("1,5"), "00", Unclear.DECIMALS),
        (Entry("9999999"), "0", Unclear.TOO_MUCH),
        (Entry("1"), "x", Unclear.NOT_A_NUMBER),
        (Entry("1"), "-", Unclear.NOT_A_NUMBER),
        (Entry("1"), "", Unclear.NOT_A_NUMBER),
        (Entry("1"), "²", Unclear.NOT_A_NUMBER),
    ],
)
def test_a_key_that_does_not_fit_says_why(entry: Entry, key: str, why: Unclear) -> None:
    assert entry.key(key) is why


def test_typing_begins_with_nothing_and_may_begin_with_a_comma() -> None:
    assert (Entry().is_empty, Entry().minor, Entry().back()) == (True, 0, Entry())
    assert typed(",", "5").text == "0,5"
    assert typed("0", "0", "7").text == "7"
    assert typed("00").text == "0"


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1250", 125_000),
        (" 1250 ", 125_000),
        ("1 250", 125_000),
        ("1\u00a0250,00", 125_000),
        ("1\u202f250.5", 125_050),
        ("1'250.05", 125_005),
        ("1 234 567,89", 123_456_789),
        ("1.250,00", 125_000),
        ("1,250.00", 125_000),
        ("1.234.567", 123_456_700),
        ("1,234,567.8", 123_456_780),
        ("58,99", 5_899),
        ("58.99", 5_899),
        ("0,5", 50),
        ("007", 700),
        ("0", 0),
        ("9999999,99", MOST_MINOR),
    ],
)
def test_pasted_amounts_are_understood(text: str, minor: int) -> None:
    found = read_pasted(text)
    assert isinstance(found, Entry)
    assert found.minor == minor


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unclear.NOT_A_NUMBER),
        ("   ", Unclear.NOT_A_NUMBER),
        ("kr 5", Unclear.NOT_A_NUMBER),
        ("12 34", Unclear.NOT_A_NUMBER),
        ("1,2,3", Unclear.NOT_A_NUMBER),
        ("1.250.00", Unclear.NOT_A_NUMBER),
        ("1.234.567.89", Unclear.NOT_A_NUMBER),
        ("5,", Unclear.NOT_A_NUMBER),
        ("１２", Unclear.NOT_A_NUMBER),
        ("1e3", Unclear.NOT_A_NUMBER),
        ("1" * 41, Unclear.NOT_A_NUMBER),
        ("-5", Unclear.BELOW_ZERO),
        ("−5", Unclear.BELOW_ZERO),
        ("1.250", Unclear.TWO_READINGS),
        ("1,250", Unclear.TWO_READINGS),
        ("0,125", Unclear.DECIMALS),
        ("1234,567", Unclear.DECIMALS),
        ("1 250,125", Unclear.DECIMALS),
        ("1.250,125", Unclear.DECIMALS),
        ("5,1234", Unclear.DECIMALS),
        ("10000000", Unclear.TOO_MUCH),
        ("1000000000000", Unclear.TOO_MUCH),
        ("99 999 999,00", Unclear.TOO_MUCH),
    ],
)
def test_pasted_texts_with_no_one_meaning_are_refused(text: str, why: Unclear) -> None:
    assert read_pasted(text) is why


@given(minors, regions)
def test_what_a_region_prints_is_read_back(minor: int, region: Region) -> None:
    printed = region.number(Money(minor, region.currency))
    found = read_pasted(printed)
    assert isinstance(found, Entry)
    assert found.minor == minor


@given(st.text("0123456789., '\u00a0", min_size=1, max_size=14))
def test_a_pasted_amount_is_never_off_by_a_factor(text: str) -> None:
    """If it is taken, it is the number with its last mark as the decimal sign, or without any."""
    found = read_pasted(text)
    if isinstance(found, Unclear):
        return
    bare = "".join(mark for mark in text if mark not in " '\u00a0")
    digits = bare.replace(".", "").replace(",", "")
    behind = len(bare) - 1 - max(bare.rfind("."), bare.rfind(","))
    readings = {int(digits) * 100}
    if behind in (1, 2) and behind < len(bare) - 1:
        readings = {int(digits) * 100 // 10**behind}
    assert found.minor in readings


@given(st.text(max_size=50))
def test_any_text_at_all_may_be_pasted(text: str) -> None:
    found = read_pasted(text)
    assert isinstance(found, Unclear) or 0 <= found.minor <= MOST_MINOR
