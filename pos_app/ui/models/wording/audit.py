"""What the page of the audit says."""

from __future__ import annotations

from pos_app.domain.audit import Deed
from pos_app.domain.operation import Event
from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import N_, _, pgettext

_DEEDS = {
    Deed.SIGNED_IN: N_("Signed in"),
    Deed.LOCKED: N_("Left the till"),
    Deed.WRONG_PIN: N_("A wrong PIN"),
    Deed.LOCKED_OUT: N_("Too many wrong PINs: shut out for a while"),
    Deed.ADDED: N_("Took on staff"),
    Deed.REMOVED: N_("Removed staff"),
    Deed.CONNECTED: N_("Connected this till"),
    Deed.SETTINGS: N_("Changed settings"),
    Deed.CHANGED_OUTSIDE: N_("Settings were changed outside the till"),
    Deed.EXPORTED: N_("Exported the audit"),
}
_STEPS = {
    "approved": N_("Approved"),
    "cancel asked": N_("Cancelled"),
    "acknowledged": N_("Has seen how it ended"),
}


def page() -> str:
    """The page of Manage."""
    return pgettext("page", "Audit")


def title() -> str:
    """The page's title."""
    return _("Who did what on this till")


def text() -> Line:
    """What it is."""
    return line(
        _("Kept in the till’s journal: nothing of it can be changed unseen. What was archived is not listed.")
    )


def who() -> str:
    """A column."""
    return _("Who")


def what() -> str:
    """A column."""
    return _("What")


def about() -> str:
    """A column."""
    return _("About")


def nothing() -> str:
    """There is nothing yet."""
    return _("Nothing was done yet")


def deed(found: str) -> str:
    """Something done beside operations."""
    return _(_DEEDS[Deed(found)]) if found in tuple(Deed) else found


def step(event: Event, told: str) -> str:
    """Something done to an operation; `told` is how its story says it."""
    if event.what in ("asked", "asked and sending"):
        return _("Asked")
    return _(_STEPS[event.what]) if event.what in _STEPS else told


def export() -> str:
    """The button that writes all of it to a file."""
    return pgettext("button", "Export")


def exported(place: str) -> Line:
    """Where the file lies."""
    return line(_("Exported to **{place}**"), place=place)


def failed() -> Line:
    """It could not be read, or not be written."""
    return line(_("That did not work: this computer could not read or write it."))


def done() -> str:
    """The button that leaves the page."""
    return pgettext("button", "Done")
