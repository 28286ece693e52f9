"""Buttons: drawn by their look, guarded by their value, off with the reason beside them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pos_app.ui.models.gestures import Pressed
from pos_app.ui.models.parts import Button, Look
from pos_app.ui.views.button_words import ButtonWords
from pos_app.ui.views.guard import Guard
from pos_app.ui.views.key_names import printed
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.paint import BUTTON_RADIUS, box

LOWEST = 48
WIDE = 60


class ActButton(QAbstractButton):
    """A button that shows one value and reports `Pressed` when the press is meant for it."""

    # Whether the key stands under the words, as in a pad.
    stacks = False

    def __init__(self, kit: Kit, value: Button | None = None) -> None:
        super().__init__()
        self.kit = kit
        self.value: Button | None = None
        self._guard = Guard(kit.clock)
        self._words: ButtonWords | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.press)
        if value is not None:
            self.show_value(value)

    def show_value(self, value: Button) -> None:
        """Show this button; any change of it starts its guard anew."""
        if value == self.value:
            return
        before, self.value = self.value, value
        if before is None or _meaning(before) != _meaning(value):
            self._guard.changed()
        self._words = None
        key = f", {printed(value.keys)}" if value.keys else ""
        self.setAccessibleName((value.spoken or value.words) + key)
        self.setAccessibleDescription(value.why_off if not value.on else "")
        self.spread()
        self.updateGeometry()
        self.update()

    def spread(self) -> None:
        """How the button takes room in a layout; keys of a pad do it their own way."""
        wide = self.value is not None and self.value.wide
        grows = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Preferred
        self.setSizePolicy(grows, QSizePolicy.Policy.Fixed)

    def press(self) -> bool:
        """Report the press if the button is on and its guard lets it; False when it was refused."""
        value = self.value
        if value is None or not value.on or not self._guard.lets(value.guard_ms):
            return False
        self.kit.report(Pressed(value.id))
        return True

    def restyle(self) -> None:
        """The style changed: measure again."""
        self._words = None
        self.updateGeometry()
        self.update()

    def fits(self) -> bool:
        """Whether all words stay inside the button at its present size; tests ask this."""
        return self.value is None or self._set(self.value).fits(self.width(), self.height())

    def sizeHint(self) -> QSize:
        """At least 48 px high, 60 for a main action; as wide as its words on one line."""
        if self.value is None:
            return QSize(LOWEST, LOWEST)
        width, height = self._set(self.value).natural
        lowest = WIDE if self.value.wide else LOWEST
        return QSize(max(LOWEST, width + 32), max(lowest, height + 16))

    def minimumSizeHint(self) -> QSize:
        """A main action may break its words; any other keeps them on one line."""
        hint = self.sizeHint()
        wide = self.value is not None and self.value.wide
        return QSize(min(hint.width(), self.kit.theme.px(140)), hint.height()) if wide else hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys reach buttons through the dispatcher only."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        value = self.value
        if value is None:
            return
        painter = QPainter(self)
        ink, fill, border = self._colours(value)
        rect = QRectF(self.rect())
        box(painter, rect, fill, border, BUTTON_RADIUS)
        if value.chosen and value.on:
            box(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), None, border, BUTTON_RADIUS)
        filled = value.look is Look.FILLED and value.on
        self._set(value).paint(painter, rect, ink, on=ink if filled else None)

    def _set(self, value: Button) -> ButtonWords:
        if self._words is None:
            self._words = ButtonWords(self.kit.theme, value, stack=self.stacks)
        return self._words

    def _colours(self, value: Button) -> tuple[QColor, QColor | None, QColor | None]:
        """Ink, fill and border."""
        palette = self.kit.theme.palette
        if not value.on:
            return palette["muted"], palette["background"], palette["line"]
        down = self.isDown()
        if value.look is Look.FILLED:
            return palette["on-accent"], palette["accent"].darker(112) if down else palette["accent"], None
        if value.look is Look.DANGER:
            return palette["refused"], palette["refused-soft" if down else "panel"], palette["refused"]
        if value.look is Look.PLAIN:
            chosen = value.chosen
            fill = palette["accent-soft"] if chosen or down else None
            return palette["accent" if chosen else "muted"], fill, None
        resting = palette["background" if value.look is Look.KEY else "panel"]
        border = palette["accent" if value.chosen else "control"]
        return palette["ink"], palette["accent-soft"] if down else resting, border


def _meaning(value: Button) -> tuple[object, ...]:
    """What a person reads and hits.

    A change of it starts the guard (not, say, a key that moved to this row).
    """
    return value.id, value.words, value.about, value.on
