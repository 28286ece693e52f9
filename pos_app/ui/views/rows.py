"""The rows of a list: one place for the focus, arrows choose, only the rows in sight exist as widgets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.gestures import RowChosen, RowOpened, RowTicked
from pos_app.ui.models.list_value import Column, Row
from pos_app.ui.models.parts import Where
from pos_app.ui.views.columns import LOWEST, Plan, plan
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.row_view import RowView, row_words
from pos_app.ui.views.ruler import Ruler

# Rows beyond what is in sight, so that scrolling a little builds nothing.
_MARGIN_PX = 200
_STEPS = {"Up": -1, "Down": 1, "PageUp": -8, "PageDown": 8, "Home": -(10**9), "End": 10**9}


class Rows(Styled):
    """Shows rows under one another. The chosen row is the model's; keys only report."""

    where = Where.ROWS

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._name = ""
        self._rows: tuple[Row, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self._tops: list[int] = [0]
        self._seen = (0, 10**9)
        self._ruler = Ruler(kit)
        self._pool: Pool[RowView] = Pool(
            lambda: RowView(kit, self._clicked), lambda made: made.setParent(self)
        )
        self._plan: Plan | None = None
        self.planned: Callable[[Plan], None] | None = None
        self.lowest = LOWEST
        # A click on a row takes the focus (see `_clicked`); a click on a row's button leaves it alone.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, name: str, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> None:
        """Show these rows under these columns."""
        if rows is self._rows and columns is self._columns and name == self._name:
            return
        self._name, self._columns, self._rows = name, columns, rows
        chosen = self.chosen
        self.setAccessibleName(f"{name}: {row_words(chosen)}" if chosen else name)
        self.lay_out()

    @property
    def laid(self) -> Plan | None:
        """How the columns lie, once there was a width to lay them out in."""
        return self._plan

    @property
    def chosen(self) -> Row | None:
        """The chosen row, if there is one."""
        return next((row for row in self._rows if row.chosen), None)

    def lay_out(self) -> None:
        """Measure everything and place the rows in sight."""
        if not self._columns or self.width() < 50:
            return
        laid = plan(
            self.theme,
            self._columns,
            self._rows,
            self.width(),
            self._ruler.widest_buttons(self._rows),
            self.lowest,
        )
        if laid != self._plan:
            self._plan = laid
            if self.planned is not None:
                self.planned(laid)
        self._tops = [0]
        for one in self._rows:
            story = self._ruler.story(one.story, self.width()) if one.story is not None else 0
            self._tops.append(self._tops[-1] + laid.row + story)
        self.setFixedHeight(max(1, self._tops[-1]))
        self._place()

    def see(self, top: int, bottom: int) -> None:
        """Only rows between `top` and `bottom` need widgets."""
        self._seen = (top, bottom)
        self._place()

    def ring_area(self) -> QRect:
        """The focus is on the chosen row, or on the whole list before one was chosen."""
        chosen = self.chosen
        area = self.row_area(chosen.id) if chosen else self.rect()
        return area.adjusted(4, 4, -4, -4)

    def row_area(self, row_id: str) -> QRect:
        """Where a row lies; empty when there is no such row."""
        for number, one in enumerate(self._rows):
            if one.id == row_id:
                return QRect(0, self._tops[number], self.width(), self._tops[number + 1] - self._tops[number])
        return QRect()

    def row_key(self, name: str) -> bool:
        """Take a key of the list; False when it is none."""
        chosen = self.chosen
        if name in _STEPS and self._rows:
            at = self._rows.index(chosen) + _STEPS[name] if chosen else 0
            self.kit.report(RowChosen(self._rows[min(max(at, 0), len(self._rows) - 1)].id))
            return True
        if chosen is not None and name in {"Enter", "Space"}:
            self.kit.report(RowOpened(chosen.id) if name == "Enter" else RowTicked(chosen.id))
            return True
        return False

    def restyle(self) -> None:
        self._plan = None
        super().restyle()
        self.lay_out()

    def sizeHint(self) -> QSize:
        return QSize(300, max(1, self._tops[-1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def _clicked(self, row_id: str, twice: bool) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.kit.report(RowOpened(row_id) if twice else RowChosen(row_id))

    def _place(self) -> None:
        if self._plan is None:
            return
        laid = self._plan
        first, last = self._seen[0] - _MARGIN_PX, self._seen[1] + _MARGIN_PX
        start = max(0, bisect_right(self._tops, first) - 1)
        near = range(start, min(len(self._rows), bisect_left(self._tops, last)))

        def fill(view: RowView, number: int) -> None:
            view.setGeometry(0, self._tops[number], self.width(), self._tops[number + 1] - self._tops[number])
            view.last = number == len(self._rows) - 1
            view.show_value(self._rows[number], self._columns, laid)

        self._pool.show(near, fill)
