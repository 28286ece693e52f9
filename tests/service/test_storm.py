"""When the service is back after an outage, a till that has much to ask spreads it over a moment."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

import httpx

from pos_app.domain.operation import Kind
from tests.service.harness import Store, virtually
from tests.service.paper_ledger import PaperLedger, unreachable

CARDS = 12


def test_what_waited_is_asked_soon_but_not_all_at_once(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        loop = asyncio.get_running_loop()
        ledger.fault = unreachable
        for number in range(CARDS):
            await store.scan(ledger.card(f"shop-{number:04d}", 10_000))
            await store.place(Kind.HOLD, 400, f"t{number}")
        ledger.fault = away
        await asyncio.sleep(600.0)
        assert store.now.no_answer_since is not None
        came: list[float] = []

        def notes_the_time(request: httpx.Request, _: object) -> None:
            if request.method == "POST" and request.url.path.endswith("/transactions"):
                came.append(loop.time())

        ledger.fault = notes_the_time
        await store.until(lambda now: not now.waiting, 130.0)
        assert len(came) == CARDS
        assert came[-1] - came[0] < store.patience.hurry + 0.5, "soon"
        gaps = [after - before for before, after in pairwise(came)]
        assert max(gaps) < 1.5, "spread"
        assert sum(gap > 0.01 for gap in gaps) > CARDS / 2, "not in one moment"

    virtually(tmp_path, story)


def away(request: httpx.Request, _: object) -> None:
    """Nothing reaches the service, reads neither."""
    raise httpx.ConnectError("no way", request=request)
