"""The striped line that makes Training unmistakable."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pos_app.ui.models.gestures import Pressed
from pos_app.ui.models.shell_value import Banner
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.paint import box
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import SetLine, spoken

_STRIPE = 20


class BannerView(QAbstractButton):
    """Shows one `Banner`; a click reports its `press_id`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._value: Banner | None = None
        self._words: SetLine | None = None
        self._stripes: tuple[object, QPixmap] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._pressed)

    def show_value(self, value: Banner | None) -> None:
        """Show this banner; none hides it (a live till)."""
        if value is not None and value != self._value:
            self._value = value
            self.setAccessibleName(value.spoken or spoken(value.line))
            self.restyle()
        self.setVisible(value is not None)

    def restyle(self) -> None:
        """The style changed."""
        self._words = self._stripes = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        low = 26 if self.kit.theme.density.gap < 10 else 32
        return QSize(400, max(low, math.ceil(self.kit.theme.metrics(Face.NOTE_STRONG).height()) + 8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys never press a banner."""
        event.ignore()

    def _pressed(self) -> None:
        if self._value is not None and self._value.press_id:
            self.kit.report(Pressed(self._value.press_id))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._value is None:
            return
        painter, palette = QPainter(self), self.kit.theme.palette
        painter.drawTiledPixmap(self.rect(), self._tile())
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), palette["line"])
        if self._words is None:
            self._words = SetLine(self.kit.theme, self._value.line, Face.NOTE_STRONG, 10_000)
        words = self._words
        left, top = (self.width() - words.width) / 2, (self.height() - 1 - words.height) / 2
        box(painter, QRectF(left - 10, 4, words.width + 20, self.height() - 9), palette["panel"], None, 6)
        ink = palette["waiting"]
        words.paint(painter, QPointF(left, top), words.width, ink, Qt.AlignmentFlag.AlignLeft)

    def _tile(self) -> QPixmap:
        """One period of the stripes, which lean by half a right angle."""
        palette, tall = self.kit.theme.palette, self.height()
        key = (palette["waiting-soft"].rgba(), palette["panel"].rgba(), tall, self.devicePixelRatioF())
        if self._stripes is not None and self._stripes[0] == key:
            return self._stripes[1]
        ratio = self.devicePixelRatioF()
        tile = QPixmap(round(2 * _STRIPE * ratio), round(tall * ratio))
        tile.setDevicePixelRatio(ratio)
        tile.fill(palette["panel"])
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette["waiting-soft"])
        for period in range(-3, 3):
            x = period * 2.0 * _STRIPE
            corners = [(x, tall), (x + _STRIPE, tall), (x + _STRIPE + tall, 0), (x + tall, 0)]
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        painter.end()
        self._stripes = (key, tile)
        return tile
