"""Selling a card: once and for what was paid, although the service knows no reference of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.domain.person import Credential
from pos_app.domain.resolving import Choice, Grounds
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import Fault, Json, PaperCard, PaperLedger, Reply, lost_after, lost_before

OTHER: Json = {"amount": 900, "currency": "NOK", "metadata": {"pos_operation": "another till's"}}


def asked(ledger: PaperLedger) -> list[bytes]:
    """The bodies of every activation that was sent."""
    return [body for path, body in ledger.requests if path.endswith("/activate")]


async def shown(store: Store, ledger: PaperLedger) -> PaperCard:
    """A card that is not sold yet, on a manager's till."""
    card = ledger.card("shop-0009", 0, status="inactive")
    await store.do(want.SwitchPerson())
    await store.scan(card)
    return card


async def sell(store: Store, minor: int = 500, years: int = 3, token: str = "sell") -> Operation | None:
    """Activate the shown card; the operation it became."""
    now = await store.do(want.Activate(nok(minor), years, token, store.now.card.number, "1001"))
    return now.operation(now.ref_of(token))


def test_a_card_is_sold_with_its_first_load_its_end_and_our_reference(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await shown(store, ledger)
        one = await sell(store)
        assert one is not None
        assert (one.state, one.kind, one.moved, one.order) == (State.CONFIRMED, Kind.ACTIVATE, 500, "1001")
        assert one.credential is Credential.MANAGER
        body = json.loads(asked(ledger)[0])
        assert body["metadata"] == {
            "pos_order": "1001",
            "pos_operation": one.ref_id,
            "pos_staff": 2,
            "pos_reason": "sold",
        }
        assert "ref_id" not in body
        assert body["expires_at"][:4] == str(datetime.fromtimestamp(store.clock.now()).astimezone().year + 3)
        assert card.available() == 500
        assert store.now.card.card is not None
        assert store.now.card.card.available == nok(500)
        assert store.now.card.card.expires_at is not None, "it was read again"
        held = await store.place(Kind.HOLD, 500, "hold", order="1002")
        assert held is not None
        assert held.state is State.CONFIRMED

    virtually(tmp_path, story)


def test_no_end_leaves_the_date_out(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await shown(store, ledger)
        assert await sell(store, years=0) is not None
        assert "expires_at" not in json.loads(asked(ledger)[0])

    virtually(tmp_path, story)


@pytest.mark.parametrize("lost", [lost_before, lost_after])
def test_a_lost_answer_is_looked_for_on_the_card_before_anything_is_sent_again(
    tmp_path: Path, lost: Callable[[int, str], Fault]
) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await shown(store, ledger)
        ledger.fault = lost(1, "cards")
        one = await sell(store)
        assert one is not None
        assert one.state is State.WAITING
        assert store.now.card.blocked
        assert await store.place(Kind.PAY, 100, "pay") is None
        assert store.now.refusals[0].code is not None
        before = len(ledger.requests)
        done = await store.until(lambda now: not now.waiting)
        settled = done.operation(one.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED
        assert card.balance() == 500
        after = [path for path, _ in ledger.requests[before:] if "/cards/" in path]
        assert after[0].startswith("GET"), "looked first"
        assert len(asked(ledger)) == (2 if lost is lost_before else 1)

    virtually(tmp_path, story)


@pytest.mark.parametrize("lost", [lost_before, lost_after])
def test_a_power_cut_in_the_middle_sells_it_once(tmp_path: Path, lost: Callable[[int, str], Fault]) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await shown(store, ledger)
        ledger.fault = lost(1, "cards")
        one = await sell(store)
        assert one is not None
        await store.stop()
        ledger.fault = None
        await store.start()
        await store.until(lambda now: not now.waiting)
        settled = store.now.operation(one.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED
        assert card.balance() == 500

    virtually(tmp_path, story)


def test_a_card_that_another_till_sold_meanwhile_is_refused_at_once(tmp_path: Path) -> None:
    """A copy of our own request might have done it, so the card is asked; a card is activated once."""

    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await shown(store, ledger)
        ledger.activate(card.card_id, OTHER)
        one = await sell(store)
        assert one is not None
        await store.until(lambda now: not now.waiting, most=5)
        settled = store.now.operation(one.ref_id)
        assert settled is not None
        assert (settled.state, settled.why) == (State.REFUSED, Why.CARD_ACTIVE)
        assert card.balance() == 900

    virtually(tmp_path, story)


def test_a_refusal_of_the_second_copy_of_our_own_request_is_not_believed(tmp_path: Path) -> None:
    """A proxy sent it twice, and the answer that came is the second one's: it is active, by us."""

    async def story(store: Store, ledger: PaperLedger) -> None:
        await shown(store, ledger)

        def twice(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
            if not request.url.path.endswith("/activate"):
                return None
            move()
            status, told = move()
            return httpx.Response(status, json=told)

        ledger.fault = twice
        one = await sell(store)
        assert one is not None
        await store.until(lambda now: not now.waiting, most=5)
        settled = store.now.operation(one.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED

    virtually(tmp_path, story)


def test_an_active_card_that_names_no_operation_is_for_a_manager_who_decides(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await shown(store, ledger)
        ledger.gives_metadata = False
        ledger.fault = lost_after(1, "cards")
        one = await sell(store)
        assert one is not None
        await store.until(lambda now: now.waiting[0].state is State.NEEDS_MANAGER)
        now = await store.do(want.LookInto(one.ref_id))
        assert now.case is not None
        assert now.case.choices == (Choice.HAPPENED,), "too soon to say that it did not"
        await store.do(want.Resolve(one.ref_id, Choice.HAPPENED, Grounds.BOOKS))
        settled = store.now.operation(one.ref_id)
        assert settled is not None
        assert (settled.state, settled.moved) == (State.CONFIRMED, 500)

    virtually(tmp_path, story)


def test_an_answer_without_metadata_proves_it_by_the_first_load(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await shown(store, ledger)
        ledger.gives_metadata = False
        one = await sell(store)
        assert one is not None
        assert one.state is State.CONFIRMED

    virtually(tmp_path, story)


def test_another_card_in_the_answer_proves_nothing(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await shown(store, ledger)
        other = {
            "card_id": "shop-0001",
            "currency": "NOK",
            "status": "unused",
            "amount": 500,
            "amount_available": 500,
        }
        left = [1]

        def fault(request: httpx.Request, _move: Callable[[], Reply]) -> httpx.Response | None:
            if not request.url.path.endswith("/activate") or not left:
                return None
            left.clear()
            return httpx.Response(200, json=other)

        ledger.fault = fault
        one = await sell(store)
        assert one is not None
        assert one.state is State.WAITING
        await store.until(lambda now: not now.waiting)
        assert len(asked(ledger)) == 2

    virtually(tmp_path, story)


def test_a_card_that_may_not_be_read_is_never_asked_for_twice(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await shown(store, ledger)
        ledger.may_read = False
        ledger.fault = lost_before(1, "cards")
        one = await sell(store)
        assert one is not None
        await store.until(lambda now: now.waiting[0].state is State.NEEDS_MANAGER)
        assert len(asked(ledger)) == 1
        ledger.may_read = True
        await store.do(want.LookInto(one.ref_id))
        await store.do(want.Resolve(one.ref_id, Choice.ASK_AGAIN, Grounds.CUSTOMER))
        await store.until(lambda now: not now.waiting)
        settled = store.now.operation(one.ref_id)
        assert settled is not None
        assert settled.state is State.CONFIRMED

    virtually(tmp_path, story)


def test_a_refusal_that_names_no_reason_waits_until_the_card_shows_that_nothing_happened(
    tmp_path: Path,
) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await shown(store, ledger)

        def no(request: httpx.Request, _move: Callable[[], Reply]) -> httpx.Response | None:
            return httpx.Response(400, json={}) if request.url.path.endswith("/activate") else None

        ledger.fault = no
        one = await sell(store)
        assert one is not None
        assert one.state is State.WAITING
        await store.until(lambda now: not now.waiting, most=120)
        settled = store.now.operation(one.ref_id)
        assert settled is not None
        assert settled.state is State.REFUSED
        assert len(asked(ledger)) == 1

    virtually(tmp_path, story)


def test_what_cannot_be_sold_is_not_asked_for(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await shown(store, ledger)

        async def why(minor: int, years: int = 3) -> NotDone:
            assert await sell(store, minor, years, token=f"{minor} {years} {len(store.seen)}") is None
            return store.now.refusals[0].code

        assert await why(0) is NotDone.ZERO
        assert await why(500, -1) is NotDone.CARD_UNFIT
        assert await why(500, 11) is NotDone.CARD_UNFIT
        number = store.now.card.number
        await store.do(want.Activate(nok(5), 3, "old", number - 1, ""))
        assert store.now.refusals[0].code is NotDone.CARD_CHANGED
        await store.do(want.SwitchPerson())
        assert await why(500) is NotDone.NOT_ALLOWED
        await store.do(want.SwitchPerson())
        await store.scan(ledger.card("shop-0001", 100))
        assert await why(500) is NotDone.CARD_UNFIT
        await store.do(want.PutCardAway())
        assert await why(500) is NotDone.NO_CARD
        assert not asked(ledger)

    virtually(tmp_path, story)
