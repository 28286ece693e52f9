"""Cancel: settled by what is found, never by hope."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from pos_app.domain.operation import Kind, State, Why
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperLedger, answering, lost_after, lost_before, unreachable


def test_a_hold_that_never_left_is_cancelled_at_once(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        ledger.fault = answering(429, times=99)
        hold = await store.place(Kind.HOLD, 4_000)
        assert hold is not None
        now = await store.do(want.Cancel(hold.ref_id))
        settled = now.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CANCELLED
        assert ledger.rows(hold.ref_id) == []
        again = await store.do(want.Cancel(hold.ref_id))
        assert again.refusals[0].code is NotDone.NOT_OPEN

    virtually(tmp_path, story)


def test_a_cancelled_hold_that_exists_after_all_is_voided(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        ledger.fault = lost_after(2)
        hold = await store.place(Kind.HOLD, 4_000)
        assert hold is not None
        await store.do(want.Cancel(hold.ref_id))
        now = await store.until(lambda now: not now.waiting)
        assert card.available() == 10_000
        assert now.holds == ()
        assert {one.kind for one in now.ended} == {Kind.HOLD, Kind.VOID}

    virtually(tmp_path, story)


def test_a_cancelled_pay_is_never_sent_again(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        ledger.fault = lost_before(1)
        pay = await store.place(Kind.PAY, 4_000)
        assert pay is not None
        refused = await store.do(want.Cancel(pay.ref_id))
        assert refused.refusals[0].code is NotDone.NOT_ALLOWED, "a waiting pay needs a manager"
        await store.do(want.SwitchPerson())
        await store.do(want.Cancel(pay.ref_id))
        now = await store.until(lambda now: not now.waiting)
        settled = now.operation(pay.ref_id)
        assert settled is not None
        assert settled.state is State.CANCELLED
        assert card.balance() == 10_000
        sent = [body for path, body in ledger.requests if path.endswith("/wallets/transactions")]
        assert len([body for body in sent if pay.ref_id.encode() in body]) == 1

    virtually(tmp_path, story)


def test_a_cancelled_pay_that_happened_is_for_a_manager(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        ledger.fault = lost_after(1)
        pay = await store.place(Kind.PAY, 4_000)
        assert pay is not None
        await store.do(want.SwitchPerson())
        await store.do(want.Cancel(pay.ref_id))
        now = await store.until(lambda now: bool(now.needs_manager))
        assert now.needs_manager[0].why is Why.PAID_AFTER_CANCEL
        assert now.needs_manager[0].transaction_id == ledger.rows(pay.ref_id)[0]["id"]

    virtually(tmp_path, story)


def test_captures_and_funds_cannot_be_cancelled(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        await store.place(Kind.HOLD, 4_000)
        ledger.fault = unreachable
        now = await store.do(want.Capture(store.now.holds[0].hold_id, nok(4_000), "c"))
        now = await store.do(want.Cancel(now.ref_of("c")))
        assert now.refusals[0].code is NotDone.NOT_OPEN
        ledger.fault = None
        await store.until(lambda now: not now.waiting)

    virtually(tmp_path, story)


@pytest.mark.parametrize("later", range(16))
def test_a_cancel_at_the_moment_of_the_answer_loses_neither(tmp_path: Path, later: int) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)

        async def cancel_soon() -> None:
            for _ in range(later):
                await asyncio.sleep(0)
            await store.shop.carry_out(want.Cancel(store.now.latest[0].ref_id))

        def as_it_answers(request: httpx.Request, _: object) -> None:
            if request.url.path.endswith("/wallets/transactions") and not store.now.latest[0].cancel:
                store.spawn(cancel_soon(), "cancel")

        ledger.fault = as_it_answers
        hold = await store.place(Kind.HOLD, 4_000)
        assert hold is not None
        now = await store.until(lambda now: not now.waiting)
        settled = now.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED
        if settled.cancel:
            assert (card.available(), now.holds) == (10_000, ())
        else:
            assert [one.code for one in now.refusals] == [NotDone.NOT_OPEN]
            assert (card.available(), len(now.holds)) == (6_000, 1)

    virtually(tmp_path, story)


def test_a_void_waits_for_the_capture_before_it(tmp_path: Path) -> None:
    """A void that overtakes would give back what the capture is about to take."""

    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        await store.place(Kind.HOLD, 4_000)
        hold = store.now.holds[0]
        ledger.fault = lost_before(1)
        await store.do(want.Capture(hold.hold_id, nok(1_000), "c"))
        now = await store.do(want.Void(hold.hold_id, "v"))
        void = now.operation(now.ref_of("v"))
        assert void is not None
        assert (void.state, void.attempts) == (State.ASKED, 0)
        now = await store.until(lambda now: not now.waiting)
        assert [row["type"] for row in card.rows[-2:]] == ["drawdown", "voided"]
        ended = now.operation(void.ref_id)
        assert ended is not None
        assert (ended.state, ended.moved) == (State.CONFIRMED, 3_000)
        assert (card.balance(), card.available()) == (9_000, 9_000)

    virtually(tmp_path, story)


def test_what_comes_after_a_refused_capture_is_not_asked(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        await store.place(Kind.HOLD, 4_000)
        hold = store.now.holds[0]
        ledger.fault = unreachable
        await store.do(want.Capture(hold.hold_id, nok(1_000), "c"))
        now = await store.do(want.Void(hold.hold_id, "v"))
        void = now.operation(now.ref_of("v"))
        assert void is not None
        assert void.after == now.ref_of("c")
        ledger.fault = answering(404, {"error": {"code": "NOT FOUND", "message": ""}})
        now = await store.until(lambda now: not now.waiting)
        ended = now.operation(void.ref_id)
        assert ended is not None
        assert (ended.state, ended.why) == (State.NOT_ASKED, Why.ANOTHER_FAILED)
        assert card.available() == 6_000
        assert {one.ref_id for one in now.unseen} >= {void.ref_id}

    virtually(tmp_path, story)
