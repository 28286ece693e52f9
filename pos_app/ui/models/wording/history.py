"""What History says."""

from __future__ import annotations

from pos_app.ui.models.parts import NO_LINE, Line, line
from pos_app.ui.models.wording.catalog import _, pgettext


def find_hint() -> str:
    """The find field while it is empty."""
    return _("Find by card, order, reference, cashier, day or state, or scan")


def find_name() -> str:
    """The find field's name for a screen reader."""
    return _("Find a request")


def of_card(card: str) -> str:
    """The find field after a scan."""
    return _("History of {card}").format(card=card)


def today() -> str:
    """Only what was asked today."""
    return pgettext("filter", "Today")


def all_kinds() -> str:
    """Every kind of request."""
    return pgettext("filter", "All kinds")


def kind_spoken(kind: str) -> str:
    """The filter of kinds for a screen reader."""
    return _("Kind: {kind}. Press for the next one").format(kind=kind)


def name() -> str:
    """The list's name for a screen reader."""
    return _("What this till asked")


def kind() -> str:
    """A column."""
    return _("Kind")


def older() -> str:
    """The next page."""
    return pgettext("page", "Older")


def newer() -> str:
    """The page before."""
    return pgettext("page", "Newer")


def foot(page: int) -> Line:
    """Which page is shown; nothing on the first."""
    return line(_("Page {page}"), page=str(page)) if page > 1 else NO_LINE


def hint() -> Line:
    """The keys of the list."""
    return line(_("[[Enter]] opens the story · [[F4]] finds"))


def looking() -> str:
    """The page is being read."""
    return _("Looking …")


def not_here() -> str:
    """Nothing among those that were looked at, but there are older ones."""
    return _("Nothing found yet. Older looks further back")


def nothing_of_card() -> str:
    """A card this till never asked anything of."""
    return _("Nothing asked of this card on this till")


def nothing_today() -> str:
    """The list of a day that has only begun."""
    return _("Nothing asked today")


def nothing() -> str:
    """The list of a new till."""
    return _("Nothing asked on this till yet")


def in_the_archive() -> Line:
    """At the end of the list, where older operations were archived."""
    return line(_("Older requests are in the archive beside the journal."))
