"""The holds on the card that is on the till."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.list_value import Cell, Column, HoldRow, Row
from pos_app.ui.models.parts import Tone
from pos_app.ui.models.till_value import HoldList
from pos_app.ui.views.boxes import Box, row
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.rows import Rows
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

# Narrower than this at 100 % text, a hold's details stand under its sum.
_NARROW = 480
_TOGETHER = (Column("", weight=10), Column("", right=True, weight=0))
_COLUMNS = (Column("", weight=2), Column("", weight=10), Column("", right=True, weight=0))


class HoldListView(Box):
    """A title with the sum, a row for each hold, and a line for holds placed elsewhere."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, padded=False)
        self.value: HoldList | None = None
        self._drawn: tuple[tuple[HoldRow, ...], bool] | None = None
        self._title = Words(kit, Face.BOLD)
        self._summary = Words(kit, Face.BODY, Tone.MUTED, Qt.AlignmentFlag.AlignRight)
        self._top = row(gap=12)
        self._top.addWidget(self._title, 1)
        self._top.addWidget(self._summary)
        self.rows = Rows(kit)
        self._note = Words(kit, Face.NOTE, Tone.MUTED)
        self._under = row()
        self._under.addWidget(self._note)
        self.column.addLayout(self._top)
        self.column.addWidget(self.rows)
        self.column.addLayout(self._under)
        self._space()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_value(self, value: HoldList) -> None:
        """Show these holds."""
        if value == self.value:
            return
        before, self.value = self.value, value
        if before is None or before.rows != value.rows:
            self._show_rows()
        self.setAccessibleName(value.title)
        self._title.show_line(value.title)
        self._summary.show_line(value.summary)
        self._note.show_line(value.note)
        self._space()
        self.update()

    def restyle(self) -> None:
        super().restyle()
        self._space()
        self._show_rows()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        together = self.width() / self.theme.scale < _NARROW
        if self.value is not None and (self.value.rows, together) != self._drawn:
            self._drawn = (self.value.rows, together)
            rows = tuple(_row(hold, together=together) for hold in self.value.rows)
            self.rows.show_value(self.value.title, _TOGETHER if together else _COLUMNS, rows)

    def _space(self) -> None:
        side, tall = self.theme.density.padding, self.theme.density.gap - 2
        self._top.setContentsMargins(side, tall + 4, side, tall)
        shown = self.value is not None and bool(self.value.note)
        self._under.setContentsMargins(side, 8 if shown else 2, side, 10 if shown else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line = QRectF(1, self.rows.y() - 1, self.width() - 2, 1)
        QPainter(self).fillRect(line, self.theme.palette["line"])


def _row(hold: HoldRow, *, together: bool) -> Row:
    """A hold as a row of a list without captions."""
    amount = Cell(hold.amount.printed, hold.detail if together else "", bold=True)
    cells: tuple[Cell, ...] = (amount, Cell(chip=hold.chip))
    if not together:
        cells = (amount, Cell(hold.detail, muted=True), Cell(chip=hold.chip))
    spoken = hold.spoken or f"{hold.amount.spoken or hold.amount.printed}, {hold.detail}, {hold.chip.words}"
    return Row(hold.id, cells, hold.buttons, chosen=hold.chosen, story=hold.story, spoken=spoken)
