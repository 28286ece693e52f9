"""Keys and scans through the real window: rules 1, 1a, 2a and the table of keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from pos_app.ui.models.gestures import (
    FindText,
    Key,
    OrderText,
    Pasted,
    Pressed,
    RowChosen,
    RowOpened,
    RowTicked,
    ScanFieldText,
    Scanned,
    Typed,
)
from pos_app.ui.models.parts import FocusAsk, Where
from pos_app.ui.models.shell_value import Screen
from pos_app.ui.models.till_value import ScanMode
from pos_app.ui.views.dispatch import where_of
from tests.views import lists, samples, states
from tests.views.conftest import Desk
from tests.views.gallery import STATES

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TYPING = replace(samples.NO_CARD, scan=replace(samples.SCAN, mode=ScanMode.TYPING, text=""))


def till(desk: Desk, body: object = samples.TILL) -> None:
    """Show a Till whose money buttons are past their guard."""
    assert isinstance(body, type(samples.TILL))
    desk.window.show_value(samples.screen(body))
    desk.clock.now_s += 1


@pytest.mark.parametrize("state", STATES)
def test_a_scan_is_heard_on_every_screen_and_does_nothing_else(desk: Desk, state: str) -> None:
    desk.window.show_value(STATES[state])
    desk.clock.now_s += 1
    desk.scan("7100000000000042")
    assert desk.take() == [Scanned("7100000000000042", where=where_of(desk.window.focusWidget()))]
    assert [
        edit.text() for edit in desk.window.findChildren(QLineEdit) if "7100000000000042" in edit.text()
    ] == []


def test_a_scan_reaches_no_field_whatever_has_the_focus(desk: Desk) -> None:
    for body, where in ((samples.TILL, Where.ORDER), (TYPING, Where.SCAN)):
        till(desk, replace(body, focus=FocusAsk(where, 1 if where is Where.ORDER else 2)))
        focused = desk.window.focusWidget()
        assert isinstance(focused, QLineEdit)
        before = focused.text()
        desk.scan("DINCARD:ABC123", ending="Tab")
        assert desk.take() == [Scanned("DINCARD:ABC123", where=where)]
        assert focused.text() == before
        assert desk.window.focusWidget() is focused


def test_no_key_inside_a_scan_is_a_command(desk: Desk) -> None:
    till(desk)
    for name in ("1", "2", "F9", "Esc", "Tab", "F2", "Space", "3", "4", "Enter"):
        desk.key(name, gap_ms=3)
    desk.settled()
    (scan,) = desk.take()
    assert isinstance(scan, Scanned)


def test_the_enter_of_a_scanner_that_comes_late_is_not_an_answer(desk: Desk) -> None:
    till(desk, samples.ASKED)
    desk.scan("7100000000000042", ending="")
    desk.key("Enter", gap_ms=900)
    desk.settled()
    assert desk.take() == [Scanned("7100000000000042", where=Where.ACTION)]


def test_a_control_character_in_a_scan_is_kept_for_the_models_to_refuse(desk: Desk) -> None:
    till(desk)
    for char in "12345678":
        desk.key(char, gap_ms=2)
    desk.key("Esc", gap_ms=2)
    desk.scan("9", gap_ms=2)
    texts = [scan.text for scan in desk.take() if isinstance(scan, Scanned)]
    assert texts == ["12345678\x1b"]


def test_typed_digits_go_to_the_amount_and_plus_and_backspace_have_names(desk: Desk) -> None:
    till(desk)
    desk.type("5", ",", "0", "+", "Backspace")
    amount = Where.AMOUNT
    assert desk.take() == [
        Typed("5", amount),
        Typed(",", amount),
        Typed("0", amount),
        Pressed("fill"),
        Key("Backspace", amount),
    ]


def test_a_printed_key_presses_its_button(desk: Desk) -> None:
    till(desk)
    desk.type("F9", "F7", "F8")
    assert desk.take() == [Pressed("main"), Pressed("capture:1"), Pressed("void:1")]


def test_control_and_a_digit_is_the_same_key(desk: Desk) -> None:
    till(desk)
    desk.key("9", CONTROL)
    desk.key("0", CONTROL)
    desk.key("2", CONTROL)
    desk.key("l", CONTROL)
    desk.settled()
    assert desk.take() == [
        Pressed("main"),
        Pressed("other"),
        Key("F2", Where.AMOUNT),
        Key("F12", Where.AMOUNT),
    ]


def test_altgr_types_and_commands_nothing(desk: Desk) -> None:
    till(desk)
    desk.key("2", CONTROL | Qt.KeyboardModifier.AltModifier)
    desk.settled()
    assert desk.take() == [Typed("2", Where.AMOUNT)]


def test_a_key_of_a_button_that_is_off_is_told_so_that_the_till_can_say_why(desk: Desk) -> None:
    till(desk, samples.NO_CARD)
    desk.type("F9")
    assert desk.take() == [Key("F9", Where.AMOUNT)]


def test_money_ignores_auto_repeat_and_so_does_esc(desk: Desk) -> None:
    till(desk)
    desk.key("F9", repeat=True)
    desk.key("Esc", repeat=True)
    desk.settled()
    assert desk.take() == []


def test_money_waits_half_a_second_after_its_words_changed(desk: Desk) -> None:
    till(desk)
    main = replace(samples.MAIN, words="Hold kr 499,00")
    desk.window.show_value(samples.screen(replace(samples.TILL, pay=replace(samples.PAY, main=main))))
    desk.clock.now_s += 0.499
    desk.type("F9")
    assert desk.take() == []
    desk.clock.now_s += 0.002
    desk.type("F9")
    assert desk.take() == [Pressed("main")]


def test_another_card_with_the_same_words_is_guarded_too(desk: Desk) -> None:
    till(desk)
    main = replace(samples.MAIN, about="another card")
    desk.window.show_value(samples.screen(replace(samples.TILL, pay=replace(samples.PAY, main=main))))
    desk.type("F9")
    assert desk.take() == []


def test_the_same_key_is_yes_after_four_tenths_of_a_second(desk: Desk) -> None:
    till(desk)
    desk.window.show_value(samples.screen(samples.ASKED))
    desk.clock.now_s += 0.399
    desk.type("F8")
    assert desk.take() == []
    desk.clock.now_s += 0.002
    desk.type("F8")
    assert desk.take() == [Pressed("yes")]


def test_enter_in_a_question_is_its_safe_answer(desk: Desk) -> None:
    till(desk, samples.ASKED)
    desk.type("Enter")
    assert desk.take() == [Pressed("no")]


def test_enter_never_moves_money_even_on_the_money_button(desk: Desk) -> None:
    till(desk, replace(samples.TILL, focus=FocusAsk(Where.ACTION, 1)))
    assert desk.window.focusWidget() is not None
    desk.type("Enter")
    assert desk.take() == [Key("Enter", Where.ACTION)]
    desk.type("Space")
    assert desk.take() == [Pressed("main")]


def test_a_question_s_key_comes_before_the_same_key_of_a_row(desk: Desk) -> None:
    both = replace(samples.TILL, middle=(samples.QUESTION, samples.HOLDS))
    till(desk, both)
    desk.type("F8")
    assert desk.take() == [Pressed("yes")]


def test_rows_take_arrows_enter_space_and_digits(desk: Desk) -> None:
    till(desk, replace(samples.TILL, middle=(states.MANY_HOLDS,), focus=FocusAsk(Where.ROWS, 1)))
    desk.type("Down", "Up", "End", "Enter", "Space", "5")
    assert desk.take() == [
        RowChosen("3"),
        RowChosen("1"),
        RowChosen("3"),
        RowOpened("2"),
        RowTicked("2"),
        Typed("5", Where.ROWS),
    ]


def test_digits_are_the_pin_while_one_is_asked(desk: Desk) -> None:
    till(desk, samples.PIN)
    desk.type("1", "Backspace")
    assert desk.take() == [Typed("1", Where.PIN), Key("Backspace", Where.PIN)]


def test_fields_are_typed_into_by_hand(desk: Desk) -> None:
    till(desk, replace(samples.TILL, focus=FocusAsk(Where.ORDER, 1)))
    desk.type("End", "7")
    assert desk.take() == [OrderText("102447")]
    till(desk, TYPING)
    desk.type("7", "1", "Enter")
    assert desk.take() == [ScanFieldText("7"), ScanFieldText("71"), Key("Enter", Where.SCAN)]
    desk.window.show_value(
        Screen(samples.shell("holds"), replace(lists.HOLDS, focus=FocusAsk(Where.FIND, 1)))
    )
    desk.type("k")
    assert desk.take() == [FindText("k")]


def test_pasting_reports_the_whole_text(desk: Desk) -> None:
    till(desk)
    QApplication.clipboard().setText("1.250,00")
    desk.key("v", CONTROL)
    desk.settled()
    assert desk.take() == [Pasted("1.250,00", Where.AMOUNT)]


def test_a_pin_is_never_pasted(desk: Desk) -> None:
    till(desk, samples.PIN)
    desk.key("v", CONTROL)
    desk.settled()
    assert desk.take() == []


def test_shift_and_f9_is_the_other_act(desk: Desk) -> None:
    till(desk)
    desk.key("F9", SHIFT)
    desk.settled()
    assert desk.take() == [Pressed("other")]
