"""Holds: find, filter, choose several, capture and void together."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.operation import State
from pos_app.service.intents import Capture, LookUp, RefreshHolds, Void
from pos_app.ui.models.gestures import FindText, Key, Opened, Pressed, RowChosen, RowOpened, RowTicked, Typed
from pos_app.ui.models.parts import Where
from tests.models.window import CODE, CODE_B, Window


def with_three() -> Window:
    """Holds of 100 and 200 on one card and 300 on another; the last by Jonas (number 3)."""
    window = Window()
    for code, amount in ((CODE, "100"), (CODE, "200"), (CODE_B, "300")):
        window.scan(code).type(amount).key("F9").do(Key("Esc"), Key("Esc"))
    last = window.last
    window.service.operations[last.ref_id] = replace(last, staff=3, staff_name="Jonas")
    return window.hear().do(Key("F2"))


def ids_of(window: Window) -> list[str]:
    """The rows, from top to bottom."""
    return [one.id for one in window.holds.table.rows]


def ends(window: Window) -> list[Capture | Void]:
    """What was asked of holds."""
    return [one for one in window.asked if isinstance(one, Capture | Void)]


def test_opening_refreshes_and_says_how_sure_it_is() -> None:
    window = with_three()
    assert RefreshHolds() in window.asked
    assert window.holds.foot.text == "3 holds placed on this till · kr\u00a0600,00 on hold"
    window.service.holds_complete = False
    window.hear()
    assert window.holds.foot.text.endswith("as far as this till knows")


def test_rows_show_amount_card_order_cashier_age_and_state() -> None:
    window = with_three().after(125)
    window.hear()
    cells = window.holds.table.rows[0].cells
    assert [one.words for one in cells[:5]] == ["kr\u00a0300,00", "•••• 0042", "10246", "Jonas", "2 min"]
    assert cells[5].chip is not None
    assert cells[5].chip.words == "On hold"


def test_find_by_card_order_and_cashier() -> None:
    window = with_three()
    for text, count in (("0042", 1), ("4821", 2), ("10245", 1), ("jonas", 1), ("kari 4821", 2), ("x", 0)):
        window.do(FindText(text))
        assert len(ids_of(window)) == count, text
    assert window.holds.table.empty == "Nothing found for x"
    window.do(Key("Esc"))
    assert len(ids_of(window)) == 3


def test_only_mine() -> None:
    window = with_three().press("Only mine")
    assert len(ids_of(window)) == 2
    assert [one.chosen for one in window.holds.buttons[:2]] == [False, True]
    window.press("Open")
    assert len(ids_of(window)) == 3


def test_a_scan_shows_the_holds_of_that_card() -> None:
    window = with_three().scan(CODE_B)
    assert isinstance(window.asked[-1], LookUp)
    assert len(ids_of(window)) == 1
    assert window.holds.find.hint == "Holds of •••• 0042"
    window.do(Key("Esc"))
    assert len(ids_of(window)) == 3


def test_capture_of_the_chosen_row() -> None:
    window = with_three()
    second = ids_of(window)[1]
    window.do(RowChosen(second))
    assert [one.keys for one in window.holds.table.rows[1].buttons] == ["F8", "F7"]
    assert {one.keys for one in window.holds.table.rows[0].buttons} == {""}
    window.key("F7")
    assert [one.hold_id for one in ends(window)] == [second]
    assert len(ids_of(window)) == 2


def test_anothers_hold_asks_first() -> None:
    window = with_three()
    window.do(RowChosen(ids_of(window)[0])).key("F7")
    assert ends(window) == []
    assert window.holds.panel is not None
    assert window.holds.panel.text.text == "Placed by Jonas."
    window.key("F7")
    assert len(ends(window)) == 1


def test_a_part_and_its_rest() -> None:
    window = with_three()
    second = ids_of(window)[1]
    window.do(RowChosen(second)).type("50", Where.ROWS)
    assert window.holds.table.rows[1].buttons[1].words == "Capture kr\u00a050,00 of 200,00"
    window.key("F7")
    assert window.holds.panel is not None
    assert window.holds.panel.title.text == "kr\u00a0150,00 is still on hold"
    window.key("F8")
    assert [type(one) for one in ends(window)] == [Capture, Void]


def test_several_are_asked_with_count_and_sum() -> None:
    window = with_three().do(Key("Ctrl+A"))
    assert [one.words for one in window.holds.buttons] == [
        "Open",
        "Only mine",
        "Void 3 chosen",
        "Capture 3 chosen",
    ]
    assert all(one.ticked for one in window.holds.table.rows)
    window.key("F7")
    assert window.holds.panel is not None
    assert window.holds.panel.title.text == "Capture 3 holds, kr\u00a0600,00 together?"
    assert ends(window) == []
    window.key("F7")
    assert len(ends(window)) == 3
    assert window.holds.table.empty == "No open holds on this till"
    assert window.sounds[-1] == "confirmed"


def test_space_ticks_and_unticks() -> None:
    window = with_three()
    one, two, _ = ids_of(window)
    window.do(RowTicked(one), RowTicked(two), RowTicked(one))
    assert [row.ticked for row in window.holds.table.rows] == [False, True, False]
    window.key("F8").key("F8")
    assert [(type(end), end.hold_id) for end in ends(window)] == [(Void, two)]


def test_nothing_chosen_says_so() -> None:
    window = with_three().do(Key("F7"))
    assert window.says("Choose a row first.")
    assert window.holds.focus is not None
    assert window.holds.focus.where is Where.ROWS
    assert not window.holds.buttons[-1].on


def test_enter_opens_the_story_delete_does_nothing() -> None:
    window = with_three()
    first = ids_of(window)[0]
    window.do(RowChosen(first), Key("Delete", Where.ROWS), Key("Enter", Where.ROWS))
    assert ends(window) == []
    window.do(RowOpened(first))
    assert window.holds.table.rows[0].story is not None
    window.do(RowOpened(first))
    assert window.holds.table.rows[0].story is None


def test_a_waiting_row_offers_only_ask_again() -> None:
    window = with_three()
    second = ids_of(window)[1]
    window.service.answers = False
    window.do(RowChosen(second)).key("F7").after(2.0)
    row = window.holds.table.rows[1]
    assert [one.words for one in row.buttons] == ["Ask again"]
    assert row.cells[5].chip is not None
    assert row.cells[5].chip.words == "Capture waiting"
    window.service.settle()
    window.hear()
    assert [one.line.text for one in window.screen.shell.notices] == [
        "An answer came: Capture kr\u00a0200,00 on •••• 4821"
    ]


def test_f6_reads_the_holds_again() -> None:
    window = with_three().do(Key("F6"))
    assert window.asked[-1] == RefreshHolds()


def test_where_the_focus_was_sent_is_forgotten_on_another_screen() -> None:
    window = with_three().do(Key("F7"), Opened("waiting"))
    assert window.waiting.focus is None


def test_f2_again_goes_to_the_find_field() -> None:
    window = with_three().do(Key("F2"))
    assert window.holds.focus is not None
    assert window.holds.focus.where is Where.FIND


def test_digits_without_a_chosen_row_say_so() -> None:
    window = with_three().do(Typed("5", Where.ROWS))
    assert window.says("Which hold? Choose it with the arrow keys.")
    assert all(one.state is State.CONFIRMED for one in window.service.operations.values())


def test_leaving_the_screen_forgets_the_question() -> None:
    window = with_three().do(Key("Ctrl+A")).key("F7").do(Opened("till"), Opened("holds"))
    assert window.holds.panel is None
    window.do(Pressed("question.yes"))
    assert ends(window) == []


def test_ticked_sum_is_spoken() -> None:
    window = with_three().do(Key("Ctrl+A"))
    assert window.holds.buttons[-1].spoken == "Capture 3 chosen, kr\u00a0600,00"
