"""What the panels in the middle say: on hold, waiting, refused, done."""

from __future__ import annotations

from pos_app.domain.operation import Kind
from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import _, ngettext, pgettext


def held_title(amount: str, count: int) -> Line:
    """A hold stands; the money is not taken."""
    if count > 1:
        text = _("On hold, not taken yet: {sum} on {count} cards")
        return line(text, sum=amount, count=str(count))
    return line(_("On hold, not taken yet: {sum}"), sum=amount)


def held_title_on(amount: str, card: str) -> Line:
    """A hold of another card than the one on the till."""
    return line(_("On hold, not taken yet: {sum} on {card}"), sum=amount, card=card)


def held_text() -> Line:
    """What a hold means."""
    return line(_("The money is kept for this sale. Take it when the goods are handed over."))


def keep_for_later() -> str:
    """Esc at a held panel."""
    return _("Keep for later")


def waiting_title(what: Kind, amount: str) -> Line:
    """A request whose answer is missing."""
    match what:
        case Kind.HOLD:
            return line(_("Hold of {sum}: not known yet"), sum=amount)
        case Kind.PAY:
            return line(_("Payment of {sum}: not known yet"), sum=amount)
        case Kind.CAPTURE:
            return line(_("Capture of {sum}: not known yet"), sum=amount)
        case Kind.VOID:
            return line(_("Void of {sum}: not known yet"), sum=amount)
        case Kind.FUND:
            return line(_("Fund of {sum}: not known yet"), sum=amount)
        case Kind.ACTIVATE:
            return line(_("Activation with {sum}: not known yet"), sum=amount)


def waiting_text(what: Kind) -> Line:
    """What to do meanwhile, and that nothing is lost (rule 5a)."""
    match what:
        case Kind.HOLD:
            return line(
                _(
                    "**Keep the goods** until it says Confirmed. The request is saved on this till "
                    "and asked again under the same reference, so the card **cannot pay twice**. If "
                    "you cancel and the hold exists after all, it is voided for you."
                )
            )
        case Kind.PAY:
            return line(
                _(
                    "**Keep the goods** until it says Confirmed. The request is saved on this till "
                    "and asked again under the same reference, so the card **cannot pay twice**. "
                    "Only a manager can cancel it."
                )
            )
        case Kind.CAPTURE:
            return line(
                _(
                    "**Goods may go**, the money is on hold. The request is saved on this till and "
                    "asked again under the same reference, so the card **cannot pay twice**."
                )
            )
        case Kind.VOID:
            return line(
                _("**Nothing to do.** The request is saved on this till and asked again until it is known.")
            )
        case Kind.FUND:
            return line(
                _(
                    "**Not on the card yet.** The request is saved on this till and asked again "
                    "under the same reference, so the money **cannot go on twice**."
                )
            )
        case Kind.ACTIVATE:
            return line(
                _(
                    "**Not on the card yet.** The request is saved on this till. The card is looked at "
                    "before it is asked again, so the money **cannot go on twice**."
                )
            )


def waiting_pay_manager() -> Line:
    """A waiting pay, as a manager reads it."""
    return line(
        _(
            "**Keep the goods** until it says Confirmed. The request is saved on this till and asked "
            "again under the same reference, so the card **cannot pay twice**. If you cancel and it "
            "happened after all, it waits for you to give the money back."
        )
    )


def waiting_expiring() -> Line:
    """A waiting capture whose card expires within a week (rule 5a)."""
    return line(_("**Keep the goods** until it says Confirmed: the card expires soon."))


def cancelling_text() -> Line:
    """A hold or pay was given up, and what is found settles it."""
    return line(_("**Keep the goods.** It is being cancelled: whatever is found of it is undone for you."))


def manager_title(what: str) -> Line:
    """A request that only a manager can settle."""
    return line(_("{request}: needs a manager"), request=what)


def manager_text(to_do: str, reason: str) -> Line:
    """What to do, what is not known, and that nothing is lost."""
    return line(
        _("**{to_do}.** {reason}. It is saved on this till: a manager looks at the card’s history."),
        to_do=to_do,
        reason=reason,
    )


def foot(reason: str, reference: str) -> Line:
    """The small line without a length of time."""
    return line(_("{reason} · reference {reference}"), reason=reason, reference=reference)


def reference_only(reference: str) -> Line:
    """The small line of something that has ended."""
    return line(_("Reference {reference}"), reference=reference)


