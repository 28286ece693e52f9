"""Keeps the focus where the person left it: a value may change everything, but never moves it (rule 2)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_app.domain.frozen import frozen
from pos_app.ui.models.parts import FocusAsk, Where
from pos_app.ui.views.panel import PanelView


@frozen
class Question:
    """Something asked in place: which, and the widget that has the focus while it is asked."""

    id: str
    answer: QWidget


def asked_in(panel: PanelView | None) -> Question | None:
    """The question a panel asks, if it asks one."""
    safe = panel.safe_answer() if panel is not None and panel.asks else None
    return Question(panel.value.id, safe) if panel is not None and panel.value and safe else None


def asked_pin(dots: QWidget | None) -> Question | None:
    """A PIN is asked in place of the amount: what is typed now is the PIN, so it shows the focus."""
    return Question("pin", dots) if dots is not None else None


class FocusKeeper:
    """Wraps the showing of a value. A question's *no* gets the focus while the question is there."""

    def __init__(self, screen: QWidget, places: Callable[[Where], QWidget | None]) -> None:
        """`places` finds a widget of the screen; `Where.ELSEWHERE` is the one that has the focus at rest."""
        self._screen, self._places = screen, places
        self._turn = -1
        self._asked: str = ""
        self._before: QWidget | None = None

    def keep(
        self, show: Callable[[], None], ask: FocusAsk | None, question: Callable[[], Question | None]
    ) -> bool:
        """Show a value, then put the focus back, or where a question or the person's key sends it: True."""
        focused = self._focused()
        show()
        asking = question()
        asked = asking.id if asking is not None else ""
        sent = ask is not None and ask.turn != self._turn
        if ask is not None:
            self._turn = ask.turn
        if asked != self._asked:
            self._question_changed(asked, asking, focused)
            return bool(asked)
        target = self._places(ask.where) if ask is not None and sent else None
        if target is not None:
            self._go(target)
        else:
            self._put_back(focused)
        return target is not None

    def _question_changed(self, asked: str, asking: Question | None, focused: QWidget | None) -> None:
        if not self._asked:
            self._before = focused
        self._asked = asked
        if asking is not None:
            self._go(asking.answer)
        else:
            before, self._before = self._before, None
            self._put_back(before)

    def _put_back(self, focused: QWidget | None) -> None:
        now = self._focused()
        if focused is not None and alive(focused):
            if now is not focused and (now is None or getattr(now, "where", None) is not Where.SCAN):
                self._go(focused)
        elif now is None or not now.isVisible() or focused is not now:
            self._go(self._places(Where.ELSEWHERE))

    def _focused(self) -> QWidget | None:
        """The window's focus, which it keeps while another program is in front."""
        return self._screen.window().focusWidget()

    @staticmethod
    def _go(widget: QWidget | None) -> None:
        if widget is not None and widget.isVisibleTo(widget.window()):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)


def alive(widget: QWidget) -> bool:
    """Whether a widget is still there to have the focus."""
    return widget.isVisibleTo(widget.window()) and widget.isEnabled()
