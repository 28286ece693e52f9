"""Refund on History: found, read, a sum, the same key again, and never more than is left."""

from __future__ import annotations

from pos_app.domain.operation import Kind
from pos_app.service.intents import LookForRefund, Refund
from pos_app.ui.models.gestures import Key, Opened, RowChosen, Typed
from pos_app.ui.models.history_value import HistoryValue
from pos_app.ui.models.parts import Panel
from tests.models.paper_cards import nok
from tests.models.window import Window


def paid() -> Window:
    """A payment of kr 100,00, History open on it, the manager here."""
    window = Window().scan().type("100").after(1).key("Shift+F9").key("Ctrl+Shift+M")
    window.do(Opened("history")).hear()
    return window.do(RowChosen(window.last.ref_id))


def opened() -> Window:
    return paid().key("F9")


def shown(window: Window) -> HistoryValue:
    body = window.screen.body
    assert isinstance(body, HistoryValue)
    return body


def panel(window: Window) -> Panel:
    found = shown(window).panel
    assert found is not None
    return found


def refunds(window: Window) -> list[Refund]:
    return [one for one in window.asked if isinstance(one, Refund)]


def test_a_manager_opens_a_payment_and_gives_all_of_it_back_with_the_same_key() -> None:
    window = opened()
    assert "Refund of Pay kr\u00a0100,00 on •••• 4821" in panel(window).title.text
    assert "left kr\u00a0100,00" in panel(window).text.text
    window.do(Key("F9"))
    assert not refunds(window), "the key that opened it says yes only once it is a deliberate one"
    window.after(1).key("F9")
    assert [(one.amount, one.ref_id) for one in refunds(window)] == [(nok(10_000), window.last.hold_ref)]
    assert window.last.kind is Kind.FUND
    assert shown(window).panel is None
    assert "confirmed" in window.sounds


def test_a_part_is_typed_and_more_than_is_left_is_refused() -> None:
    window = opened().do(Typed("4"), Typed("0"))
    assert any(one.words == "Refund kr\u00a040,00" for one in panel(window).buttons)
    window.do(Typed("0"))
    assert "more than is left" in panel(window).text.text
    window.after(1).key("F9")
    assert not refunds(window)
    window.do(Key("Backspace")).after(1).key("F9")
    assert [one.amount for one in refunds(window)] == [nok(4_000)]


def test_what_was_given_back_is_counted_and_too_much_is_said() -> None:
    window = paid()
    window.service.given_back[window.last.ref_id] = nok(10_000)
    assert "All of it was given back" in panel(window.key("F9")).text.text
    window.do(Key("Esc"))
    window.service.given_back[window.last.ref_id] = nok(12_000)
    assert "More was given back than taken" in panel(window.key("F9")).text.text
    assert not refunds(window.after(1).key("F9"))


def test_esc_and_another_screen_close_it_and_nothing_is_asked() -> None:
    window = opened().do(Key("Esc"))
    assert shown(window).panel is None
    assert window.asked[-1] == LookForRefund("")
    window.do(RowChosen(window.last.ref_id)).key("F9").do(Key("F1")).do(Opened("history"))
    assert shown(window).panel is None
    assert not refunds(window)


def test_enter_gives_nothing_back() -> None:
    window = opened().after(1).key("Enter")
    assert not refunds(window)


def test_a_cashier_has_no_such_key() -> None:
    window = paid().key("Ctrl+Shift+M").do(RowChosen("x"))
    window.do(RowChosen(window.last.ref_id))
    assert not any(button.words == "Refund" for row in shown(window).table.rows for button in row.buttons)
    assert panel(window.key("F9")).title.text == "Only a manager gives a payment back."


def test_when_the_manager_leaves_it_is_gone() -> None:
    window = opened().key("Ctrl+Shift+M")
    assert shown(window).panel is None
