"""Boxes and layouts the screens are put together from."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from pos_app.ui.models.parts import Tone
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import PANEL_RADIUS, box


def column(parent: QWidget | None = None, gap: int = 0) -> QVBoxLayout:
    """Widgets under one another, without margins."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    return made


def row(parent: QWidget | None = None, gap: int = 0) -> QHBoxLayout:
    """Widgets beside one another, without margins."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    return made


class Box(Styled):
    """A panel with a border in a tone; without `padded` its inside begins at the border."""

    def __init__(self, kit: Kit, tone: Tone = Tone.NEUTRAL, *, padded: bool = True) -> None:
        super().__init__(kit)
        self._tone, self._padded = tone, padded
        self.column = column(self)
        self._inset()

    def set_tone(self, tone: Tone) -> None:
        """Change the tone of the border."""
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def restyle(self) -> None:
        self._inset()
        super().restyle()

    def _inset(self) -> None:
        inside = self.theme.density.padding if self._padded else 1
        self.column.setContentsMargins(inside, inside, inside, inside)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self.theme.palette
        border = palette["line"] if self._tone is Tone.NEUTRAL else palette.of(self._tone)
        box(QPainter(self), QRectF(self.rect()), palette["panel"], border, PANEL_RADIUS)


class SlimBar(QScrollBar):
    """A scroll bar that is only its thumb."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.kit = kit

    def sizeHint(self) -> QSize:
        return QSize(10, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        whole = self.maximum() - self.minimum() + self.pageStep()
        if self.maximum() <= self.minimum() or whole <= 0:
            return
        length = max(24.0, self.height() * self.pageStep() / whole)
        top = (self.height() - length) * (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        painter = QPainter(self)
        box(painter, QRectF(3, top, 6, length), self.kit.theme.palette["control"], None, 3)


class Scroller(QScrollArea):
    """Shows what does not fit by scrolling; draws nothing of its own."""

    def __init__(self, kit: Kit, inside: QWidget) -> None:
        super().__init__()
        # A port of our own: to name Qt's, the binding would load every kind of widget there is.
        self.setViewport(QWidget())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(SlimBar(kit))
        self.setWidgetResizable(True)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
