"""What the screens with a list share: a question in place, the table, and their edges."""

from __future__ import annotations

from typing import TypeVar

from pos_app.ui.models.history_value import HistoryValue
from pos_app.ui.models.holds_value import HoldsValue
from pos_app.ui.models.page_value import PageValue
from pos_app.ui.models.parts import FocusAsk, Panel
from pos_app.ui.views.body import BodyView
from pos_app.ui.views.boxes import column
from pos_app.ui.views.keeper import Question, asked_in
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.panel import PanelView
from pos_app.ui.views.table import TableView

L = TypeVar("L", HoldsValue, HistoryValue, PageValue)


class ListScreen(BodyView[L]):
    """A screen around a table; the subclass lays out what stands above and below it in `whole`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.panel = PanelView(self.kit)
        self.table = TableView(self.kit)
        self.whole = column(self, 12)

    def show_panel(self, panel: Panel | None) -> None:
        """Show what is asked or told above the table, or nothing."""
        self.panel.setVisible(panel is not None)
        if panel is not None:
            self.panel.show_value(panel)

    def focus_ask(self, value: L) -> FocusAsk | None:
        return value.focus

    def question(self) -> Question | None:
        return asked_in(None if self.panel.isHidden() else self.panel)

    def restyle(self) -> None:
        super().restyle()
        edge = self.theme.density.edge
        self.whole.setContentsMargins(edge, 14, edge, 14)
