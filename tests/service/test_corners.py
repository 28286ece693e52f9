"""Histories that contradict or make no sense, what a role may not do, the rest of a capture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.domain.person import Act, Role
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import Fault, Json, PaperLedger, Reply, answering, lost_after, lost_before

NAMED = {"error": {"code": "REF_ID_CONFLICT", "message": "ref_id already used"}}


def _with_history(writes: Fault, rows: Callable[[list[Json]], object]) -> Fault:
    """Writes fail so; histories are told as `rows` makes them."""

    def fault(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
        if request.method == "POST":
            return writes(request, move)
        _, told = move()
        return httpx.Response(200, json=rows(told if isinstance(told, list) else []))

    return fault


async def _held(store: Store, ledger: PaperLedger, fault: Fault) -> Operation:
    await store.scan(ledger.card("shop-0001", 10_000))
    ledger.fault = fault
    hold = await store.place(Kind.HOLD, 4_000)
    assert hold is not None
    return hold


def _writes(ledger: PaperLedger) -> list[bytes]:
    return [body for path, body in ledger.requests if path.endswith("/wallets/transactions")]


def test_a_used_reference_that_history_denies_needs_a_manager(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await _held(store, ledger, answering(409, NAMED, times=99))
        now = await store.until(lambda now: bool(now.needs_manager))
        assert (now.needs_manager[0].ref_id, now.needs_manager[0].why) == (hold.ref_id, Why.CONTRADICTED)
        again = await store.do(want.AskAgain((hold.ref_id,)))
        assert again.needs_manager[0].ref_id == hold.ref_id

    virtually(tmp_path, story)


def test_a_history_with_another_amount_needs_a_manager(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        lost = lost_after(99)
        fault = _with_history(lost, lambda rows: [row | {"amount": row["amount"] + 1} for row in rows])
        await _held(store, ledger, fault)
        now = await store.until(lambda now: bool(now.needs_manager))
        assert now.needs_manager[0].why is Why.CONTRADICTED
        asked = len(_writes(ledger))
        for _ in range(3):
            await store.do(want.AskAgain())
            await asyncio.sleep(70.0)
        assert len(_writes(ledger)) == asked, "it is looked up, and never sent again"

    virtually(tmp_path, story)


def test_a_history_that_never_makes_sense_needs_a_manager(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        fault = _with_history(answering(409, times=99), lambda _: {"not": "a list"})
        hold = await _held(store, ledger, fault)
        now = await store.until(lambda now: bool(now.needs_manager))
        assert now.needs_manager[0].why is Why.NO_HISTORY
        ledger.fault = None
        ledger.rows(hold.ref_id)
        still = await store.do(want.AskAgain())
        assert still.needs_manager[0].ref_id == hold.ref_id

    virtually(tmp_path, story)


def test_without_the_right_to_read_asking_again_still_settles_it(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        ledger.may_read = False
        hold = await _held(store, ledger, answering(500, times=7))
        now = await store.until(lambda now: not now.waiting)
        settled = now.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED

    virtually(tmp_path, story)


def test_what_history_knows_settles_a_managers_row(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        ledger.may_read = False
        lost = lost_after(1)
        used = answering(409, times=9)
        hold = await _held(store, ledger, lambda request, move: lost(request, move) or used(request, move))
        await store.until(lambda now: bool(now.needs_manager))
        ledger.may_read = True
        ledger.fault = None
        now = await store.do(want.AskAgain((hold.ref_id,)))
        settled = now.operation(hold.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED

    virtually(tmp_path, story)


def test_a_restored_row_that_history_does_not_know_needs_a_manager(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await _held(store, ledger, lost_before(99))
        await store.stop()
        mark = store.places.mark_file(store.origin)
        assert mark.exists()
        mark.unlink()
        await store.start()
        assert store.now.restored
        now = await store.until(lambda now: bool(now.needs_manager))
        assert (now.needs_manager[0].ref_id, now.needs_manager[0].why) == (hold.ref_id, Why.RESTORED)

    virtually(tmp_path, story)


def test_the_rest_is_released_with_the_capture(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        await store.place(Kind.HOLD, 4_000)
        hold_id = store.now.holds[0].hold_id
        now = await store.do(want.Capture(hold_id, nok(1_500), "c", release_rest=True))
        done = await store.until(lambda now: not now.waiting)
        assert done.holds == ()
        assert (card.balance(), card.available()) == (8_500, 8_500)
        assert now.ref_of("c")
        await store.place(Kind.HOLD, 2_000, "h2")
        await store.do(want.Capture(store.now.holds[0].hold_id, nok(2_000), "all", release_rest=True))
        assert store.now.holds == ()
        assert store.now.waiting == ()

    virtually(tmp_path, story)


def test_holds_are_read_once_at_a_time(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        await store.place(Kind.HOLD, 4_000)
        before = len(ledger.requests)
        await asyncio.gather(*(store.shop.carry_out(want.RefreshHolds()) for _ in range(3)))
        assert len(ledger.requests) - before == 1
        assert store.now.holds_complete

    virtually(tmp_path, story)


@pytest.mark.parametrize("kind", [Kind.HOLD, Kind.PAY, Kind.CAPTURE, Kind.VOID])
def test_what_a_role_may_not_do_is_not_asked(
    tmp_path: Path, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        await store.place(Kind.HOLD, 4_000)
        hold = store.now.holds[0]
        monkeypatch.setattr("pos_app.domain.person.PERMISSIONS", {Role.SENIOR: frozenset({Act.LOOK_UP})})
        asked = len(ledger.requests)
        if kind is Kind.CAPTURE:
            now = await store.do(want.Capture(hold.hold_id, nok(1), "x"))
        elif kind is Kind.VOID:
            now = await store.do(want.Void(hold.hold_id, "x"))
        else:
            now = await store.do(want.Place(kind, nok(1), "1", "x", store.now.card.number))
        assert now.refusals[0].code is NotDone.NOT_ALLOWED
        assert len(ledger.requests) == asked

    virtually(tmp_path, story)


def test_amounts_of_a_part_are_checked(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        await store.place(Kind.HOLD, 4_000)
        now = await store.do(want.Capture(store.now.holds[0].hold_id, nok(0), "c"))
        assert now.refusals[0].code is NotDone.ZERO

    virtually(tmp_path, story)


def test_no_card_no_fund(tmp_path: Path) -> None:
    async def story(store: Store, _ledger: PaperLedger) -> None:
        await store.do(want.SwitchPerson())
        now = await store.do(want.Fund(nok(1), "sold", "f", store.now.card.number))
        assert now.refusals[0].code is NotDone.NO_CARD

    virtually(tmp_path, story)


def test_a_stopped_shop_lets_its_loops_end_and_keeps_its_queue(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await _held(store, ledger, lost_before(99))
        await asyncio.sleep(10.0)
        store.shop.stop()
        sent = len(ledger.requests)
        await asyncio.sleep(100.0)
        assert {task.get_name() for task in store.tasks} & {"outbox", "care"} == set()
        assert len(ledger.requests) - sent <= 1, "at most what was under way"
        assert [one.ref_id for one in store.now.waiting] == [hold.ref_id]
        after = await store.do(want.Capture("x", nok(1), "late"))
        assert after.refusals[0].code is NotDone.HOLD_GONE

    virtually(tmp_path, story)


def test_a_card_put_away_is_not_brought_back_by_its_own_operation(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        store.spawn(
            store.shop.carry_out(want.Place(Kind.HOLD, nok(100), "1", "t", store.now.card.number)), "place"
        )
        await asyncio.sleep(0)
        await store.do(want.PutCardAway())
        await asyncio.sleep(5.0)
        assert store.now.card.key is None
        await store.scan(card)
        ledger.slow = {card.token: 1.0}
        store.spawn(store.shop.carry_out(want.Void(store.now.holds[0].hold_id, "v")), "void")
        await asyncio.sleep(0.2)
        await store.do(want.PutCardAway())
        await asyncio.sleep(5.0)
        assert (store.now.card.key, store.now.holds) == (None, ())

    virtually(tmp_path, story)
