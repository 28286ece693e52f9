"""What Holds says: a find field, filters, the list, and a question in place."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.list_value import Table
from pos_app.ui.models.parts import NO_LINE, Button, FocusAsk, Line, Panel


@frozen
class FindField:
    """A field to find rows; `hint` is shown while it is empty."""

    text: str
    hint: str
    name: str = ""


@frozen
class HoldsValue:
    """The whole of Holds. `buttons` stand right of the find field; a chosen one is a filter that is on."""

    NAME: ClassVar[str] = "holds"

    find: FindField
    buttons: tuple[Button, ...]
    table: Table
    foot: Line = NO_LINE
    hint: Line = NO_LINE
    panel: Panel | None = None
    focus: FocusAsk | None = None
