"""Waiting: every request whose answer is not known, and what to do meanwhile."""

from __future__ import annotations

from pos_app.ui.models.waiting_value import WaitingValue
from pos_app.ui.views.titled_list import TitledList


class WaitingView(TitledList[WaitingValue]):
    """Shows one `WaitingValue`."""
