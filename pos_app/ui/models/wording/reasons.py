"""Why a request was refused, waits, or needs a manager: reason and next step, without status codes."""

from __future__ import annotations

from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.ui.models.wording.catalog import N_, _

_REFUSED = {
    Why.NO_FUNDS: (N_("The card does not have so much."), N_("Read the card again and take what it has.")),
    Why.CARD_EXPIRED: (N_("The card has expired."), N_("Ask a manager, or scan another card.")),
    Why.CARD_INACTIVE: (N_("The card is not sold yet."), N_("Ask a manager, or scan another card.")),
    Why.CARD_ACTIVE: (N_("The card was activated before."), N_("Read the card again to see what is on it.")),
    Why.CARD_NOT_YET: (N_("The card is not valid yet."), N_("Scan another card.")),
    Why.CARD_UNKNOWN: (N_("The card service does not know this card."), N_("Scan the card again.")),
    Why.CURRENCY: (N_("The card has another currency."), N_("Scan another card.")),
    Why.WRONG_PIN: (N_("The PIN is wrong."), N_("Read the card again and let the customer type the PIN.")),
    Why.CODE_USED: (N_("This code was good for one payment."), N_("Ask for a new code and scan it.")),
    Why.NOT_ALLOWED: (N_("This till has no right to do that."), N_("Ask a manager.")),
    Why.HOLD_ENDED: (
        N_("The hold has ended: it was captured or voided elsewhere."),
        N_("Read the card again to see what is on it."),
    ),
    Why.MORE_THAN_HELD: (
        N_("That is more than is on hold."),
        N_("Read the card again and take what is left."),
    ),
    Why.BY_MANAGER: (N_("It did not happen, by a manager’s word."), N_("The story says who and why.")),
    Why.ANOTHER_FAILED: (
        N_("What had to come before it did not happen."),
        N_("Look at the hold and try again."),
    ),
}
_OTHER = (N_("The card service refused it."), N_("Try again, or ask a manager."))
_OPEN = {
    Why.NO_ANSWER: N_("No answer from the card service"),
    Why.NOT_REACHED: N_("The card service cannot be reached"),
    Why.NO_CREDENTIAL: N_("The card service does not accept this till"),
    Why.TOO_MANY: N_("The card service asks to wait"),
    Why.STRANGE_ANSWER: N_("An answer this till does not understand"),
    Why.LOOKING: N_("Looking in the card’s history"),
    Why.NO_HISTORY: N_("The card’s history could not be read"),
    Why.CONTRADICTED: N_("The card’s history says something else"),
    Why.RESTORED: N_("This till was restored from a backup"),
    Why.PAID_AFTER_CANCEL: N_("It was paid after all: give the money back"),
    Why.BODY_LOST: N_("This till no longer has the request"),
}
_NO_SURE_ANSWER = N_("No answer yet")


def refusal(operation: Operation) -> str:
    """Why it was refused, in a sentence."""
    reason, _next = _REFUSED.get(operation.why, _OTHER)
    return _(reason)


def next_step(operation: Operation) -> str:
    """What a person can do after a refusal."""
    _reason, following = _REFUSED.get(operation.why, _OTHER)
    return _(following)


def nothing_moved(operation: Operation) -> str:
    """That no money moved, where that is certain; else nothing. A hold may have been ended elsewhere."""
    if operation.state not in (State.REFUSED, State.NOT_ASKED, State.CANCELLED):
        return ""
    if operation.why is Why.BY_MANAGER:
        return ""
    if operation.kind in (Kind.HOLD, Kind.PAY):
        return _("Nothing was charged.")
    return _("Nothing was put on the card.") if operation.kind.is_load else ""


def still_open(operation: Operation) -> str:
    """Why it is not known yet, as a short line."""
    return _(_OPEN.get(operation.why, _NO_SURE_ANSWER))
