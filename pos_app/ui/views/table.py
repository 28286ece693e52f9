"""A list with captions: Holds and Waiting."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.list_value import Column, Table
from pos_app.ui.models.parts import Tone
from pos_app.ui.views.boxes import Box, Scroller
from pos_app.ui.views.columns import Plan
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.rows import Rows
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class TableHead(Styled):
    """The captions, over the columns as the rows laid them out."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._columns: tuple[Column, ...] = ()
        self._plan: Plan | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(self, columns: tuple[Column, ...], laid: Plan | None) -> None:
        """Show these captions in these places."""
        self._columns, self._plan = columns, laid
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, max(36, math.ceil(self.theme.metrics(Face.CAPS).height()) + 14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.theme.palette
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), palette["line"])
        if self._plan is None:
            return
        painter.setFont(self.theme.font(Face.CAPS))
        painter.setPen(palette["muted"])
        metrics = self.theme.metrics(Face.CAPS)
        for column, (left, width) in zip(self._columns, self._plan.cells, strict=False):
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            words = metrics.elidedText(column.words, Qt.TextElideMode.ElideRight, width + 2)
            painter.drawText(
                QRectF(left, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter | side, words
            )


class TableView(Box):
    """Shows one `Table`; its body scrolls and builds only the rows in sight."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, padded=False)
        self._value: Table | None = None
        self._chosen = ""
        self._head = TableHead(kit)
        self.rows = Rows(kit)
        self.rows.planned = self._planned
        self._scroll = Scroller(kit, self.rows)
        self._scroll.verticalScrollBar().valueChanged.connect(self._seen)
        self._empty = Words(kit, Face.BODY, Tone.MUTED, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self._head)
        self.column.addWidget(self._scroll)
        self.column.addWidget(self._empty)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_value(self, value: Table) -> None:
        """Show this list; the chosen row comes into sight when the choice moved."""
        if value == self._value:
            return
        self._value = value
        self._empty.show_line("" if value.rows else value.empty)
        self._scroll.setVisible(bool(value.rows))
        self.rows.show_value(value.name, value.columns, value.rows)
        self._head.show_plan(value.columns, self.rows.laid)
        self.updateGeometry()
        self._seen()
        chosen = self.rows.chosen
        if chosen is not None and chosen.id != self._chosen:
            area = self.rows.row_area(chosen.id)
            self._scroll.ensureVisible(0, area.center().y(), 0, area.height() // 2)
        self._chosen = chosen.id if chosen else ""

    @property
    def empty(self) -> bool:
        """Whether there are no rows to go to."""
        return self._value is None or not self._value.rows

    def sizeHint(self) -> QSize:
        body = self.rows.sizeHint().height() if self._value and self._value.rows else 96
        return QSize(400, self._head.sizeHint().height() + body + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, min(self.sizeHint().height(), 200))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._seen()

    def _planned(self, laid: Plan) -> None:
        if self._value is not None:
            self._head.show_plan(self._value.columns, laid)
        self.updateGeometry()

    def _seen(self, _value: int = 0) -> None:
        top = self._scroll.verticalScrollBar().value()
        self.rows.see(top, top + self._scroll.viewport().height())
