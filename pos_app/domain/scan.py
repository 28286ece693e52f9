"""What a scanner or a person typed: a card's code, or not a gift card at all.

A scanner types on a keyboard of its own layout; the computer may have another. The prefix tells which
(`DINCARD:` arrives as `DINCARDØ` or `DINCARD>`), and what was swapped is put back.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pos_app.domain.frozen import frozen

PREFIX = "DINCARD:"
MOST_CHARACTERS = 263
"""A code is at most 255 characters behind its prefix [create-token]."""

_ENDS = "".join(map(chr, [*range(33), *range(127, 161), 0x2028, 0x2029, 0xFEFF]))
"""Spaces and control characters that scanners and clipboards leave at the ends of a code."""

_PREFIXED = re.compile(r"dincard(?P<mark>[:;.>øöæ])(?P<rest>.+)", re.IGNORECASE)
_US_ON_NORDIC = str.maketrans({"+": "-", "?": "_", "-": "/"})
_NORDIC_ON_US = str.maketrans({"/": "-", "?": "_", "-": "+"})
_NORDIC_MARKS = frozenset("øöæ")


class Source(StrEnum):
    """How a code came in; only a typed one, or one of the store's pattern, may be tried as a `card_id`."""

    SCANNED = "scanned"
    TYPED = "typed"


class NotACard(StrEnum):
    """Why a text is not asked about."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    UNREADABLE = "unreadable"
    GOODS = "goods"


@frozen
class Code:
    """A card's code as it will be asked: repaired, without outer spaces. Secret: never shown or logged."""

    text: str
    source: Source

    def __repr__(self) -> str:
        """Hide the secret from logs and tracebacks."""
        return f"Code(•••• {self.tail}, {self.source})"

    @property
    def tail(self) -> str:
        """The last four characters, for "Reading •••• 4821"."""
        return self.text[-4:]


@frozen
class CodePatterns:
    """Which scanned texts may be gift cards here, as regular expressions matched against the whole text."""

    card: str = r"DINCARD:.+|\d{15,36}|(?=.*[A-Za-z])[!-~]{12,255}"
    number: str = ""
    """The store's own card numbers (`card_id`); empty where it has no pattern."""

    def fits(self, text: str) -> bool:
        """Whether a scanned text can be a gift card's code or number."""
        return re.fullmatch(self.card, text) is not None or self.fits_number(text)

    def fits_number(self, text: str) -> bool:
        """Whether a text has the form of this store's card numbers."""
        return bool(self.number) and re.fullmatch(self.number, text) is not None


def read_code(raw: str, source: Source, patterns: CodePatterns) -> Code | NotACard:
    """The card's code in a scanned or typed text, or why there is none.

    Control characters inside make it unreadable (half of a scan was lost), save at its ends. A scanned text
    that fits no pattern of this store (a goods barcode) is not a card; a typed one is always asked.
    """
    text = raw.strip(_ENDS)
    if not text:
        return NotACard.EMPTY
    if len(text) > MOST_CHARACTERS:
        return NotACard.TOO_LONG
    if any(not mark.isprintable() for mark in text):
        return NotACard.UNREADABLE
    text = repaired(text, source)
    if source is Source.SCANNED and not patterns.fits(text):
        return NotACard.GOODS
    return Code(text, source)


def repaired(text: str, source: Source) -> str:
    """The text with what another keyboard layout or caps lock swapped put back, where the prefix proves it.

    A person may write the prefix in small letters; only a scanner's small prefix means that caps lock was on.
    """
    found = _PREFIXED.fullmatch(text)
    if found is None:
        return text
    mark, rest = found["mark"], found["rest"]
    if source is Source.SCANNED and text[:7] == "dincard":
        rest = rest.swapcase()
    if mark.lower() in _NORDIC_MARKS:
        rest = rest.translate(_US_ON_NORDIC)
    elif mark == ">":
        rest = rest.translate(_NORDIC_ON_US)
    return PREFIX + rest
