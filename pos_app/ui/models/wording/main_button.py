"""What the main button says while it is off: the reason stands where the act would."""

from __future__ import annotations

from pos_app.ui.models.notes import Note
from pos_app.ui.models.wording.catalog import N_, _
from pos_app.ui.models.wording.till import scan_next

_OFF = {
    Note.NO_CARD: N_("Scan a card"),
    Note.READING: N_("Reading the card"),
    Note.CARD_UNUSABLE: N_("This card cannot pay"),
    Note.NOT_KNOWN: N_("Not known yet"),
    Note.ASKING: N_("Asking"),
    Note.NO_AMOUNT: N_("Type an amount"),
    Note.COVERED: N_("Nothing left to pay"),
    Note.NOTHING_TO_TAKE: N_("Nothing to take"),
    Note.STOPPED: N_("No new sales on this till"),
    Note.NO_REASON: N_("Choose why"),
    Note.PIN_FIRST: N_("PIN needed"),
}


def off(why: Note, rest: str) -> str:
    """The reason in a few words; `rest` is what is left of the sale."""
    return scan_next(rest) if why is Note.NEXT_CARD else _(_OFF[why])
