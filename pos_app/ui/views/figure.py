"""Big amounts that shrink before they would be cut, and the field an amount is typed into."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.parts import Sum, Where
from pos_app.ui.models.till_value import AmountField
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import BUTTON_RADIUS, box
from pos_app.ui.views.theme import Face, Theme

# Sizes of an amount at 100 %, in px (rule 9); the last ones are for amounts no till should see.
LADDER = (52, 40, 28, 22, 18, 14)


def largest(theme: Theme, text: str, width: float, height: float) -> int:
    """The first size of the ladder whose text fits the room."""
    for px in LADDER[:-1]:
        metrics = theme.metrics(Face.FIGURE, px)
        if metrics.horizontalAdvance(text) <= width and metrics.capHeight() * 1.3 <= height:
            return px
    return LADDER[-1]


class Figure(Styled):
    """A sum in the largest size that fits."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._sum = Sum("")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_sum(self, value: Sum | None) -> None:
        """Show a sum; none hides the widget."""
        if value is not None and value != self._sum:
            self._sum = value
            self.setAccessibleName(value.spoken or value.printed)
            self.restyle()
        self.setVisible(value is not None)

    def fits(self) -> bool:
        """Whether the sum is whole at the present size; tests ask this."""
        px = largest(self.theme, self._sum.printed, self.width(), self.height())
        return self.theme.metrics(Face.FIGURE, px).horizontalAdvance(self._sum.printed) <= self.width() + 1

    def sizeHint(self) -> QSize:
        metrics = self.theme.metrics(Face.FIGURE)
        return QSize(
            math.ceil(metrics.horizontalAdvance(self._sum.printed)), math.ceil(metrics.capHeight() * 1.7)
        )

    def minimumSizeHint(self) -> QSize:
        metrics = self.theme.metrics(Face.FIGURE, LADDER[3])
        return QSize(math.ceil(metrics.horizontalAdvance(self._sum.printed)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        px = largest(self.theme, self._sum.printed, self.width(), self.height())
        painter.setFont(self.theme.font(Face.FIGURE, px))
        painter.setPen(self.theme.palette["ink"])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._sum.printed)


class AmountView(Styled):
    """The amount as it was understood. It takes the focus; its keys are read by the dispatcher."""

    where = Where.AMOUNT

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: AmountField | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_value(self, value: AmountField) -> None:
        """Show what was typed."""
        if value != self._value:
            self._value = value
            self.setAccessibleName(f"{value.name} {value.spoken or value.printed}".strip())
            self.update()

    def fits(self) -> bool:
        """Whether the amount is whole at the present size; tests ask this."""
        text = self._value.printed if self._value else ""
        room = self.width() - 28
        px = largest(self.theme, text, room, self.height() - 8)
        return self.theme.metrics(Face.FIGURE, px).horizontalAdvance(text) <= room + 1

    def sizeHint(self) -> QSize:
        return QSize(200, max(62, math.ceil(self.theme.metrics(Face.FIGURE).capHeight() * 1.3) + 12))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 52)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._value is None:
            return
        painter = QPainter(self)
        palette = self.theme.palette
        rect = QRectF(self.rect())
        box(painter, rect, palette["panel"], palette["control"], BUTTON_RADIUS)
        room = rect.adjusted(14, 4, -14, -4)
        text = self._value.printed
        px = largest(self.theme, text, room.width(), room.height())
        painter.setFont(self.theme.font(Face.FIGURE, px))
        painter.setPen(palette["muted" if self._value.empty else "ink"])
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        if self.hasFocus():
            tall = self.theme.metrics(Face.FIGURE, px).capHeight() * 0.6
            x, middle = rect.right() - 8, rect.center().y()
            painter.setPen(QPen(palette["focus"], 2))
            painter.drawLine(round(x), round(middle - tall), round(x), round(middle + tall))
