"""The bar on top: program, tabs, light, who is at the till, acts."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pos_app.ui.models.parts import Chip, Tone
from pos_app.ui.models.shell_value import Shell
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.chip import ChipView
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import box
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.tab import TabButton
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_BAREST = 6


class Header(Styled):
    """Places its parts itself and drops what does not fit.

    First the keys of tabs, then the program's name, at last the names of tabs that are not open.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: Shell | None = None
        self._level = 0
        self._tabs: Pool[TabButton] = Pool(lambda: TabButton(kit), self._adopt)
        self._acts: Pool[ActButton] = Pool(lambda: ActButton(kit), self._adopt)
        self._light = ChipView(kit, Face.NOTE_STRONG)
        self._who = Words(kit, Face.NOTE_STRONG, align=Qt.AlignmentFlag.AlignRight)
        self._place = Words(kit, Face.NOTE, Tone.MUTED, Qt.AlignmentFlag.AlignRight)
        self._adopt(self._light)
        self._adopt(self._who)
        self._adopt(self._place)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _adopt(self, child: Styled | QAbstractButton) -> None:
        child.setParent(self)

    def show_value(self, value: Shell) -> None:
        """Show the frame's upper bar."""
        self._value = value
        self._tabs.show(value.tabs, TabButton.show_value)
        self._acts.show(value.actions, ActButton.show_value)
        self._who.show_line(value.who)
        self._place.show_line(value.place)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(600, self.theme.density.header)

    def restyle(self) -> None:
        super().restyle()
        self._lay_out()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """Take the first level at which everything fits."""
        if self._value is None:
            return
        first = 1 if self.theme.density.compact else 0
        for level in range(first, _BAREST + 1):
            self._take(self._value, level)
            if self._needed(self._value) <= self.width():
                break
        self._put(self._value)
        self.update()

    def _take(self, value: Shell, level: int) -> None:
        self._level = level
        for tab in self._tabs.all:
            tab.keyed, tab.tight, tab.bare = level == 0, level >= 4, level >= _BAREST
        light = value.light
        self._light.show_value(
            light.chip if level == 0 else Chip(light.short, light.chip.tone, light.chip.icon)
        )
        self._light.setAccessibleName(light.chip.words)
        self._place.setVisible(level < 3 and bool(value.place))
        self._who.setVisible(level < 5 and bool(value.who))

    def _told(self) -> int:
        """Width of who and where."""
        told = (self._who, self._place)
        return max((one.sizeHint().width() for one in told if not one.isHidden()), default=0)

    def _logo(self, value: Shell) -> float:
        if self._level >= 2:
            return 26.0
        return 26 + 10 + self.theme.metrics(Face.PROGRAM).horizontalAdvance(value.program)

    def _needed(self, value: Shell) -> float:
        edge = self.theme.density.edge
        tabs = sum(tab.sizeHint().width() + 4 for tab in self._tabs.all if not tab.isHidden())
        acts = sum(act.sizeHint().width() + 16 for act in self._acts.all if not act.isHidden())
        return (
            2 * edge
            + self._logo(value)
            + 24
            + tabs
            + self._light.sizeHint().width()
            + self._told()
            + acts
            + 18
        )

    def _put(self, value: Shell) -> None:
        edge, tall = self.theme.density.edge, self.height() - 1
        left = edge + math.ceil(self._logo(value)) + (28 if self._level == 0 else 12)
        for tab in self._tabs.all:
            if not tab.isHidden():
                tab.setGeometry(left, (tall - 48) // 2, tab.sizeHint().width(), 48)
                tab.update()
                left += tab.width() + 4
        right = self.width() - edge
        for act in reversed([act for act in self._acts.all if not act.isHidden()]):
            wide = act.sizeHint().width()
            act.setGeometry(right - wide, (tall - 48) // 2, wide, 48)
            right -= wide + 18
        right = self._put_told(right, tall)
        light = self._light.sizeHint()
        tall_light = max(light.height(), 32)
        self._light.setGeometry(right - light.width(), (tall - tall_light) // 2, light.width(), tall_light)

    def _put_told(self, right: int, tall: int) -> int:
        wide = self._told()
        who, place = self._who.sizeHint().height(), self._place.sizeHint().height()
        shown = not self._place.isHidden()
        top = (tall - who - (place if shown else 0)) // 2
        self._who.setGeometry(right - wide, top, wide, who)
        self._place.setGeometry(right - wide, top + who, wide, place)
        return right - wide - (18 if wide else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.theme.palette
        painter.fillRect(self.rect(), palette["panel"])
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), palette["line"])
        edge, middle = self.theme.density.edge, (self.height() - 1) / 2
        box(painter, QRectF(edge, middle - 13, 26, 26), palette["accent"], None, 7)
        painter.setPen(QPen(palette["on-accent"], 3.4, c=Qt.PenCapStyle.RoundCap))
        painter.drawArc(QRectF(edge + 7.5, middle - 6, 14, 14), 50 * 16, 215 * 16)
        if self._value is not None and self._level < 2:
            painter.setFont(self.theme.font(Face.PROGRAM))
            painter.setPen(palette["ink"])
            rise = self.theme.metrics(Face.PROGRAM).capHeight() / 2
            painter.drawText(QPointF(edge + 36, middle + rise), self._value.program)
