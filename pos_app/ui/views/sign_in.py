"""Signing in: the time on the left, names and a PIN pad on the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.models.parts import FocusAsk, Tone, Where
from pos_app.ui.models.sign_in_value import SignInValue
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.body import BodyView
from pos_app.ui.views.boxes import column, row
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.pads import PinPadView
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_PAD, _EDGE = 400, 56
_TIME_PX = 64


class Clock(Styled):
    """What the locked till shows to the room: the time, the place, what is open. Painted on green."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: SignInValue | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_value(self, value: SignInValue) -> None:
        """Show this time and place."""
        self._value = value
        self.setAccessibleName(f"{value.time}, {value.place}, {value.open}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, value = QPainter(self), self._value
        deep = self.theme.palette["accent"]
        shade = QLinearGradient(0, 0, self.width(), self.height())
        shade.setColorAt(0, deep.darker(105) if deep.lightness() < 128 else deep.darker(260))
        shade.setColorAt(1, deep.darker(210) if deep.lightness() < 128 else deep.darker(420))
        painter.fillRect(self.rect(), shade)
        if value is None:
            return
        painter.setPen(Qt.GlobalColor.white)
        edge = min(self.theme.px(_EDGE), self.width() // 8)
        inside = QRectF(self.rect()).adjusted(edge, edge // 2, -edge, -edge)
        self._line(painter, inside, Face.TITLE, value.program, Qt.AlignmentFlag.AlignTop)
        self._line(painter, inside, Face.BODY, value.open, Qt.AlignmentFlag.AlignBottom)
        middle = inside.center().y()
        tall = self.theme.metrics(Face.FIGURE, _TIME_PX).height()
        painter.setFont(self.theme.font(Face.FIGURE, _TIME_PX))
        clock = QRectF(inside.left(), middle - tall, inside.width(), tall)
        painter.drawText(clock, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, value.time)
        below = QRectF(inside.left(), middle + 4, inside.width(), inside.height() / 2)
        self._line(painter, below, Face.BODY, value.place, Qt.AlignmentFlag.AlignTop)

    def _line(self, painter: QPainter, place: QRectF, face: Face, text: str, where: Qt.AlignmentFlag) -> None:
        painter.setFont(self.theme.font(face))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | where | Qt.TextFlag.TextWordWrap, text)


class SignInView(BodyView[SignInValue]):
    """Shows one `SignInValue`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit = self.kit
        self._clock = Clock(kit)
        self._title, self._text = Words(kit, Face.HEADLINE), Words(kit, Face.BODY, Tone.MUTED)
        self._people, self._pad = Acts(kit, 10), PinPadView(kit)
        self._act, self._decline = ActButton(kit), ActButton(kit)
        asked = column(gap=12)
        asked.addStretch(1)
        for widget in (self._title, self._text, self._people, self._pad):
            asked.addWidget(widget)
        ends = row(gap=16)
        ends.addWidget(self._decline)
        ends.addWidget(self._act, 1)
        asked.addLayout(ends)
        asked.addStretch(2)
        self._side = QWidget()
        self._side.setLayout(asked)
        whole = row(self)
        whole.addWidget(self._clock, 1)
        whole.addWidget(self._side)
        self.restyle()

    def fill(self, value: SignInValue) -> None:
        self._clock.show_value(value)
        self._title.show_line(value.title)
        self._text.show_line(value.text)
        self._people.show_value(value.people)
        self._pad.show_value(value.pad)
        self._act.show_value(value.act)
        self._decline.setVisible(value.decline is not None)
        if value.decline is not None:
            self._decline.show_value(value.decline)

    def focus_ask(self, value: SignInValue) -> FocusAsk | None:
        return value.focus

    def place(self, _where: Where) -> QWidget | None:
        return self._pad.dots

    def takes_pin(self) -> bool:
        return True

    def restyle(self) -> None:
        super().restyle()
        density = self.theme.density
        edge = self.theme.px(60) if not density.compact else 20
        inside = self._side.layout()
        if inside is not None:
            inside.setContentsMargins(edge, 12, edge, 12)
        self._side.setFixedWidth(self.theme.px(_PAD) + 2 * edge)
