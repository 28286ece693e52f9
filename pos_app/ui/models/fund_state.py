"""What Fund a card, and Activate a card in its place, remember between two keys."""

from __future__ import annotations

from pos_app.domain.amount import Entry
from pos_app.domain.frozen import frozen_by_name
from pos_app.ui.models.till_state import NOTHING_TYPED


@frozen_by_name
class FundState:
    """The amount to put on the card, and why; no reason is preselected (rule 10a)."""

    typed: Entry = NOTHING_TYPED
    reason: str = ""
    """One of `FUND_REASONS`, or empty."""
    years: int | None = None
    """How long a card is sold for; None: as set for this till."""
    current: str = ""
    """Token of the request whose panel stands."""
