"""An amount as it is typed or pasted. What is understood is minor units from the first keystroke on."""

from __future__ import annotations

import re
from enum import StrEnum

from pos_app.domain.frozen import frozen
from pos_app.domain.money import MINOR_DIGITS, MOST_MINOR, Currency, Money

_SPACES = " \u00a0\u202f\u2009'"
_PASTED = re.compile(
    r"(?P<whole>\d+|\d{1,3}(?:(?P<sep>[.,_])\d{3})(?:(?P=sep)\d{3})*)(?:(?P<dot>[.,])(?P<rest>\d+))?"
)


class Unclear(StrEnum):
    """Why a key or a pasted text was not taken as an amount."""

    NOT_A_NUMBER = "not a number"
    TWO_READINGS = "two readings"
    DECIMALS = "decimals"
    TOO_MUCH = "too much"
    BELOW_ZERO = "below zero"


@frozen
class Entry:
    """Digits typed so far: "" is nothing, "5" is 5,00, "5," waits for decimals. Always valid."""

    text: str = ""

    @property
    def minor(self) -> int:
        """What was understood, in minor units."""
        whole, _, rest = self.text.partition(",")
        return int(whole or "0") * 10**MINOR_DIGITS + int((rest + "0" * MINOR_DIGITS)[:MINOR_DIGITS])

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.text

    def money(self, currency: Currency) -> Money:
        """What was understood, in this currency."""
        return Money(self.minor, currency)

    def key(self, keys: str) -> Entry | Unclear:
        """The entry after one key: a digit, "00", or "," / "." which starts the decimals."""
        if keys in (",", "."):
            return Unclear.DECIMALS if "," in self.text else Entry((self.text or "0") + ",")
        if not (keys.isascii() and keys.isdigit()):
            return Unclear.NOT_A_NUMBER
        text = self.text + keys
        if "," not in text:
            text = text.lstrip("0") or "0"
        elif len(text.partition(",")[2]) > MINOR_DIGITS:
            return Unclear.DECIMALS
        entry = Entry(text)
        return Unclear.TOO_MUCH if entry.minor > MOST_MINOR else entry

    def back(self) -> Entry:
        """The entry without its last key."""
        return Entry(self.text[:-1])


def entry_of(money: Money) -> Entry:
    """The keys that would give this sum; it must not be below zero."""
    whole, rest = divmod(money.minor, 10**MINOR_DIGITS)
    return Entry(f"{whole},{rest:02d}" if rest else str(whole))


def read_pasted(text: str) -> Entry | Unclear:
    """Read a whole pasted text: "1 250", "1.250,00", "1,250.00", "1250,5". "1.250" is unclear."""
    bare = text.strip()
    if not bare or len(bare) > 40:
        return Unclear.NOT_A_NUMBER
    if bare[0] in "-−":
        return Unclear.BELOW_ZERO
    for space in _SPACES:
        bare = re.sub(rf"(?<=\d){re.escape(space)}(?=\d{{3}}(?!\d))", "_", bare)
    found = _PASTED.fullmatch(bare) if bare.isascii() else None
    if found is None:
        return Unclear.NOT_A_NUMBER
    return _read_parts(found["whole"], found["sep"], found["dot"], found["rest"])


def _read_parts(whole: str, sep: str | None, dot: str | None, rest: str | None) -> Entry | Unclear:
    if sep is not None and sep == dot:
        return Unclear.NOT_A_NUMBER
    if rest is not None and len(rest) > MINOR_DIGITS:
        may_be_group = len(rest) == 3 and sep is None and len(whole) <= 3 and whole[0] != "0"
        return Unclear.TWO_READINGS if may_be_group else Unclear.DECIMALS
    digits = re.sub(r"\D", "", whole).lstrip("0") or "0"
    if len(digits) > len(str(MOST_MINOR)):
        return Unclear.TOO_MUCH
    entry = Entry(digits if rest is None else f"{digits},{rest}")
    return Unclear.TOO_MUCH if entry.minor > MOST_MINOR else entry
