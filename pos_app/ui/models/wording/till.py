"""What the Till says around the card: scan field, amount, order, main buttons, sale lines."""

from __future__ import annotations

from pos_app.domain.operation import Kind
from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import _, ngettext, pgettext


def scan_hint() -> Line:
    """The scan field at rest."""
    return line(_("Scan a card at any time · press [[F1]] to type its number"))


def scan_typing() -> Line:
    """The scan field, open for a number."""
    return line(_("Type the card’s number · [[Enter]] reads it · [[Esc]] goes back"))


def scan_name() -> str:
    """The scan field's name for a screen reader."""
    return _("Card number")


def to_pay() -> str:
    """The caption of the amount."""
    return _("To pay")


def left_to_pay() -> str:
    """The caption of the amount once a card has paid its part."""
    return _("Left to pay")


def amount_name() -> str:
    """The amount's name for a screen reader."""
    return _("Amount to pay")


def order() -> str:
    """The label of the order number."""
    return _("Order")


def order_name() -> str:
    """The order field's name for a screen reader."""
    return _("Order number")


def clear() -> str:
    """The button that empties the entry."""
    return _("Clear")


def all_available() -> str:
    """The button that takes all the card has."""
    return _("All available")


def backspace() -> str:
    """The name of the arrow key for a screen reader."""
    return _("Delete the last digit")


def this_card_pays() -> str:
    """What this card gives of the sum."""
    return _("This card pays")


def left() -> str:
    """What stays to be paid."""
    return _("Left")


def act(kind: Kind, amount: str) -> str:
    """The main button."""
    if kind is Kind.HOLD:
        return pgettext("button", "Hold {sum}").format(sum=amount)
    return pgettext("button", "Pay {sum}").format(sum=amount)


def other_act(kind: Kind, amount: str) -> str:
    """The other button, for Shift+F9."""
    if kind is Kind.HOLD:
        return pgettext("button", "Hold {sum} for later").format(sum=amount)
    return pgettext("button", "Pay {sum} now").format(sum=amount)


def other_off(kind: Kind) -> str:
    """The other button while it is off."""
    return pgettext("button", "Hold for later") if kind is Kind.HOLD else pgettext("button", "Pay now")


def scan_next(rest: str) -> str:
    """The main button when the card is used up and something is left."""
    return _("Scan the next card, or take {sum} another way").format(sum=rest)


def read_with_pin() -> str:
    """The main button while the PIN pad stands."""
    return _("Read the card")


def pin() -> str:
    """The caption and name of the PIN pad."""
    return _("PIN of the card")


def holds_on_card() -> str:
    """The title of the list."""
    return _("Holds on this card")


def holds_summary(count: int, amount: str) -> str:
    """Beside the title: how many, how much."""
    return ngettext("{count} hold · {sum}", "{count} holds · {sum}", count).format(count=count, sum=amount)


def hold_detail(order_number: str, staff: str, age: str) -> str:
    """A hold's row: whose order, who placed it, how long ago."""
    placed = _("Order {order}").format(order=order_number) if order_number else _("No order")
    return " · ".join(part for part in (placed, staff, age) if part)


def placed_elsewhere() -> str:
    """In place of a name, for a hold seen only in the card's history."""
    return _("placed elsewhere")


def on_hold_elsewhere(amount: str) -> Line:
    """More is on hold than the rows show."""
    return line(_("**{sum}** is on hold elsewhere (another till or the web shop)"), sum=amount)


def capture() -> str:
    """The button of a row."""
    return pgettext("button", "Capture")


def capture_sum(amount: str) -> str:
    """The button of one hold, with its sum."""
    return pgettext("button", "Capture {sum}").format(sum=amount)


def capture_part(part: str, whole: str) -> str:
    """The button of a row with a typed part."""
    return pgettext("button", "Capture {part} of {whole}").format(part=part, whole=whole)


def capture_several(count: int, amount: str) -> str:
    """The button for several holds, with count and sum."""
    return ngettext("Capture {count} hold, {sum}", "Capture {count} holds, {sum}", count).format(
        count=count, sum=amount
    )


def void() -> str:
    """The button of a row."""
    return pgettext("button", "Void")


def void_several(count: int, amount: str) -> str:
    """The button for several holds, with count and sum."""
    return ngettext("Void {count} hold, {sum}", "Void {count} holds, {sum}", count).format(
        count=count, sum=amount
    )


def ask_again() -> str:
    """The button that asks about a waiting request now."""
    return _("Ask again")


def read_card_again() -> str:
    """The button of a refusal that a fresh look at the card explains."""
    return _("Read the card again")


def no_answers(time: str) -> Line:
    """Title of the panel while nothing answers (rule 7)."""
    return line(_("No answer since {time}"), time=time)


def no_answers_text() -> Line:
    """What still works meanwhile (rule 7)."""
    return line(_("New cards cannot be read. Capture and void of placed holds work and are finished later."))


def clears_soon(seconds: int) -> Line:
    """The card is about to be put away because nobody touched it."""
    text = ngettext(
        "The card is put away in {count} second", "The card is put away in {count} seconds", seconds
    )
    return line(text, count=str(seconds))


def clears_text() -> Line:
    """How to keep it."""
    return line(_("Press any key to keep it."))


def keep_card() -> str:
    """The button that keeps it."""
    return _("Keep the card")


def idle_chip() -> str:
    """The chip of that warning."""
    return _("Still there?")


def no_answers_chip() -> str:
    """The chip while nothing answers."""
    return _("No answer")
