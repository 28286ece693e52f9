"""History: find any request of this till, page by page."""

from __future__ import annotations

from pos_app.ui.models.history_value import HistoryValue
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.columns import LOWEST_WORDS
from pos_app.ui.views.finder import FinderView
from pos_app.ui.views.kit import Kit


class HistoryView(FinderView[HistoryValue]):
    """Shows one `HistoryValue`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.table.rows.lowest = LOWEST_WORDS
        self._pages = Acts(self.kit, 12, hug=True)
        self.under.addWidget(self._pages)

    def fill(self, value: HistoryValue) -> None:
        super().fill(value)
        self._pages.setVisible(bool(value.pages))
        self._pages.show_value(value.pages)
