"""The cards that are already part of this sale."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.models.till_value import SaleLine
from pos_app.ui.views.boxes import Scroller, column
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import chip, chip_size
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.theme import Face

_GAP = 6


class SaleLineView(Styled):
    """One card and what it did."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: SaleLine | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: SaleLine) -> None:
        """Show this line."""
        if value != self._value:
            self._value = value
            self.setAccessibleName(f"{value.card}, {value.chip.words}")
            self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(200, math.ceil(chip_size(self.theme, "0")[1]))

    def fits(self) -> bool:
        """Whether card and chip are whole at the present size; tests ask this."""
        if self._value is None:
            return True
        number = self.theme.metrics(Face.BODY).horizontalAdvance(self._value.card)
        return 14 + number + 8 + chip_size(self.theme, self._value.chip.words)[0] <= self.width() + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._value is None:
            return
        painter = QPainter(self)
        palette = self.theme.palette
        painter.fillRect(QRectF(0, 0, 3, self.height()), palette["accent"])
        number = self.theme.metrics(Face.BODY).horizontalAdvance(self._value.card)
        painter.setFont(self.theme.font(Face.BODY))
        painter.setPen(palette["ink"])
        painter.drawText(
            QRectF(14, 0, number + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, self._value.card
        )
        width, height = chip_size(self.theme, self._value.chip.words)
        width = min(width, self.width() - 14 - number - 8)
        area = QRectF(self.width() - width, (self.height() - height) / 2, width, height)
        chip(painter, self.theme, area, self._value.chip)


class SaleLines(Scroller):
    """The lines of a sale; one stays in sight where the column is short, the rest scroll."""

    def __init__(self, kit: Kit) -> None:
        inside = QWidget()
        super().__init__(kit, inside)
        self._lines = column(inside, _GAP)
        self._kit = kit
        self._count = 0
        self._pool: Pool[SaleLineView] = Pool(lambda: SaleLineView(kit), self._lines.addWidget)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_value(self, lines: tuple[SaleLine, ...]) -> None:
        """Show these lines, the newest last and in sight."""
        self._pool.show(lines, SaleLineView.show_value)
        self.setVisible(bool(lines))
        if len(lines) != self._count:
            self._count = len(lines)
            self.updateGeometry()
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _tall(self, count: int) -> int:
        one = math.ceil(chip_size(self._kit.theme, "0")[1])
        return count * one + max(0, count - 1) * _GAP

    def sizeHint(self) -> QSize:
        return QSize(200, self._tall(self._count))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._tall(min(1, self._count)))
