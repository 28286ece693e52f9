"""Giving a payment back: never more than was taken, whoever gave some back before, whatever is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation, State
from pos_app.domain.person import Credential
from pos_app.domain.refunding import Taken
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperCard, PaperLedger, Reply, lost_after, lost_before


async def paid(store: Store, card: PaperCard, minor: int = 400) -> Operation:
    """A payment of this till, with the manager before it afterwards."""
    await store.scan(card)
    one = await store.place(Kind.PAY, minor, f"pay {minor}")
    assert one is not None
    await store.until(lambda now: not now.waiting)
    if store.now.person.name != "Mia":
        await store.do(want.SwitchPerson())
    return store.now.operation(one.ref_id) or one


def left(store: Store) -> Taken:
    """What is shown of the payment that was opened."""
    case = store.now.refund
    assert case is not None
    assert case.taken is not None
    return case.taken


def code(store: Store) -> NotDone:
    """Why the last wish was not carried out."""
    return store.now.refusals[0].code


def test_a_payment_is_given_back_in_parts_and_never_more_than_was_taken(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        await store.do(want.LookForRefund(one.ref_id))
        assert left(store) == Taken(nok(400), nok(0))
        await store.do(want.Refund(one.ref_id, nok(100), "first"))
        back = store.now.operation(store.now.ref_of("first"))
        assert back is not None
        assert (back.state, back.kind, back.reason) == (State.CONFIRMED, Kind.FUND, "refund")
        assert (back.hold_ref, back.credential, back.order) == (one.ref_id, Credential.MANAGER, one.order)
        assert card.balance() == 700
        assert ledger.rows(back.ref_id)[0]["metadata"]["pos_refund_of"] == one.transaction_id
        assert left(store) == Taken(nok(400), nok(100)), "it was read again after the refund"
        await store.do(want.Refund(one.ref_id, nok(301), "too much"))
        assert code(store) is NotDone.MORE_THAN_TAKEN
        await store.do(want.Refund(one.ref_id, nok(300), "rest"))
        assert card.balance() == 1_000
        await store.do(want.Refund(one.ref_id, nok(1), "more"))
        assert code(store) is NotDone.MORE_THAN_TAKEN
        assert (await store.do(want.LookForRefund(""))).refund is None

    virtually(tmp_path, story)


def test_what_another_till_gave_back_meanwhile_counts(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        await store.do(want.LookForRefund(one.ref_id))
        ledger.refund_elsewhere(card, one.transaction_id, 350)
        await store.do(want.Refund(one.ref_id, nok(100), "late"))
        assert code(store) is NotDone.MORE_THAN_TAKEN
        await store.do(want.Refund(one.ref_id, nok(50), "rest"))
        assert card.balance() == 1_000

    virtually(tmp_path, story)


def test_more_given_back_than_taken_is_shown_and_nothing_more_goes_out(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        for _ in range(2):
            ledger.refund_elsewhere(card, one.transaction_id, 300)
        await store.do(want.LookForRefund(one.ref_id))
        assert left(store).is_too_much
        assert left(store).left == nok(0)
        await store.do(want.Refund(one.ref_id, nok(1), "more"))
        assert code(store) is NotDone.MORE_THAN_TAKEN

    virtually(tmp_path, story)


def test_a_refund_whose_answer_is_lost_is_given_once(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        for number, lost in enumerate((lost_before(2), lost_after(2))):
            one = await paid(store, card, 300 + number)
            ledger.fault = lost
            await store.do(want.Refund(one.ref_id, nok(100), f"back {number}"))
            assert store.now.waiting
            await store.do(want.Refund(one.ref_id, nok(100), f"again {number}"))
            assert code(store) is NotDone.CARD_WAITS, "nothing more while one is not known"
            await store.until(lambda now: not now.waiting)
            ledger.fault = None
        assert [row["amount"] for row in card.rows if row["type"] == "fund"][1:] == [100, 100]

    virtually(tmp_path, story)


def test_a_power_cut_in_the_middle_gives_back_once(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        ledger.fault = lost_after(1)
        await store.do(want.Refund(one.ref_id, nok(400), "back"))
        await store.stop()
        ledger.fault = None
        await store.start()
        await store.until(lambda now: not now.waiting)
        assert card.balance() == 1_000
        await store.do(want.SwitchPerson())
        await store.do(want.Refund(one.ref_id, nok(1), "more"))
        assert code(store) is NotDone.MORE_THAN_TAKEN

    virtually(tmp_path, story)


def test_presses_at_the_same_time_give_back_once(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        ledger.slow["/cards/"] = 1.0
        wishes = [want.Refund(one.ref_id, nok(400), f"press {number}") for number in range(3)]
        await asyncio.gather(*(store.shop.carry_out(wish) for wish in wishes))
        await store.until(lambda now: not now.waiting)
        assert card.balance() == 1_000, "once, not three times"
        assert [one.code for one in store.now.refusals] == [NotDone.CARD_WAITS, NotDone.CARD_WAITS]

    virtually(tmp_path, story)


def test_a_history_that_comes_late_gives_back_nothing_twice(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        ledger.slow_back["/cards/"] = 5.0
        first = asyncio.create_task(store.shop.carry_out(want.Refund(one.ref_id, nok(400), "first")))
        await asyncio.sleep(1.0)
        ledger.slow_back.clear()
        await store.do(want.Refund(one.ref_id, nok(400), "second"))
        assert code(store) is NotDone.CARD_WAITS, "the history of the first would not show it"
        await first
        await store.until(lambda now: not now.waiting)
        assert card.balance() == 1_000

    virtually(tmp_path, story)


def test_a_capture_is_given_back_too_and_a_hold_is_not(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        hold = await store.place(Kind.HOLD, 400)
        assert hold is not None
        await store.do(want.SwitchPerson())
        assert (await store.do(want.LookForRefund(hold.ref_id))).refund is None
        await store.do(want.Refund(hold.ref_id, nok(1), "hold"))
        assert code(store) is NotDone.CHANGED
        await store.do(want.Capture(hold.transaction_id, nok(400), "capture"))
        await store.do(want.Refund(store.now.ref_of("capture"), nok(400), "back"))
        assert card.balance() == 1_000

    virtually(tmp_path, story)


def test_nobody_but_a_manager_gives_back_and_nothing_without_a_history(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        ledger.may_read = False
        case = (await store.do(want.LookForRefund(one.ref_id))).refund
        assert case is not None
        assert (case.taken, case.reading) == (None, False)
        await store.do(want.Refund(one.ref_id, nok(1), "blind"))
        assert code(store) is NotDone.NO_HISTORY
        ledger.may_read = True
        await store.do(want.Refund(one.ref_id, nok(0), "nothing"))
        assert code(store) is NotDone.ZERO
        await store.do(want.SwitchPerson())
        assert (await store.do(want.LookForRefund(one.ref_id))).refund is None
        await store.do(want.Refund(one.ref_id, nok(1), "cashier"))
        assert code(store) is NotDone.NOT_ALLOWED
        assert card.balance() == 600

    virtually(tmp_path, story)


def test_what_is_read_late_is_neither_shown_nor_given_back_to_another_person(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        ledger.slow["/cards/"] = 2.0
        looking = asyncio.create_task(store.shop.carry_out(want.LookForRefund(one.ref_id)))
        asking = asyncio.create_task(store.shop.carry_out(want.Refund(one.ref_id, nok(100), "late")))
        await asyncio.sleep(0.5)
        reading = store.now.refund
        assert reading is not None
        assert reading.reading
        await store.do(want.LookForRefund(""))
        await store.do(want.SwitchPerson())
        await asyncio.gather(looking, asking)
        assert store.now.refund is None
        assert code(store) is NotDone.CHANGED
        assert card.balance() == 600

    virtually(tmp_path, story)


def test_another_currency_is_not_given_back(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        await store.do(want.Refund(one.ref_id, Money(100, Currency.SEK), "kronor"))
        assert code(store) is NotDone.OTHER_CURRENCY
        assert card.balance() == 600

    virtually(tmp_path, story)


@pytest.mark.parametrize("turns", [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233])
def test_a_payment_pressed_while_a_refund_is_read_never_crosses_it(tmp_path: Path, turns: int) -> None:
    """So many turns of the loop after the history was asked for: what is placed first is known first."""

    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        await store.scan(card)
        lost, number = lost_before(9), store.now.card.number

        async def press() -> None:
            for _ in range(turns):
                await asyncio.sleep(0)
            await store.shop.carry_out(want.Place(Kind.PAY, nok(10), "9", "pay", number))

        def fault(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
            if request.method == "GET":
                store.spawn(press(), "press")
            return lost(request, move)

        ledger.fault = fault
        await store.do(want.Refund(one.ref_id, nok(100), "back"))
        await store.until(lambda now: bool(now.waiting))
        assert len(store.now.waiting) == 1, "the other is refused while this one is not known"

    virtually(tmp_path, story)


def test_a_payment_that_is_not_known_when_the_history_comes_stops_a_refund(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await paid(store, card)
        await store.scan(card)
        ledger.slow_back["/transactions"] = 5.0
        store.spawn(store.shop.carry_out(want.Refund(one.ref_id, nok(100), "back")), "refund")
        await asyncio.sleep(1.0)
        await store.place(Kind.PAY, 10, "pay", order="9")
        await asyncio.sleep(4.5)
        assert [(one.token, one.code) for one in store.now.refusals] == [("back", NotDone.CARD_WAITS)]
        await store.until(lambda now: not now.waiting)
        assert card.balance() == 590

    virtually(tmp_path, story)
