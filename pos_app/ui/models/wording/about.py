"""What the program says of itself."""

from __future__ import annotations

from pos_app.ui.models.parts import NO_LINE, Line, line
from pos_app.ui.models.wording.catalog import _, pgettext


def page() -> str:
    """The button that opens it."""
    return pgettext("button", "About Holdfast")


def title(version: str) -> str:
    """The page's title."""
    return f"Holdfast {version}".strip()


def text() -> Line:
    """What the list is."""
    return line(
        _(
            "Holdfast brings the work of others. The libraries of Qt for Python are under the LGPL: they lie"
            " in the program’s folder as files of their own, and may be replaced."
        )
    )


def part() -> str:
    """A column."""
    return _("Part")


def version() -> str:
    """A column."""
    return _("Version")


def licence() -> str:
    """A column."""
    return _("Licence")


def from_source() -> str:
    """Nothing was installed with it."""
    return _("This Holdfast runs from its source: its parts are those of the Python it runs on.")


def texts(folder: str) -> Line:
    """Where the licences' texts lie."""
    return line(_("Every licence in full: **{folder}**"), folder=folder) if folder else NO_LINE
