"""Holds that another till placed: seen in the history, ended from here, never shown as they were before."""

from __future__ import annotations

from pathlib import Path

from pos_app.domain.operation import Kind
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperLedger, lost_after


def test_holds_of_another_till_are_seen_and_can_be_ended(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        other = ledger.place_elsewhere(card, 400)
        now = await store.scan(card)
        assert [(one.hold_id, one.ours) for one in now.card.holds] == [(other["id"], False)]
        assert now.card.elsewhere is None
        now = await store.do(want.Capture(str(other["id"]), nok(150), "c"))
        assert now.card.holds[0].left == nok(250)
        now = await store.do(want.Void(str(other["id"]), "v"))
        assert now.card.holds == ()
        assert card.available() == 850

    virtually(tmp_path, story)


def test_without_the_right_to_read_the_rest_is_on_hold_elsewhere(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        ledger.place_elsewhere(card, 400)
        ledger.may_read = False
        now = await store.scan(card)
        assert now.card.holds == ()
        assert now.card.elsewhere == nok(400)

    virtually(tmp_path, story)


def test_the_rest_of_another_tills_hold_is_released_too(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        other = ledger.place_elsewhere(card, 400)
        await store.scan(card)
        ledger.fault = lost_after(1)
        await store.do(want.Capture(str(other["id"]), nok(150), "c", release_rest=True))
        await store.stop()
        await store.start()
        await store.until(lambda now: not now.waiting)
        assert (card.balance(), card.available()) == (850, 850)
        assert [one.moved for one in store.now.latest if one.kind is Kind.VOID] == [250]

    virtually(tmp_path, story)


def test_another_tills_hold_that_was_taken_is_not_shown_as_it_was(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        await store.place(Kind.HOLD, 100)
        other = ledger.place_elsewhere(card, 400)
        await store.do(want.RefreshHolds())
        await store.do(want.PutCardAway())
        ledger.may_read = False
        now = await store.do(want.Capture(str(other["id"]), nok(150), "c"))
        assert [one.left for one in now.holds if not one.ours] == [nok(250)]
        now = await store.do(want.Void(str(other["id"]), "v"))
        assert [one for one in now.holds if not one.ours] == []

    virtually(tmp_path, story)


def test_a_hold_that_waits_for_its_answer_is_no_hold_yet(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        ledger.fault = lost_after(99)
        one = await store.place(Kind.HOLD, 400)
        assert one is not None
        now = await store.scan(card)
        assert [row["type"] for row in ledger.rows(one.ref_id)] == ["pending_capture"]
        assert (now.holds, now.card.holds, now.card.elsewhere) == ((), (), None)
        await store.do(want.Cancel(one.ref_id))
        hold_id = str(ledger.rows(one.ref_id)[0]["id"])
        now = await store.do(want.Capture(hold_id, nok(400), "too soon"))
        assert [refusal.code for refusal in now.refusals] == [NotDone.HOLD_GONE]
        ledger.fault = None
        await store.until(lambda now: not now.waiting)
        assert (card.balance(), card.available()) == (1_000, 1_000)

    virtually(tmp_path, story)
