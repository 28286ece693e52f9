"""Nothing is cut and nothing overlaps: every state at every size, both languages, three sizes of text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar, QWidget

from pos_app.ui.models.appearance import Appearance, Scheme
from pos_app.ui.views.boxes import SlimBar
from pos_app.ui.views.focus_ring import FocusRing
from pos_app.ui.views.shell import Window
from pos_app.ui.views.theme import Theme
from tests.views.gallery import PERCENTS, RESOURCES, SIZES, STATES, settle
from tests.views.norwegian import norwegian


@pytest.fixture(scope="module")
def window(qapp: QApplication) -> Iterator[Window]:
    shown = Window(Theme(RESOURCES))
    shown.show()
    yield shown
    shown.allow_close()
    shown.close()


def visible(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget below `root`, without scroll bars and the ring that lies over the window."""
    for child in root.children():
        if isinstance(child, QWidget) and child.isVisible() and not isinstance(child, FocusRing | QScrollBar):
            yield child
            yield from visible(child)


def called(widget: QWidget) -> str:
    return f"{type(widget).__name__} '{widget.accessibleName()[:50]}' {widget.geometry().getRect()}"


def cut(root: QWidget) -> list[str]:
    """Widgets that say themselves that their words do not fit."""
    found = []
    for widget in visible(root):
        fits = getattr(widget, "fits", None)
        if fits is not None and not fits():
            found.append(f"cut: {called(widget)}")
    return found


def overlap(one: QWidget, other: QWidget) -> bool:
    return not QRect(one.geometry()).intersected(other.geometry()).isEmpty()


def overlapping(root: QWidget) -> list[str]:
    """Siblings over each other, and children outside their parent (unless it scrolls)."""
    found = []
    for parent in [root, *visible(root)]:
        children = [c for c in parent.children() if isinstance(c, QWidget) and c.isVisible()]
        children = [c for c in children if not isinstance(c, FocusRing | SlimBar) and c.width() > 0]
        scrolls = isinstance(parent.parentWidget(), QScrollArea) or isinstance(parent, QScrollArea)
        for place, child in enumerate(children):
            if not scrolls and not parent.rect().adjusted(-1, -1, 1, 1).contains(child.geometry()):
                found.append(f"outside: {called(child)} of {called(parent)}")
            over = [other for other in children[place + 1 :] if overlap(child, other)]
            found += [f"over: {called(child)} and {called(other)}" for other in over]
    return found


@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_cut_and_nothing_overlaps(
    window: Window, qapp: QApplication, size: tuple[int, int], percent: int
) -> None:
    window.set_appearance(Appearance(Scheme.LIGHT, percent))
    window.resize(*size)
    wrong: dict[str, list[str]] = {}
    for name, value in STATES.items():
        for language, spoken in (("en", value), ("nb", norwegian(value))):
            window.show_value(spoken)
            settle(qapp)
            if found := cut(window) + overlapping(window):
                wrong[f"{name} {language}"] = found
    assert not wrong
