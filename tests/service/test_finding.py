"""History is found in the journal: by card, by day, and with the card service away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pos_app.domain.operation import Kind
from pos_app.domain.scan import Code, Source
from pos_app.domain.search import Word
from pos_app.service import intents as want
from tests.service.harness import Store, virtually
from tests.service.paper_ledger import PaperLedger

DAY = 86_400.0


def test_a_card_is_found_by_its_code_and_by_its_number_without_the_card_service(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one, other = ledger.card("shop-0001", 1_000), ledger.card("shop-0002", 1_000)
        for card in (one, other):
            await store.scan(card)
            await store.place(Kind.HOLD, 100, card.card_id)
        asked = len(ledger.requests)
        for turn, text in enumerate((one.token, one.card_id, "shop-9999"), start=1):
            now = await store.do(want.Find(turn=turn, code=Code(text, Source.SCANNED)))
            found = [row.card.last4 for row in now.found.page.rows]
            assert found == ([] if text == "shop-9999" else ["0001"])
        assert len(ledger.requests) == asked

    virtually(tmp_path, story)


def test_today_begins_at_midnight_by_the_clock_on_the_wall(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        yesterday = datetime.fromtimestamp(store.clock.now(), UTC).astimezone().date()
        await store.place(Kind.HOLD, 100, "yesterday", order="1")
        store.clock.shift += DAY
        await store.place(Kind.PAY, 100, "today", order="2")
        today = await store.do(want.Find(turn=1, today=True))
        assert [one.order for one in today.found.page.rows] == ["2"]
        before = await store.do(want.Find(turn=2, day=yesterday))
        assert [one.order for one in before.found.page.rows] == ["1"]
        every = await store.do(want.Find(turn=3))
        assert [one.order for one in every.found.page.rows] == ["2", "1"]

    virtually(tmp_path, story)


def test_an_answer_that_was_overtaken_is_dropped(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 1_000))
        await store.place(Kind.HOLD, 100, "t", order="1001")
        await store.do(want.Find(turn=2, words=(Word(text="1001"),)))
        now = await store.do(want.Find(turn=1, words=(Word(text="zzz"),)))
        assert now.found.turn == 2
        assert [one.order for one in now.found.page.rows] == ["1001"]

    virtually(tmp_path, story)
