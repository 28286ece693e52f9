"""The screens inside the window: each is built when it is first opened, and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent

from pos_app.ui.views.body import BodyView
from pos_app.ui.views.kit import Kit, Styled

if TYPE_CHECKING:
    from pos_app.ui.models.closing_value import ClosingValue
    from pos_app.ui.models.connect_value import ConnectValue
    from pos_app.ui.models.help_value import HelpValue
    from pos_app.ui.models.history_value import HistoryValue
    from pos_app.ui.models.holds_value import HoldsValue
    from pos_app.ui.models.manage_value import ManageValue
    from pos_app.ui.models.page_value import PageValue
    from pos_app.ui.models.sign_in_value import SignInValue
    from pos_app.ui.models.till_value import TillValue
    from pos_app.ui.models.waiting_value import WaitingValue

    Listed = HoldsValue | WaitingValue | HistoryValue | PageValue
    Body = TillValue | Listed | ManageValue | HelpValue | ClosingValue | SignInValue | ConnectValue


def _till(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.till import TillView

    return TillView(kit)


def _holds(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.holds import HoldsView

    return HoldsView(kit)


def _waiting(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.waiting import WaitingView

    return WaitingView(kit)


def _history(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.history import HistoryView

    return HistoryView(kit)


def _manage(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.manage import ManageView

    return ManageView(kit)


def _help(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.help import HelpView

    return HelpView(kit)


def _closing(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.closing import ClosingView

    return ClosingView(kit)


def _sign_in(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.sign_in import SignInView

    return SignInView(kit)


def _connect(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.connect import ConnectView

    return ConnectView(kit)


def _page(kit: Kit) -> BodyView[Any]:
    from pos_app.ui.views.page import PageView

    return PageView(kit)


_MAKERS: dict[str, Callable[[Kit], BodyView[Any]]] = {
    "till": _till,
    "holds": _holds,
    "waiting": _waiting,
    "history": _history,
    "manage": _manage,
    "help": _help,
    "closing": _closing,
    "sign-in": _sign_in,
    "connect": _connect,
    "page": _page,
}


class Bodies(Styled):
    """Shows one screen at a time. Opening another puts the focus where that screen rests."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._views: dict[str, BodyView[Any]] = {}
        self._current = ""

    def show_value(self, body: Body) -> None:
        """Show this screen."""
        name = body.NAME
        view = self._views.get(name)
        if view is None:
            view = self._views[name] = _MAKERS[name](self.kit)
            view.setParent(self)
            view.gesture.connect(self.kit.report)
        if name == self._current:
            view.show_value(body)
            return
        self._current = name
        view.setGeometry(self.rect())
        view.show()
        for other in self._views.values():
            other.setVisible(other is view)
        view.open(body)

    @property
    def current(self) -> BodyView[Any] | None:
        """The screen that is open."""
        return self._views.get(self._current)

    def takes_pin(self) -> bool:
        """Whether digits are a PIN now."""
        view = self.current
        return view is not None and view.takes_pin()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        for view in self._views.values():
            view.setGeometry(self.rect())
