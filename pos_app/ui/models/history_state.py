"""What History remembers between two keys."""

from __future__ import annotations

from pos_app.domain.amount import Entry
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.operation import Kind
from pos_app.domain.scan import Code


@frozen_by_name
class HistoryState:
    """What is looked for, the page that is shown, and the chosen row (by reference)."""

    find: str = ""
    code: Code | None = None
    """The card that was scanned here."""
    today: bool = True
    kind: Kind | None = None
    pages: tuple[int, ...] = (0,)
    """Where the pages from the newest to the shown one begin."""
    turn: int = 0
    """The newest search that was asked for."""
    newest: str = ""
    """The till's newest operation at that time."""
    chosen: str = ""
    refund: str = ""
    """The payment or capture that is open to be given back, by reference."""
    part: Entry = Entry()
    """The sum to give back, as far as it was typed; nothing typed is all of it."""
