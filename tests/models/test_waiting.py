"""An answer that does not come: asking, waiting, cancelled, put aside, and the answer that comes later."""

from __future__ import annotations

from pos_app.domain.operation import Kind, Why
from pos_app.domain.person import Role
from pos_app.service.intents import Acknowledge, AskAgain, Cancel, Capture, Place
from pos_app.ui.models.gestures import Key, Opened, Pressed, RowChosen, RowOpened
from pos_app.ui.models.parts import IconName, Tone, Where
from tests.models.paper_cards import MIA, NOON, card
from tests.models.paper_service import PaperService
from tests.models.window import CODE, CODE_B, Window


def held_up() -> Window:
    """A hold of kr 500,00 of kr 800,00 that nobody answers, one second ago."""
    window = Window().scan().type("800").after(1.0)
    window.service.answers = False
    return window.do(Pressed("main"))


def waiting_window() -> Window:
    """The same, when the second is over."""
    return held_up().after(1.5)


def test_asking_is_neutral_and_counted_nowhere() -> None:
    window = held_up()
    assert window.till.pay.main.words == "Asking"
    assert window.panels == []
    assert window.till.card.chip is not None
    assert window.till.card.chip.tone is Tone.NEUTRAL
    assert window.screen.shell.light.chip.words == "Nothing waiting"
    assert window.sounds == []


def test_waiting_after_a_second_says_that_nothing_is_lost() -> None:
    window = waiting_window()
    panel = window.panels[0]
    assert panel.title.text == "Hold of kr\u00a0500,00: not known yet"
    assert "Keep the goods" in panel.text.text
    assert [one.keys for one in panel.buttons] == ["F6", "F8", "Esc"]
    assert window.till.card.caption == "Not known yet"
    assert window.till.card.detail.text == "Asked 12:00 for order 10244. This card is off until it is known."
    assert window.till.pay.main.words == "Not known yet"
    assert not window.till.pay.main.on
    assert window.screen.shell.light.chip.words == "1 waiting · since 12:00"
    assert window.sounds == ["waiting"]


def test_f6_asks_again() -> None:
    window = waiting_window().key("F6")
    assert window.asked[-1] == AskAgain((window.last.ref_id,))


def test_cancel_asks_first_and_the_same_key_is_yes() -> None:
    window = waiting_window().key("F8")
    assert not any(isinstance(one, Cancel) for one in window.asked)
    assert window.panels[0].title.text == "Cancel the hold of kr\u00a0500,00 on •••• 4821?"
    window.key("F8")
    assert window.asked[-1] == Cancel(window.last.ref_id)
    assert window.says("It is being cancelled")
    window.service.settle(Why.NO_FUNDS)
    window.hear()
    assert window.says("There was nothing to undo. Nothing was charged.")


def test_esc_puts_the_sale_aside_and_the_answer_comes_as_a_notice() -> None:
    window = waiting_window().do(Key("Esc"))
    assert window.till.card.figure is None
    assert window.till.pay.amount.empty
    assert window.till.pay.sale == ()
    window.scan(CODE_B)
    window.service.settle()
    window.hear()
    notice = window.screen.shell.notices[0]
    assert notice.line.text == "An answer came: Hold kr\u00a0500,00 on •••• 4821"
    assert notice.chip.words == "On hold"
    window.do(Pressed(notice.buttons[0].id))
    assert window.screen.shell.notices == ()
    assert window.panels[0].title.text == "On hold, not taken yet: kr\u00a0500,00 on •••• 4821"
    window.key("F7")
    assert isinstance(window.asked[-1], Capture)


def test_a_refusal_after_the_cashier_went_on_stays_until_it_is_acknowledged() -> None:
    window = waiting_window().do(Key("Esc"))
    window.service.settle(Why.CARD_EXPIRED)
    window.hear()
    assert [one.chip.words for one in window.screen.shell.notices] == ["Refused"]
    window.do(Opened("waiting"))
    row = window.waiting.table.rows[0]
    assert [one.words for one in row.buttons] == ["OK, seen"]
    window.do(Pressed(row.buttons[0].id))
    assert isinstance(window.asked[-1], Acknowledge)
    assert window.waiting.table.rows == ()
    assert window.screen.shell.notices == ()


