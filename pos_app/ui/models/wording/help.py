"""What the help says: the keys of a screen, and the cards of Training."""

from __future__ import annotations

from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.settings import Practise
from pos_app.ui.models.wording.catalog import N_, _

_FRAME = (
    ("F1", N_("Till; again: type a card’s number")),
    ("F2", N_("Holds; again: find")),
    ("F3", N_("Waiting")),
    ("F4", N_("History; again: find")),
)
_MANAGE = ("F5", N_("Manage; again: type a card’s number"))
_ENDS = (
    ("Ctrl+F1", N_("This help, and back")),
    ("Esc", N_("The safe answer, else the entry, else the card")),
)
_KEYS = {
    "till": (
        ("F6", N_("Read the card again, or ask again")),
        ("F7", N_("Capture the chosen hold, or this sale’s")),
        ("F8", N_("Void, or cancel what waits; asks first")),
        ("F9", N_("What the main button says")),
        ("Shift+F9", N_("The other of hold and pay")),
        ("+", N_("All that is available on the card")),
        ("Tab", N_("Amount, order, main button, rows")),
        ("Enter", N_("Reads a typed number or a PIN; never moves money")),
    ),
    "holds": (
        ("F7", N_("Capture the chosen hold, or all that are ticked")),
        ("F8", N_("Void; asks first")),
        ("F6", N_("Ask again about a waiting row, else read the holds again")),
        ("Enter", N_("Opens the story of a hold")),
        ("Space", N_("Ticks a row for an act on several")),
        ("Ctrl+A", N_("Ticks all rows")),
        ("0–9", N_("Type a part of the chosen hold")),
    ),
    "waiting": (
        ("F6", N_("Ask all again")),
        ("F8", N_("Cancel the chosen hold or payment; asks first")),
        ("F9", N_("Resolve what needs a manager")),
        ("Enter", N_("Opens the story of a request")),
    ),
    "history": (
        ("Enter", N_("Opens the story of a request")),
        ("F6", N_("Look again")),
    ),
    "manage": (
        ("F9", N_("Fund the card; asks first, F9 again is yes")),
        ("F6", N_("Read the card again, or ask again")),
        ("Enter", N_("Reads a typed number or a PIN; never moves money")),
    ),
}
_SWITCH = ("Ctrl+Shift+M", N_("Training cashier or training manager"))
_LOCK = ("F12", N_("Locks the till; a badge or a PIN opens it"))
_REFUND = (("F9", N_("Gives the chosen payment back; asks first, F9 again is yes")),)
_CARDS = {
    Practise.RICH: N_("A card with plenty on it"),
    Practise.NEARLY_EMPTY: N_("A card with little on it"),
    Practise.EMPTY: N_("An empty card"),
    Practise.EXPIRED: N_("An expired card"),
    Practise.NOT_YET: N_("A card that is valid later"),
    Practise.INACTIVE: N_("A card that is not sold yet"),
    Practise.OTHER_CURRENCY: N_("A card in another currency"),
    Practise.PIN: N_("A card with a PIN"),
    Practise.TWO_HOLDS: N_("A card with two open holds"),
}


def title() -> str:
    """The help's title."""
    return _("Help")


def close() -> str:
    """The button that goes back."""
    return _("Back")


def keys_caption() -> str:
    """Above the keys."""
    return _("Keys on this screen")


def cards_caption() -> str:
    """Above the cards of Training."""
    return _("Cards to practise with")


def cards_text() -> Line:
    """How to use them."""
    return line(_("Scan a number, or press [[F1]], type it and press [[Enter]]. No real money moves."))


def keys(screen: str, *, manages: bool, switches: bool, locks: bool) -> tuple[tuple[str, str], ...]:
    """The keys of a screen with what they do: this screen's first, then the frame's."""
    refund = _REFUND if manages and screen == "history" else ()
    table = [*_KEYS[screen], *refund, *_FRAME]
    if manages:
        table.append(_MANAGE)
    if switches:
        table.append(_SWITCH)
    if locks:
        table.append(_LOCK)
    return tuple((key, _(words)) for key, words in (*table, *_ENDS))


def card(shows: Practise, pin: str) -> str:
    """What a training card shows, with its PIN."""
    words = _(_CARDS[shows])
    return _("{card} (PIN {pin})").format(card=words, pin=pin) if pin else words


def use() -> str:
    """The button that puts a card on the till."""
    return _("Use")
