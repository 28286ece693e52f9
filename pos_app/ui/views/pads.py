"""The keys for amounts, and for a card's PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_app.ui.models.gestures import Key, Typed
from pos_app.ui.models.parts import Button, IconName, Look, Tone, Where
from pos_app.ui.models.till_value import AmountPad, PinPad
from pos_app.ui.views.boxes import column, row
from pos_app.ui.views.button import LOWEST, ActButton
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import BUTTON_RADIUS, box
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_DIGITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
_LARGEST_DOTS = 12


class PadKey(ActButton):
    """A key of a pad: reports what it types where typing goes now, and never takes the focus."""

    def __init__(self, kit: Kit, where: Callable[[], Where], icon: IconName | None = None) -> None:
        super().__init__(kit)
        self._where = where
        self._icon = icon
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_char(self, char: str, name: str = "") -> None:
        """Show the characters this key types; with an icon it is Backspace, called `name`."""
        words = "" if self._icon else char
        self.show_value(Button(char, words, look=Look.KEY, icon=self._icon, spoken=name))

    def spread(self) -> None:
        _fill(self)

    def press(self) -> bool:
        if self.value is None:
            return False
        where = self._where()
        self.kit.report(Key("Backspace", where) if self._icon else Typed(self.value.id, where))
        return True


class PadButton(ActButton):
    """Clear, all available, a quick amount: a button that leaves the focus where it is."""

    stacks = True

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def spread(self) -> None:
        _fill(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(LOWEST, LOWEST)


def _fill(key: ActButton) -> None:
    """A key fills its place in the grid, whatever its words are."""
    key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    key.setMinimumSize(40, LOWEST)


class Grid(Styled):
    """Keys in a grid that grow with the density and may shrink to 48 px where the column is short."""

    def __init__(self, kit: Kit, columns: tuple[int, ...]) -> None:
        super().__init__(kit)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for place, stretch in enumerate(columns):
            self._grid.setColumnStretch(place, stretch)
        self._space()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def add(self, key: QWidget, line: int, place: int) -> None:
        """Put a key at its place."""
        self._grid.addWidget(key, line, place)
        self._grid.setRowStretch(line, 1)

    def restyle(self) -> None:
        self._space()
        super().restyle()

    def _space(self) -> None:
        self._grid.setSpacing(self.theme.density.key_gap)

    def sizeHint(self) -> QSize:
        lines = self._grid.rowCount()
        return QSize(200, lines * self.theme.density.key + (lines - 1) * self._grid.spacing())

    def minimumSizeHint(self) -> QSize:
        lines = self._grid.rowCount()
        return QSize(160, lines * LOWEST + (lines - 1) * self._grid.spacing())


class AmountPadView(Styled):
    """Quick amounts, then digits with Backspace, Clear and all available."""

    def __init__(self, kit: Kit, where: Callable[[], Where]) -> None:
        super().__init__(kit)
        self._value: AmountPad | None = None
        self._grid = Grid(kit, (82, 82, 82, 95))
        self._quick = row(gap=8)
        self._pool: Pool[PadButton] = Pool(
            lambda: PadButton(kit), lambda made: self._quick.addWidget(made, 1)
        )
        self._column = column(self, 8)
        self._column.addLayout(self._quick)
        self._column.addWidget(self._grid)
        for number, digit in enumerate(_DIGITS):
            self._put(PadKey(kit, where), digit, number // 3, number % 3)
        self._decimal, self._zeros = PadKey(kit, where), PadKey(kit, where)
        self._grid.add(self._decimal, 3, 0)
        self._put(PadKey(kit, where), "0", 3, 1)
        self._put(self._zeros, "00", 3, 2)
        self._back = PadKey(kit, where, IconName.BACKSPACE)
        self._clear, self._fill = PadButton(kit), PadButton(kit)
        for line, key in enumerate((self._back, self._clear, self._fill)):
            self._grid.add(key, line, 3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _put(self, key: PadKey, char: str, line: int, place: int) -> None:
        key.show_char(char)
        self._grid.add(key, line, place)

    def show_value(self, value: AmountPad) -> None:
        """Show these keys."""
        if value == self._value:
            return
        self._value = value
        self._decimal.show_char(value.decimal)
        self._back.show_char("", value.backspace_name)
        self._clear.show_value(value.clear)
        self._fill.setVisible(value.fill is not None)
        if value.fill is not None:
            self._fill.show_value(value.fill)
        self._pool.show(value.quick, PadButton.show_value)
        self.updateGeometry()


class Dots(Styled):
    """How many digits of a PIN were typed; never which."""

    where = Where.PIN

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._count = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int, name: str) -> None:
        """Show so many dots."""
        if count != self._count:
            self._count = count
            self.update()
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(200, LOWEST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.theme.palette
        box(painter, QRectF(self.rect()), palette["panel"], palette["control"], BUTTON_RADIUS)
        painter.setBrush(palette["ink"])
        painter.setPen(Qt.PenStyle.NoPen)
        shown = min(self._count, _LARGEST_DOTS)
        apart = min(30.0, (self.width() - 40) / max(1, shown))
        left = self.width() / 2 - apart * (shown - 1) / 2
        for number in range(shown):
            painter.drawEllipse(QPointF(left + number * apart, self.height() / 2), 5, 5)


class PinPadView(Styled):
    """A card's PIN: dots and digits in place of the amount keys."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: PinPad | None = None
        self._caption = Words(kit, Face.STRONG)
        self.dots = Dots(kit)
        self._message = Words(kit, Face.NOTE, Tone.REFUSED)
        self._grid = Grid(kit, (1, 1, 1))
        told = column(self, 8)
        for widget in (self._caption, self.dots, self._message, self._grid):
            told.addWidget(widget)
        for number, digit in enumerate((*_DIGITS, "0")):
            key = PadKey(kit, lambda: Where.PIN)
            key.show_char(digit)
            self._grid.add(key, number // 3, number % 3 if digit != "0" else 1)
        self._back = PadKey(kit, lambda: Where.PIN, IconName.BACKSPACE)
        self._clear = PadButton(kit)
        self._grid.add(self._back, 3, 0)
        self._grid.add(self._clear, 3, 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_value(self, value: PinPad) -> None:
        """Show how far the PIN was typed."""
        if value == self._value:
            return
        self._value = value
        self._caption.show_line(value.caption)
        self.dots.show_count(value.dots, value.name or value.caption)
        self._message.show_line(value.message)
        self._back.show_char("", value.backspace_name)
        self._clear.show_value(value.clear)
