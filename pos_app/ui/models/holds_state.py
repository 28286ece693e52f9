"""What Holds remembers between two keys."""

from __future__ import annotations

from pos_app.domain.amount import Entry
from pos_app.domain.frozen import frozen_by_name
from pos_app.ui.models.till_state import NOTHING_TYPED


@frozen_by_name
class HoldsState:
    """Filters, the chosen row, and the rows ticked for several. Rows are named by transaction id."""

    find: str = ""
    only_mine: bool = False
    by_card: bool = False
    """Only the holds of the card that was scanned here."""
    chosen: str = ""
    ticked: tuple[str, ...] = ()
    part: Entry = NOTHING_TYPED
