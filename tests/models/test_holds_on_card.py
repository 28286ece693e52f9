"""The holds on the card: which one is meant, parts, the rest, and what an expired card allows."""

from __future__ import annotations

import pytest

from pos_app.domain.card import CardKey
from pos_app.domain.hold import Hold
from pos_app.domain.operation import Why
from pos_app.service.intents import AskAgain, Capture, TellStory, Void
from pos_app.ui.models.gestures import Key, Pressed, RowChosen, RowOpened
from pos_app.ui.models.parts import Where
from tests.models.paper_cards import MIA, NOON, card, nok
from tests.models.paper_service import PaperService
from tests.models.window import CODE, Window


def with_holds(*amounts: str) -> Window:
    """The card with these holds of earlier sales on it, newest last; scanned again."""
    window = Window()
    for amount in amounts:
        window.scan().type(amount).key("F9").do(Key("Esc"), Key("Esc"))
    return window.scan()


def ends(window: Window) -> list[object]:
    """The captures and voids that were asked."""
    return [one for one in window.asked if isinstance(one, Capture | Void)]


def test_one_hold_is_chosen_and_one_key_takes_it() -> None:
    window = with_holds("250").key("F7")
    assert [type(one) for one in ends(window)] == [Capture]


def test_of_more_none_is_chosen_and_f7_moves_to_the_list() -> None:
    window = with_holds("250", "100").do(Key("F7"))
    assert ends(window) == []
    assert window.till.focus is not None
    assert window.till.focus.where is Where.ROWS
    assert window.says("Which hold? There are 2")
    assert window.rows is not None
    assert {button.keys for row in window.rows.rows for button in row.buttons} == {""}
    window.do(RowChosen(window.rows.rows[1].id))
    assert window.rows is not None
    assert [row.chosen for row in window.rows.rows] == [False, True]
    assert [button.keys for button in window.rows.rows[1].buttons] == ["F8", "F7"]
    window.key("F7")
    asked = ends(window)[0]
    assert isinstance(asked, Capture)
    assert (asked.hold_id, asked.amount) == ("t-01JD8Q4MZZ000000", nok(25_000))


def test_typed_part_then_keep_the_rest() -> None:
    window = with_holds("250").type("100", Where.ROWS)
    assert window.rows is not None
    assert window.rows.rows[0].buttons[1].words == "Capture kr\u00a0100,00 of 250,00"
    window.key("F7")
    asked = ends(window)[0]
    assert isinstance(asked, Capture)
    assert asked.amount == nok(10_000)
    question = window.panels[0]
    assert question.title.text == "kr\u00a0150,00 is still on hold"
    assert [(one.words, one.focus_default) for one in question.buttons] == [
        ("Keep it on hold", True),
        ("Void the rest, kr\u00a0150,00", False),
    ]
    window.do(Key("Esc"))
    assert len(ends(window)) == 1
    assert window.service.holds()[0].left == nok(15_000)


def test_typed_part_then_void_the_rest() -> None:
    window = with_holds("250").type("100", Where.ROWS).key("F7").key("F8")
    assert [type(one) for one in ends(window)] == [Capture, Void]
    assert window.service.holds() == ()


def test_f7_without_a_part_takes_the_whole_whatever_to_pay_shows() -> None:
    window = with_holds("250").type("99").key("F7")
    asked = ends(window)[0]
    assert isinstance(asked, Capture)
    assert asked.amount == nok(25_000)
    assert window.till.pay.amount.printed == "kr\u00a099,00"


def test_a_part_of_more_than_is_held_is_refused() -> None:
    window = with_holds("250").type("251", Where.ROWS)
    assert window.says("That is more than is on hold.")
    assert window.rows is not None
    assert window.rows.rows[0].buttons[1].words == "Capture kr\u00a025,00 of 250,00"
    window.do(Key("Esc"))
    assert window.rows is not None
    assert window.rows.rows[0].buttons[1].words == "Capture"


