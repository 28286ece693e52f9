"""A page that is one list under a title: the audit, and what the program is made of."""

from __future__ import annotations

from pos_app.ui.views.titled_list import TitledList


class PageView(TitledList):
    """Shows a page."""
