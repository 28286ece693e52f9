"""What Activate a card says: Fund a card, with a card that is not sold yet on the till."""

from __future__ import annotations

from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import _, ngettext, pgettext


def page() -> str:
    """The page of Manage."""
    return _("Activate a card")


def caption() -> str:
    """The caption of the amount."""
    return pgettext("caption", "Activate")


def act(amount: str) -> str:
    """The main button."""
    return pgettext("button", "Activate with {sum}").format(sum=amount)


def hint() -> Line:
    """Beside the card."""
    return line(_("Choose what goes on it, take the payment, then activate it."))


def how_long() -> str:
    """The title of the years."""
    return _("How long it is valid")


def years(count: int) -> str:
    """A button: so many years, or no end."""
    if count == 0:
        return _("No end")
    return ngettext("{count} year", "{count} years", count).format(count=count)


def until(last_day: str) -> Line:
    """Under the years."""
    return line(_("It does not expire.")) if not last_day else line(_("Valid to {date}."), date=last_day)
