"""Resolve: what a manager may say of a request that nothing else settles, and what follows on the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.domain.resolving import Choice, Grounds
from pos_app.domain.traces import Trace
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone, Snapshot
from tests.service.harness import Store, virtually
from tests.service.paper_ledger import PaperCard, PaperLedger, Reply, answering, lost_after, lost_before

BOOKS = Grounds.BOOKS


async def given_up(store: Store, card: PaperCard, kind: Kind = Kind.PAY) -> Operation:
    """A request whose answers made no sense while no history could be read; the service is well again."""
    await store.scan(card)
    store.ledger.may_read = False
    store.ledger.fault = store.ledger.fault or answering(202, times=10_000)
    await store.place(kind, 400)
    now = await store.until(lambda now: bool(now.needs_manager))
    store.ledger.fault, store.ledger.may_read = None, True
    await asyncio.sleep(61)
    return now.needs_manager[0]


async def mia_looks(store: Store, one: Operation) -> Snapshot:
    if store.now.person.name != "Mia":
        await store.do(want.SwitchPerson())
    return await store.do(want.LookInto(one.ref_id))


async def _kept(store: Store, ref_id: str) -> Operation:
    found = await store.journal.operation(ref_id)
    assert found is not None
    return found


def writes(ledger: PaperLedger) -> int:
    return sum(path.startswith("POST") and "/transactions" in path for path, _ in ledger.requests)


def test_what_never_happened_is_shown_with_its_card_and_asked_once_more(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await given_up(store, card)
        case = (await mia_looks(store, one)).case
        assert case is not None
        assert case.trace is Trace.ABSENT
        assert case.card is not None
        assert case.card.available.minor == 1_000
        assert case.choices == (Choice.ASK_AGAIN, Choice.DID_NOT)
        await store.do(want.Resolve(one.ref_id, Choice.ASK_AGAIN, BOOKS))
        assert (await _kept(store, one.ref_id)).state is State.CONFIRMED
        assert len(ledger.rows(one.ref_id)) == 1
        told = await store.journal.story(one.ref_id)
        assert ("ask again", f"Mia · {BOOKS.value}") in [(event.what, event.detail) for event in told]

    virtually(tmp_path, story)


def test_asking_once_more_without_an_answer_leaves_it_with_the_manager(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        before = writes(ledger)
        await mia_looks(store, one)
        ledger.fault = lost_before(99)
        await store.do(want.Resolve(one.ref_id, Choice.ASK_AGAIN, BOOKS))
        await asyncio.sleep(600)
        assert store.now.needs_manager[0].ref_id == one.ref_id
        assert writes(ledger) == before + 1, "a manager allows one attempt, not a storm"

    virtually(tmp_path, story)


def test_an_attempt_that_did_not_go_out_is_made_when_it_can(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        await mia_looks(store, one)

        def no_way(request: httpx.Request, _move: Callable[[], Reply]) -> httpx.Response | None:
            raise httpx.ConnectError("no way", request=request)

        ledger.fault = no_way
        await store.do(want.Resolve(one.ref_id, Choice.ASK_AGAIN, BOOKS))
        await asyncio.sleep(300)
        assert store.now.needs_manager
        ledger.fault = None
        await store.until(lambda now: not now.waiting)
        assert len(ledger.rows(one.ref_id)) == 1

    virtually(tmp_path, story)


def test_it_did_not_happen_burns_the_reference_and_frees_the_card(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        one = await given_up(store, card)
        before = writes(ledger)
        await mia_looks(store, one)
        now = await store.do(want.Resolve(one.ref_id, Choice.DID_NOT, Grounds.GOODS))
        kept = await _kept(store, one.ref_id)
        assert (kept.state, kept.why, kept.acknowledged) == (State.REFUSED, Why.BY_MANAGER, True)
        assert (now.waiting, now.unseen, now.case) == ((), (), None)
        await asyncio.sleep(600)
        assert writes(ledger) == before
        await store.scan(card)
        assert await store.place(Kind.PAY, 100, "next") is not None
        assert card.balance() == 900

    virtually(tmp_path, story)


def test_nobody_says_that_it_did_not_happen_within_a_minute_of_the_last_attempt(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        ledger.fault = lost_before(1)
        await mia_looks(store, one)
        await store.do(want.Resolve(one.ref_id, Choice.ASK_AGAIN, BOOKS))
        case = (await mia_looks(store, one)).case
        assert case is not None
        assert Choice.DID_NOT not in case.choices
        await store.do(want.Resolve(one.ref_id, Choice.DID_NOT, BOOKS))
        assert store.now.refusals[0].code is NotDone.CHANGED
        assert store.now.needs_manager

    virtually(tmp_path, story)


def test_what_the_history_proves_by_then_needs_no_word(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)

        def moves_and_mumbles(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
            if "/wallets/transactions" not in request.url.path:
                return None
            move()
            return httpx.Response(202, json={})

        ledger.fault = moves_and_mumbles
        one = await given_up(store, card)
        now = await mia_looks(store, one)
        assert now.case is None
        assert (await _kept(store, one.ref_id)).state is State.CONFIRMED
        assert card.balance() == 600

    virtually(tmp_path, story)


def test_it_happened_where_nobody_may_read(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        ledger.may_read = False
        case = (await mia_looks(store, one)).case
        assert case is not None
        assert (case.trace, case.card) == (Trace.UNREADABLE, None)
        assert case.choices == (Choice.ASK_AGAIN, Choice.HAPPENED, Choice.DID_NOT)
        await store.do(want.Resolve(one.ref_id, Choice.HAPPENED, BOOKS))
        kept = await _kept(store, one.ref_id)
        assert (kept.state, kept.why) == (State.CONFIRMED, Why.BY_MANAGER)

    virtually(tmp_path, story)


def test_a_hold_is_never_confirmed_by_a_word_because_nothing_could_end_it(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000), Kind.HOLD)
        ledger.may_read = False
        case = (await mia_looks(store, one)).case
        assert case is not None
        assert case.choices == (Choice.ASK_AGAIN, Choice.DID_NOT)
        await store.do(want.Resolve(one.ref_id, Choice.HAPPENED, BOOKS))
        assert store.now.needs_manager

    virtually(tmp_path, story)


async def _paid_after_cancel(store: Store, card: PaperCard) -> Operation:
    await store.scan(card)
    store.ledger.fault = lost_after(1)
    paid = await store.place(Kind.PAY, 400)
    assert paid is not None
    await store.do(want.SwitchPerson())
    await store.do(want.Cancel(paid.ref_id))
    now = await store.until(lambda now: bool(now.needs_manager))
    assert now.needs_manager[0].why is Why.PAID_AFTER_CANCEL
    return now.needs_manager[0]


@pytest.mark.parametrize("lost", [0, 1, 3])
def test_a_payment_that_happened_after_its_cancel_is_given_back_once(tmp_path: Path, lost: int) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        paid = await _paid_after_cancel(store, card)
        case = (await mia_looks(store, paid)).case
        assert case is not None
        assert case.choices == (Choice.GIVE_BACK, Choice.HAPPENED)
        ledger.fault = lost_after(lost)
        give = want.Resolve(paid.ref_id, Choice.GIVE_BACK, Grounds.CUSTOMER)
        await asyncio.gather(store.shop.carry_out(give), store.shop.carry_out(give))
        now = await store.until(lambda now: not now.waiting)
        assert card.balance() == 1_000
        back = now.latest[0]
        assert (back.kind, back.reason, back.hold_ref) == (Kind.FUND, "refund", paid.ref_id)
        assert back.hold_id == ledger.rows(paid.ref_id)[0]["id"]
        assert len(ledger.rows(back.ref_id)) == 1
        told = [event.what for event in await store.journal.story(paid.ref_id)]
        assert "give it back" in told
        assert told[-1] == "confirmed"

    virtually(tmp_path, story)


def test_a_payment_that_is_left_as_it_is_after_its_cancel(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 1_000)
        paid = await _paid_after_cancel(store, card)
        await mia_looks(store, paid)
        await store.do(want.Resolve(paid.ref_id, Choice.HAPPENED, Grounds.GOODS))
        assert store.now.waiting == ()
        assert (await _kept(store, paid.ref_id)).moved == 400
        assert card.balance() == 600

    virtually(tmp_path, story)


def test_a_cashier_can_neither_look_into_it_nor_decide(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        now = await store.do(want.LookInto(one.ref_id))
        assert now.case is None
        for choice in Choice:
            now = await store.do(want.Resolve(one.ref_id, choice, BOOKS))
            assert now.refusals[0].code is NotDone.NOT_ALLOWED
        assert now.needs_manager

    virtually(tmp_path, story)


def test_a_case_closes_when_the_manager_leaves(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))
        await mia_looks(store, one)
        await store.do(want.SwitchPerson())
        await store.do(want.SwitchPerson())
        now = await store.do(want.Resolve(one.ref_id, Choice.DID_NOT, BOOKS))
        assert now.refusals[0].code is NotDone.CHANGED
        assert now.needs_manager

    virtually(tmp_path, story)


def test_without_an_answer_nothing_can_be_chosen(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        one = await given_up(store, ledger.card("shop-0001", 1_000))

        def silent(request: httpx.Request, _move: Callable[[], Reply]) -> httpx.Response | None:
            raise httpx.ReadTimeout("nothing", request=request)

        ledger.fault = silent
        case = (await mia_looks(store, one)).case
        assert case is not None
        assert (case.trace, case.choices, case.reading) == (None, (), False)

    virtually(tmp_path, story)
