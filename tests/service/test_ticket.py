"""One order never puts money on a card and takes it off again unnoticed."""

from __future__ import annotations

from pathlib import Path

from pos_app.domain.operation import Kind
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperLedger
from tests.service.test_activating import sell, shown


def test_one_order_never_loads_and_spends_the_same_card_unnoticed(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await shown(store, ledger)
        await sell(store)
        assert await store.place(Kind.PAY, 100, "unnoticed") is None
        assert store.now.refusals[0].code is NotDone.SAME_ORDER
        await store.stop()
        await store.start()
        await store.scan(card)
        assert await store.place(Kind.PAY, 100, "after a restart") is None
        assert store.now.refusals[0].code is NotDone.SAME_ORDER
        number = store.now.card.number
        await store.do(want.Place(Kind.PAY, nok(100), "1001", "known", number, knowingly=True))
        assert card.balance() == 400
        await store.do(want.SwitchPerson())
        await store.do(want.Fund(nok(50), "goodwill", "back", store.now.card.number, "1001"))
        assert store.now.refusals[0].code is NotDone.SAME_ORDER
        await store.do(want.Fund(nok(50), "goodwill", "known too", store.now.card.number, "1001", True))
        assert card.balance() == 450
        assert await store.place(Kind.PAY, 100, "another order", order="1002") is not None

    virtually(tmp_path, story)


def test_after_a_restart_the_question_does_not_wait_for_the_history(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await shown(store, ledger)
        await sell(store)
        for number in range(12):
            await store.scan(ledger.card(f"shop-1{number:03}", 100))
            await store.place(Kind.PAY, 10, f"other {number}", order=f"20{number}")
        await store.stop()
        await store.start()
        ledger.slow_back["/transactions"] = 5.0
        await store.scan(card)
        assert await store.place(Kind.PAY, 100, "early") is None
        assert store.now.refusals[0].code is NotDone.SAME_ORDER

    virtually(tmp_path, story)
