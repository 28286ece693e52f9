"""Codes from scanners and keyboards."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pos_app.domain.scan import (
    MOST_CHARACTERS,
    PREFIX,
    Code,
    CodePatterns,
    NotACard,
    Source,
    read_code,
    repaired,
)

USUAL = CodePatterns()
STORE = CodePatterns(number=r"9578\d{12}")
SCANNED, TYPED = Source.SCANNED, Source.TYPED
US_AS_NORDIC = str.maketrans({"-": "+", "_": "?", "/": "-", ":": "Ø"})
NORDIC_AS_US = str.maketrans({"-": "/", "_": "?", "+": "-", ":": ">"})
tokens = st.text("ABCDEFabcdef0123456789-_", min_size=1, max_size=60)


@given(tokens)
def test_a_scanner_of_another_layout_is_put_right(token: str) -> None:
    clean = PREFIX + token
    assert repaired(clean, SCANNED) == clean
    assert repaired(clean.translate(US_AS_NORDIC), SCANNED) == clean
    assert repaired(clean.translate(NORDIC_AS_US), SCANNED) == clean


@given(tokens)
def test_caps_lock_is_put_right_for_a_scanner_only(token: str) -> None:
    swapped = (PREFIX + token).swapcase()
    assert repaired(swapped, SCANNED) == PREFIX + token
    assert repaired(swapped, TYPED) == PREFIX + token.swapcase()


@given(st.text(max_size=40))
def test_without_the_prefix_nothing_is_changed(text: str) -> None:
    assume(not text.lower().startswith("dincard"))
    assert repaired(text, SCANNED) == text


@pytest.mark.parametrize("mark", [":", ";", ".", ">", "Ø", "ø", "Ö", "ö", "Æ", "æ"])
def test_every_mark_a_colon_can_become_is_known(mark: str) -> None:
    assert repaired(f"DINCARD{mark}abc123", SCANNED) == "DINCARD:abc123"


@pytest.mark.parametrize(
    ("raw", "source", "found"),
    [
        ("DINCARD:abc", SCANNED, "DINCARD:abc"),
        ("\r\nDINCARD:abc\r\n", SCANNED, "DINCARD:abc"),
        ("\x02DINCARD:abc\x03 \x00 ", SCANNED, "DINCARD:abc"),
        ("  1234567890123456  ", SCANNED, "1234567890123456"),
        ("123", TYPED, "123"),
        ("abcdef123456", SCANNED, "abcdef123456"),
        ("dincard:abc", TYPED, "DINCARD:abc"),
    ],
)
def test_codes_are_found(raw: str, source: Source, found: str) -> None:
    assert read_code(raw, source, USUAL) == Code(found, source)


@pytest.mark.parametrize(
    ("raw", "source", "why"),
    [
        ("", SCANNED, NotACard.EMPTY),
        (" \r\n\t\x00\x7f", TYPED, NotACard.EMPTY),
        ("x" * (MOST_CHARACTERS + 1), TYPED, NotACard.TOO_LONG),
        ("x" * 5_000, SCANNED, NotACard.TOO_LONG),
        ("DINCARD:ab\x00c", SCANNED, NotACard.UNREADABLE),
        ("1234\n5678", TYPED, NotACard.UNREADABLE),
        ("12\u200b34", TYPED, NotACard.UNREADABLE),
        ("7038010000065", SCANNED, NotACard.GOODS),
        ("70380100", SCANNED, NotACard.GOODS),
        ("hello", SCANNED, NotACard.GOODS),
    ],
)
def test_what_is_no_code_says_why(raw: str, source: Source, why: NotACard) -> None:
    assert read_code(raw, source, USUAL) is why


def test_a_store_s_own_numbers_are_cards() -> None:
    assert STORE.fits_number("9578000011114821")
    assert not STORE.fits_number("9578")
    assert not USUAL.fits_number("9578000011114821")
    assert STORE.fits("9578000011114821")
    short = CodePatterns(number=r"\d{8}")
    assert read_code("70380100", SCANNED, short) == Code("70380100", SCANNED)


@given(st.text(max_size=300), st.sampled_from(Source))
def test_any_text_at_all_may_be_scanned(raw: str, source: Source) -> None:
    found = read_code(raw, source, STORE)
    if isinstance(found, Code):
        assert 0 < len(found.text) <= MOST_CHARACTERS
        assert found.text.isprintable()
        assert found.text == found.text.strip()
        assert source is TYPED or STORE.fits(found.text)


@given(st.text("abc123", min_size=9, max_size=30))
def test_a_code_hides_itself(text: str) -> None:
    code = Code(text, SCANNED)
    assert text not in repr(code)
    assert code.tail == text[-4:]
