"""The main job: scan, amount, hold, capture; and everything a sale may become."""

from __future__ import annotations

from pos_app.domain.operation import Kind, Why
from pos_app.service.intents import Capture, CountOrder, LookUp, Place, PutCardAway, Void
from pos_app.ui.models.gestures import Key, OrderText, Pressed, Scanned
from pos_app.ui.models.parts import Look, Tone
from tests.models.paper_cards import NOON, card, nok
from tests.models.paper_service import PaperService
from tests.models.window import CODE, CODE_B, Window


def money_intents(window: Window) -> list[object]:
    """What was asked that moves money."""
    return [one for one in window.asked if isinstance(one, Place | Capture | Void)]


def test_scan_amount_hold_capture() -> None:
    window = Window().scan().type("129")
    assert window.till.pay.amount.printed == "kr\u00a0129,00"
    assert window.till.pay.main.words == "Hold kr\u00a0129,00"
    window.key("F9")
    assert money_intents(window) == [Place(Kind.HOLD, nok(12_900), "10244", "p1", window.state.card.number)]
    held = window.panels[0]
    assert held.title.text == "On hold, not taken yet: kr\u00a0129,00"
    assert [one.look for one in held.buttons if one.look is Look.FILLED] == [Look.FILLED]
    window.key("F7")
    assert isinstance(window.asked[-1], Capture)
    assert window.panels[0].title.text == "Captured: kr\u00a0129,00 from •••• 4821"
    assert window.sounds == ["confirmed", "confirmed"]


def test_amount_first_then_scan() -> None:
    window = Window().type("129").scan().key("F9")
    assert money_intents(window) == [Place(Kind.HOLD, nok(12_900), "10244", "p1", window.state.card.number)]


def test_shift_f9_pays_at_once() -> None:
    window = Window().scan().type("50").key("Shift+F9")
    assert money_intents(window) == [Place(Kind.PAY, nok(5_000), "10244", "p1", window.state.card.number)]
    assert window.panels[0].title.text == "Paid: kr\u00a050,00 from •••• 4821"
    assert window.till.pay.sale[0].chip.words == "Paid 50,00"


def test_two_cards_for_one_sale() -> None:
    window = Window().scan().type("800")
    pay = window.till.pay
    assert (pay.pays and pay.pays.sum.printed, pay.left and pay.left.sum.printed) == (
        "kr\u00a0500,00",
        "kr\u00a0300,00",
    )
    window.key("F9")
    pay = window.till.pay
    assert pay.caption == "Left to pay"
    assert pay.amount.printed == "kr\u00a0300,00"
    assert pay.sale[0].chip.words == "On hold 500,00"
    assert pay.main.words == "Scan the next card, or take kr\u00a0300,00 another way"
    window.scan(CODE_B).key("F9")
    assert window.last.amount == nok(30_000)
    assert window.last.order == "10244"
    assert window.panels[0].title.text == "On hold, not taken yet: kr\u00a0800,00 on 2 cards"
    assert window.till.pay.left is None
    window.key("F7")
    assert len(money_intents(window)) == 2, "several are asked first"
    assert "Capture 2 holds" in window.panels[0].title.text
    window.key("F7")
    assert [one.amount.minor for one in window.asked if isinstance(one, Capture)] == [50_000, 30_000]
    assert window.says("Captured: 2 holds, kr 800,00")


def test_next_scan_after_a_finished_sale_starts_an_empty_one() -> None:
    window = Window().scan().type("100").key("F9")
    assert window.till.pay.amount.empty
    window.scan(CODE_B)
    assert window.till.pay.sale == ()
    assert CountOrder() in window.asked
    assert window.till.pay.order is not None
    assert window.till.pay.order.text == "10245"


def test_next_digit_after_a_result_starts_an_empty_sale_without_the_old_card() -> None:
    window = Window().scan().type("100").key("F9").type("7")
    assert window.till.pay.amount.printed == "kr\u00a07,00"
    assert window.till.pay.sale == ()
    assert PutCardAway() in window.asked
    assert window.till.card.figure is None
    window.key("F9")
    assert window.till.pay.amount.message.text == "Scan a card first."
    assert len(money_intents(window)) == 1


def test_a_new_scan_replaces_the_card_and_keeps_the_amount() -> None:
    window = Window().scan().type("100").scan(CODE_B)
    assert window.till.pay.amount.printed == "kr\u00a0100,00"
    assert window.says("•••• •••• •••• 0042")
    window.key("F9")
    assert window.last.card.last4 == "0042"


def test_double_f9_asks_once() -> None:
    window = Window().scan().type("100").after(1.0)
    window.service.answers = False
    window.do(Pressed("main"), Pressed("main"), Pressed("main"), wait=0.01)
    assert len(money_intents(window)) == 1


