"""What a page says that is one list under a title: Waiting, the audit, what the program is made of."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.list_value import Table
from pos_app.ui.models.parts import NO_LINE, Button, FocusAsk, Line, Panel


@frozen
class PageValue:
    """The whole page."""

    NAME: ClassVar[str] = "page"

    title: str
    text: Line
    table: Table
    buttons: tuple[Button, ...] = ()
    foot: Line = NO_LINE
    panel: Panel | None = None
    focus: FocusAsk | None = None
