"""What the Till remembers between two keys: the sale, and what stands in the middle."""

from __future__ import annotations

from pos_app.domain.amount import Entry
from pos_app.domain.frozen import frozen_by_name

NOTHING_TYPED = Entry()
"""No part and no amount."""


@frozen_by_name
class TillState:
    """A sale: an optional order number, one amount, any number of cards (rule 4)."""

    sale: int = 1
    """Counts sales of this window; requests carry it."""
    order: str = ""
    """The order number of this sale; empty: the till's next."""
    counted: bool = True
    """The order number is of the till's own count, not typed or scanned."""
    loaded: bool = False
    """Money was put on a card under its order number."""
    typed: Entry | None = None
    """What the person typed; None: what is left of the sale stands in its place."""
    kept: bool = False
    """The typed amount was kept after a refusal: the next digit replaces it, Backspace edits it."""
    total: int = 0
    """What the sale asks for in all, in minor units, from the first hold or pay on."""
    fresh: bool = False
    """A result or a waiting panel stands: the next digit starts an empty sale (rule 2a)."""
    later: bool = False
    """This sale's holds are kept for later: not offered again until its next card or hold."""
    current: tuple[str, ...] = ()
    """Tokens of the requests whose panel stands in the middle."""
    opened: str = ""
    """Reference of an operation opened from a notice or from Latest; its panel stands in the middle."""
    chosen: str = ""
    """Transaction id of the chosen hold; a card's only hold needs no choice."""
    part: Entry = NOTHING_TYPED
    """The part typed for the chosen hold (rule 10b)."""
