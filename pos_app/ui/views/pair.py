"""A caption and its sum on one line."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.parts import IconName, Pair, Sum
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.theme import Face


class PairView(Styled):
    """A caption and a sum on one line; `big` is the 28 px line of what is left. Both shrink together."""

    def __init__(self, kit: Kit, *, big: bool = False) -> None:
        super().__init__(kit)
        self._big = big
        self._caption, self._sum = "", Sum("")
        self._icon: IconName | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: Pair | None) -> None:
        """Show a caption and its sum; none hides the widget."""
        if value is not None and (value.caption, value.sum, value.icon) != (
            self._caption,
            self._sum,
            self._icon,
        ):
            self._caption, self._sum, self._icon = value.caption, value.sum, value.icon
            self.setAccessibleName(f"{value.caption} {value.sum.spoken or value.sum.printed}")
            self.update()
        self.setVisible(value is not None)

    def sizeHint(self) -> QSize:
        face = Face.LEFT if self._big else Face.BODY
        return QSize(200, math.ceil(self.theme.metrics(face).height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def size_px(self) -> int:
        """The size at which caption and sum fit beside each other."""
        face = Face.LEFT if self._big else Face.BODY
        for px in range(self.theme.size(face), 9, -1):
            if self._needed(px) <= self.width():
                return px
        return 9

    def fits(self) -> bool:
        """Whether caption and sum stand whole beside each other; tests ask this."""
        return self._needed(self.size_px()) <= self.width() + 1

    def _needed(self, px: int) -> float:
        face = Face.LEFT if self._big else Face.BODY
        icon = self.theme.px(px * 0.85) + 8 if self._icon else 0
        caption = self.theme.metrics(face, px).horizontalAdvance(self._caption)
        return (
            icon + caption + 12 + self.theme.metrics(face, px, bold=True).horizontalAdvance(self._sum.printed)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        face, px = Face.LEFT if self._big else Face.BODY, self.size_px()
        rect = QRectF(self.rect())
        ink = self.theme.palette["ink"]
        painter.setPen(ink)
        if self._icon is not None:
            icon = self.theme.px(px * 0.85)
            square = QRectF(0, rect.center().y() - icon / 2, icon, icon)
            self.theme.icons.paint(painter, self._icon, ink, square)
            rect.setLeft(icon + 8)
        painter.setFont(self.theme.font(face, px))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self._caption)
        painter.setFont(self.theme.font(face, px, bold=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._sum.printed)
