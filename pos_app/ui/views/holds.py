"""Holds: find, filter, capture, void, several at once."""

from __future__ import annotations

from pos_app.ui.models.holds_value import HoldsValue
from pos_app.ui.views.finder import FinderView


class HoldsView(FinderView[HoldsValue]):
    """Shows one `HoldsValue`."""
