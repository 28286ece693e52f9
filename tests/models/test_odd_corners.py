"""What is pressed in the wrong moment, and what is wrong with the queue: a sentence each, no surprise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Event, Kind, Why
from pos_app.service.intents import Acknowledge, Cancel, Capture, Fund, Void
from pos_app.service.snapshot import NotDone, Snapshot, Trouble
from pos_app.ui.models import ids
from pos_app.ui.models.gestures import Key, Opened, Pasted, Pressed, RowChosen, RowOpened, RowTicked, Typed
from pos_app.ui.models.parts import Where
from pos_app.ui.models.wording import kinds, panels, reasons, story
from tests.models.paper_cards import MIA, NOON, card
from tests.models.paper_service import PaperService
from tests.models.window import CODE, CODE_B, Window


def on_hold() -> Window:
    """One hold of kr 250,00 on the card that lies on the till."""
    return Window().scan().type("250").key("F9").do(Key("Esc"), Key("Esc")).scan()


def up(window: Window) -> Window:
    """The same, with a capture that nobody answers."""
    window.service.answers = False
    return window.key("F7").after(2.0)


def publish(window: Window, **changes: Any) -> Window:
    """The next snapshot with these fields, as a real service would give it."""
    snapshot: Snapshot = replace(window.service.snapshot(), **changes)
    window._take(snapshot)
    return window


@pytest.mark.parametrize("button", [ids.ROW_AGAIN, ids.ROW_SEEN, ids.ROW_CANCEL])
def test_a_row_of_waiting_that_is_gone_is_not_acted_on(button: str) -> None:
    window = up(on_hold()).key("F3")
    before = list(window.asked)
    window.do(Pressed(ids.named(button, "gone")), Pressed(button))
    assert list(window.asked) == before


def test_a_queue_that_is_turned_away_says_so() -> None:
    window = publish(Window(), paused=("cashier",), other_origins=2)
    assert [one.chip.words for one in window.screen.shell.notices] == ["Not accepted", "Other account"]
    assert "2 requests of other accounts" in window.screen.shell.notices[1].line.text


def test_a_restored_backup_says_so_while_a_manager_is_needed() -> None:
    window = up(on_hold())
    window.service.need_manager(window.last.ref_id, Why.RESTORED)
    publish(window, restored=True)
    assert "restored from a backup" in window.screen.shell.notices[0].line.text


def test_the_light_counts_what_waits_without_answers_and_what_needs_a_manager() -> None:
    window = up(on_hold())
    publish(window, no_answer_since=NOON - 3600)
    assert window.screen.shell.light.chip.words == "No answer since 11:00 · 1 waiting"
    window.service.answers = True
    window.do(Key("Esc")).scan(CODE_B).type("10")
    window.service.answers = False
    window.key("F9").after(2.0)
    window.service.need_manager(window.last.ref_id)
    window.hear()
    assert window.screen.shell.light.chip.words == "1 waiting, 1 needs a manager"
    window.do(Opened("waiting"))
    assert window.waiting.title == "1 request is waiting for an answer, 1 needs a manager"


def test_before_the_first_answer_the_light_claims_nothing() -> None:
    assert publish(Window(), answered_once=False).screen.shell.light.chip.words == "Nothing asked yet"


@pytest.mark.parametrize("name", ["F7", "F8"])
def test_this_computer_cannot_write_so_no_hold_is_ended(name: str) -> None:
    window = on_hold()
    window.service.trouble = Trouble.DISK_FULL
    window.hear().do(
        Key(name), Pressed("row.capture:t-01JD8Q4MZZ000000"), Pressed("row.void:t-01JD8Q4MZZ000000")
    )
    assert not any(isinstance(one, Capture | Void) for one in window.asked)
    assert window.says("This computer cannot write it down. Nothing was asked.")


def test_after_a_mistake_of_ours_holds_can_still_be_ended() -> None:
    window = on_hold()
    window.service.trouble = Trouble.OUR_FAULT
    window.hear().key("F7")
    assert isinstance(window.asked[-1], Capture)


def test_a_mistake_of_ours_in_the_middle_of_a_press_leaves_holds_free_to_end() -> None:
    window = on_hold().type("10").after(1)
    window._take(Pressed("main"))
    window.service.operations.popitem()
    publish(window, trouble=Trouble.OUR_FAULT, asked=(), waiting=(), latest=(), ended=())
    assert not window.state.is_locked
    assert window.says("This computer cannot write it down. Nothing was asked.")


def test_f7_and_f8_at_a_waiting_panel() -> None:
    window = Window().scan().type("10").after(1)
    window.service.answers = False
    window.do(Pressed("main")).after(2).do(Key("F7"))
    assert window.says("Not known yet. This card is off until it is.")
    window.do(Key("F8"))
    assert window.panels[0].asks, "F8 asks even where no button carries it"


def test_a_cancel_that_was_not_carried_out_is_told() -> None:
    window = Window().scan().type("10").after(1)
    window.service.answers = False
    window.do(Pressed("main")).after(2).key("F8")
    window.after(1)
    window._take(Pressed("question.yes"))
    ref = window.last.ref_id
    assert window.asked[-1] == Cancel(ref)
    publish(window, waiting=(replace(window.last, cancel=False),))
    assert not any("Cancel" in one.words for one in window.panels[0].buttons), "asked once is enough"
    window.service.settle()
    window.service.carry_out(Cancel(ref))
    window.hear()
    assert window.says("It has ended, or cannot be cancelled.")


def test_a_cancelled_hold_that_existed_is_voided_and_says_so() -> None:
    window = Window().scan().type("10").after(1)
    window.service.answers = False
    window.do(Pressed("main")).after(2).key("F8").key("F8")
    window.service.settle()
    window.hear()
    assert window.says("It was cancelled but had happened: it is being voided for you.")
    assert window.till.pay.sale == ()


def test_a_fund_that_was_not_carried_out() -> None:
    window = Window(PaperService({CODE: card("900000004821")}, person=MIA)).do(Key("F5")).scan().type("5")
    window.do(Pressed("reason:sold")).key("F9")
    window.service.not_done = NotDone.CARD_UNFIT
    window.key("F9")
    assert isinstance(window.asked[-1], Fund)
    assert window.manage.pay.amount.message.text == "This card cannot do that. Scan another card."
    assert window.manage.pay.amount.printed == "kr\u00a05,00"


def test_keys_of_fund_that_do_nothing_move_nothing() -> None:
    window = Window(PaperService({CODE: card("900000004821")}, person=MIA)).do(Key("F5"))
    window.do(
        Key("F9"),
        Key("F7"),
        Key("+"),
        Key("Enter"),
        Typed("5", Where.PIN),
        Key("Backspace", Where.PIN),
        RowChosen("x"),
        RowOpened("x"),
        RowTicked("x"),
        Pressed("quick:x"),
        Pressed("fund.page"),
        Pressed("reason:nothing"),
        Pressed("pin.send"),
    )
    assert window.asked == []
    assert window.manage.pay.amount.empty
    window.type("5").press("Clear")
    assert window.manage.pay.amount.empty
    window.scan().key("F6").do(Key("Esc"))
    assert window.manage.card.figure is None


def test_gestures_that_belong_to_another_screen_do_nothing() -> None:
    window = on_hold().do(Opened("waiting"))
    window.do(Typed("5"), Pasted("5"), RowTicked("x"), Pressed("main"), Key("+"), Pressed("waiting.all"))
    window.do(Key("F8"))
    assert window.says("Choose a row first.")
    window.do(Opened("holds"), Typed("5"), Pasted("5"), Pressed("main"), Key("Esc"), RowTicked("nowhere"))
    assert window.says("A request on this hold is not known yet. Ask again.")
    window.do(RowOpened("t-01JD8Q4MZZ000000"), Key("Esc"))
    assert window.holds.table.rows[0].story is None
    assert len(window.service.operations) == 1


def test_what_was_opened_from_latest_while_asking_waits() -> None:
    window = on_hold().type("10").after(1)
    window.service.answers = False
    window.do(Pressed("main"))
    latest = window.screen.shell.latest[1]
    window.do(Pressed(latest.id), wait=0.2)
    assert window.till.pay.amount.message.text == "Asking. One moment."
    window.do(Pressed("switch"), Pressed("latest:nothing"), Pressed("card.use:99"), wait=0.2)
    assert window.service.person.name == "Kari"


def test_a_finished_request_opened_from_latest() -> None:
    window = Window().scan().type("10").key("Shift+F9").do(Key("Esc"), Opened("holds"))
    window.do(Pressed(window.screen.shell.latest[0].id))
    assert window.panels[0].title.text == "Paid: kr\u00a010,00 from •••• 4821"
    assert Acknowledge not in [type(one) for one in window.asked]


@pytest.mark.parametrize(
    ("what", "detail", "said"),
    [
        ("sending", "1", "Sent"),
        ("sending", "2", "Sent again, same reference"),
        ("confirmed", "history", "Found in the card’s history: confirmed"),
        ("confirmed", "answer", "Confirmed by the card service"),
        ("cancel asked", "Kari", "Cancel asked by Kari"),
        ("no sure answer", "timeout", "No sure answer (timeout)"),
        ("something new", "x", "Another step"),
    ],
)
def test_steps_of_a_story(what: str, detail: str, said: str) -> None:
    assert story.step(Event("r", NOON, what, detail)) == said


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_sentences(kind: Kind) -> None:
    amount = "kr 10,00"
    lines = [
        panels.waiting_title(kind, amount),
        panels.waiting_text(kind),
        panels.refused_title(kind, amount),
        panels.done_title(kind, amount, "•••• 4821"),
        panels.done_text(kind),
        panels.done_several(kind, 2, amount),
    ]
    assert all(one.text and "{" not in one.text for one in lines)
    assert kinds.kind(kind)
    assert amount in kinds.request(kind, amount)


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_its_sentence(why: Why) -> None:
    window = Window().scan().type("10").key("F9")
    operation = replace(window.last, why=why)
    assert reasons.refusal(operation).endswith(".")
    assert reasons.next_step(operation).endswith(".")
    assert reasons.still_open(operation)


def test_holds_in_two_currencies_are_never_summed_together() -> None:
    window = on_hold()
    swedish = replace(window.service.holds()[0], hold_id="se", amount=Money(500, Currency.SEK))
    window.service.foreign = (swedish,)
    window.hear().do(Opened("holds"))
    assert "kr\u00a0250,00 + SEK\u00a05,00" in window.holds.foot.text
