"""What stands under the card: panels and the holds on it, from top to bottom, scrolling when they must."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.models.parts import Panel
from pos_app.ui.models.till_value import HoldList
from pos_app.ui.views.boxes import Scroller, column
from pos_app.ui.views.hold_list import HoldListView
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.panel import PanelView
from pos_app.ui.views.rows import Rows


class Middle(Scroller):
    """Keeps a view for each panel by its place; a question that appears is brought into sight."""

    def __init__(self, kit: Kit, first: tuple[QWidget, ...] = ()) -> None:
        """`first` stands above the panels and scrolls with them."""
        inside = QWidget()
        super().__init__(kit, inside)
        self._kit = kit
        self._column = column(inside, kit.theme.density.gap)
        for widget in first:
            self._column.addWidget(widget)
        self._first = len(first)
        self._column.addStretch(1)
        self._panels: list[PanelView] = []
        self._lists: list[HoldListView] = []
        self._shown: tuple[Panel | HoldList, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_value(self, values: Sequence[Panel | HoldList]) -> None:
        """Show these parts in this order."""
        if tuple(values) == self._shown:
            return
        self._shown = tuple(values)
        panels = lists = 0
        for place, value in enumerate(values, self._first):
            view: PanelView | HoldListView
            if isinstance(value, Panel):
                view, panels = self._panel(panels), panels + 1
                view.show_value(value)
            else:
                view, lists = self._list(lists), lists + 1
                view.show_value(value)
            if self._column.indexOf(view) != place:
                self._column.removeWidget(view)
                self._column.insertWidget(place, view)
            view.show()
        for spare in (*self._panels[panels:], *self._lists[lists:]):
            spare.hide()
            self._column.removeWidget(spare)
            spare.setParent(self.widget())
        self.see_question()

    def see_question(self) -> None:
        """Scroll so far that the question in place can be read and answered."""
        asked = self.question()
        if asked is not None and asked.isVisible():
            self._column.activate()
            self.ensureWidgetVisible(asked, 0, 4)

    def _panel(self, number: int) -> PanelView:
        if number == len(self._panels):
            self._panels.append(PanelView(self._kit))
        return self._panels[number]

    def _list(self, number: int) -> HoldListView:
        if number == len(self._lists):
            self._lists.append(HoldListView(self._kit))
        return self._lists[number]

    def question(self) -> PanelView | None:
        """The question in place, if one is asked."""
        return next((panel for panel in self._panels if not panel.isHidden() and panel.asks), None)

    def rows(self) -> Rows | None:
        """The rows of the first list shown."""
        return next((shown.rows for shown in self._lists if not shown.isHidden()), None)

    def restyle(self) -> None:
        """The style changed: gaps are the density's."""
        self._column.setSpacing(self._kit.theme.density.gap)