def test_a_refusal_opened_from_its_notice_is_acknowledged_when_it_is_left() -> None:
    window = waiting_window().do(Key("Esc"))
    window.service.settle(Why.CARD_EXPIRED)
    window.hear().do(Pressed(window.screen.shell.notices[0].buttons[0].id))
    assert window.says("The card has expired.")
    assert not any(isinstance(one, Acknowledge) for one in window.asked)
    window.do(Key("Esc"))
    assert isinstance(window.asked[-1], Acknowledge)


def test_confirmed_while_the_panel_stands_becomes_the_held_panel() -> None:
    window = waiting_window()
    window.service.settle()
    window.hear()
    assert window.panels[0].title.text == "On hold, not taken yet: kr\u00a0500,00"
    assert window.till.pay.amount.printed == "kr\u00a0300,00"
    assert window.sounds == ["waiting", "confirmed"]


def test_the_next_card_pays_the_rest_while_the_first_is_not_known() -> None:
    window = waiting_window()
    window.service.answers = True
    window.scan(CODE_B)
    assert window.till.pay.amount.printed == "kr\u00a0300,00"
    assert window.till.pay.sale[0].chip.words == "Waiting 500,00"
    window.key("F9")
    assert [one.amount.minor for one in window.asked if isinstance(one, Place)] == [50_000, 30_000]


def test_if_the_first_card_is_refused_the_sale_asks_for_its_part_again() -> None:
    window = waiting_window().scan(CODE_B)
    window.service.finish_reading()
    window.service.settle(Why.NO_FUNDS)
    window.hear()
    assert window.till.pay.sale == ()
    assert window.screen.shell.notices[0].chip.words == "Refused"


def test_a_scan_at_a_covered_sale_that_waits_begins_the_next_sale() -> None:
    window = Window().scan().type("100").after(1.0)
    window.service.answers = False
    window.do(Pressed("main")).after(2.0)
    window.service.answers = True
    window.scan(CODE_B)
    assert window.till.pay.sale == ()
    assert window.till.pay.amount.empty
    window.service.settle()
    window.hear()
    assert len(window.screen.shell.notices) == 1


def test_a_waiting_card_that_is_scanned_again_is_off_and_says_why() -> None:
    window = waiting_window().do(Key("Esc"))
    window.service.answers = True
    window.scan().type("5").key("F9")
    assert window.till.card.caption == "Not known yet"
    assert window.till.pay.amount.message.text == "Not known yet. This card is off until it is."
    assert [one.keys for one in window.panels[0].buttons] == ["F6", "F8", "Esc"]


def test_a_cashier_cannot_cancel_a_waiting_pay_a_manager_can() -> None:
    window = Window().scan().type("100").after(1.0)
    window.service.answers = False
    window.do(Pressed("other")).after(2.0)
    cancel = window.panels[0].buttons[1]
    assert (cancel.on, cancel.why_off) == (False, "Only a manager: it may need a refund")
    window.do(Key("F8"))
    assert window.says("only a manager can cancel it")
    window.service.person = MIA
    window.hear().key("F8").key("F8")
    assert isinstance(window.asked[-1], Cancel)


def test_every_waiting_row_says_what_to_do() -> None:
    window = Window().scan().type("100").key("F9").do(Key("Esc"))
    window.service.answers = False
    window.key("F7").do(Opened("waiting")).after(2.0)
    row = window.waiting.table.rows[0]
    assert row.cells[1].words == "Capture kr\u00a0100,00"
    assert row.cells[5].words == "Goods may go, the money is on hold"
    assert not any("Cancel" in one.words for one in row.buttons), "a capture is never cancelled"


def test_a_waiting_capture_of_a_card_that_expires_soon_keeps_the_goods() -> None:
    service = PaperService({CODE: card("900000004821", expires_at=NOON + 3 * 86400)})
    window = Window(service).scan().type("100").key("F9").do(Key("Esc"))
    service.answers = False
    window.key("F7").after(2.0)
    assert window.says("the card expires soon")
    window.do(Opened("waiting"))
    assert window.waiting.table.rows[0].cells[5].words == "Keep the goods, the card expires soon"