def test_a_press_too_soon_after_the_sum_changed_is_not_taken() -> None:
    window = Window().scan().type("100").do(Pressed("main"), wait=0.4)
    assert money_intents(window) == []
    window.do(Pressed("main"), wait=0.15)
    assert len(money_intents(window)) == 1


def test_the_snapshot_tells_what_became_of_the_press_before_the_next_is_taken() -> None:
    window = Window().scan().type("100").after(1.0)
    window.service.answers = False
    window._take(Pressed("main"))
    assert window.till.pay.main.words == "Asking"
    window.after(5.0)
    window._take(Pressed("main"))
    assert len(money_intents(window)) == 1


def test_f9_with_no_card_says_so() -> None:
    window = Window().type("5").do(Key("F9"))
    assert window.till.pay.amount.message.text == "Scan a card first."
    assert window.sounds == ["click"]


def test_all_available() -> None:
    window = Window().scan().key("+")
    assert window.till.pay.amount.printed == "kr\u00a0500,00"
    assert window.till.pay.left is None


def test_keep_for_later_then_the_holds_stand_under_the_card() -> None:
    window = Window().scan().type("100").key("F9").key("Esc")
    assert window.panels == []
    assert window.rows is not None
    assert [one.chosen for one in window.rows.rows] == [True]
    assert {one.keys for one in window.rows.rows[0].buttons} == {"F7", "F8"}
    window.key("F7")
    assert isinstance(window.asked[-1], Capture)


def test_void_of_the_sales_hold_asks_and_the_same_key_is_yes() -> None:
    window = Window().scan().type("100").key("F9").key("F8")
    question = window.panels[0]
    assert question.asks
    assert [one.focus_default for one in question.buttons] == [True, False]
    window.do(Pressed("question.yes"), wait=0.3)
    assert not any(isinstance(one, Void) for one in window.asked), "too soon"
    window.key("F8")
    assert isinstance(window.asked[-1], Void)
    assert window.says("Voided: kr 100,00 is available again on •••• 4821")
    assert window.till.pay.sale == ()
    assert window.till.pay.amount.empty


def test_enter_and_esc_answer_no() -> None:
    for no in ("Enter", "Esc"):
        window = Window().scan().type("100").key("F9").key("F8").do(Key(no))
        assert not any(panel.asks for panel in window.panels)
        assert not any(isinstance(one, Void) for one in window.asked)


def test_refused_gives_reason_and_next_step_and_keeps_the_entry() -> None:
    window = Window().scan().type("100")
    window.service.refuses = Why.NO_FUNDS
    window.key("F9")
    panel = window.panels[0]
    assert panel.title.text == "Hold of kr\u00a0100,00: refused"
    assert "Nothing was charged." in panel.text.text
    assert "Read the card again" in panel.text.text
    assert panel.tone is Tone.REFUSED
    assert window.till.pay.amount.printed == "kr\u00a0100,00"
    assert window.sounds == ["refused"]
    window.type("7")
    assert window.till.pay.amount.printed == "kr\u00a07,00", "a digit replaces what was kept"
    assert window.panels == []
    assert window.service.snapshot().unseen == (), "it was read, so it is acknowledged"


def test_same_card_twice_says_so() -> None:
    service = PaperService({CODE: card("900000004821", 50_000), CODE_B: card("900000000042")})
    window = Window(service).scan().type("800").key("F9").scan()
    assert window.says("This card is already part of this sale.")


def test_part_of_what_is_left_on_the_next_card() -> None:
    window = Window().scan().type("800").key("F9").scan(CODE_B).type("200")
    assert window.till.pay.main.words == "Hold kr\u00a0200,00"
    assert window.till.pay.left is not None
    assert window.till.pay.left.sum.printed == "kr\u00a0100,00"
    window.key("F9")
    assert window.till.pay.amount.printed == "kr\u00a0100,00"
    assert len(window.till.pay.sale) == 2


def test_order_typed_stays_for_all_cards_of_the_sale() -> None:
    window = Window().do(OrderText("A-77")).scan().type("800").key("F9").scan(CODE_B).key("F9")
    placed = [one for one in window.asked if isinstance(one, Place)]
    assert [one.order for one in placed] == ["A-77", "A-77"]
    window.scan()
    assert CountOrder() not in window.asked, "the till's own count was not used"
    assert window.till.pay.order is not None
    assert window.till.pay.order.text == "10244"


def test_expired_between_two_readings_is_not_the_sales_business() -> None:
    window = Window(PaperService({CODE: card("900000004821", expires_at=NOON - 1)})).scan().type("5")
    assert not window.till.pay.main.on
    window.do(Key("F9"))
    assert window.says("This card cannot pay. Scan another card.")
    assert not money_intents(window)


def test_lookup_is_what_a_scan_asks() -> None:
    window = Window().do(Scanned(CODE))
    assert [type(one) for one in window.asked] == [LookUp]
