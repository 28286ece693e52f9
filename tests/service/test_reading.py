"""Balance look-ups: one card at a time, PIN, typed numbers, slow and missing answers, holds of others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pos_app.domain.operation import Kind, State
from pos_app.domain.person import Credential
from pos_app.domain.scan import Code, Source
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone, Reading, Refusal
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import Fault, PaperCard, PaperLedger, Reply, answering, lost_after


def _no_info(status: int, code: str = "") -> Fault:
    def fault(request: httpx.Request, _move: Callable[[], Reply]) -> httpx.Response | None:
        if request.url.path.endswith("/info"):
            return httpx.Response(status, json={"error": {"code": code, "message": code}})
        return None

    return fault


@pytest.mark.parametrize(
    ("fault", "reading"),
    [
        (_no_info(404), Reading.UNKNOWN),
        (_no_info(403, "FORBIDDEN"), Reading.NOT_ALLOWED),
        (_no_info(403, "INVALID_PIN"), Reading.PIN_NEEDED),
        (_no_info(401), Reading.NO_CREDENTIAL),
        (_no_info(429), Reading.TOO_MANY),
        (_no_info(500), Reading.NO_ANSWER),
    ],
)
def test_what_a_look_up_may_end_with(tmp_path: Path, fault: Fault, reading: Reading) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        ledger.fault = fault
        shown = (await store.scan(ledger.card("shop-4821", 100))).card
        assert (shown.reading, shown.card) == (reading, None)
        assert await store.place(Kind.HOLD, 100) is None
        assert store.now.refusals[0].code is NotDone.NO_CARD

    virtually(tmp_path, story)


def test_the_pin_is_asked_and_goes_with_the_request(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        def pin(request: httpx.Request, _move: Callable[[], Reply]) -> httpx.Response | None:
            if request.url.path.endswith("/info") and b'"1234"' not in ledger.requests[-1][1]:
                return httpx.Response(403, json={"error": {"code": "INVALID_PIN", "message": "pin"}})
            return None

        ledger.fault = pin
        assert (await store.scan(ledger.card("shop-4821", 5_000))).card.reading is Reading.PIN_NEEDED
        assert (await store.do(want.GivePin("9999"))).card.reading is Reading.PIN_WRONG
        assert (await store.do(want.GivePin("1234"))).card.reading is Reading.CARD
        hold = await store.place(Kind.HOLD, 5_000)
        assert hold is not None
        assert hold.state is State.CONFIRMED
        creates = [body for path, body in ledger.requests if path.endswith("/wallets/transactions")]
        assert b'"pin":"1234"' in creates[0]
        await store.do(want.PutCardAway())
        assert (await store.do(want.GivePin("1234"))).card.reading is Reading.NONE

    virtually(tmp_path, story)


def test_a_look_up_that_was_overtaken_is_dropped(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        slow, quick = ledger.card("shop-0001", 100), ledger.card("shop-0002", 200)
        ledger.slow = {slow.token: 5.0}
        store.spawn(store.shop.carry_out(_look_up(slow)), "slow")
        await store.settle()
        seen = [store.now.card.reading]
        await asyncio.sleep(3.5)
        seen.append(store.now.card.reading)
        assert seen == [Reading.READING, Reading.SLOW]
        await store.do(_look_up(quick))
        assert store.now.card.tail == "0002"
        await asyncio.sleep(5.0)
        assert store.now.card.tail == "0002"

    virtually(tmp_path, story)


def _look_up(card: PaperCard, source: Source = Source.SCANNED) -> want.LookUp:
    return want.LookUp(Code(card.token, source))


def test_reading_again_and_putting_away(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        assert (await store.do(want.ReadAgain())).card.reading is Reading.NONE
        before = (await store.scan(card)).card
        again = (await store.do(want.ReadAgain())).card
        assert again.reading is Reading.CARD
        assert again.number > before.number
        gone = (await store.do(want.PutCardAway())).card
        assert (gone.reading, gone.card, gone.tail) == (Reading.NONE, None, "")

    virtually(tmp_path, story)


@pytest.mark.parametrize("may_read", [True, False])
def test_a_typed_number_is_tried_as_card_id(tmp_path: Path, may_read: bool) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        ledger.card("shop 1/42", 1_000)
        ledger.may_read = may_read
        shown = (await store.do(want.LookUp(Code("shop 1/42", Source.TYPED)))).card
        assert shown.reading is (Reading.CARD if may_read else Reading.UNKNOWN)
        scanned = (await store.do(want.LookUp(Code("shop 1/42", Source.SCANNED)))).card
        assert scanned.reading is Reading.UNKNOWN, "a scanned code may be a secret: it never goes into a path"
        if may_read:
            await store.do(want.LookUp(Code("shop 1/42", Source.TYPED)))
            assert await store.place(Kind.HOLD, 100) is None
            assert store.now.refusals[0].code is NotDone.NEEDS_CODE
            await store.do(want.SwitchPerson())
            hold = await store.place(Kind.HOLD, 100)
            assert hold is not None
            assert hold.credential is Credential.MANAGER
            assert (await store.do(want.ReadAgain())).card.reading is Reading.CARD

    virtually(tmp_path, story)


def test_a_code_good_for_one_payment(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 1_000))
        ledger.fault = answering(400, {"error": {"code": "TOKEN_USED", "message": "used"}})
        await store.place(Kind.PAY, 100)
        assert store.now.card.code_used
        assert await store.place(Kind.PAY, 100, "again") is None
        assert store.now.refusals[0].code is NotDone.CARD_UNFIT

    virtually(tmp_path, story)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "inactive"}, NotDone.CARD_UNFIT),
        ({"expires_at": "2020-01-01T00:00:00Z"}, NotDone.CARD_UNFIT),
        ({"currency": "SEK"}, NotDone.OTHER_CURRENCY),
    ],
)
def test_unfit_cards_are_not_asked(tmp_path: Path, fields: dict[str, str], code: NotDone) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 1_000, **fields))
        assert await store.place(Kind.HOLD, 100) is None
        assert store.now.refusals[0].code is code
        await store.do(want.SwitchPerson())
        await store.do(want.Fund(nok(100), "sold", "f", store.now.card.number))
        assert store.now.refusals[0].code is code

    virtually(tmp_path, story)


def test_empty_cards_offer_nothing_and_can_be_funded(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 0)
        await store.scan(card)
        assert await store.place(Kind.HOLD, 100) is None
        assert store.now.refusals[0].code is NotDone.MORE_THAN_AVAILABLE
        await store.do(want.SwitchPerson())
        now = await store.do(want.Fund(nok(700), "goodwill", "f", store.now.card.number))
        assert now.card.card is not None
        assert now.card.card.available == nok(700)

    virtually(tmp_path, story)


@pytest.mark.parametrize("may_read", [True, False])
def test_opening_holds_reads_the_cards_again(tmp_path: Path, may_read: bool) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        await store.place(Kind.HOLD, 400)
        await store.do(want.PutCardAway())
        ledger.may_read = may_read
        ledger.end_elsewhere(card, store.now.holds[0].hold_id, 150)
        now = await store.do(want.RefreshHolds())
        assert now.holds_complete is may_read
        assert now.holds[0].left == nok(250 if may_read else 400)

    virtually(tmp_path, story)


def test_the_story_of_a_hold_has_its_ends(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 1_000))
        hold = await store.place(Kind.HOLD, 400)
        assert hold is not None
        await store.do(want.Capture(store.now.holds[0].hold_id, nok(100), "c"))
        told = await store.do(want.TellStory(hold.ref_id))
        assert {event.what for event in told.story} >= {"asked and sending", "confirmed"}
        assert len({event.ref_id for event in told.story}) == 2
        assert (await store.do(want.TellStory(""))).story == ()

    virtually(tmp_path, story)


def test_figures_that_may_be_wrong_go_when_they_cannot_be_read_again(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        await store.scan(card)
        ledger.fault = lost_after(1)
        await store.place(Kind.HOLD, 300)
        ledger.fault = silent_look_ups
        now = await store.until(lambda now: not now.waiting)
        now = await store.until(lambda now: now.card.reading is not Reading.CARD, most=60.0)
        assert (now.card.reading, now.card.card) == (Reading.NO_ANSWER, None)

    virtually(tmp_path, story)


def silent_look_ups(request: httpx.Request, _move: Callable[[], Reply]) -> httpx.Response | None:
    """No look-up is answered; everything else is."""
    if request.url.path.endswith("/info"):
        raise httpx.ConnectError("silence")
    return None


@pytest.mark.parametrize("kind", [Kind.PAY, Kind.FUND])
def test_a_press_meant_for_another_card_asks_nothing(tmp_path: Path, kind: Kind) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        seen = await store.scan(ledger.card("shop-0001", 1_000))
        other = ledger.card("shop-0002", 1_000)
        await store.scan(other)
        number = seen.card.number
        await store.do(want.SwitchPerson())
        fund = want.Fund(nok(100), "sold", "t", number)
        now = await store.do(want.Place(kind, nok(100), "1", "t", number) if kind is Kind.PAY else fund)
        assert now.refusals[0] == Refusal(token="t", code=NotDone.CARD_CHANGED)
        assert (other.balance(), now.latest) == (1_000, ())

    virtually(tmp_path, story)


def test_guessing_at_numbers_is_slowed_down_and_a_sale_is_not(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        for number in range(20):
            now = await store.do(want.LookUp(Code(f"90000000990000{number:02d}", Source.SCANNED)))
            assert now.card.reading is Reading.UNKNOWN
        asked = len(ledger.requests)
        assert (await store.scan(card)).card.reading is Reading.GUESSING
        assert len(ledger.requests) == asked, "nothing is asked"
        await asyncio.sleep(301.0)
        assert (await store.do(want.ReadAgain())).card.reading is Reading.CARD

    virtually(tmp_path, story)


def test_wrong_card_pins_count_for_more(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        ledger.fault = lambda request, _move: (
            httpx.Response(403, json={"error": {"code": "PIN_WRONG", "message": "wrong pin"}})
            if request.url.path.endswith("/info")
            else None
        )
        await store.scan(card)
        for _ in range(5):
            assert (await store.do(want.GivePin("1234"))).card.reading is Reading.PIN_WRONG
        assert (await store.do(want.GivePin("1235"))).card.reading is Reading.GUESSING

    virtually(tmp_path, story)
