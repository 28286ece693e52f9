"""The order number above the amount."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.parts import Tone, Where
from pos_app.ui.models.till_value import OrderField
from pos_app.ui.views.boxes import row
from pos_app.ui.views.field import BareEdit
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import key_cap, key_cap_size
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class OrderView(Styled):
    """The order number: its label, a small field, and the key that leads there."""

    def __init__(self, kit: Kit, report: Callable[[str], None]) -> None:
        super().__init__(kit)
        self.edit = BareEdit(kit, Face.NOTE_STRONG, Where.ORDER, report)
        self.edit.ring_of = self
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._label = Words(kit, Face.NOTE, Tone.MUTED)
        self._value: OrderField | None = None
        self._keys = ""
        self._row = row(self, 4)
        self._row.addWidget(self._label)
        self._row.addWidget(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, value: OrderField | None) -> None:
        """Show the order number of this sale; none hides it."""
        self.setVisible(value is not None)
        if value is None or value == self._value:
            return
        self._value = value
        self._label.show_line(value.label)
        self.edit.take_text(value.text)
        self.edit.setAccessibleName(value.name or value.label)
        self._keys = value.keys
        self.restyle()

    def restyle(self) -> None:
        self._fit()
        super().restyle()

    def _fit(self) -> None:
        cap = key_cap_size(self.theme, self._keys)[0] + 4 if self._keys else 0
        self._row.setContentsMargins(4, 2, round(cap) + 2, 2)
        text = self.theme.metrics(Face.NOTE_STRONG).horizontalAdvance(self.edit.text() or "00000")
        self.edit.setFixedWidth(min(round(text) + 7, self.theme.px(130)))

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(
            self._row.sizeHint().width(), max(32, math.ceil(self.theme.metrics(Face.NOTE).height()) + 8)
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._keys:
            width, height = key_cap_size(self.theme, self._keys)
            cap = QRectF(self.width() - width - 2, (self.height() - height) / 2, width, height)
            key_cap(painter, self.theme, cap, self._keys)
