"""What Fund a card says."""

from __future__ import annotations

from pos_app.domain.money import Money
from pos_app.domain.region import Region
from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import N_, _, pgettext

_REASONS = {"sold": N_("Sold"), "goodwill": N_("Goodwill"), "correction": N_("Correction")}


def page() -> str:
    """The page of Manage."""
    return _("Fund a card")


def caption() -> str:
    """The caption of the amount."""
    return pgettext("caption", "Fund")


def amount_name() -> str:
    """The amount's name for a screen reader."""
    return _("Amount to fund")


def why() -> str:
    """The title of the reasons."""
    return _("Why")


def reason(name: str) -> str:
    """A reason's button."""
    return _(_REASONS[name])


def reason_note() -> Line:
    """Under the reasons."""
    return line(_("Saved with your name and this till."))


def act(amount: str) -> str:
    """The main button."""
    return pgettext("button", "Fund {sum}").format(sum=amount)


def unfit() -> str:
    """The main button with a card that cannot be funded."""
    return _("This card cannot be funded")


def available_after() -> str:
    """What the card will have."""
    return _("Available after")


def quick(money: Money, region: Region) -> str:
    """A quick amount, without decimals."""
    printed = region.number(money)
    return printed.removesuffix(f"{region.decimal}00")
