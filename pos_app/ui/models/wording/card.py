"""What the card panel says in every state of a card and of its look-up."""

from __future__ import annotations

from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import _


def masked(tail: str) -> str:
    """A card by its last four."""
    return f"•••• {tail}"


def whole_number(tail: str) -> str:
    """The number on the drawn card."""
    return f"•••• •••• •••• {tail}"


def gift_card() -> str:
    """The title of the drawn card."""
    return _("Gift card")


def expires(date: str) -> str:
    """Under the number of the drawn card."""
    return _("Expires {date}").format(date=date)


def never_expires() -> str:
    """Under the number of a card without an end."""
    return _("No expiry")


def available() -> str:
    """The caption of the big figure."""
    return _("Available")


def not_known() -> str:
    """The caption of the big figure while an answer is missing."""
    return _("Not known yet")


def figures(balance: str, on_hold: str, used: str) -> Line:
    """Balance and what is on hold; `used` is when this till last used the card, or empty."""
    if used:
        text = _("Balance **{balance}** · On hold **{on_hold}** · Last used here {time}")
        return line(text, balance=balance, on_hold=on_hold, time=used)
    return line(_("Balance **{balance}** · On hold **{on_hold}**"), balance=balance, on_hold=on_hold)


def asked_for(time: str, order: str) -> Line:
    """Under the sum that is not known yet."""
    if order:
        return line(
            _("Asked {time} for order {order}. This card is off until it is known."), time=time, order=order
        )
    return line(_("Asked {time}. This card is off until it is known."), time=time)


def chip_ready() -> str:
    """A card that can pay."""
    return _("Ready to use")


def chip_all_on_hold() -> str:
    """A card whose whole balance is on hold."""
    return _("All on hold")


def chip_nothing() -> str:
    """A card with no money."""
    return _("Nothing to take")


def chip_none() -> str:
    """No card on the till."""
    return _("No card")


def chip_reading() -> str:
    """A look-up under way."""
    return _("Reading")


def chip_slow() -> str:
    """A look-up without an answer for three seconds."""
    return _("Slow answer")


def chip_no_answer() -> str:
    """A look-up that got no answer."""
    return _("No answer")


def chip_unknown() -> str:
    """A code no card has."""
    return _("Unknown code")


def chip_not_sold() -> str:
    """A card that is not active."""
    return _("Not sold yet")


def chip_not_yet() -> str:
    """A card that is valid later."""
    return _("Not valid yet")


def chip_expired() -> str:
    """A card past its end."""
    return _("Expired")


def chip_currency() -> str:
    """A card of another currency."""
    return _("Other currency")


def chip_used() -> str:
    """A code that is spent."""
    return _("Used code")


def chip_pin() -> str:
    """A card that asks for its PIN."""
    return _("PIN needed")


def chip_wrong_pin() -> str:
    """A PIN that was not right."""
    return _("Wrong PIN")


def chip_not_allowed() -> str:
    """A till that may not read."""
    return _("Not allowed")


def no_card() -> Line:
    """Nothing lies on the till."""
    return line(_("Scan a card, or type an amount"))


def no_card_hint() -> Line:
    """How to type a number."""
    return line(_("Press [[F1]] to type the number of a card."))


def reading(card: str) -> Line:
    """The look-up is under way."""
    return line(_("Reading {card}"), card=card)


def reading_hint() -> Line:
    """The way out of a look-up."""
    return line(_("Press [[Esc]] to stop."))


def slow(card: str) -> Line:
    """The look-up takes long."""
    return line(_("Slow answer. Still reading {card}."), card=card)


def no_answer() -> Line:
    """The look-up got no answer; it never moves money."""
    return line(_("No answer. Nothing was charged."))


def read_again_hint() -> Line:
    """The key that reads again."""
    return line(_("Press [[F6]] to read it again."))


def read_again() -> str:
    """The button that reads again."""
    return _("Read again")


def unknown() -> Line:
    """No such card."""
    return line(_("No card with this code (unknown or no longer valid)"))


def unknown_hint() -> Line:
    """What to do with an unknown code."""
    return line(_("Scan it again, or press [[F1]] and type the number."))


def pin_needed() -> Line:
    """The card asks for a PIN."""
    return line(_("This card has a PIN"))


def pin_hint() -> Line:
    """Who types the PIN, and how it is sent."""
    return line(_("The customer types it on the keys and presses [[Enter]]. It only reads the card."))


def wrong_pin() -> Line:
    """The PIN was not right."""
    return line(_("Wrong PIN. Type it again"))


def not_allowed() -> Line:
    """The till has no right to read cards."""
    return line(_("This till has no right to read cards"))


def no_credential() -> Line:
    """The service does not accept the till."""
    return line(_("The card service does not accept this till"))


def too_many() -> Line:
    """The service asks to wait."""
    return line(_("The card service asks to wait a moment"))


def guessing() -> Line:
    """Too many unknown numbers or wrong PINs."""
    return line(_("Too many unknown cards or wrong PINs on this till"))


def guessing_hint() -> Line:
    """What to do then."""
    return line(_("Nothing was charged. Wait a minute, then [[F6]] reads the card."))


def chip_guessing() -> str:
    """The chip of that."""
    return _("Wait a little")


def strange() -> Line:
    """An answer that makes no sense."""
    return line(_("An answer this till does not understand"))


def nothing_charged_call(whom: str) -> Line:
    """A look-up that cannot work: nothing moved, and whom to ask."""
    if whom:
        return line(_("Nothing was charged. Call {whom}."), whom=whom)
    return line(_("Nothing was charged. Ask a manager."))


def not_sold() -> Line:
    """A card that is not active."""
    return line(_("Not sold yet"))


def not_sold_hint() -> Line:
    """What to do with it."""
    return line(_("It has no money before it is sold. Scan another card, or ask a manager."))


def not_yet(date: str) -> Line:
    """A card that is valid later."""
    return line(_("From {date}"), date=date)


def not_yet_hint(available_sum: str) -> Line:
    """What is on it meanwhile."""
    return line(_("It has **{sum}** and pays from that day on. Scan another card."), sum=available_sum)


def expired(date: str, rest: str) -> Line:
    """A card past its end, with what is left on it."""
    return line(_("Expired {date}, {sum} left on it"), date=date, sum=rest)


def expired_hint() -> Line:
    """What still may be done."""
    return line(_("Ask a manager. Its holds can only be voided."))


def other_currency(code: str, own: str) -> Line:
    """A card of another currency."""
    return line(_("{code} card, this till takes {own}"), code=code, own=own)


def other_currency_hint(available_sum: str) -> Line:
    """What is on it all the same."""
    return line(_("It has **{sum}**. Scan another card."), sum=available_sum)


def used_code() -> Line:
    """A code that is spent."""
    return line(_("This code was good for one payment"))


def used_code_hint() -> Line:
    """How to go on."""
    return line(_("Ask for a new code and scan it."))


def empty_hint() -> Line:
    """A card without money."""
    return line(_("Nothing to take. Scan another card."))
