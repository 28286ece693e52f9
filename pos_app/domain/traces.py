"""What the card service shows of an operation, read back."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.answer import Transaction
from pos_app.domain.frozen import frozen


class Trace(StrEnum):
    """What a card's history, or the card itself, says about an operation."""

    FOUND = "found"
    ABSENT = "absent"
    CONTRADICTS = "contradicts"
    UNREADABLE = "unreadable"
    EXCLUDED = "excluded"
    """It did not happen and never can: what it would have done only once was done by another."""


@frozen
class Traced:
    """The history's word on one reference, and the row that proves it."""

    trace: Trace
    transaction: Transaction | None = None
