"""The card on the till: its picture, what is available, and what is special about it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.models.parts import Tone
from pos_app.ui.models.till_value import CardPanel
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.card_picture import CardPictureView
from pos_app.ui.views.chip import ChipView
from pos_app.ui.views.figure import Figure
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import PANEL_RADIUS, box
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_BESIDE, _GAP = 22, 8


@dataclass(slots=True)
class _Laid:
    """Where the parts lie in one width."""

    height: int
    places: list[tuple[QWidget, QRect]]


class CardPanelView(Styled):
    """Shows one `CardPanel`. It places its parts itself: the picture gives way where the words need room."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: CardPanel | None = None
        self._picture = CardPictureView(kit)
        self._caption = Words(kit, Face.CAPS, Tone.MUTED)
        self._chip = ChipView(kit)
        self._figure = Figure(kit)
        self._headline = Words(kit, Face.HEADLINE)
        self._detail = Words(kit, Face.BODY, Tone.MUTED)
        self._acts = Acts(kit)
        self._told: tuple[Words | Figure | Acts, ...] = (
            self._figure,
            self._headline,
            self._detail,
            self._acts,
        )
        for part in (self._picture, self._caption, self._chip, *self._told):
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_value(self, value: CardPanel) -> None:
        """Show the card, or what is known in its place."""
        if value == self._value:
            return
        self._value = value
        self._picture.show_value(value.picture)
        self._caption.show_line(value.caption)
        self._chip.show_value(value.chip)
        self._figure.show_sum(value.figure)
        self._headline.show_line(value.headline)
        self._detail.show_line(value.detail)
        self._acts.show_value(value.buttons)
        self._place()
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        super().restyle()
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(width).height

    def sizeHint(self) -> QSize:
        return QSize(600, self._lay_out(600).height)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 0)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        places = self._lay_out(self.width()).places
        self._picture.setVisible(bool(places) and places[0][0] is self._picture)
        for part, place in places:
            part.setGeometry(place)

    def _lay_out(self, width: int) -> _Laid:
        pad = self.theme.density.padding
        left = pad
        places: list[tuple[QWidget, QRect]] = []
        tall = 0
        picture = self._picture.size_for(width)
        if width - picture.width() >= self.theme.px(250):
            places.append((self._picture, QRect(QPoint(pad, pad), picture)))
            left, tall = pad + picture.width() + _BESIDE, picture.height()
        room = max(1, width - left - pad)
        top = self._lay_top(places, left, pad, room)
        shown = [(part, self._height(part, room)) for part in self._told if not part.isHidden()]
        needed = top + sum(height for _, height in shown) + _GAP * max(0, len(shown) - 1)
        tall = max(tall, needed, self.theme.px(96))
        spare = tall - needed
        y = pad + top
        for number, (part, height) in enumerate(shown):
            y += spare // 2 if number == 0 or number == 1 else 0
            places.append((part, QRect(left, y, room, height)))
            y += height + _GAP
        return _Laid(tall + 2 * pad, places)

    def _lay_top(self, places: list[tuple[QWidget, QRect]], left: int, pad: int, room: int) -> int:
        """Caption and chip on one line, or under each other; returns the height they take with their gap."""
        caption, chip = self._caption.sizeHint(), self._chip.sizeHint()
        shown, marked = not self._caption.isHidden(), not self._chip.isHidden()
        tall = 0
        if shown:
            places.append((self._caption, QRect(left, pad, min(room, caption.width()), caption.height())))
            tall = caption.height()
        if marked:
            wide = min(room, chip.width())
            under = shown and caption.width() + 12 + wide > room
            x = left if under or not shown else left + room - wide
            y = pad + (tall + 4 if under else 0)
            places.append((self._chip, QRect(x, y, wide, chip.height())))
            if shown and not under:
                lower = max(0, (chip.height() - caption.height()) // 2)
                places[-2][1].translate(0, lower)
            tall = max(tall, y - pad + chip.height())
        return tall + (4 if tall else 0)

    @staticmethod
    def _height(part: Words | Figure | Acts, room: int) -> int:
        return part.heightForWidth(room) if part.hasHeightForWidth() else part.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self.theme.palette
        tone = self._value.tone if self._value else Tone.NEUTRAL
        border = palette["line"] if tone is Tone.NEUTRAL else palette.of(tone)
        box(QPainter(self), QRectF(self.rect()), palette["panel"], border, PANEL_RADIUS)
