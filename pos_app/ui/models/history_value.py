"""What History says: a find field, filters, one page of operations, and the way to the other pages."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.holds_value import FindField
from pos_app.ui.models.list_value import Table
from pos_app.ui.models.parts import NO_LINE, Button, FocusAsk, Line, Panel


@frozen
class HistoryValue:
    """The whole of History. `buttons` are its filters, `pages` lead to newer and older operations."""

    NAME: ClassVar[str] = "history"

    find: FindField
    buttons: tuple[Button, ...]
    table: Table
    pages: tuple[Button, ...] = ()
    foot: Line = NO_LINE
    hint: Line = NO_LINE
    panel: Panel | None = None
    focus: FocusAsk | None = None
