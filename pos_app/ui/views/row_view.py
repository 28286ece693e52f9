"""One row of a list: painted cells, its own buttons, and its story when it is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent

from pos_app.ui.models.list_value import Column, Row
from pos_app.ui.models.parts import IconName
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.cells import cell_fits, paint_cell
from pos_app.ui.views.columns import Plan
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import box
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.story import StoryView

# Buttons in a row of a list stand so far apart, and so far from its edge, in px.
BUTTONS_APART = 16
EDGE = 14
_BAR = 3


class RowView(Styled):
    """Shows one `Row` by the plan of its list."""

    def __init__(self, kit: Kit, chosen: Callable[[str, bool], None]) -> None:
        """`chosen` is told a row's id at a click, and whether it was a double click."""
        super().__init__(kit)
        self.value: Row | None = None
        self.last = False
        self._columns: tuple[Column, ...] = ()
        self._plan: Plan | None = None
        self._chosen = chosen
        self._pool: Pool[ActButton] = Pool(lambda: ActButton(kit), lambda made: made.setParent(self))
        self._story: StoryView | None = None

    def show_value(self, value: Row, columns: tuple[Column, ...], laid: Plan) -> None:
        """Show this row; nothing is done when neither the row nor the plan changed."""
        if value is self.value and laid is self._plan:
            return
        if value == self.value and laid == self._plan and columns == self._columns:
            return
        self.value, self._columns, self._plan = value, columns, laid
        self.setAccessibleName(row_words(value))
        self._pool.show(value.buttons, ActButton.show_value)
        if value.story is not None:
            self._story = self._story or StoryView(self.kit)
            self._story.setParent(self)
            self._story.show_value(value.story)
            self._story.show()
        elif self._story is not None:
            self._story.hide()
        self._place()
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.value is not None and event.button() is Qt.MouseButton.LeftButton:
            self._chosen(self.value.id, False)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.value is not None:
            self._chosen(self.value.id, True)
        event.accept()

    def _place(self) -> None:
        if self.value is None or self._plan is None:
            return
        shown = self._pool.all[: len(self.value.buttons)]
        right = self.width() - EDGE
        top = (self._plan.row - 48) // 2 if not self._plan.stacked else self._plan.row - 60
        wants = [button.sizeHint().width() for button in shown]
        over = sum(wants) + BUTTONS_APART * (len(wants) - 1) - (right - EDGE)
        if over > 0 and wants:
            # The longest words break in their button before anything leaves the row.
            wants[wants.index(max(wants))] -= over
        for button, wanted in zip(reversed(shown), reversed(wants), strict=True):
            button.setGeometry(right - wanted, top, wanted, 48)
            right -= wanted + BUTTONS_APART
        if self._story is not None and self.value.story is not None:
            area = QRect(EDGE, self._plan.row, self.width() - 2 * EDGE, self.height() - self._plan.row - EDGE)
            self._story.setGeometry(area)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.value is None or self._plan is None:
            return
        painter = QPainter(self)
        palette = self.theme.palette
        if not self.last:
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), palette["line"])
        if self.value.chosen:
            painter.fillRect(QRectF(0, 0, _BAR, self.height() - 1), palette["accent"])
        self._paint_mark(painter)
        middle = (self._plan.row - (56 if self._plan.stacked else 0)) / 2
        for cell, column, (left, width) in zip(
            self.value.cells, self._columns, self._plan.cells, strict=False
        ):
            area = QRectF(left, middle - self._plan.line / 2, width, self._plan.line)
            paint_cell(painter, self.theme, cell, area, right=column.right)

    def fits(self) -> bool:
        """Whether no cell is cut at the present size; tests ask this."""
        if self.value is None or self._plan is None:
            return True
        parts = zip(self.value.cells, self._plan.cells, strict=False)
        return all(cell_fits(self.theme, cell, width, self._plan.line) for cell, (_, width) in parts)

    def _paint_mark(self, painter: QPainter) -> None:
        """A check for the chosen row; a filled one for a row chosen among several."""
        if self.value is None or self._plan is None or not (self.value.chosen or self.value.ticked):
            return
        middle = (self._plan.row - (56 if self._plan.stacked else 0)) / 2
        square = QRectF(7, middle - 9, 18, 18)
        palette = self.theme.palette
        if self.value.ticked:
            box(painter, square, palette["accent"], None, 4)
        ink = palette["on-accent" if self.value.ticked else "accent"]
        self.theme.icons.paint(painter, IconName.CHECK, ink, square.adjusted(2, 2, -2, -2))


def row_words(value: Row) -> str:
    """A row as a screen reader says it."""
    if value.spoken:
        return value.spoken
    said = [cell.chip.words if cell.chip else f"{cell.words} {cell.note}".strip() for cell in value.cells]
    return ", ".join(word for word in said if word)
