"""Widgets kept for the next value, so that a changed list of values builds nothing it does not need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)
V = TypeVar("V")


class Pool(Generic[W]):
    """As many widgets of one kind as were ever shown at once; those not needed now are hidden."""

    def __init__(self, make: Callable[[], W], put: Callable[[W], None]) -> None:
        """`make` builds a widget, `put` gives it its place (a layout or a parent)."""
        self._make, self._put = make, put
        self.all: list[W] = []

    def show(self, values: Sequence[V], fill: Callable[[W, V], None]) -> list[W]:
        """Fill a widget for each value, in order, and hide the rest."""
        while len(self.all) < len(values):
            made = self._make()
            self._put(made)
            self.all.append(made)
        shown = self.all[: len(values)]
        for widget, value in zip(shown, values, strict=True):
            fill(widget, value)
            if widget.isHidden():
                widget.show()
        for widget in self.all[len(values) :]:
            if not widget.isHidden():
                widget.hide()
        return shown
