"""Buttons in a row, 16 px apart, that break into more rows where the width is short."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.parts import Button, Tone
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_APART = 16
_UNDER = 8


class Acts(Styled):
    """The buttons of a panel and, under them, why some are off."""

    def __init__(self, kit: Kit, apart: int = _APART, *, hug: bool = False) -> None:
        """`hug` takes no more width than the buttons need on one line."""
        super().__init__(kit)
        self._apart = apart
        self._pool: Pool[ActButton] = Pool(lambda: ActButton(kit), lambda made: made.setParent(self))
        self._shown: list[ActButton] = []
        self._why = Words(kit, Face.NOTE, Tone.MUTED, parent=self)
        self._why.hide()
        across = QSizePolicy.Policy.Maximum if hug else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_value(self, buttons: tuple[Button, ...]) -> None:
        """Show these buttons; without any the row is hidden."""
        self._shown = self._pool.show(buttons, ActButton.show_value)
        reasons = [button.why_off for button in buttons if not button.on and button.why_off]
        self._why.show_line(" · ".join(dict.fromkeys(reasons)))
        self.setVisible(bool(buttons))
        self.updateGeometry()
        self._place(self.width(), move=True)

    @property
    def buttons(self) -> list[ActButton]:
        """The buttons on screen, from left to right."""
        return self._shown

    def restyle(self) -> None:
        super().restyle()
        self._place(self.width(), move=True)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        width = sum(button.sizeHint().width() for button in self._shown)
        width += self._apart * max(0, len(self._shown) - 1)
        return QSize(width, self._place(max(width, 1), move=False))

    def minimumSizeHint(self) -> QSize:
        widest = max((button.minimumSizeHint().width() for button in self._shown), default=0)
        return QSize(widest, 0)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        """Give the buttons their places for a width; return the height they need."""
        top = 0
        for line in self._lines(width):
            height = max(button.sizeHint().height() for button in line)
            if move:
                self._place_line(line, top, width, height)
            top += height + _UNDER
        if self._why.line:
            why = self._why.heightForWidth(max(width, 1))
            if move:
                self._why.setGeometry(QRect(0, top, width, why))
            top += why + _UNDER
        return max(0, top - _UNDER)

    def _lines(self, width: int) -> list[list[ActButton]]:
        lines: list[list[ActButton]] = []
        used = 0
        for button in self._shown:
            wanted = button.sizeHint().width()
            if not lines or used + self._apart + wanted > width:
                lines.append([])
                used = wanted
            else:
                used += self._apart + wanted
            lines[-1].append(button)
        return lines

    def _place_line(self, line: list[ActButton], top: int, width: int, height: int) -> None:
        spare = width - sum(b.sizeHint().width() for b in line) - self._apart * (len(line) - 1)
        left = 0
        for button in line:
            wide = button.value is not None and button.value.wide
            wanted = button.sizeHint().width() + (spare if wide or spare < 0 else 0)
            button.setGeometry(left, top, wanted, height)
            left += wanted + self._apart
