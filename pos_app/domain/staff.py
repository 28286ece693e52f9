"""Who may sign in at this till, and how guessing a PIN is slowed down."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.person import Person

FREE_TRIES = 5
"""Wrong PINs in a row before the first lock-out."""
FIRST_LOCK, LONGEST_LOCK = 60.0, 3600.0
"""Seconds of the first lock-out; each later wrong PIN doubles it, up to the longest."""
LEAST_DIGITS, MOST_DIGITS = 4, 8
LONGEST_NAME = 40


@frozen
class Member:
    """A member of staff; `gone` may not sign in any more, and keeps the number in stories."""

    person: Person
    gone: bool = False


@frozen_by_name
class Attempts:
    """How often a PIN was wrong since the last right one, and the seconds of lock-out that are left.

    The seconds are counted while the program runs: neither a restart nor the clock on the wall shortens them.
    """

    wrong: int = 0
    locked_for: float = 0.0

    @property
    def tries_left(self) -> int:
        """Tries before the next lock-out."""
        return max(FREE_TRIES - self.wrong, 1)

    def after_wrong(self) -> Attempts:
        """One more wrong PIN."""
        wrong = self.wrong + 1
        if wrong < FREE_TRIES:
            return replace(self, wrong=wrong)
        return replace(self, wrong=wrong, locked_for=lock_of(wrong))


def lock_of(wrong: int) -> float:
    """The seconds of lock-out that so many wrong PINs in a row bring."""
    if wrong < FREE_TRIES:
        return 0.0
    doubled: float = FIRST_LOCK * 2 ** min(wrong - FREE_TRIES, 20)
    return min(doubled, LONGEST_LOCK)


def is_pin(text: str) -> bool:
    """Whether a text can be a PIN: 4 to 8 digits, not all the same."""
    digits = text.isascii() and text.isdecimal() and LEAST_DIGITS <= len(text) <= MOST_DIGITS
    return digits and len(set(text)) > 1


def is_name(text: str) -> bool:
    """Whether a text can be a name on screen."""
    return text.strip() == text and 0 < len(text) <= LONGEST_NAME and text.isprintable()
