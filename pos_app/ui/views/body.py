"""What every screen inside the window is."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from pos_app.ui.models.parts import FocusAsk, Where
from pos_app.ui.views.keeper import FocusKeeper, Question
from pos_app.ui.views.kit import Kit, Styled

V = TypeVar("V")


class BodyView(Styled, Generic[V]):
    """A screen: shows one kind of value and has one signal. Its parts report through `self.kit`."""

    gesture = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.kit = kit.reporting(self.gesture.emit)
        self._value: V | None = None
        self._keeper = FocusKeeper(self, self.place)

    def show_value(self, value: V) -> bool:
        """Show the screen; the focus stays, except for a question or a key that asked: then True."""
        if value is self._value or value == self._value:
            return False
        self._value = value
        return self._keeper.keep(lambda: self.fill(value), self.focus_ask(value), self.question)

    def open(self, value: V) -> None:
        """Show the screen that was just opened, with the focus at its question, or where it rests."""
        if not self.show_value(value):
            asked = self.question()
            target = asked.answer if asked is not None else self.place(Where.ELSEWHERE)
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, value: V) -> None:
        """Give the parts of the value to the parts of the screen."""
        raise NotImplementedError

    def focus_ask(self, _value: V) -> FocusAsk | None:
        """Where a key of the person sends the focus with this value."""
        return None

    def question(self) -> Question | None:
        """What is asked in place, if anything is: its safe answer has the focus meanwhile."""
        return None

    def place(self, _where: Where) -> QWidget | None:
        """The widget of a place of this screen; of `Where.ELSEWHERE` the one that has the focus at rest."""
        return None

    def ring_area(self) -> QRect:
        """A screen that has the focus itself, having nothing to focus, shows no ring."""
        return QRect()

    def takes_pin(self) -> bool:
        """Whether digits are a PIN now."""
        return False
