"""The drawn gift card: title, currency, the last four, when it expires."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPen

from pos_app.ui.models.parts import IconName
from pos_app.ui.models.till_value import CardPicture
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import BUTTON_RADIUS
from pos_app.ui.views.theme import Face

_WIDTH, _HEIGHT, _INSIDE = 230, 146, 16


class CardPictureView(Styled):
    """Paints one `CardPicture`; without one, the empty place of a card."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: CardPicture | None = None

    def show_value(self, value: CardPicture | None) -> None:
        """Show this card, or the place where one goes."""
        if value == self._value:
            return
        self._value = value
        words = (value.title, value.currency, value.number, value.expires) if value else ()
        self.setAccessibleName(", ".join(word for word in words if word))
        self.update()

    def size_for(self, panel: int) -> QSize:
        """The picture's size in a panel so wide.

        A little over a third at most, so that the words have room.
        """
        low = 0.88 if self.theme.density.edge < 20 else 1.0
        wanted = _WIDTH * (1 + (self.theme.scale - 1) * 0.8) * low
        share = min(1.0, panel * (0.38 if self.theme.scale < 1.2 else 0.33) / wanted)
        return QSize(round(wanted * share), round(wanted * share * _HEIGHT / _WIDTH))

    def sizeHint(self) -> QSize:
        return self.size_for(820)

    def paintEvent(self, _event: QPaintEvent) -> None:
        value = self._value
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, rect = self.theme.palette, QRectF(self.rect())
        if value is None:
            self._paint_place(painter, rect)
            return
        kind = "card-dim" if value.dim else "card"
        colours = QLinearGradient(rect.topLeft(), rect.bottomRight())
        colours.setColorAt(0, palette[f"{kind}-from"])
        colours.setColorAt(1, palette[f"{kind}-to"])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours)
        painter.drawRoundedRect(rect, BUTTON_RADIUS, BUTTON_RADIUS)
        painter.setPen(palette["card-ink"])
        self._paint_words(painter, value, rect.adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE))

    def _paint_place(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(self.theme.palette["control"], 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(self.theme.palette["background"])
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), BUTTON_RADIUS, BUTTON_RADIUS)
        icon = self.theme.px(36)
        square = QRectF(rect.center().x() - icon / 2, rect.center().y() - icon / 2, icon, icon)
        self.theme.icons.paint(painter, IconName.CARD, self.theme.palette["muted"], square)

    def _paint_words(self, painter: QPainter, value: CardPicture, room: QRectF) -> None:
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        currency = self.theme.metrics(Face.NOTE).horizontalAdvance(value.currency)
        self._fit(painter, Face.CARD_TITLE, value.title, room.adjusted(0, 0, -currency - 8, 0), left)
        self._fit(painter, Face.NOTE, value.currency, room, right)
        note = self.theme.metrics(Face.NOTE).height()
        self._fit(painter, Face.NOTE, value.expires, room.adjusted(0, room.height() - note, 0, 0), left)
        number = self.theme.metrics(Face.CARD_NUMBER).height()
        top = room.height() - note - number - 4
        self._fit(painter, Face.CARD_NUMBER, value.number, room.adjusted(0, top, 0, 0), left)

    def _fit(self, painter: QPainter, face: Face, text: str, room: QRectF, align: Qt.AlignmentFlag) -> None:
        """Write at the top of the room, in the largest size that fits its width."""
        px = self.theme.size(face)
        while px > 9 and self.theme.metrics(face, px).horizontalAdvance(text) > room.width():
            px -= 1
        metrics = self.theme.metrics(face, px)
        painter.setFont(self.theme.font(face, px))
        width = metrics.horizontalAdvance(text)
        x = room.right() - width if align == Qt.AlignmentFlag.AlignRight else room.left()
        painter.drawText(QPointF(x, room.top() + metrics.ascent()), text)
