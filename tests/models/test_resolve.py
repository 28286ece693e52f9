"""Resolve on Waiting: what a manager is shown, the choices, how they know; what a cashier cannot do."""

from __future__ import annotations

import pytest

from pos_app.domain.operation import Kind, State, Why
from pos_app.domain.resolving import Choice, Grounds
from pos_app.domain.traces import Trace
from pos_app.service.intents import LookInto, Resolve
from pos_app.service.snapshot import NotDone
from pos_app.ui.models import ids
from pos_app.ui.models.gestures import Key, Opened, Pressed, RowChosen
from pos_app.ui.models.parts import Panel
from tests.models.paper_cards import KARI, MIA
from tests.models.window import Window


def needing(why: Why = Why.NO_HISTORY, kind: Kind = Kind.PAY) -> Window:
    """A payment (or a hold) of kr 500,00 that needs a manager for an hour already; Mia stands on Waiting."""
    window = Window().scan().type("500").after(1.0)
    window.service.answers = False
    window.do(Pressed("main" if kind is Kind.HOLD else "other")).after(2.0).do(Key("Esc"))
    window.service.need_manager(window.last.ref_id, why)
    window.service.answers, window.service.person = True, MIA
    return window.hear().after(3600.0).do(Opened("waiting"))


def panel(window: Window) -> Panel:
    """What stands above the list."""
    assert window.waiting.panel is not None
    return window.waiting.panel


def looked_into(
    why: Why = Why.NO_HISTORY, kind: Kind = Kind.PAY, trace: Trace | None = Trace.ABSENT
) -> Window:
    """The same with the case open."""
    window = needing(why, kind)
    window.service.traces = trace
    return window.do(RowChosen(window.last.ref_id)).key("F9")


def test_a_manager_sees_what_was_asked_and_what_the_card_service_says_now() -> None:
    window = looked_into()
    assert window.asked[-1] == LookInto(window.last.ref_id)
    shown = panel(window)
    assert shown.title.text == "What became of this? Pay kr\u00a0500,00 on •••• 4821"
    assert "by Kari, sent 1 time." in shown.text.text
    assert "available kr\u00a0500,00, balance kr\u00a0500,00" in shown.text.text
    assert "It is not in the card’s history." in shown.text.text
    assert [one.words for one in shown.buttons] == [
        "Back",
        "Read again",
        "Ask once more",
        "It did not happen",
    ]
    assert [one.keys for one in shown.buttons] == ["Esc", "F6", "", ""]
    assert shown.buttons[0].focus_default


def test_a_choice_asks_how_the_manager_knows_and_that_decides() -> None:
    window = looked_into()
    ref = window.last.ref_id
    window.do(Pressed(ids.named(ids.CHOICE, Choice.DID_NOT.value)))
    assert panel(window).title.text.startswith("It did not happen: Pay kr")
    assert [one.words for one in panel(window).buttons] == [
        "Back",
        "Seen in the card service’s books",
        "Agreed with the customer",
        "By what became of the goods",
    ]
    window.after(1.0).do(Pressed(ids.named(ids.GROUNDS, Grounds.GOODS.value)))
    assert window.asked[-1] == Resolve(ref, Choice.DID_NOT, Grounds.GOODS)
    assert window.last.state is State.REFUSED
    assert window.waiting.panel is None
    assert window.waiting.table.rows == ()


def test_a_press_too_soon_decides_nothing() -> None:
    window = looked_into()
    window.do(Pressed(ids.named(ids.CHOICE, Choice.DID_NOT.value)))
    window.do(Pressed(ids.named(ids.GROUNDS, Grounds.GOODS.value)), wait=0.3)
    assert not any(isinstance(one, Resolve) for one in window.asked)


def test_esc_goes_back_one_step_at_a_time() -> None:
    window = looked_into()
    window.do(Pressed(ids.named(ids.CHOICE, Choice.ASK_AGAIN.value)))
    window.do(Key("Esc"))
    assert panel(window).title.text.startswith("What became of this?")
    window.do(Key("Esc"))
    assert window.waiting.panel is None
    assert window.asked[-1] == LookInto("")


def test_leaving_the_screen_closes_the_case() -> None:
    window = looked_into().do(Opened("till"), Opened("waiting"))
    assert LookInto("") in window.asked
    assert window.waiting.panel is None


@pytest.mark.parametrize(
    ("trace", "says", "choices"),
    [
        (Trace.UNREADABLE, "may not read", ["Ask once more", "It happened", "It did not happen"]),
        (Trace.CONTRADICTS, "not as it was asked", ["It happened", "It did not happen"]),
        (None, "No answer", []),
    ],
)
def test_only_safe_choices_are_offered(trace: Trace | None, says: str, choices: list[str]) -> None:
    window = looked_into(trace=trace)
    assert says in panel(window).text.text
    assert [one.words for one in panel(window).buttons][2:] == choices


def test_a_payment_that_happened_after_its_cancel_can_be_given_back() -> None:
    window = looked_into(Why.PAID_AFTER_CANCEL, trace=Trace.FOUND)
    assert "It happened: it is in the card’s history." in panel(window).text.text
    assert [one.words for one in panel(window).buttons][2:] == [
        "Give back kr\u00a0500,00",
        "The payment stands",
    ]


def test_a_hold_says_where_it_would_show() -> None:
    window = looked_into(kind=Kind.HOLD, trace=Trace.UNREADABLE)
    assert "can be voided there" in panel(window).text.text


def test_a_cashier_is_told_that_only_a_manager_can() -> None:
    window = needing()
    window.service.person = KARI
    window.hear().do(RowChosen(window.last.ref_id))
    assert [one.words for one in window.waiting.table.rows[0].buttons] == ["Ask again"]
    window.do(Key("F9"))
    assert panel(window).title.text == "Only a manager can settle this."


def test_what_still_waits_needs_nobody() -> None:
    window = Window().scan().type("5").after(1.0)
    window.service.answers = False
    window.do(Pressed("main")).after(2.0).do(Opened("waiting"), RowChosen(window.last.ref_id), Key("F9"))
    assert window.says("This settles by itself. Ask again, or wait.")


def test_a_decision_that_was_not_carried_out_is_told() -> None:
    window = looked_into()
    window.service.not_done = NotDone.CHANGED
    window.do(Pressed(ids.named(ids.CHOICE, Choice.ASK_AGAIN.value))).after(1.0)
    window.do(Pressed(ids.named(ids.GROUNDS, Grounds.BOOKS.value)))
    assert window.says("It has changed in the meantime. Look again.")
    assert window.last.state is State.NEEDS_MANAGER


def test_while_it_is_read_nothing_can_be_chosen() -> None:
    window = needing()
    window.service.answers = False
    window.do(RowChosen(window.last.ref_id)).key("F9")
    assert "Reading the card and its history" in panel(window).text.text
    assert [one.on for one in panel(window).buttons] == [True, False]
