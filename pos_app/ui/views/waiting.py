"""Waiting: every request whose answer is not known, and what to do meanwhile."""

from __future__ import annotations

from pos_app.ui.views.titled_list import TitledList


class WaitingView(TitledList):
    """Shows Waiting."""