def cancel(what: Kind) -> str:
    """F8 at a waiting panel."""
    return _("Cancel this payment") if what is Kind.PAY else _("Cancel this hold")


def manager_cancels() -> str:
    """Why a cashier cannot cancel a waiting pay."""
    return _("Only a manager: it may need a refund")


def next_customer() -> str:
    """Esc at a waiting panel."""
    return _("Next customer")


def refused_title(what: Kind, amount: str) -> Line:
    """A request that did not happen and never will."""
    match what:
        case Kind.HOLD:
            return line(_("Hold of {sum}: refused"), sum=amount)
        case Kind.PAY:
            return line(_("Payment of {sum}: refused"), sum=amount)
        case Kind.CAPTURE:
            return line(_("Capture of {sum}: refused"), sum=amount)
        case Kind.VOID:
            return line(_("Void of {sum}: refused"), sum=amount)
        case Kind.FUND:
            return line(_("Fund of {sum}: refused"), sum=amount)
        case Kind.ACTIVATE:
            return line(_("Activation with {sum}: refused"), sum=amount)


def refused_text(reason: str, certain: str, following: str) -> Line:
    """The reason, what is certain, and the next step."""
    text = " ".join(f"{{{name}}}" if name != "certain" else "**{certain}**" for name in _given(certain))
    return line(text, reason=reason, certain=certain, following=following)


def _given(certain: str) -> tuple[str, ...]:
    return ("reason", "certain", "following") if certain else ("reason", "following")


def seen() -> str:
    """The button that says a person has read how it ended."""
    return _("OK, seen")


def done_title(what: Kind, amount: str, card: str) -> Line:
    """Something happened for certain."""
    match what:
        case Kind.HOLD:
            return line(_("Was on hold: {sum} on {card}"), sum=amount, card=card)
        case Kind.PAY:
            return line(_("Paid: {sum} from {card}"), sum=amount, card=card)
        case Kind.CAPTURE:
            return line(_("Captured: {sum} from {card}"), sum=amount, card=card)
        case Kind.VOID:
            return line(_("Voided: {sum} is available again on {card}"), sum=amount, card=card)
        case Kind.FUND:
            return line(_("Funded: {sum} is on {card}"), sum=amount, card=card)
        case Kind.ACTIVATE:
            return line(_("Activated: {sum} is on {card}"), sum=amount, card=card)


def done_several(what: Kind, count: int, amount: str) -> Line:
    """Several things of one kind happened for certain."""
    match what:
        case Kind.CAPTURE:
            text = ngettext("Captured: {count} hold, {sum}", "Captured: {count} holds, {sum}", count)
        case Kind.VOID:
            text = ngettext("Voided: {count} hold, {sum}", "Voided: {count} holds, {sum}", count)
        case _:
            text = ngettext("Done: {count} request, {sum}", "Done: {count} requests, {sum}", count)
    return line(text, count=str(count), sum=amount)


def done_text(what: Kind) -> Line:
    """What follows from it."""
    match what:
        case Kind.HOLD:
            return line(_("This hold has ended: it was captured or voided."))
        case Kind.PAY | Kind.CAPTURE:
            return line(_("The money is taken. The goods may go."))
        case Kind.VOID:
            return line(_("Nothing was taken."))
        case Kind.FUND | Kind.ACTIVATE:
            return line(_("The customer can use it now."))


def undone_text() -> Line:
    """A cancelled hold that existed after all."""
    return line(_("It was cancelled but had happened: it is being voided for you."))


def cancelled_title(what: str) -> Line:
    """A cancelled request that never happened."""
    return line(_("{request}: cancelled"), request=what)


def cancelled_text() -> Line:
    """Nothing is left of it."""
    return line(_("There was nothing to undo. **Nothing was charged.**"))


def ok() -> str:
    """The button that lets a result go."""
    return pgettext("button", "OK")


def which_title(count: int) -> Line:
    """F7 or F8 with more than one hold."""
    return line(
        ngettext("Which hold? There is {count}", "Which hold? There are {count}", count), count=str(count)
    )


def which_text() -> Line:
    """How to choose."""
    return line(_("Choose it with the arrow keys, then press [[F7]] or [[F8]]."))


def not_done() -> str:
    """The chip of a sentence that says why a key was not taken."""
    return _("Not done")