def test_a_row_with_an_open_request_offers_only_ask_again() -> None:
    window = with_holds("250")
    window.service.answers = False
    window.key("F7").do(Key("Esc"), wait=2.0)
    window.service.answers = True
    window.scan()
    assert window.rows is not None
    assert [one.words for one in window.rows.rows[0].buttons] == ["Ask again"]
    assert window.rows.rows[0].chip.words == "Capture waiting"
    window.do(Key("F7"))
    assert window.says("A request on this hold is not known yet. Ask again.")
    window.key("F6")
    assert window.asked[-1] == AskAgain((window.last.ref_id,))


def test_holds_of_an_expired_card_may_only_be_voided() -> None:
    window = with_holds("250")
    window.service.cards[CODE] = card("900000004821", expires_at=NOON - 3600)
    window.scan()
    assert window.till.card.headline.text == "Expired 22.11.2026, kr\u00a0250,00 left on it"
    assert window.rows is not None
    assert [one.words for one in window.rows.rows[0].buttons] == ["Void"]
    window.do(Key("F7"))
    assert window.says("The card has expired: this hold can only be voided.")
    window.key("F8").key("F8")
    assert [type(one) for one in ends(window)] == [Void]


def test_anothers_hold_is_asked_first() -> None:
    window = with_holds("250")
    window.service.person = MIA
    window.hear().key("F7")
    assert ends(window) == []
    assert window.panels[0].text.text == "Placed by Kari."
    window.key("F7")
    assert [type(one) for one in ends(window)] == [Capture]


def test_a_question_about_something_that_changed_is_withdrawn() -> None:
    window = with_holds("250").key("F8")
    assert window.panels[0].asks
    hold = window.service.holds()[0]
    window.service.carry_out(Capture(hold.hold_id, nok(5_000), "elsewhere"))
    window.hear()
    assert not any(panel.asks for panel in window.panels)
    window.do(Pressed("question.yes"))
    assert [type(one) for one in ends(window)] == [Capture]


def test_more_on_hold_than_the_rows_we_know() -> None:
    window = Window(PaperService({CODE: card("900000004821", held=15_000)})).scan()
    assert window.rows is not None
    assert window.rows.note.text == "kr\u00a0150,00 is on hold elsewhere (another till or the web shop)"


def test_a_hold_seen_only_in_the_history_is_asked_first() -> None:
    key = CardKey("print-900000004821", "4821")
    seen = Hold(hold_id="h9", ref_id="x", card=key, amount=nok(700), placed_at=NOON, ours=False)
    window = Window(PaperService({CODE: card("900000004821", held=700)}, foreign=(seen,))).scan()
    assert window.rows is not None
    assert "placed elsewhere" in window.rows.rows[0].detail
    window.key("F7")
    assert window.panels[0].text.text == "It was not placed on this till."


def test_the_story_of_a_hold_opens_in_place() -> None:
    window = with_holds("250")
    assert window.rows is not None
    window.do(RowOpened(window.rows.rows[0].id))
    assert isinstance(window.asked[-1], TellStory)
    assert window.rows.rows[0].story is not None


def test_a_refused_capture_says_why() -> None:
    window = with_holds("250")
    window.service.refuses = Why.HOLD_ENDED
    window.key("F7")
    assert window.panels[0].title.text == "Capture of kr\u00a0250,00: refused"
    assert "Nothing was charged" not in window.panels[0].text.text, "another till may have taken it"


@pytest.mark.parametrize("name", ["F7", "F8"])
def test_no_hold_says_so(name: str) -> None:
    window = Window().scan().do(Key(name))
    assert window.says("There is no hold here to end.")


def test_old_holds_say_for_how_long() -> None:
    window = with_holds("250").after(2 * 86400 + 60)
    window.hear().scan()
    assert window.rows is not None
    assert window.rows.rows[0].chip.words == "Held for 2 days"