def test_needs_a_manager_is_counted_apart() -> None:
    window = waiting_window().do(Key("Esc"))
    window.service.need_manager(window.last.ref_id)
    window.hear()
    light = window.screen.shell.light
    assert light.chip.words == "1 needs a manager"
    assert light.chip.icon is IconName.PERSON
    window.do(Opened("waiting"))
    assert window.waiting.title == "1 needs a manager"
    assert window.waiting.table.rows[0].cells[4].chip is not None
    assert window.waiting.table.rows[0].cells[4].chip.words == "Needs a manager"
    assert window.waiting.table.rows[0].cells[5].note == "The card’s history could not be read"


def test_waiting_cancels_the_chosen_row() -> None:
    window = waiting_window().do(Opened("waiting"))
    ref = window.last.ref_id
    window.do(RowChosen(ref))
    assert [one.keys for one in window.waiting.table.rows[0].buttons] == ["F8", ""]
    window.key("F8").key("F8")
    window.key("F6")
    assert window.asked[-2:] == [Cancel(ref), AskAgain()]


def test_the_story_opens_in_place_and_closes() -> None:
    window = waiting_window().do(Opened("waiting"))
    ref = window.last.ref_id
    window.do(RowOpened(ref))
    story = window.waiting.table.rows[0].story
    assert story is not None
    assert story.steps[0].words == "Hold asked, saved on this till, and sent"
    window.do(RowOpened(ref))
    assert window.waiting.table.rows[0].story is None


def test_no_answer_since() -> None:
    window = Window()
    window.service.no_answer_since = NOON - 65 * 60
    window.hear()
    assert window.screen.shell.light.chip.words == "No answer since 10:55"
    assert window.says(
        "New cards cannot be read. Capture and void of placed holds work and are finished later."
    )


def test_person_is_shown_with_the_role() -> None:
    window = Window()
    assert window.screen.shell.who == "Kari · senior"
    window.press("Training manager")
    assert window.screen.shell.who == "Mia · manager"
    assert window.service.person.role is Role.MANAGER


def test_digits_are_not_taken_in_the_second_of_asking() -> None:
    window = held_up().type("7")
    assert window.till.pay.amount.printed == "kr\u00a0800,00"
    assert window.last.kind is Kind.HOLD


def test_a_digit_at_a_waiting_panel_starts_the_next_customer() -> None:
    window = waiting_window().type("7")
    assert window.till.pay.amount.printed == "kr\u00a07,00"
    assert window.panels == []
    window.do(Key("Backspace", Where.AMOUNT))
    assert window.till.pay.amount.empty


def test_esc_does_what_is_printed_on_the_panel_of_a_card_that_waits_from_before() -> None:
    window = waiting_window().do(Key("Esc"))
    window.service.answers = True
    window.scan().type("5")
    assert [one.words for one in window.panels[0].buttons][-1] == "Next customer"
    window.do(Key("Esc"))
    assert window.till.card.figure is None
    assert window.till.pay.amount.empty


def test_an_opened_hold_whose_capture_waits_shows_that() -> None:
    window = waiting_window().do(Key("Esc"))
    window.service.settle()
    window.hear().do(Pressed(window.screen.shell.notices[0].buttons[0].id))
    window.key("F7").after(2.0)
    latest = window.screen.shell.latest
    assert latest[0].chip.words == "Waiting"
    window.do(Key("Esc"), Pressed(latest[1].id))
    assert window.panels[0].title.text == "Capture of kr\u00a0500,00: not known yet"
    assert [one.words for one in window.panels[0].buttons] == ["Ask again", "OK"]
    window.do(Key("Esc"))
    assert window.panels == []


def test_what_needs_a_manager_says_what_to_do_and_what_is_not_known() -> None:
    window = waiting_window()
    window.service.need_manager(window.last.ref_id, Why.CONTRADICTED)
    window.hear()
    panel = window.panels[0]
    assert panel.title.text == "Hold kr\u00a0500,00: needs a manager"
    assert panel.text.text.startswith("Keep the goods. The card’s history says something else.")
    assert panel.chip is not None
    assert panel.chip.icon is IconName.PERSON
    assert not any("Cancel" in one.words for one in panel.buttons)
