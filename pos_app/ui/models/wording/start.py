"""What is said by a till that keeps no secret, when it starts."""

from __future__ import annotations

from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.start_state import StartProblem
from pos_app.ui.models.wording.catalog import N_, _, pgettext

_PROBLEMS = {StartProblem.WRONG_PHRASE: N_("This is not the recovery passphrase of this till.")}


def title() -> Line:
    """The title of the form."""
    return line(_("Open this till"))


def text() -> Line:
    """Why it asks."""
    return line(_("This computer keeps no secrets, so the till asks for them at each start."))


def of_client(client: str) -> str:
    """Below a secret: whose it is."""
    return _("The secret of the client {client}.").format(client=client)


def missing() -> str:
    """Nothing stands in a field."""
    return _("The till does not open without it.")


def problem(found: StartProblem) -> str:
    """What is wrong with what stands in a field."""
    return _(_PROBLEMS[found])


def not_accepted() -> Line:
    """The card service does not know a client by its secret."""
    return line(
        _(
            "The card service does not accept one of these secrets. Type it again; or open the till all the"
            " same: **holds are safe**, and what needs that secret waits until the next start."
        )
    )


def opening() -> Line:
    """While journal and card service are opened."""
    return line(_("Opening the till …"))


def open_till() -> str:
    """The button that opens it."""
    return pgettext("button", "Open")


def open_anyway() -> str:
    """The button that opens it although a secret is not accepted."""
    return pgettext("button", "Open all the same")
