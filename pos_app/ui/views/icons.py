"""Stroke icons in any tone and size, drawn once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pos_app.ui.models.parts import IconName

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Icons:
    """Reads `<name>.svg` when first asked; keeps a pixmap by name, colour, size and ratio."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._sources: dict[IconName, str] = {}
        self._drawn: dict[tuple[IconName, int, int, float], QPixmap] = {}

    def pixmap(self, name: IconName, colour: QColor, px: int, ratio: float) -> QPixmap:
        """The icon `px` wide and high in one colour, sharp at the screen's pixel ratio."""
        key = (name, colour.rgba(), px, ratio)
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = self._draw(name, colour, px, ratio)
        return found

    def paint(self, painter: QPainter, name: IconName, colour: QColor, rect: QRectF) -> None:
        """Paint the icon into a square."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), self.pixmap(name, colour, round(rect.width()), ratio))

    def _draw(self, name: IconName, colour: QColor, px: int, ratio: float) -> QPixmap:
        if name not in self._sources:
            self._sources[name] = self._folder.joinpath(f"{name.value}.svg").read_text(encoding="utf-8")
        tinted = self._sources[name].replace("currentColor", colour.name())
        drawn = QPixmap(round(px * ratio), round(px * ratio))
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        QSvgRenderer(tinted.encode()).render(painter)
        painter.end()
        drawn.setDevicePixelRatio(ratio)
        return drawn
