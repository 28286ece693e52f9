"""Names of keys: what a key event is called in gestures, and how a key is printed on a button."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_MAC = sys.platform == "darwin"

_FUNCTION = {Qt.Key(Qt.Key.Key_F1 + number): f"F{number + 1}" for number in range(12)}
_COMMANDS = {
    **{Qt.Key(Qt.Key.Key_0 + number): f"F{number}" for number in range(1, 10)},
    Qt.Key.Key_0: "Shift+F9",
    Qt.Key.Key_L: "F12",
    Qt.Key.Key_A: "Ctrl+A",
    Qt.Key.Key_V: "Ctrl+V",
    Qt.Key.Key_F1: "Ctrl+F1",
}
_PLAIN = {
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Shift+Tab",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
}
_ON_MAC = {f"F{number}": f"⌘{number}" for number in range(1, 10)} | {
    "Shift+F9": "⌘0",
    "F12": "⌘L",
    "Ctrl+F1": "⌘F1",
    "Ctrl+A": "⌘A",
    "Ctrl+Shift+M": "⇧⌘M",
    "Esc": "esc",
    "Enter": "return",
    "Tab": "tab",
    "Space": "space",
}
_HELD = Qt.KeyboardModifier.ControlModifier
_IGNORED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


def name_of(event: QKeyEvent) -> str:
    """The plain name of a command key, or "" for a key that only types (or does nothing here).

    Qt's Control is ⌘ on macOS, so both forms of the table of screens.md arrive the same way. A key with AltGr
    (Control and Alt together on Windows) types.
    """
    key = Qt.Key(event.key())
    held = event.modifiers() & ~_IGNORED
    if held == _HELD:
        return _COMMANDS.get(key, "")
    if held == _HELD | Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_M:
        return "Ctrl+Shift+M"
    if key in _FUNCTION and held == Qt.KeyboardModifier.ShiftModifier:
        return "Shift+F9" if key == Qt.Key.Key_F9 else ""
    if held == Qt.KeyboardModifier.NoModifier and key in _FUNCTION:
        return _FUNCTION[key]
    if key == Qt.Key.Key_Insert and held == Qt.KeyboardModifier.ShiftModifier:
        return "Ctrl+V"
    if held & (_HELD | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return ""
    return _PLAIN.get(key, "")


def text_of(event: QKeyEvent) -> str:
    """The character a key types, or "" for none. Ctrl+letter types nothing; AltGr and Option do."""
    held = event.modifiers()
    control, alt = bool(held & _HELD), bool(held & Qt.KeyboardModifier.AltModifier)
    if control != alt and not (alt and _MAC):
        return ""
    text = event.text()
    return text if text and text.isprintable() else ""


def printed(keys: str, *, mac: bool = _MAC) -> str:
    """A key as it is printed on a button: "Shift F9", or "⌘0" on macOS."""
    return _ON_MAC.get(keys, keys) if mac else keys.replace("+", " ") if len(keys) > 1 else keys
