"""About: opened from the help, it says whose work the program brings, and goes back."""

from __future__ import annotations

from pos_app.ui.models import ids
from pos_app.ui.models.about_state import AboutNews, Part
from pos_app.ui.models.effects import ReadAbout
from pos_app.ui.models.gestures import Key, Pressed, Scanned
from pos_app.ui.models.page_value import PageValue
from pos_app.ui.models.program_state import Over
from tests.models.window import CODE, Window

QT = Part("PySide6_Essentials", "6.11.3", "LGPL-3.0-only")


def opened() -> Window:
    return Window().key("Ctrl+F1").do(Pressed(ids.ABOUT_PAGE))


def test_it_is_read_and_listed() -> None:
    window = opened()
    assert isinstance(window.out[-1], ReadAbout)
    window.news(AboutNews("1.2.3", (QT,), "/program/licences"))
    body = window.screen.body
    assert isinstance(body, PageValue)
    assert body.title == "Holdfast 1.2.3"
    assert window.says("LGPL-3.0-only")
    assert window.says("/program/licences")


def test_from_source_it_says_so() -> None:
    window = opened().news(AboutNews("1.2.3"))
    assert window.says("This Holdfast runs from its source")


def test_it_goes_back_to_the_help_and_nothing_else_happens() -> None:
    window = opened()
    window.do(Scanned(CODE))
    assert not window.asked
    gestures = (Key("Esc"), Pressed(ids.ABOUT_PAGE), Pressed(ids.ABOUT_BACK))
    seen = [window.state.over, *(window.do(one).state.over for one in gestures)]
    assert seen == [Over.ABOUT, Over.HELP, Over.ABOUT, Over.HELP]
