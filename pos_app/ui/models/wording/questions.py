"""The questions asked in place, and their yes and no."""

from __future__ import annotations

from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import _, ngettext


def void(amount: str, card: str) -> Line:
    """Release one hold?"""
    return line(_("Void the hold of {sum} on {card}?"), sum=amount, card=card)


def void_several(count: int, amount: str) -> Line:
    """Release several holds?"""
    text = ngettext("Void {count} hold, {sum}?", "Void {count} holds, {sum} together?", count)
    return line(text, count=str(count), sum=amount)


def void_text() -> Line:
    """What a void means."""
    return line(_("The money is available on the card again. Keep the goods."))


def void_yes(amount: str) -> str:
    """Yes, release it."""
    return _("Yes, void {sum}").format(sum=amount)


def void_no() -> str:
    """No, leave it on hold."""
    return _("No, keep it on hold")


def rest(amount: str) -> Line:
    """After a part capture: what is still on hold."""
    return line(_("{sum} is still on hold"), sum=amount)


def rest_text() -> Line:
    """What can be done with the rest."""
    return line(_("Keep it for the rest of the goods, or void it."))


def rest_keep() -> str:
    """No, keep the rest."""
    return _("Keep it on hold")


def rest_void(amount: str) -> str:
    """Yes, release the rest."""
    return _("Void the rest, {sum}").format(sum=amount)


def capture(amount: str, card: str) -> Line:
    """Take one hold?"""
    return line(_("Capture {sum} from {card}?"), sum=amount, card=card)


def capture_several(count: int, amount: str) -> Line:
    """Take several holds?"""
    text = ngettext("Capture {count} hold, {sum}?", "Capture {count} holds, {sum} together?", count)
    return line(text, count=str(count), sum=amount)


def placed_by(names: str) -> Line:
    """The hold is another person's."""
    return line(_("Placed by **{name}**."), name=names)


def placed_elsewhere() -> Line:
    """The hold was not placed on this till."""
    return line(_("It was **not placed on this till**."))


def takes_money() -> Line:
    """What a capture means."""
    return line(_("The money is taken from the card."))


def capture_yes(amount: str) -> str:
    """Yes, take it."""
    return _("Yes, capture {sum}").format(sum=amount)


def no_back() -> str:
    """No, nothing happens."""
    return _("No, go back")


def cancel_hold(amount: str, card: str) -> Line:
    """Give up a waiting hold?"""
    return line(_("Cancel the hold of {sum} on {card}?"), sum=amount, card=card)


def cancel_pay(amount: str, card: str) -> Line:
    """Give up a waiting pay?"""
    return line(_("Cancel the payment of {sum} from {card}?"), sum=amount, card=card)


def cancel_hold_text() -> Line:
    """What follows if the hold exists after all."""
    return line(_("If the hold exists after all, it is voided for you."))


def cancel_pay_text() -> Line:
    """What follows if the pay happened after all."""
    return line(_("It is never asked again. If it happened after all, a manager gives the money back."))


def cancel_yes() -> str:
    """Yes, give it up."""
    return _("Yes, cancel it")


def cancel_no() -> str:
    """No, let it go on."""
    return _("No, keep asking")


def fund(amount: str, card: str) -> Line:
    """Put money on the card?"""
    return line(_("Put {sum} on {card}. Has the customer paid?"), sum=amount, card=card)


def fund_crosses(order: str) -> Line:
    """The same order paid with the card."""
    return line(
        _("**Order {order} was paid with this card.** Is this money on the card paid for?"), order=order
    )


def activate(amount: str, card: str) -> Line:
    """Sell the card?"""
    return line(_("Activate {card} with {sum}. Has the customer paid?"), sum=amount, card=card)


def activate_yes() -> str:
    """Yes, sell it."""
    return _("Yes, activate it")


def same_order(order: str, card: str) -> Line:
    """The same order put money on the card that is to pay."""
    return line(_("Order {order} put money on {card}. Pay with it all the same?"), order=order, card=card)


def same_order_text() -> Line:
    """What it may mean."""
    return line(_("Check that the customer has paid for the money on the card."))


def same_order_hold(amount: str) -> str:
    """Yes, hold it."""
    return _("Yes, hold {sum}").format(sum=amount)


def same_order_pay(amount: str) -> str:
    """Yes, pay with it."""
    return _("Yes, pay {sum}").format(sum=amount)


def fund_yes() -> str:
    """Yes, put it on."""
    return _("Yes, fund it")
