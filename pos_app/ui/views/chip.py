"""A chip as a widget of its own."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.parts import Chip
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import chip, chip_size
from pos_app.ui.views.theme import Face


class ChipView(Styled):
    """Shows a chip at its own size; without a value it is hidden."""

    def __init__(self, kit: Kit, face: Face = Face.CHIP) -> None:
        super().__init__(kit)
        self._value: Chip | None = None
        self._face = face
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_value(self, value: Chip | None) -> None:
        """Show this chip, or nothing."""
        if value != self._value:
            self._value = value
            self.setAccessibleName(value.words if value else "")
            self.restyle()
        self.setVisible(value is not None)

    def fits(self) -> bool:
        """Whether the word is whole at the present size; tests ask this."""
        return self.width() >= self.sizeHint().width() - 1

    def sizeHint(self) -> QSize:
        words = self._value.words if self._value else ""
        width, height = chip_size(self.theme, words, self._face)
        return QSize(math.ceil(width), math.ceil(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._value is not None:
            painter = QPainter(self)
            chip(painter, self.theme, QRectF(self.rect()), self._value, self._face)
