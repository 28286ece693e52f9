"""The focus ring: 2 px wide and 2 px away, drawn over the window so that no layout leaves room for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pos_app.ui.views.kit import Kit
from pos_app.ui.views.paint import BUTTON_RADIUS

_OUT = 4
_WATCHED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(QWidget):
    """Follows the focus within `window`.

    A widget may name another as its outline by `ring_of`, or a part of itself by `ring_area`.
    """

    def __init__(self, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self.kit = kit
        self._window = window
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            # While the window is taken down, Qt's half of a watched widget may be gone already.
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        target = outline(now) if now is not None and self._window.isAncestorOf(now) else None
        while target is not None and target is not self._window:
            target.installEventFilter(self)
            self._watched.append(target)
            target = target.parentWidget()
        self.follow()

    def follow(self) -> None:
        """Lie around the focused widget as it stands now."""
        target = self._watched[0] if self._watched else None
        if target is None or not target.isVisible():
            self.hide()
            return
        seen = target.visibleRegion().boundingRect()
        inner = getattr(target, "ring_area", None)
        if inner is not None:
            seen = seen.intersected(inner())
        if seen.isEmpty():
            self.hide()
            return
        place = QRect(target.mapTo(self._window, QPoint(0, 0)) + seen.topLeft(), seen.size())
        self.setGeometry(place.adjusted(-_OUT, -_OUT, _OUT, _OUT))
        self.show()
        self.raise_()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _WATCHED:
            self.follow()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.kit.theme.palette["focus"], 2))
        radius = BUTTON_RADIUS + 3
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


def outline(widget: QWidget) -> QWidget:
    """The widget the ring lies around when `widget` has the focus."""
    named = getattr(widget, "ring_of", None)
    return named if isinstance(named, QWidget) else widget
