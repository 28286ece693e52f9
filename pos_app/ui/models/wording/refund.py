"""What a refund says."""

from __future__ import annotations

from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import _, pgettext


def row_button() -> str:
    """On the row of a payment or a capture."""
    return pgettext("button", "Refund")


def title(request: str) -> Line:
    """The question."""
    return line(_("Refund of {request}"), request=request)


def reading() -> Line:
    """The card's history is being read."""
    return line(_("Reading what was given back already …"))


def figures(taken: str, given_back: str, left: str) -> Line:
    """What the card's history shows."""
    text = _("Taken {taken} · given back {given_back} · **left {left}**")
    return line(text, taken=taken, given_back=given_back, left=left)


def how_much() -> Line:
    """What the keys do."""
    return line(_("All of it, or type a part. It goes back on the card."))


def more_than_left() -> Line:
    """The typed sum is too much."""
    return line(_("That is more than is left."))


def nothing_left() -> Line:
    """All of it was given back."""
    return line(_("All of it was given back."))


def too_much() -> Line:
    """Two tills gave back at the same time."""
    return line(
        _("**More was given back than taken**: two tills did so at once. Tell whoever keeps the books.")
    )


def not_known() -> Line:
    """The history could not be read, or does not show the payment."""
    return line(_("The card’s history could not be read. Without it nothing is given back."))


def act(amount: str) -> str:
    """The button that gives it back."""
    return pgettext("button", "Refund {amount}").format(amount=amount)


def back() -> str:
    """The safe answer."""
    return pgettext("button", "No, go back")


def read_again() -> str:
    """Read the history once more."""
    return pgettext("button", "Read again")
