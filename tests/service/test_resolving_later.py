"""Resolve over power cuts and clocks that jump."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pos_app.domain.resolving import Choice
from pos_app.service import intents as want
from tests.service.harness import Store, virtually
from tests.service.paper_ledger import PaperLedger, lost_before
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
