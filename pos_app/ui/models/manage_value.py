"""What Manage says: a side list of what works, and the open page. Today that is Fund a card."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.parts import NO_LINE, Button, FocusAsk, Line, Panel
from pos_app.ui.models.till_value import CardPanel, PayColumn, ScanField


@frozen
class SideItem:
    """A page of Manage; a click gives `Pressed(id)`."""

    id: str
    words: str
    current: bool = False


@frozen
class Reasons:
    """Why the card is funded: buttons of which none is preselected, and a note under them."""

    title: str
    buttons: tuple[Button, ...]
    note: Line = NO_LINE


@frozen
class ManageValue:
    """The whole of Manage with Fund a card open; `pay` is the column with the amount to put on the card."""

    NAME: ClassVar[str] = "manage"

    side: tuple[SideItem, ...]
    scan: ScanField
    card: CardPanel
    pay: PayColumn
    reasons: Reasons | None = None
    middle: tuple[Panel, ...] = ()
    focus: FocusAsk | None = None
