"""Why a key or a scan was not taken, one sentence each."""

from __future__ import annotations

from pos_app.service.snapshot import NotDone
from pos_app.ui.models.notes import Note
from pos_app.ui.models.wording.catalog import N_, _

_NOTES = {
    Note.NOT_A_NUMBER: N_("That is not an amount."),
    Note.TWO_READINGS: N_("That amount can be read in two ways. Type it."),
    Note.DECIMALS: N_("Two decimals at most."),
    Note.TOO_MUCH: N_("That is more than a till takes."),
    Note.BELOW_ZERO: N_("An amount is never below zero."),
    Note.ASKING: N_("Asking. One moment."),
    Note.SCAN_AGAIN: N_("Scan one card again."),
    Note.NOT_A_CARD: N_("Not a gift card."),
    Note.TOO_LONG: N_("That code is too long for a gift card. Scan it again."),
    Note.UNREADABLE: N_("Part of the code was lost. Scan it again."),
    Note.EMPTY_CODE: N_("Type the card’s number first."),
    Note.SAME_CARD: N_("This card is already part of this sale."),
    Note.ORDER_TAKEN: N_("Order number taken."),
    Note.NO_CARD: N_("Scan a card first."),
    Note.READING: N_("The card is still being read."),
    Note.CARD_UNUSABLE: N_("This card cannot pay. Scan another card."),
    Note.NOT_KNOWN: N_("Not known yet. This card is off until it is."),
    Note.NO_AMOUNT: N_("Type an amount above zero."),
    Note.NOTHING_TO_TAKE: N_("There is nothing to take on this card."),
    Note.NEXT_CARD: N_("Scan the next card."),
    Note.COVERED: N_("Nothing is left to pay. Scan the next customer’s card."),
    Note.PIN_FIRST: N_("The customer types the PIN first."),
    Note.STOPPED: N_("This computer cannot write it down. Nothing was asked."),
    Note.NO_REASON: N_("Choose why first."),
    Note.WHICH_HOLD: N_("Which hold? Choose it with the arrow keys."),
    Note.NO_HOLD: N_("There is no hold here to end."),
    Note.HOLD_WAITS: N_("A request on this hold is not known yet. Ask again."),
    Note.ONLY_VOID: N_("The card has expired: this hold can only be voided."),
    Note.PART_TOO_MUCH: N_("That is more than is on hold."),
    Note.CHANGED: N_("It has changed in the meantime. Look again."),
    Note.MANAGER_CANCELS: N_("A waiting payment needs a refund: only a manager can cancel it."),
    Note.CANNOT_CANCEL: N_("This cannot be cancelled."),
    Note.NOTHING_CHOSEN: N_("Choose a row first."),
    Note.MANAGERS_ONLY: N_("Only a manager can open Manage."),
    Note.MANAGER_RESOLVES: N_("Only a manager can settle this."),
    Note.MANAGER_REFUNDS: N_("Only a manager gives a payment back."),
    Note.NOTHING_TO_REFUND: N_("Only a payment or a capture that is done can be given back."),
    Note.NOTHING_TO_RESOLVE: N_("This settles by itself. Ask again, or wait."),
}
_NOT_DONE = {
    NotDone.NO_CARD: N_("Scan a card first."),
    NotDone.CARD_CHANGED: N_("Another card came. Nothing was asked."),
    NotDone.CARD_WAITS: N_("Not known yet. This card is off until it is."),
    NotDone.CARD_UNFIT: N_("This card cannot do that. Scan another card."),
    NotDone.OTHER_CURRENCY: N_("The card has another currency. Scan another card."),
    NotDone.ZERO: N_("Type an amount above zero."),
    NotDone.MORE_THAN_AVAILABLE: N_("That is more than the card has now. Look again."),
    NotDone.MORE_THAN_HELD: N_("That is more than is on hold."),
    NotDone.MORE_THAN_TAKEN: N_("That is more than is left of the payment."),
    NotDone.NO_HISTORY: N_("The card’s history could not be read. Without it nothing is given back."),
    NotDone.NOT_APPROVED: N_("Not approved. Nothing was asked."),
    NotDone.NEEDS_APPROVAL: N_("Somebody else must approve this."),
    NotDone.OVER_LIMIT: N_("Above your limit, and nobody here can approve it."),
    NotDone.HOLD_GONE: N_("This hold has ended. Look again."),
    NotDone.HOLD_WAITS: N_("A request on this hold is not known yet. Ask again."),
    NotDone.NOT_ALLOWED: N_("You have no right to do that. Ask a manager."),
    NotDone.NEEDS_CODE: N_("Scan the code on the card: its number alone is not enough here."),
    NotDone.SAME_ORDER: N_("The same order used this card. Look again."),
    NotDone.NO_REASON: N_("Choose why first."),
    NotDone.UNFIT: N_("This name, PIN or badge will not do, or is somebody’s already."),
    NotDone.LAST_MANAGER: N_("Somebody must stay who manages."),
    NotDone.NOT_OPEN: N_("It has ended, or cannot be cancelled."),
    NotDone.TROUBLE: N_("This computer cannot write it down. Nothing was asked."),
    NotDone.CHANGED: N_("It has changed in the meantime. Look again."),
    NotDone.NOT_READY: N_("The till is still starting. Try again in a moment."),
}


def note(what: Note, code: NotDone | None = None) -> str:
    """The sentence; `code` is the service's reason with `NOT_CARRIED_OUT`."""
    if what is Note.NOT_CARRIED_OUT:
        return _("Nothing was asked. Try again.") if code is None else _(_NOT_DONE[code])
    return _(_NOTES[what])
