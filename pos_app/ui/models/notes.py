"""Why a key or a scan was not taken: one sentence, at one place, gone with the next key."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.frozen import frozen
from pos_app.service.snapshot import NotDone
from pos_app.ui.models.parts import Where


class Note(StrEnum):
    """What is said; the words are in `wording.notes`."""

    NOT_A_NUMBER = "not a number"
    TWO_READINGS = "two readings"
    DECIMALS = "decimals"
    TOO_MUCH = "too much"
    BELOW_ZERO = "below zero"
    ASKING = "asking"
    SCAN_AGAIN = "scan again"
    NOT_A_CARD = "not a card"
    TOO_LONG = "too long"
    UNREADABLE = "unreadable"
    EMPTY_CODE = "empty code"
    SAME_CARD = "same card"
    ORDER_TAKEN = "order taken"
    NO_CARD = "no card"
    READING = "reading"
    CARD_UNUSABLE = "card unusable"
    NOT_KNOWN = "not known"
    NO_AMOUNT = "no amount"
    NOTHING_TO_TAKE = "nothing to take"
    NEXT_CARD = "next card"
    COVERED = "covered"
    PIN_FIRST = "pin first"
    STOPPED = "stopped"
    NO_REASON = "no reason"
    WHICH_HOLD = "which hold"
    NO_HOLD = "no hold"
    HOLD_WAITS = "hold waits"
    ONLY_VOID = "only void"
    PART_TOO_MUCH = "part too much"
    CHANGED = "changed"
    MANAGER_CANCELS = "manager cancels"
    CANNOT_CANCEL = "cannot cancel"
    NOTHING_CHOSEN = "nothing chosen"
    MANAGERS_ONLY = "managers only"
    MANAGER_RESOLVES = "manager resolves"
    NOTHING_TO_RESOLVE = "nothing to resolve"
    MANAGER_REFUNDS = "manager refunds"
    NOTHING_TO_REFUND = "nothing to refund"
    NOT_CARRIED_OUT = "not carried out"


@frozen
class Told:
    """A note and the place where it is said."""

    note: Note
    where: Where
    code: NotDone | None = None
    """The service's own reason, with `Note.NOT_CARRIED_OUT`."""
