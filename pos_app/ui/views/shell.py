"""The window: header, banner, the screen that is open, notices, Latest; its keys, its focus, its look."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from pos_app.ui.models.appearance import Appearance
from pos_app.ui.models.gestures import CloseAsked
from pos_app.ui.models.shell_value import Announcement, Screen, Shell
from pos_app.ui.views.banner import BannerView
from pos_app.ui.views.bodies import Bodies
from pos_app.ui.views.boxes import column
from pos_app.ui.views.dispatch import Dispatcher
from pos_app.ui.views.focus_ring import FocusRing
from pos_app.ui.views.header import Header
from pos_app.ui.views.keys import KeyGate
from pos_app.ui.views.kit import Kit, restyle_all
from pos_app.ui.views.latest import LatestStrip
from pos_app.ui.views.notice import Notices
from pos_app.ui.views.theme import Theme

_LEAST = (900, 640)
_USUAL = (1280, 800)


class Window(QWidget):
    """Shows one `Screen` and reports gestures. Closing is asked for, never done, until `allow_close`."""

    gesture = Signal(object)

    def __init__(self, theme: Theme, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds and never goes back; money buttons are guarded by it."""
        super().__init__()
        self._theme = theme
        self._may_close = False
        self._shell: Shell | None = None
        self.said = -1
        kit = Kit(theme, self.gesture.emit, clock)
        self._header, self._banner = Header(kit), BannerView(kit)
        self._latest = LatestStrip(kit)
        self.bodies = Bodies(kit)
        self._notices = Notices(kit)
        self._lay_out()
        self._ring = FocusRing(kit, self)
        keys = Dispatcher(self, self.bodies.takes_pin, self.gesture.emit)
        self._gate = KeyGate(self, keys.deliver, self.gesture.emit, clock)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    def _lay_out(self) -> None:
        self.setMinimumSize(*_LEAST)
        self.resize(*_USUAL)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        whole = column(self)
        whole.setSizeConstraint(whole.SizeConstraint.SetNoConstraint)
        whole.addWidget(self._header)
        whole.addWidget(self._banner)
        whole.addWidget(self.bodies, 1)
        whole.addWidget(self._notices)
        self._foot = column()
        self._foot.addWidget(self._latest)
        whole.addLayout(self._foot)
        self._space()

    def show_value(self, screen: Screen) -> None:
        """Show this screen; only what differs from the last one is touched."""
        if screen.shell is not self._shell and screen.shell != self._shell:
            self._show_shell(screen.shell)
        self.bodies.show_value(screen.body)
        self._ring.follow()
        self._announce(screen.shell.announcement)

    def _show_shell(self, shell: Shell) -> None:
        self._shell = shell
        self.setWindowTitle(shell.title)
        self._header.setVisible(not shell.bare)
        self._header.show_value(shell)
        self._banner.show_value(shell.banner)
        self._notices.show_value(shell.notices)
        self._latest.show_value(shell.latest_caption, shell.latest)
        self._space()

    def _announce(self, said: Announcement | None) -> None:
        if said is not None and said.turn != self.said:
            self.said = said.turn
            # Imported late: it costs a tenth of the first paint, and nothing is said before that.
            from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said.words))

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the person's choice of colours and text size."""
        self._theme.choose(appearance)
        self._theme.fit(self.width(), self.height())
        self._restyle()

    @property
    def keys_held(self) -> bool:
        """Whether keys are held back until it is clear that no scanner types them."""
        return self._gate.holding

    def allow_close(self) -> None:
        """From now on closing closes; the window hears no more keys."""
        self._may_close = True
        self._gate.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.gesture.emit(CloseAsked())

    def showEvent(self, _event: QShowEvent) -> None:
        self._gate.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._theme.fit(event.size().width(), event.size().height()):
            self._restyle()

    def _system_changed(self) -> None:
        self.set_appearance(self._theme.appearance)

    def _restyle(self) -> None:
        self._space()
        restyle_all(self)
        self.update()

    def _space(self) -> None:
        edge = self._theme.density.edge
        bare = self._shell is not None and self._shell.bare
        self._latest.put_away(away=bare)
        self._foot.setContentsMargins(*((0, 0, 0, 0) if bare else (edge, 0, edge, 9)))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._theme.palette["background"])
