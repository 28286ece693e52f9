"""What the page of staff says."""

from __future__ import annotations

from pos_app.domain.person import Role
from pos_app.service.snapshot import NotDone
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import N_, _, pgettext
from pos_app.ui.models.wording.notes import note

_ROLES = {Role.CASHIER: N_("Cashier"), Role.SENIOR: N_("Senior"), Role.MANAGER: N_("Manager")}


def page() -> str:
    """The page of Manage."""
    return pgettext("page", "Staff")


def title() -> Line:
    """The page's title."""
    return line(_("Who signs in at this till"))


def text() -> Line:
    """What a new member needs."""
    return line(_("A name and a PIN. Scan a badge too, if there is one."))


def here() -> str:
    """Above those who are there; pressing one asks whether to remove them."""
    return _("Here now · press a name to remove it")


def nobody() -> str:
    """Nobody signs in yet."""
    return _("Nobody yet: this till asks nobody to sign in. The first one is a manager.")


def roles() -> str:
    """Above the roles."""
    return _("Role")


def role(one: Role) -> str:
    """A role as a choice."""
    return _(_ROLES[one])


def sure(name: str) -> Line:
    """The question before somebody is removed."""
    return line(
        _("Remove **{name}**? Stories keep the name; the PIN and the badge open nothing more."), name=name
    )


def yes(name: str) -> str:
    """The button that removes somebody."""
    return pgettext("button", "Remove {name}").format(name=name)


def add() -> str:
    """The button."""
    return pgettext("button", "Take on")


def added(name: str) -> Line:
    """Somebody was taken on."""
    return line(_("**{name}** signs in here from now on."), name=name)


def done() -> str:
    """The button that leaves the page."""
    return pgettext("button", "Done")


def no() -> str:
    """The safe answer."""
    return pgettext("button", "No, go back")


def refused(why: NotDone) -> Line:
    """Why it was not done."""
    if why is NotDone.NOT_ALLOWED:
        return line(_("Only a manager says who signs in."))
    return line(note(Note.NOT_CARRIED_OUT, why))


def wait() -> Line:
    """While a PIN is made into something that cannot be read."""
    return line(_("One moment"))
