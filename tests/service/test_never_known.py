"""What a till does where nothing it hears ever settles a request, and the history may not be read."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pos_app.domain.operation import Kind, Why
from tests.service.harness import Store, virtually
from tests.service.paper_ledger import PaperLedger, answering, lost_before


def test_answers_that_never_make_sense_need_a_manager_where_history_may_not_be_read(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        ledger.may_read = False
        ledger.fault = answering(202, times=10_000)
        await store.place(Kind.HOLD, 400)
        await store.until(lambda now: bool(now.needs_manager))
        assert store.now.needs_manager[0].why is Why.NO_HISTORY
        assert len(ledger.requests) < 60

    virtually(tmp_path, story)


def test_a_long_outage_alone_needs_no_manager(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        ledger.may_read = False
        ledger.fault = lost_before(10_000)
        await store.place(Kind.HOLD, 400)
        await asyncio.sleep(1_800)
        assert store.now.needs_manager == ()
        ledger.fault = None
        await store.until(lambda now: not now.waiting)
        assert card.available() == 600

    virtually(tmp_path, story)
