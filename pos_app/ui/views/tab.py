"""A tab of the header."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from pos_app.ui.models.gestures import Opened
from pos_app.ui.models.parts import Tone
from pos_app.ui.models.shell_value import Tab
from pos_app.ui.views.key_names import printed
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.paint import BUTTON_RADIUS, box, key_cap, key_cap_size
from pos_app.ui.views.theme import Face

_INSIDE, _BETWEEN = 14.0, 8.0


class TabButton(QAbstractButton):
    """A tab with its count and, where there is room, its key; `bare`, its key and its count alone."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._value: Tab | None = None
        self.keyed = True
        self.tight = False
        self.bare = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._open)

    def show_value(self, value: Tab) -> None:
        """Show this tab."""
        if value == self._value:
            return
        self._value = value
        count = f", {value.count}" if value.count else ""
        self.setAccessibleName((value.spoken or value.words + count) + f", {printed(value.keys)}")
        self.update()

    def press(self) -> bool:
        """Open the screen of this tab."""
        self._open()
        return True

    def _open(self) -> None:
        if self._value is not None:
            self.kit.report(Opened(self._value.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys reach tabs through the dispatcher only."""
        event.ignore()

    def _dot(self, count: str) -> float:
        metrics = self.kit.theme.metrics(Face.CHIP)
        return max(metrics.height() + 5, metrics.horizontalAdvance(count) + 10)

    def fits(self) -> bool:
        """Whether the tab is whole at the present size; tests ask this."""
        return self.width() >= self.sizeHint().width()

    def sizeHint(self) -> QSize:
        theme = self.kit.theme
        if self._value is None:
            return QSize(48, 48)
        parts = [] if self._is_bare else [theme.metrics(Face.STRONG).horizontalAdvance(self._value.words)]
        if self._value.count:
            parts.append(self._dot(self._value.count))
        if self.keyed or self._is_bare:
            parts.append(key_cap_size(theme, self._value.keys)[0])
        width = sum(parts) + _BETWEEN * (len(parts) - 1)
        return QSize(math.ceil(width + 2 * (_INSIDE / 2 if self.tight else _INSIDE)), 48)

    @property
    def _is_bare(self) -> bool:
        """The screen that is open always keeps its name."""
        return self.bare and self._value is not None and not self._value.current

    def paintEvent(self, _event: QPaintEvent) -> None:
        value, theme = self._value, self.kit.theme
        if value is None:
            return
        painter, palette = QPainter(self), theme.palette
        if value.current or self.isDown():
            box(painter, QRectF(self.rect()), palette["accent-soft"], None, BUTTON_RADIUS)
        x, middle = (_INSIDE / 2 if self.tight else _INSIDE), self.height() / 2
        if not self._is_bare:
            painter.setPen(palette["accent" if value.current else "muted"])
            painter.setFont(theme.font(Face.STRONG))
            width = theme.metrics(Face.STRONG).horizontalAdvance(value.words)
            area = QRectF(x, 0, width + 2, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, value.words)
            x += width + _BETWEEN
        if value.count:
            x += self._paint_count(painter, value, x, middle) + _BETWEEN
        if self.keyed or self._is_bare:
            cap_width, cap = key_cap_size(theme, value.keys)
            key_cap(painter, theme, QRectF(x, middle - cap / 2, cap_width, cap), value.keys)

    def _paint_count(self, painter: QPainter, value: Tab, x: float, middle: float) -> float:
        theme, wide = self.kit.theme, self._dot(value.count)
        tall = theme.metrics(Face.CHIP).height() + 5
        waits = value.tone is Tone.WAITING
        fill = theme.palette["waiting-soft" if waits else "line"]
        area = QRectF(x, middle - tall / 2, wide, tall)
        box(painter, area, fill, None, tall / 2)
        painter.setPen(theme.palette["waiting" if waits else "ink"])
        painter.setFont(theme.font(Face.CHIP))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, value.count)
        return wide
