"""Where the focus is: rules 2, 10 and 10b."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos_app.ui.models.parts import FocusAsk, Where
from pos_app.ui.models.shell_value import Screen
from pos_app.ui.models.till_value import ScanMode
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.dispatch import buttons_in, where_of
from pos_app.ui.views.focus_ring import FocusRing
from tests.views import lists, samples, states
from tests.views.conftest import Desk
from tests.views.gallery import STATES


def where(desk: Desk) -> Where:
    return where_of(desk.window.focusWidget())


def focused_words(desk: Desk) -> str:
    focused = desk.window.focusWidget()
    return focused.value.words if isinstance(focused, ActButton) and focused.value else ""


def test_at_rest_the_amount_has_the_focus(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    assert where(desk) is Where.AMOUNT


def test_no_answer_moves_the_focus(desk: Desk) -> None:
    desk.window.show_value(samples.screen(replace(samples.TILL, focus=FocusAsk(Where.ACTION, 1))))
    for body in (samples.HELD, samples.WAITS, samples.NO_CARD, states.LONG_SALE, samples.TILL):
        desk.window.show_value(samples.screen(replace(body, focus=FocusAsk(Where.ACTION, 1))))
        assert where(desk) is Where.ACTION


def test_the_focus_rests_when_its_place_is_gone(desk: Desk) -> None:
    desk.window.show_value(samples.screen(replace(samples.TILL, focus=FocusAsk(Where.ROWS, 1))))
    assert where(desk) is Where.ROWS
    desk.window.show_value(samples.screen(replace(samples.NO_CARD, focus=FocusAsk(Where.ROWS, 1))))
    assert where(desk) is Where.AMOUNT


def test_a_question_has_its_no_focused_and_gives_the_focus_back(desk: Desk) -> None:
    desk.window.show_value(samples.screen(replace(samples.TILL, focus=FocusAsk(Where.ROWS, 1))))
    desk.window.show_value(samples.screen(replace(samples.ASKED, focus=FocusAsk(Where.ROWS, 1))))
    assert focused_words(desk) == "No, keep it"
    desk.window.show_value(samples.screen(replace(samples.TILL, focus=FocusAsk(Where.ROWS, 1))))
    assert where(desk) is Where.ROWS


def test_a_question_keeps_its_focus_while_the_rest_of_the_screen_changes(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.ASKED))
    desk.type("Tab")
    assert focused_words(desk) == "Yes, void kr 250,00"
    desk.window.show_value(samples.screen(replace(samples.ASKED, card=samples.WAITS.card)))
    assert focused_words(desk) == "Yes, void kr 250,00"


def test_the_scan_field_takes_the_focus_when_it_opens_and_gives_it_to_the_amount(desk: Desk) -> None:
    typing = replace(samples.TILL, scan=replace(samples.SCAN, mode=ScanMode.TYPING))
    desk.window.show_value(samples.screen(samples.TILL))
    desk.window.show_value(samples.screen(typing))
    assert where(desk) is Where.SCAN
    desk.window.show_value(samples.screen(replace(typing, card=samples.WAITS.card)))
    assert where(desk) is Where.SCAN
    desk.window.show_value(samples.screen(samples.TILL))
    assert where(desk) is Where.AMOUNT


def test_the_same_turn_moves_the_focus_once(desk: Desk) -> None:
    asked = replace(samples.TILL, focus=FocusAsk(Where.ROWS, 7))
    desk.window.show_value(samples.screen(asked))
    desk.type("Tab")
    elsewhere = desk.window.focusWidget()
    desk.window.show_value(samples.screen(replace(asked, card=samples.WAITS.card)))
    assert desk.window.focusWidget() is elsewhere
    desk.window.show_value(samples.screen(replace(asked, focus=FocusAsk(Where.ROWS, 8))))
    assert where(desk) is Where.ROWS


def test_tab_goes_amount_order_main_action_rows(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    found = [where(desk)]
    while found[-1] is not Where.ROWS and len(found) < 12:
        desk.type("Tab")
        found.append(where(desk))
    order = list(dict.fromkeys(found))
    assert order == [Where.AMOUNT, Where.ORDER, Where.ACTION, Where.ROWS]


def test_a_pin_shows_the_focus_where_its_digits_go(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    desk.window.show_value(samples.screen(samples.PIN))
    assert where(desk) is Where.PIN
    desk.window.show_value(samples.screen(samples.TILL))
    assert where(desk) is Where.AMOUNT


def test_opening_a_screen_puts_the_focus_where_it_rests(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    desk.window.show_value(Screen(samples.shell("holds"), lists.HOLDS))
    assert where(desk) is Where.ROWS
    desk.window.show_value(Screen(samples.shell("holds"), lists.HOLDS_EMPTY))
    assert where(desk) is Where.FIND
    desk.window.show_value(STATES["closing"])
    assert focused_words(desk) == "Stay"
    desk.window.show_value(samples.screen(samples.TILL))
    assert where(desk) is Where.AMOUNT


def test_a_click_on_a_button_leaves_the_focus_at_the_amount(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    desk.clock.now_s += 1
    for button in buttons_in(desk.window):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert where(desk) is Where.AMOUNT


def test_the_ring_lies_around_what_has_the_focus(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    ring = desk.window.findChild(FocusRing)
    assert ring is not None
    for _ in range(6):
        focused = desk.window.focusWidget()
        outline = getattr(focused, "ring_of", None) or focused
        assert isinstance(outline, QWidget)
        corner = outline.mapTo(desk.window, outline.rect().center())
        desk.bot.waitUntil(ring.isVisible)
        assert ring.geometry().contains(corner)
        desk.type("Tab")
