"""Strokes shared by the widgets: boxes, chips, key caps."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pos_app.ui.models.parts import Chip, IconName, Tone
from pos_app.ui.views.key_names import printed
from pos_app.ui.views.theme import Face, Theme

PANEL_RADIUS = 14.0
BUTTON_RADIUS = 12.0
_ICON = 14
_CENTRE = Qt.AlignmentFlag.AlignCenter


def box(painter: QPainter, rect: QRectF, fill: QColor | None, border: QColor | None, radius: float) -> None:
    """A rounded box whose 1 px border lies inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(border, 1) if border is not None else Qt.PenStyle.NoPen)
    inset = 0.5 if border is not None else 0.0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def chip_size(theme: Theme, words: str, face: Face = Face.CHIP) -> tuple[float, float]:
    """Width and height of a chip with these words."""
    metrics = theme.metrics(face)
    icon = theme.px(_ICON)
    words_width = metrics.horizontalAdvance(words) + theme.px(6) if words else 0.0
    return 9 + icon + words_width + 11, max(26.0, metrics.height() + 10)


def chip(painter: QPainter, theme: Theme, rect: QRectF, value: Chip, face: Face = Face.CHIP) -> None:
    """A pill with an icon and a word; words that do not fit end in an ellipsis."""
    colour = theme.palette.of(value.tone)
    fill = theme.palette["background"] if value.tone is Tone.NEUTRAL else theme.palette.soft(value.tone)
    box(painter, rect, fill, None, rect.height() / 2)
    icon = theme.px(_ICON)
    square = QRectF(rect.left() + 9, rect.center().y() - icon / 2, icon, icon)
    theme.icons.paint(painter, value.icon, colour, square)
    painter.setFont(theme.font(face))
    painter.setPen(colour)
    place = rect.adjusted(9 + icon + theme.px(6), 0, -9, 0)
    words = theme.metrics(face).elidedText(value.words, Qt.TextElideMode.ElideRight, place.width() + 2)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def key_cap_size(theme: Theme, keys: str) -> tuple[float, float]:
    """Width and height of a printed key."""
    metrics = theme.metrics(Face.KEY_CAP)
    height = metrics.height() + 4
    return max(metrics.horizontalAdvance(printed(keys)) + 11, height), height


def key_cap(painter: QPainter, theme: Theme, rect: QRectF, keys: str, on: QColor | None = None) -> None:
    """A key of the keyboard; `on` is the ink of a filled button it stands on."""
    border = on if on is not None else theme.palette["line"]
    box(painter, rect, None if on is not None else theme.palette["panel"], border, 4)
    if on is None:
        painter.setPen(QPen(border, 1))
        bottom = rect.bottom() - 1.5
        painter.drawLine(QPointF(rect.left() + 3, bottom), QPointF(rect.right() - 3, bottom))
    painter.setPen(on if on is not None else theme.palette["muted"])
    painter.setFont(theme.font(Face.KEY_CAP))
    painter.drawText(rect.adjusted(0, 0, 0, -1), _CENTRE, printed(keys))


def check(painter: QPainter, theme: Theme, rect: QRectF, colour: QColor) -> None:
    """The check of a chosen thing."""
    theme.icons.paint(painter, IconName.CHECK, colour, rect)
