"""What Fund a card remembers between two keys."""

from __future__ import annotations

from dataclasses import dataclass

from pos_app.domain.amount import Entry
from pos_app.ui.models.till_state import NOTHING_TYPED


@dataclass(frozen=True, slots=True, kw_only=True)
class FundState:
    """The amount to put on the card, and why; no reason is preselected (rule 10a)."""

    typed: Entry = NOTHING_TYPED
    reason: str = ""
    """One of `FUND_REASONS`, or empty."""
    current: str = ""
    """Token of the request whose panel stands."""
