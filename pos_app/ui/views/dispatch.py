"""What a typed key does: a printed key presses its button, the rest becomes a gesture or reaches a field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from pos_app.ui.models.gestures import Gesture, Key, Pasted, Typed
from pos_app.ui.models.parts import Where
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.key_names import name_of, text_of
from pos_app.ui.views.panel import PanelView
from pos_app.ui.views.rows import Rows
from pos_app.ui.views.tab import TabButton

_COMMANDS = {f"F{number}" for number in range(1, 13)} | {
    "Shift+F9",
    "Ctrl+F1",
    "Ctrl+Shift+M",
    "Esc",
    "Enter",
    "+",
}
_FIELDS = {Where.ORDER, Where.SCAN, Where.FIND, Where.FIELD}


class Dispatcher:
    """Given keys one by one, after the hold-back; knows the window, not its screens."""

    def __init__(
        self, window: QWidget, takes_pin: Callable[[], bool], report: Callable[[Gesture], None]
    ) -> None:
        """`takes_pin` says whether digits are a PIN now."""
        self._window, self._takes_pin, self._report = window, takes_pin, report

    def deliver(self, event: QKeyEvent) -> None:
        """Act on one typed key. Commands ignore auto-repeat (rules 1a and the table of keys)."""
        name, text = name_of(event), text_of(event)
        focused = self._window.focusWidget()
        where = where_of(focused)
        if text == "+" and where not in _FIELDS:
            name = "+"
        if name in _COMMANDS:
            if not event.isAutoRepeat():
                self._command(name, where, focused)
        elif name == "Down" and where is Where.FIND:
            self._report(Key(name, where))
        elif where in _FIELDS or name in {"Tab", "Shift+Tab"}:
            if focused is not None:
                QApplication.sendEvent(focused, event)
        elif name:
            self._named(name, where, focused, repeat=event.isAutoRepeat())
        elif text:
            self._report(Typed(text, self._typing_place(where)))

    def _command(self, name: str, where: Where, focused: QWidget | None) -> None:
        if name == "Enter" and self._entered(focused):
            return
        button = self._button(name) if name != "Esc" else None
        if button is not None and not (name == "Enter" and _guarded(button)):
            button.press()
            return
        self._report(Key(name, where))

    def _entered(self, focused: QWidget | None) -> bool:
        """Enter on what has the focus; never on a button that moves money (rule 2a)."""
        if isinstance(focused, Rows):
            return focused.row_key("Enter")
        if isinstance(focused, TabButton):
            return focused.press()
        if isinstance(focused, ActButton) and not _guarded(focused):
            return focused.press()
        return False

    def _named(self, name: str, where: Where, focused: QWidget | None, *, repeat: bool) -> None:
        if name == "Space":
            self._space(focused, repeat=repeat)
        elif isinstance(focused, Rows) and focused.row_key(name):
            return
        elif name == "Ctrl+V":
            if where is not Where.PIN and not self._takes_pin():
                self._report(Pasted(QGuiApplication.clipboard().text(), where))
        elif name == "Backspace":
            self._report(Key(name, self._typing_place(where)))
        elif name == "Ctrl+A":
            self._report(Key(name, where))

    @staticmethod
    def _space(focused: QWidget | None, *, repeat: bool) -> None:
        if repeat:
            return
        if isinstance(focused, Rows):
            focused.row_key("Space")
        elif press := getattr(focused, "press", None):
            press()

    def _typing_place(self, where: Where) -> Where:
        if self._takes_pin():
            return Where.PIN
        return Where.ROWS if where is Where.ROWS else Where.AMOUNT

    def _button(self, keys: str) -> ActButton | None:
        """The button that is on and has this key printed on it; a question's comes first."""
        found = [
            b for b in buttons_in(self._window) if b.value is not None and b.value.on and b.value.keys == keys
        ]
        found.sort(key=lambda button: not _in_question(button))
        return found[0] if found else None


def buttons_in(window: QWidget) -> list[ActButton]:
    """The buttons in sight."""
    return [button for button in window.findChildren(ActButton) if button.isVisible()]


def where_of(widget: QWidget | None) -> Where:
    """The place a widget is, for gestures."""
    if isinstance(widget, ActButton | TabButton):
        return Where.ACTION
    found = getattr(widget, "where", Where.ELSEWHERE)
    return found if isinstance(found, Where) else Where.ELSEWHERE


def _guarded(button: ActButton) -> bool:
    return button.value is not None and button.value.guard_ms > 0


def _in_question(button: ActButton) -> bool:
    parent = button.parentWidget()
    while parent is not None:
        if isinstance(parent, PanelView):
            return parent.asks
        parent = parent.parentWidget()
    return False
