"""History: filters, pages, a scan and a story, as the models say them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pos_app.domain.operation import Kind, State
from pos_app.domain.region import REGIONS
from pos_app.service.intents import Find, LookUp, TellStory
from pos_app.ui.models.gestures import FindText, Key, RowChosen, RowOpened, Scanned
from pos_app.ui.models.history_value import HistoryValue
from pos_app.ui.models.history_words import day_in, words_in
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import ScreenName
from tests.models.window import CODE, Window

NORWAY = REGIONS["nb_NO"]


def body(window: Window) -> HistoryValue:
    found = window.screen.body
    assert isinstance(found, HistoryValue)
    return found


def kinds(window: Window) -> list[str]:
    return [row.cells[1].words for row in body(window).table.rows]


def asked(window: Window) -> Find:
    return next(one for one in reversed(window.asked) if isinstance(one, Find))


def worked() -> Window:
    """A hold, its capture, and another hold."""
    window = Window().scan().type("100").key("F9").key("F7").after(2)
    return window.scan().type("50").key("F9").key("Esc")


def test_history_opens_with_today_newest_first() -> None:
    window = worked().key("F4")
    assert kinds(window) == ["Hold", "Capture", "Hold"]
    assert asked(window).today
    assert [one.chosen for one in body(window).buttons] == [True, False]


def test_what_is_asked_meanwhile_comes_onto_the_first_page() -> None:
    window = worked().key("F4")
    key = window.last.card
    window.service.begin(window.service.operation(Kind.PAY, key, window.last.amount, ""))
    window.service.settle()
    window.hear().hear()
    assert kinds(window) == ["Pay", "Hold", "Capture", "Hold"]


def test_the_kinds_go_round_and_today_goes_off() -> None:
    window = worked().key("F4").press("All kinds")
    assert kinds(window) == ["Hold", "Hold"]
    for _ in Kind:
        window.do(Key("F6"))
        window.press(body(window).buttons[1].words)
    assert asked(window).kind is None
    window.press("Today")
    assert not asked(window).today


def test_pages_lead_back_and_forth() -> None:
    window = worked()
    window.service.page_length = 2
    window.key("F4")
    assert [one.words for one in body(window).pages] == ["Older"]
    window.press("Older")
    assert (kinds(window), body(window).foot.text) == (["Hold"], "Page 2")
    assert [one.words for one in body(window).pages] == ["Newer"]
    window.press("Newer")
    assert len(kinds(window)) == 2


def test_a_page_that_has_not_come_yet_is_not_turned_again() -> None:
    window = worked()
    window.service.page_length = 1
    window.key("F4").press("Older")
    window.state = replace(window.state, history=replace(window.state.history, turn=99))
    assert not next(one for one in body(window).pages if one.words == "Older").on


def test_a_row_shows_how_its_request_stands_now() -> None:
    window = worked()
    window.service.answers = False
    window.scan()
    window.service.finish_reading()
    window.hear().type("20").key("F9").key("F4")
    window.service.settle()
    window.hear()
    chip = body(window).table.rows[0].cells[-1].chip
    assert chip is not None
    assert chip.words == "On hold"


def test_a_scanned_card_is_found_without_asking_the_card_service() -> None:
    window = worked().key("F4")
    looked_up = sum(isinstance(one, LookUp) for one in window.asked)
    window.do(Scanned(CODE))
    find = asked(window)
    assert find.code is not None
    assert (find.code.text, find.today) == (CODE, False)
    assert body(window).find.hint == "History of •••• 4821"
    assert sum(isinstance(one, LookUp) for one in window.asked) == looked_up
    assert CODE not in repr(window.state.history)


def test_a_scanned_order_number_is_looked_for() -> None:
    window = worked().key("F4").do(Scanned("WEB-10244"))
    assert [one.text for one in asked(window).words] == ["web-10244"]
    assert body(window).table.empty == "Nothing found for WEB-10244"


def test_an_unreadable_scan_is_told_and_changes_nothing() -> None:
    window = worked().key("F4")
    before = asked(window)
    window.do(Scanned("\x01" * 9))
    assert asked(window) is before
    assert window.state.told is not None


def test_the_find_field_finds_and_esc_takes_it_back() -> None:
    window = worked().key("F4").key("F4")
    assert window.state.focus is not None
    assert window.state.focus.where is Where.FIND
    window.do(FindText("zzz"))
    assert body(window).table.empty == "Nothing found for zzz"
    window.do(Key("Esc"))
    assert len(kinds(window)) == 3
    assert asked(window).today


def test_enter_opens_the_story_under_its_row() -> None:
    window = worked().key("F4")
    row = body(window).table.rows[1]
    window.do(RowChosen(row.id), RowOpened(row.id))
    assert body(window).table.rows[1].story is not None
    window.do(Key("Esc"))
    assert window.asked[-1] == TellStory("")


def test_no_key_moves_money_here() -> None:
    window = worked().key("F4")
    row = body(window).table.rows[0]
    window.do(RowChosen(row.id))
    before = len(window.asked)
    window.do(*(Key(name, Where.ROWS) for name in ("F7", "F8", "F9", "Shift+F9", "Enter")))
    assert len(window.asked) == before


def test_a_card_of_the_help_leaves_history_for_the_till() -> None:
    window = worked().key("F4").key("Ctrl+F1").do(Scanned(CODE))
    assert window.state.screen is ScreenName.TILL


@pytest.mark.parametrize(
    ("typed", "words", "day"),
    [
        ("", [], None),
        ("•••• 4821", ["4821"], None),
        ("26.11.2026 Kari", ["kari"], date(2026, 11, 26)),
        ("26.13.2026", ["26.13.2026"], None),
    ],
)
def test_words_and_the_day_are_read_apart(typed: str, words: list[str], day: date | None) -> None:
    assert [one.text for one in words_in(typed, NORWAY)] == words
    assert day_in(typed, NORWAY) == day


def test_a_word_stands_for_kinds_and_states_once_it_is_long_enough() -> None:
    (short,) = words_in("re", NORWAY)
    assert (short.kinds, short.states) == ((), ())
    (refused,) = words_in("Refused", NORWAY)
    assert refused.states == (State.REFUSED,)
    (hold,) = words_in("hold", NORWAY)
    assert hold.kinds == (Kind.HOLD,)
