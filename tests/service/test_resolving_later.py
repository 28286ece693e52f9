"""Resolve over power cuts and clocks that jump."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx

from pos_app.domain.operation import Kind
from pos_app.domain.person import Role
from pos_app.domain.resolving import Choice
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperLedger, Reply, lost_after, lost_before
from tests.service.test_resolving import BOOKS, given_up, mia_looks, writes


def test_a_power_cut_after_the_decision_to_ask_again_sends_nothing_by_itself(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        await mia_looks(store, one)
        ledger.fault = lost_before(99)
        await store.do(want.Resolve(one.ref_id, Choice.ASK_AGAIN, BOOKS))
        before = writes(ledger)
        await store.stop()
        await store.start()
        ledger.fault = None
        await asyncio.sleep(600)
        assert store.now.needs_manager[0].ref_id == one.ref_id
        assert writes(ledger) == before

    virtually(tmp_path, story)


def test_a_clock_that_is_set_back_neither_hurries_nor_holds_up_a_decision(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        store.clock.shift -= 7_200.0
        case = (await mia_looks(store, one)).case
        assert case is not None
        assert Choice.DID_NOT in case.choices
        ledger.fault = lost_before(1)
        await store.do(want.Resolve(one.ref_id, Choice.ASK_AGAIN, BOOKS))
        store.clock.shift += 86_400.0
        case = (await mia_looks(store, one)).case
        assert case is not None
        assert Choice.DID_NOT not in case.choices, "a minute is a minute, whatever the clock on the wall says"

    virtually(tmp_path, story)


def test_a_part_capture_that_happened_by_a_word_releases_the_rest_as_asked(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        hold = await store.place(Kind.HOLD, 400)
        assert hold is not None
        ledger.fault, ledger.may_read = lost_after(99), False
        await store.do(want.Capture(hold.transaction_id, nok(100), "part", release_rest=True))
        await asyncio.sleep(30.0)
        await store.stop()
        store.clock.shift += 13 * 3_600.0
        await store.start()
        now = await store.until(lambda now: bool(now.needs_manager))
        one = now.needs_manager[0]
        await asyncio.sleep(61.0)
        ledger.fault = None
        await mia_looks(store, one)
        await store.do(want.Resolve(one.ref_id, Choice.HAPPENED, BOOKS))
        await store.until(lambda now: not now.waiting)
        assert (card.balance(), card.available()) == (900, 900)
        assert store.now.holds == ()

    virtually(tmp_path, story)


def test_a_case_that_is_closed_while_it_is_read_stays_closed(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        await store.do(want.SwitchPerson())
        ledger.slow["shop-0001"] = 2.0
        reading = asyncio.create_task(store.shop.carry_out(want.LookInto(one.ref_id)))
        await store.until(lambda now: now.case is not None)
        assert store.now.case is not None
        assert store.now.case.reading
        await store.do(want.SwitchPerson())
        await reading
        assert store.now.case is None, "what is read late is not shown to a cashier"

    virtually(tmp_path, story)


def test_a_choice_that_is_no_longer_safe_is_not_carried_out(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        ledger.may_read = False
        case = (await mia_looks(store, one)).case
        assert case is not None
        assert Choice.ASK_AGAIN in case.choices
        store.clock.shift += 12 * 3_600.0
        sent = writes(ledger)
        now = await store.do(want.Resolve(one.ref_id, Choice.ASK_AGAIN, BOOKS))
        assert now.refusals[0].code is NotDone.CHANGED
        assert now.needs_manager
        assert writes(ledger) == sent, "after twelve hours the service may have forgotten the reference"

    virtually(tmp_path, story)


def done_but_strange(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
    """Every write is done, and answered with nothing that makes sense."""
    if request.method != "POST" or "/transactions" not in request.url.path:
        return None
    move()
    return httpx.Response(202)


def test_when_a_manager_signs_in_what_their_client_may_read_settles_by_itself(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        store.staff.add("Kari", Role.CASHIER, "2468", "BADGE-0001")
        store.staff.add("Mia", Role.MANAGER, "80517", "BADGE-0002")
        await store.stop()
        await store.start()
        await store.do(want.Badge("BADGE-0001"))
        await store.scan(ledger.card("shop-0001", 1_000))
        ledger.fault, ledger.may_read = done_but_strange, False
        await store.place(Kind.HOLD, 400)
        await store.until(lambda now: bool(now.needs_manager))
        ledger.fault, ledger.may_read = None, True
        await store.do(want.Badge("BADGE-0001"))
        await asyncio.sleep(5)
        assert len(store.now.needs_manager) == 1, "a cashier's client is not asked"
        before = writes(ledger)
        await store.do(want.Badge("BADGE-0002"))
        await store.until(lambda now: not now.needs_manager)
        assert [one.left for one in store.now.holds] == [nok(400)]
        assert writes(ledger) == before, "looked up, not asked again"

    virtually(tmp_path, story)
