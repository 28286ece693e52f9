"""What every screen inside the window is."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
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

    def show_value(self, value: V) -> None:
        """Show the screen; the focus stays, except for a question or a key that asked for it."""
        if value is self._value or value == self._value:
            return
        self._value = value
        self._keeper.keep(lambda: self.fill(value), self.focus_ask(value), self.question)

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

    def takes_pin(self) -> bool:
        """Whether digits are a PIN now."""
        return False
