"""The newest operations along the lower edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pos_app.ui.models.gestures import Pressed
from pos_app.ui.models.parts import Tone
from pos_app.ui.models.shell_value import Latest
from pos_app.ui.views.density import LatestShape
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import BUTTON_RADIUS, box, chip, chip_size
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_CARD, _LINE, _MOST, _APART = 54, 40, 4, 10


class LatestCard(QAbstractButton):
    """One operation: sum, state and, on a card of two lines, what, which card and when."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._value: Latest | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._pressed)

    def show_value(self, value: Latest) -> None:
        """Show this operation."""
        if value != self._value:
            self._value = value
            said = value.amount.spoken or value.amount.printed
            self.setAccessibleName(f"{said}, {value.chip.words}, {value.detail}")
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys never press a card of Latest."""
        event.ignore()

    def sizeHint(self) -> QSize:
        return QSize(200, self.kit.theme.px(_CARD if self._two_lines() else _LINE))

    def needed(self) -> float:
        """The width below which its first line would be cut."""
        if self._value is None:
            return 0.0
        theme = self.kit.theme
        words = theme.metrics(Face.STRONG).horizontalAdvance(self._value.amount.printed)
        return words + chip_size(theme, self._value.chip.words)[0] + 34

    def fits(self) -> bool:
        """Whether its first line is whole at the present size; tests ask this."""
        return self.width() >= self.needed() - 8

    def _two_lines(self) -> bool:
        return self.kit.theme.density.latest is LatestShape.CARDS

    def _pressed(self) -> None:
        if self._value is not None:
            self.kit.report(Pressed(self._value.id))

    def paintEvent(self, _event: QPaintEvent) -> None:
        value, theme = self._value, self.kit.theme
        if value is None:
            return
        painter, palette = QPainter(self), theme.palette
        rect = QRectF(self.rect())
        box(painter, rect, palette["panel"], palette["line"], BUTTON_RADIUS)
        width, height = chip_size(theme, value.chip.words)
        middle = rect.height() * 0.29 if self._two_lines() else rect.center().y()
        chip(
            painter, theme, QRectF(rect.right() - 12 - width, middle - height / 2, width, height), value.chip
        )
        painter.setFont(theme.font(Face.STRONG))
        painter.setPen(palette["ink"])
        tall = theme.metrics(Face.STRONG).height()
        side = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(13, middle - tall / 2, rect.width(), tall), side, value.amount.printed)
        if self._two_lines():
            painter.setFont(theme.font(Face.NOTE))
            painter.setPen(palette["muted"])
            room = QRectF(13, rect.height() * 0.53, rect.width() - 26, rect.height() * 0.42)
            detail = theme.metrics(Face.NOTE).elidedText(
                value.detail, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, side, detail)


class LatestStrip(Styled):
    """As many of the newest as fit beside each other, at most four."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._caption = Words(kit, Face.CAPS, Tone.MUTED)
        self._values: tuple[Latest, ...] = ()
        self._caption_words = ""
        self._away = False
        self._cards: Pool[LatestCard] = Pool(lambda: LatestCard(kit), lambda made: made.setParent(self))
        self._caption.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, caption: str, values: tuple[Latest, ...]) -> None:
        """Show these, newest first; without any the strip keeps its height and is empty."""
        if values == self._values and caption == self._caption_words:
            return
        self._values, self._caption_words = values[:_MOST], caption
        self._caption.show_line(caption if self._values else "")
        self._cards.show(self._values, LatestCard.show_value)
        self._lay_out()

    def put_away(self, *, away: bool) -> None:
        """Take no room at all, or stand there again."""
        self._away = away
        self._lay_out()

    def restyle(self) -> None:
        super().restyle()
        self._lay_out()

    def sizeHint(self) -> QSize:
        shape = self.theme.density.latest
        tall = {LatestShape.CARDS: self.theme.px(_CARD), LatestShape.LINE: self.theme.px(_LINE)}.get(shape, 0)
        return QSize(400, tall)

    def resizeEvent(self, _event: object) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        folded = self._away or self.theme.density.latest is LatestShape.FOLDED
        self.setVisible(not folded)
        if folded or self.width() < 100:
            return
        caption = max(80, self._caption.sizeHint().width() + 16)
        self._caption.setGeometry(0, 0, caption, self.height())
        cards = self._cards.all[: len(self._values)]
        most = _MOST
        while most > 1 and cards and self._wide(caption, most) < max(card.needed() for card in cards[:most]):
            most -= 1
        wide = self._wide(caption, most)
        for place, card in enumerate(self._cards.all):
            card.setVisible(place < min(most, len(cards)))
            left = caption + place * (wide + _APART)
            card.setGeometry(round(left), 0, round(left + wide) - round(left), self.height())

    def _wide(self, caption: int, cards: int) -> float:
        """The width of a card when so many stand beside each other."""
        return (self.width() - caption - _APART * (cards - 1)) / cards
