"""Holds every key back for 35 ms, gives scans to the models and typing to the dispatcher (rule 1)."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pos_app.devices.wedge import HOLD_BACK_MS, Scan, Stroke, StrokeKind, Typing, Wedge
from pos_app.ui.models.gestures import Gesture, Scanned
from pos_app.ui.views.dispatch import where_of
from pos_app.ui.views.key_names import text_of

_KINDS = {
    Qt.Key.Key_Return: StrokeKind.ENTER,
    Qt.Key.Key_Enter: StrokeKind.ENTER,
    Qt.Key.Key_Tab: StrokeKind.TAB,
    Qt.Key.Key_Backtab: StrokeKind.TAB,
}
_ENDINGS = {StrokeKind.ENTER: "\n", StrokeKind.TAB: "\t"}
_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_TYPES = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}
# Windows stamps a key when the program looks, not when it went down: there only the timer parts scans.
_TRUST_TIMES = sys.platform != "win32"


class KeyGate(QObject):
    """An event filter for every key of the window, whatever has the focus.

    It lies on the window's platform handle, where all keys pass before any widget sees them, and not on the
    application, where Qt would ask it about every event of every object.

    Input methods work on their own events and are left alone; fields that take codes switch them off.
    """

    def __init__(
        self,
        window: QWidget,
        deliver: Callable[[QKeyEvent], None],
        report: Callable[[Gesture], None],
        clock: Callable[[], float],
    ) -> None:
        """`deliver` takes a key that a person typed, `report` a scan; `clock` counts seconds."""
        super().__init__(window)
        self._window = window
        self._deliver, self._report, self._clock = deliver, report, clock
        self._wedge: Wedge[QKeyEvent] = Wedge(trust_times=_TRUST_TIMES)
        self._timer = QTimer(
            self, singleShot=True, interval=HOLD_BACK_MS, timerType=Qt.TimerType.PreciseTimer
        )
        self._timer.timeout.connect(self._look_again)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._pause)
        self._watched: QWindow | None = None

    def watch(self, handle: QWindow | None) -> None:
        """Hear the keys of this handle; a window gets a new one when the system makes it anew."""
        if handle is not None and handle is not self._watched:
            handle.installEventFilter(self)
            self._watched = handle

    @property
    def holding(self) -> bool:
        """Whether keys are held back now."""
        return self._wedge.holding

    def stop(self) -> None:
        """Hear no more keys."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        self._timer.stop()
        self._again.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Swallow the window's key events; they come back through `deliver` or as a scan."""
        if event.type() not in _TYPES:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._press(event)
        event.accept()
        return True

    def _press(self, event: QKeyEvent) -> None:
        at_ms = event.timestamp() or round(self._clock() * 1000)
        key = Qt.Key(event.key())
        if key in _MODIFIERS:
            self._wedge.touch(at_ms)
            return
        kind = _KINDS.get(key, StrokeKind.TEXT if text_of(event) else StrokeKind.OTHER)
        text = _ENDINGS.get(kind) or text_of(event) or _control(event.text())
        stroke = Stroke(kind, text, _copy(event), event.isAutoRepeat())
        self._act(self._wedge.feed(stroke, at_ms))
        self._again.stop()
        if self._wedge.holding:
            self._timer.start()
        else:
            self._timer.stop()

    def _look_again(self) -> None:
        """A busy moment may have let the timer pass keys that already wait: let them come first."""
        self._again.start()

    def _pause(self) -> None:
        self._act(self._wedge.pause())

    def _act(self, decided: list[Typing[QKeyEvent] | Scan]) -> None:
        for one in decided:
            if isinstance(one, Scan):
                self._report(Scanned(one.text, one.clash, where_of(self._window.focusWidget())))
                continue
            for stroke in one.strokes:
                self._deliver(stroke.payload)


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The event itself belongs to Qt and ends when the filter returns."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )


def _control(text: str) -> str:
    """Control characters of a code are kept, so that the models can refuse it."""
    return text if text and not text.isprintable() else ""
