"""The inside of a button: icon, words and key, set so that nothing is ever cut off."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from pos_app.ui.models.parts import Button, IconName, Line, Look, Run
from pos_app.ui.views.paint import key_cap, key_cap_size
from pos_app.ui.views.theme import Face, Theme
from pos_app.ui.views.words import SetLine

_SMALLEST = 8
_BETWEEN = 10.0


class ButtonWords:
    """One button's contents.

    Words keep one line with the key beside them; in a narrow button the key goes under the words, then the
    words break, then they shrink.
    """

    def __init__(self, theme: Theme, value: Button, *, stack: bool = False) -> None:
        """`stack` puts the key under the words even where it would fit beside them."""
        self._theme, self._stack = theme, stack and bool(value.keys)
        self._line = Line((Run(value.words),)) if value.words else Line()
        self._face = _face(value)
        self._icon = IconName.CHECK if value.chosen and value.look is not Look.PLAIN else value.icon
        self._icon_px = theme.px(24 if value.look is Look.KEY else 16)
        self._keys = value.keys
        self._aside = value.look is Look.PLAIN
        self._key = key_cap_size(theme, value.keys) if value.keys else (0.0, 0.0)
        self._known: dict[tuple[float, float], tuple[SetLine, bool]] = {}
        self._whole = SetLine(theme, self._line, self._face, 10_000)
        row = self._row(self._whole)
        self.natural = (math.ceil(row), math.ceil(max(self._whole.height, self._key[1])))

    def _row(self, words: SetLine) -> float:
        """Width of icon, words and key in a row."""
        icon = self._icon_px + (6 if self._line else 0) if self._icon else 0
        return icon + words.width + (_BETWEEN + self._key[0] if self._keys else 0.0)

    def _fit(self, width: float, height: float) -> tuple[SetLine, bool]:
        """The words for this room, and whether the key stands under them."""
        known = self._known.get((width, height))
        if known is None:
            known = self._known[width, height] = self._search(width, height)
        return known

    def _search(self, width: float, height: float) -> tuple[SetLine, bool]:
        if not self._stack and self._row(self._whole) <= width:
            return self._whole, False
        largest = self._theme.size(self._face)
        under = (self._key[1] + 2) if self._keys else 0.0
        for px in range(largest, _SMALLEST - 1, -1):
            words = SetLine(self._theme, self._line, self._face, max(width, 1), px)
            longest = SetLine(self._theme, _longest_word(self._line), self._face, 10_000, px).width
            if longest <= width and words.height + under <= height:
                return words, bool(self._keys)
            beside = width - self._key[0] - _BETWEEN
            if self._keys and longest <= beside:
                narrow = SetLine(self._theme, self._line, self._face, beside, px)
                if narrow.height <= height:
                    return narrow, False
        return SetLine(self._theme, self._line, self._face, max(width, 1), _SMALLEST), False

    def paint(self, painter: QPainter, rect: QRectF, ink: QColor, on: QColor | None) -> None:
        """Paint in the middle of `rect`; `on` is given when the button is filled."""
        room = rect.adjusted(6, 2, -6, -2)
        words, under = self._fit(room.width(), room.height())
        key_width, key_height = self._key
        if under:
            top = room.center().y() - (words.height + 2 + key_height) / 2
            words.paint(painter, QPointF(room.left(), top), room.width(), ink, Qt.AlignmentFlag.AlignHCenter)
            cap = QRectF(room.center().x() - key_width / 2, top + words.height + 2, key_width, key_height)
            key_cap(painter, self._theme, cap, self._keys, on)
            return
        left = room.left() + 8 if self._aside else room.center().x() - self._row(words) / 2
        middle = room.center().y()
        if self._icon is not None:
            square = QRectF(left, middle - self._icon_px / 2, self._icon_px, self._icon_px)
            self._theme.icons.paint(painter, self._icon, ink, square)
            left += self._icon_px + (6 if self._line else 0)
        at = QPointF(left, middle - words.height / 2)
        words.paint(painter, at, words.width, ink, Qt.AlignmentFlag.AlignHCenter)
        if self._keys:
            cap = QRectF(left + words.width + _BETWEEN, middle - key_height / 2, key_width, key_height)
            key_cap(painter, self._theme, cap, self._keys, on)

    def fits(self, width: float, height: float) -> bool:
        """Whether the words stay inside a button of this size (asked by tests)."""
        words, under = self._fit(width - 12, height - 4)
        needed = words.width if under else self._row(words)
        tall = words.height + (self._key[1] + 2 if under else 0)
        return needed <= width - 8 and tall <= height


def _face(value: Button) -> Face:
    if value.look is Look.KEY:
        return Face.DIGIT
    if value.look is Look.PLAIN:
        return Face.STRONG
    return Face.MAIN if value.wide else Face.STRONG


def _longest_word(line: Line) -> Line:
    words = line.text.split()
    return Line((Run(max(words, key=len)),)) if words else line
