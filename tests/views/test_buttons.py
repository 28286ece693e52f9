"""Buttons by mouse: what they report, when they refuse, what they say to a screen reader."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from pos_app.ui.models.gestures import (
    CloseAsked,
    Key,
    Opened,
    Pressed,
    RowChosen,
    RowOpened,
    ScanFieldOpened,
    Typed,
)
from pos_app.ui.models.parts import Where
from pos_app.ui.models.shell_value import Announcement, Screen
from pos_app.ui.views.row_view import RowView
from pos_app.ui.views.scan_field import ScanFieldView
from tests.views import lists, samples
from tests.views.conftest import Desk
from tests.views.gallery import STATES

LEFT = Qt.MouseButton.LeftButton


def button(desk: Desk, start: str) -> QAbstractButton:
    """The button in sight whose accessible name begins so."""
    found = [b for b in desk.window.findChildren(QAbstractButton) if b.isVisible()]
    return next(b for b in found if b.accessibleName().startswith(start))


def test_a_click_reports_the_button_once_its_guard_is_over(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    QTest.mouseClick(button(desk, "Hold kr 500,00"), LEFT)
    assert desk.take() == []
    desk.clock.now_s += 0.5
    QTest.mouseClick(button(desk, "Hold kr 500,00"), LEFT)
    assert desk.take() == [Pressed("main")]


def test_a_button_that_is_off_reports_nothing_and_says_why(desk: Desk) -> None:
    desk.window.show_value(STATES["expired"])
    desk.clock.now_s += 1
    off = button(desk, "Hold, F9")
    QTest.mouseClick(off, LEFT)
    assert desk.take() == []
    assert off.accessibleDescription() == "This card cannot pay"


def test_pad_keys_type_where_typing_goes(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    for name in ("7", "00", ",", "Backspace", "Clear", "All available"):
        QTest.mouseClick(button(desk, name), LEFT)
    amount = Where.AMOUNT
    assert desk.take() == [
        Typed("7", amount),
        Typed("00", amount),
        Typed(",", amount),
        Key("Backspace", amount),
        Pressed("clear"),
        Pressed("fill"),
    ]
    desk.window.show_value(samples.screen(samples.PIN))
    QTest.mouseClick(button(desk, "7"), LEFT)
    assert desk.take() == [Typed("7", Where.PIN)]


def test_tabs_latest_banner_notices_and_rows_are_clickable(desk: Desk) -> None:
    desk.window.show_value(STATES["noticed"])
    QTest.mouseClick(button(desk, "Holds"), LEFT)
    QTest.mouseClick(button(desk, "kr 129,00"), LEFT)
    QTest.mouseClick(button(desk, "TRAINING"), LEFT)
    QTest.mouseClick(button(desk, "Open"), LEFT)
    assert desk.take() == [Opened("holds"), Pressed("l2"), Pressed("help"), Pressed("open:n1")]


def test_a_click_chooses_a_row_and_a_double_click_opens_it(desk: Desk) -> None:
    desk.window.show_value(Screen(samples.shell("holds"), lists.HOLDS))
    rows = [row for row in desk.window.findChildren(RowView) if row.isVisible()]
    third = next(row for row in rows if row.value is not None and row.value.id == "3")
    QTest.mouseClick(third, LEFT)
    QTest.mouseDClick(third, LEFT)
    heard = desk.take()
    assert heard[0] == RowChosen("3")
    assert heard[-1] == RowOpened("3")


def test_a_click_opens_the_scan_field(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    field = desk.window.findChild(ScanFieldView)
    assert field is not None
    QTest.mouseClick(field, LEFT)
    assert desk.take() == [ScanFieldOpened()]


def test_a_screen_reader_can_press_a_button(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    desk.clock.now_s += 1
    face = QAccessible.queryAccessibleInterface(button(desk, "Hold kr 500,00"))
    assert face is not None
    assert face.role() == QAccessible.Role.Button
    face.actionInterface().doAction("Press")
    desk.bot.waitUntil(lambda: desk.heard == [Pressed("main")])


def test_everything_that_can_be_used_has_a_name(desk: Desk) -> None:
    for name, screen in STATES.items():
        desk.window.show_value(screen)
        used = [w for w in desk.window.findChildren(QAbstractButton) if w.isVisible()]
        edits = [w for w in desk.window.findChildren(QLineEdit) if w.isVisible()]
        nameless = [type(w).__name__ for w in (*used, *edits) if not w.accessibleName()]
        assert not nameless, name
        focused = desk.window.focusWidget()
        assert focused is not None
        assert focused.accessibleName(), name


def test_sums_have_spoken_names(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    assert desk.window.focusWidget().accessibleName() == "To pay 800 kroner"


def test_a_new_turn_is_announced_and_an_old_one_is_not(desk: Desk) -> None:
    shell = replace(samples.shell(), announcement=Announcement("On hold", 1))
    desk.window.show_value(Screen(shell, samples.TILL))
    assert desk.window.said == 1
    desk.window.show_value(Screen(replace(shell, who="Mia"), samples.TILL))
    assert desk.window.said == 1
    desk.window.show_value(Screen(replace(shell, announcement=Announcement("Captured", 2)), samples.TILL))
    assert desk.window.said == 2


def test_closing_is_asked_for_and_allowed_later(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    assert not desk.window.close()
    assert desk.take() == [CloseAsked()]
    assert desk.window.isVisible()
    desk.window.allow_close()
    assert desk.window.close()


def test_the_title_is_the_value_s(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    assert desk.window.windowTitle() == "Holdfast: TRAINING on this computer"
