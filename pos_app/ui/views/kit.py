"""What every widget is given: the style, a clock, and where its gestures go."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pos_app.domain.frozen import frozen
from pos_app.ui.models.gestures import Gesture
from pos_app.ui.views.theme import Theme


def _nowhere(_gesture: Gesture) -> None:
    """Before a view joins its signal nothing can be reported."""


@frozen
class Kit:
    """Handed down from the window. `clock` counts seconds and never goes back."""

    theme: Theme
    report: Callable[[Gesture], None] = _nowhere
    clock: Callable[[], float] = time.monotonic

    def reporting(self, report: Callable[[Gesture], None]) -> Kit:
        """The same kit for a view with a signal of its own."""
        return replace(self, report=report)


class Styled(QWidget):
    """A widget that measures and paints itself by the style. `restyle` is called when the style changed."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.theme = kit.theme

    def restyle(self) -> None:
        """Forget what was measured; measure and paint again."""
        self.updateGeometry()
        self.update()


def restyle_all(root: QWidget) -> None:
    """Tell every widget below `root` that the style changed."""
    for widget in root.findChildren(QWidget):
        told = getattr(widget, "restyle", None)
        if told is not None:
            told()
