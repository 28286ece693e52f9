"""Answers that are lost, strange or late: the same reference, the same bytes, and never a second effect."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import (
    Fault,
    PaperLedger,
    Reply,
    answering,
    lost_after,
    lost_before,
    unreachable,
)


def _writes(ledger: PaperLedger) -> list[bytes]:
    return [body for path, body in ledger.requests if "/wallets/transactions" in path and "POST" in path]


async def _waiting_hold(store: Store, ledger: PaperLedger, fault: Fault | None) -> Operation:
    await store.scan(ledger.card("shop-0001", 10_000))
    ledger.fault = fault
    hold = await store.place(Kind.HOLD, 4_000)
    assert hold is not None
    return hold


@pytest.mark.parametrize("fault", [lost_before(3), lost_after(3)])
def test_a_lost_answer_settles_with_the_same_bytes(tmp_path: Path, fault: Fault) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await _waiting_hold(store, ledger, fault)
        assert hold.state is State.WAITING
        assert store.now.card.blocked
        assert await store.place(Kind.PAY, 100, "other") is None
        assert store.now.refusals[0].code is NotDone.CARD_WAITS
        done = await store.until(lambda now: not now.waiting)
        settled = done.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED
        assert len(ledger.rows(hold.ref_id)) == 1
        assert len(set(_writes(ledger))) == 1
        assert len(_writes(ledger)) > 1

    virtually(tmp_path, story)


def test_a_first_refusal_is_final_and_nothing_moved(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        no_funds = {"error": {"code": "INSUFFICIENT_FUNDS", "message": "less than asked"}}
        hold = await _waiting_hold(store, ledger, answering(402, no_funds))
        assert (hold.state, hold.why) == (State.REFUSED, Why.NO_FUNDS)
        assert [one.ref_id for one in store.now.unseen] == [hold.ref_id]
        seen = await store.do(want.Acknowledge((hold.ref_id,)))
        assert seen.unseen == ()
        assert ledger.rows(hold.ref_id) == []

    virtually(tmp_path, story)


def test_trap_one_no_funds_on_a_retry_is_not_believed(tmp_path: Path) -> None:
    """The first try emptied the card, its answer was lost, the retry says "no funds": the money is gone."""

    async def story(store: Store, ledger: PaperLedger) -> None:
        lost = lost_after(1)

        def funds_first(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
            answer = lost(request, move)
            later = request.method == "POST" and len(_writes(ledger)) > 1
            if answer is None and later and request.url.path.endswith("/transactions"):
                return httpx.Response(400, json={"error": {"code": "INSUFFICIENT_FUNDS", "message": ""}})
            return answer

        hold = await _waiting_hold(store, ledger, funds_first)
        done = await store.until(lambda now: not now.waiting)
        settled = done.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED
        assert settled.transaction_id == ledger.rows(hold.ref_id)[0]["id"]

    virtually(tmp_path, story)


def test_a_late_refusal_needs_two_looks_a_minute_apart(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        lost = lost_before(1)
        no = answering(400, {"error": {"code": "INSUFFICIENT_FUNDS", "message": ""}}, times=99)
        hold = await _waiting_hold(
            store,
            ledger,
            lambda request, move: (
                lost(request, move) or (None if request.method == "GET" else no(request, move))
            ),
        )
        started = store.clock.monotonic()
        done = await store.until(lambda now: not now.waiting)
        settled = done.operation(hold.ref_id)
        assert settled is not None
        assert (settled.state, settled.why) == (State.REFUSED, Why.NO_FUNDS)
        assert store.clock.monotonic() - started >= 60.0
        looks = [path for path, _ in ledger.requests if path.startswith("GET") and "cards" in path]
        assert len(looks) >= 3, "one when the card was read, two for the absence"

    virtually(tmp_path, story)


def test_a_wall_clock_that_jumps_does_not_shorten_the_minute(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        lost = lost_before(1)
        no = answering(400, {"error": {"code": "INSUFFICIENT_FUNDS", "message": ""}}, times=99)
        await _waiting_hold(
            store,
            ledger,
            lambda request, move: (
                lost(request, move) or (None if request.method == "GET" else no(request, move))
            ),
        )
        started = store.clock.monotonic()
        await store.until(lambda now: bool(now.waiting[0].looks))
        store.clock.shift += 3_000.0
        store.shop._outbox.ask()
        await store.until(lambda now: not now.waiting)
        assert store.clock.monotonic() - started >= 60.0

    virtually(tmp_path, story)


@pytest.mark.parametrize("status", [409, 400])
def test_already_used_is_settled_by_history(tmp_path: Path, status: int) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        def used(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
            if not request.url.path.endswith("/wallets/transactions"):
                return None
            move()
            return httpx.Response(
                status, json={"error": {"code": "REF_ID_CONFLICT", "message": "already used"}}
            )

        hold = await _waiting_hold(store, ledger, used)
        done = await store.until(lambda now: not now.waiting)
        settled = done.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED

    virtually(tmp_path, story)


def test_without_the_right_to_read_a_doubt_needs_a_manager(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        ledger.may_read = False
        hold = await _waiting_hold(store, ledger, answering(409, times=9))
        now = await store.until(lambda now: bool(now.needs_manager))
        assert now.needs_manager[0].why is Why.NO_HISTORY
        asked = len(_writes(ledger))
        await store.until(lambda _: store.clock.monotonic() > 3_000)
        assert len(_writes(ledger)) == asked, "nothing is sent for a manager's row"
        ledger.may_read = True
        ledger.fault = None
        await store.do(want.AskAgain((hold.ref_id,)))
        assert len(_writes(ledger)) == asked

    virtually(tmp_path, story)


@pytest.mark.parametrize("what", ["amount", "ref_id", "currency", "type"])
def test_a_foreign_answer_is_not_ours(tmp_path: Path, what: str) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        other = {"amount": 1, "ref_id": "x", "currency": "SEK", "type": "fund"}
        times = [2]

        def foreign(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
            if not request.url.path.endswith("/wallets/transactions") or times[0] == 0:
                return None
            times[0] -= 1
            status, told = move()
            assert isinstance(told, dict)
            return httpx.Response(status, json=told | {what: other[what]})

        hold = await _waiting_hold(store, ledger, foreign)
        assert hold.state is State.WAITING
        done = await store.until(lambda now: not now.waiting)
        settled = done.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED
        assert len(ledger.rows(hold.ref_id)) == 1

    virtually(tmp_path, story)


def test_a_hold_without_an_id_is_looked_up(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        def without_id(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
            if not request.url.path.endswith("/wallets/transactions"):
                return None
            status, told = move()
            assert isinstance(told, dict)
            return httpx.Response(status, json={key: value for key, value in told.items() if key != "id"})

        hold = await _waiting_hold(store, ledger, without_id)
        done = await store.until(lambda now: not now.waiting)
        assert done.holds[0].hold_id == ledger.rows(hold.ref_id)[0]["id"]

    virtually(tmp_path, story)


def test_429_waits_as_long_as_it_was_told(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await _waiting_hold(store, ledger, answering(429, headers={"Retry-After": "30"}))
        started = store.clock.monotonic()
        assert hold.next_is_first
        done = await store.until(lambda now: not now.waiting)
        assert store.clock.monotonic() - started >= 29.0
        settled = done.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED

    virtually(tmp_path, story)


def test_401_pauses_the_credential_and_its_return_lets_all_go(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await _waiting_hold(store, ledger, answering(401, times=6))
        assert store.now.paused == ("cashier",)
        assert hold.next_is_first
        done = await store.until(lambda now: not now.waiting)
        assert done.paused == ()
        assert len(ledger.rows(hold.ref_id)) == 1

    virtually(tmp_path, story)


def test_a_day_old_row_is_looked_up_before_it_is_sent(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await _waiting_hold(store, ledger, lost_after(1))
        await store.stop()
        store.clock.shift += 86_400.0
        writes = len(_writes(ledger))
        await store.start()
        done = await store.until(lambda now: not now.waiting)
        settled = done.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED
        assert len(_writes(ledger)) == writes, "history told it; nothing was sent"

    virtually(tmp_path, story)


def test_bodies_name_order_operation_staff_and_place(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await _waiting_hold(store, ledger, None)
        body = json.loads(_writes(ledger)[0])
        assert body["metadata"] == {"pos_order": "1001", "pos_operation": hold.ref_id, "pos_staff": 1}
        assert body["originated_by"] == "Storgata-2"
        assert "card_id" not in body
        await store.do(want.Capture(store.now.holds[0].hold_id, nok(4_000), "c"))
        assert json.loads(_writes(ledger)[1])["amount"] == 4_000

    virtually(tmp_path, story)


def test_a_doubt_of_yesterday_is_not_made_young_by_attempts_that_never_left(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await _waiting_hold(store, ledger, lost_before(1))
        ledger.fault = unreachable
        await asyncio.sleep(13 * 3_600.0)
        assert store.now.waiting, "asked all day, reached nobody"
        before = len(ledger.requests)
        ledger.fault = None
        await store.do(want.AskAgain())
        await store.until(lambda now: not now.waiting)
        asked = [path for path, _ in ledger.requests[before:]]
        look = next(at for at, path in enumerate(asked) if path.startswith("GET") and "transactions" in path)
        write = next(
            at for at, path in enumerate(asked) if path.startswith("POST") and "transactions" in path
        )
        assert look < write, asked

    virtually(tmp_path, story)


def test_each_three_answers_that_prove_nothing_cost_one_look(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await _waiting_hold(store, ledger, lost_before(9))
        await store.until(lambda now: not now.waiting)
        asked = [path.split()[0] for path, _ in ledger.requests if "transactions" in path]
        first = asked.index("POST")
        assert asked[first : first + 12] == ["POST", "POST", "POST", "GET"] * 3

    virtually(tmp_path, story)
