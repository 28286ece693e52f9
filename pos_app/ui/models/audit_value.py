"""What the page of the audit says: who did, approved or changed what, newest first."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.list_value import Table
from pos_app.ui.models.parts import NO_LINE, Button, FocusAsk, Line, Panel


@frozen
class AuditValue:
    """The whole page."""

    NAME: ClassVar[str] = "audit"

    title: str
    text: Line
    table: Table
    buttons: tuple[Button, ...] = ()
    foot: Line = NO_LINE
    panel: Panel | None = None
    focus: FocusAsk | None = None
