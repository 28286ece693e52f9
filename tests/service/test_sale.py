"""The ordinary sale through the real service, journal and client: balance, hold, capture, void, pay, fund."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_app.domain.operation import Kind, State
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone, Reading
from tests.service.harness import KARI, MIA, Store, nok, virtually
from tests.service.paper_ledger import PaperLedger, unreachable


def test_scan_hold_capture(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-4821", 75_000)
        shown = (await store.scan(card)).card
        assert shown.reading is Reading.CARD
        assert shown.tail == "4821"
        assert shown.card is not None
        assert shown.card.available == nok(75_000)

        hold = await store.place(Kind.HOLD, 50_000)
        assert hold is not None
        assert hold.state is State.CONFIRMED
        assert card.available() == 25_000
        now = store.now
        assert [one.left for one in now.holds] == [nok(50_000)]
        assert now.card.card is not None
        assert now.card.card.available == nok(25_000)

        now = await store.do(want.Capture(now.holds[0].hold_id, nok(20_000), "c1"))
        assert now.holds[0].left == nok(30_000)
        now = await store.do(want.Void(now.holds[0].hold_id, "v1"))
        assert now.holds == ()
        assert (card.balance(), card.available()) == (55_000, 55_000)
        assert now.waiting == ()
        assert now.no_answer_since is None

    virtually(tmp_path, story)


def test_pay_and_order_count(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        paid = await store.place(Kind.PAY, 4_000, order=store.now.next_order)
        assert paid is not None
        assert paid.state is State.CONFIRMED
        assert card.balance() == 6_000
        assert store.now.next_order == "1001"
        assert (await store.do(want.CountOrder())).next_order == "1002"
        assert (await store.do(want.CountOrder())).next_order == "1002", "an unused number is not skipped"
        await store.stop()
        await store.start()
        assert store.now.next_order == "1002"

    virtually(tmp_path, story)


def test_a_manager_funds_and_a_cashier_may_not(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0042", 0)
        await store.scan(card)
        refused = await store.do(want.Fund(nok(1_000), "sold", "f1", store.now.card.number))
        assert refused.refusals[0].code is NotDone.NOT_ALLOWED
        assert store.now.person == KARI
        assert (await store.do(want.SwitchPerson())).person == MIA
        no_reason = await store.do(want.Fund(nok(1_000), "because", "f2", store.now.card.number))
        assert no_reason.refusals[0].code is NotDone.NO_REASON
        done = await store.do(want.Fund(nok(1_000), "sold", "f3", store.now.card.number))
        assert done.operation(done.ref_of("f3")) is not None
        assert card.balance() == 1_000
        assert b'"pos_reason":"sold"' in ledger.requests[-1][1] or any(
            b'"pos_reason":"sold"' in body for _, body in ledger.requests
        )

    virtually(tmp_path, story)


@pytest.mark.parametrize(
    ("minor", "code"),
    [(0, NotDone.ZERO), (-5, NotDone.ZERO), (10_001, NotDone.MORE_THAN_AVAILABLE)],
)
def test_amounts_that_are_not_asked(tmp_path: Path, minor: int, code: NotDone) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        asked = len(ledger.requests)
        assert await store.place(Kind.HOLD, minor) is None
        assert store.now.refusals[0].code is code
        assert len(ledger.requests) == asked

    virtually(tmp_path, story)


def test_no_card_no_money(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        assert await store.place(Kind.HOLD, 100) is None
        assert store.now.refusals[0].code is NotDone.NO_CARD
        await store.scan(ledger.card("shop-0001", 10_000))
        await store.do(want.PutCardAway())
        assert await store.place(Kind.PAY, 100) is None
        assert store.now.refusals[0].code is NotDone.NO_CARD

    virtually(tmp_path, story)


def test_a_second_press_asks_nothing(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        for token in ("one", "two"):
            store.spawn(
                store.shop.carry_out(want.Place(Kind.HOLD, nok(4_000), "1001", token, store.now.card.number)),
                token,
            )
        await store.settle()
        assert card.available() == 6_000
        assert [one.code for one in store.now.refusals] == [NotDone.CARD_WAITS]

    virtually(tmp_path, story)


def test_captures_are_bounded_by_what_is_asked_already(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        await store.place(Kind.HOLD, 5_000)
        hold_id = store.now.holds[0].hold_id
        ledger.fault = unreachable
        await store.do(want.Capture(hold_id, nok(3_000), "c1"))
        over = await store.do(want.Capture(hold_id, nok(3_000), "c2"))
        assert over.refusals[0].code is NotDone.MORE_THAN_HELD
        await store.do(want.Void(hold_id, "v1"))
        again = await store.do(want.Capture(hold_id, nok(1), "c3"))
        assert again.refusals[0].code is NotDone.HOLD_WAITS
        ledger.fault = None
        done = await store.until(lambda now: not now.waiting)
        assert done.holds == ()
        assert ledger.cards["shop-0001"].balance() == 7_000
        assert ledger.cards["shop-0001"].available() == 7_000

    virtually(tmp_path, story)


def test_an_unknown_hold_is_gone(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        assert (await store.do(want.Capture("nowhere", nok(1), "c"))).refusals[0].code is NotDone.HOLD_GONE
        assert (await store.do(want.Void("nowhere", "v"))).refusals[0].code is NotDone.HOLD_GONE
        assert (await store.do(want.Cancel("nowhere"))).refusals[0].code is NotDone.NOT_OPEN

    virtually(tmp_path, story)


def test_the_same_press_twice_takes_a_part_once(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        held = await store.place(Kind.HOLD, 600)
        assert held is not None
        press = want.Capture(held.transaction_id, nok(100), "press")
        await store.do(press)
        await store.do(press)
        assert card.balance() == 900
        await store.do(want.Capture(held.transaction_id, nok(100), "another press"))
        assert card.balance() == 800

    virtually(tmp_path, story)
