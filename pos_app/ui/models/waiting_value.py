"""What Waiting says: a title with the counts, the list, and what to do meanwhile."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.list_value import Table
from pos_app.ui.models.parts import NO_LINE, Button, FocusAsk, Line, Panel


@frozen
class WaitingValue:
    """The whole of Waiting.

    The cell under "What to do now" has the act in bold and the reason as its note.
    """

    NAME: ClassVar[str] = "waiting"

    title: str
    text: Line
    table: Table
    buttons: tuple[Button, ...] = ()
    foot: Line = NO_LINE
    panel: Panel | None = None
    focus: FocusAsk | None = None
