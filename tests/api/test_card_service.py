"""The room against the real card service in its own process, with its faults."""

import asyncio
import uuid
from dataclasses import replace
from typing import Any

import pytest

from pos_app.api.access import ClientSecret
from pos_app.api.client import CardService
from pos_app.api.wire import activate_body, create_body
from pos_app.domain.activating import trace_on_card
from pos_app.domain.answer import Look, Seen
from pos_app.domain.judge import Verdict, judge
from pos_app.domain.operation import Kind, Why
from pos_app.domain.origin import Origin
from pos_app.domain.scan import Code, Source
from pos_app.domain.traces import Trace
from tests import card_service
from tests.api.asking import CASHIER, FUND, HOLD, MANAGER, PAY, run
from tests.api.tills import code_of, on, put, rows_of, till, told


def test_a_whole_sale(service: card_service.CardService) -> None:
    card = service.new_card(50_000)

    async def work() -> None:
        async with till(service) as asks:
            found = await asks.info(code_of(card), None, CASHIER)
            assert found.card is not None
            assert (found.card.card_id, found.card.available.minor) == (card.card_id, 50_000)
            hold = on(HOLD, 20_000)
            held = await put(asks, hold, card)
            assert judge(hold, held, first=True) is Verdict.CONFIRMED
            assert held.transaction is not None
            hold_id = held.transaction.id
            capture = on(hold, 15_000, kind=Kind.CAPTURE, hold_ref=hold.ref_id, hold_id=hold_id)
            assert judge(capture, await put(asks, capture, card), first=True) is Verdict.CONFIRMED
            void = on(capture, 5_000, kind=Kind.VOID)
            assert judge(void, await put(asks, void, card), first=True) is Verdict.CONFIRMED
            pay = on(PAY, 700)
            assert judge(pay, await put(asks, pay, card), first=True) is Verdict.CONFIRMED
            fund = on(FUND, 300, credential=MANAGER)
            assert judge(fund, await put(asks, fund, card), first=True) is Verdict.CONFIRMED
            history = await asks.history(card.card_id, CASHIER)
            refs = {row.ref_id for row in history.rows}
            assert {hold.ref_id, capture.ref_id, void.ref_id, pay.ref_id, fund.ref_id} <= refs
            read = await asks.card(card.card_id, MANAGER)
            assert read.card is not None
            assert read.card.available.minor == read.card.balance.minor == 50_000 - 15_000 - 700 + 300

    run(work())
    kinds = [kind for kind, _ in rows_of(service, card)]
    assert kinds == ["pending_capture", "drawdown", "voided", "drawdown", "fund"]


def test_a_card_is_sold_once_and_says_by_whom(service: card_service.CardService) -> None:
    (card,) = card_service.unsold(service, 1)
    first, second = (on(FUND, 40_000, kind=Kind.ACTIVATE, credential=MANAGER) for _ in range(2))
    service.rule(do="reset", when="after", endpoint="activate", times=1)

    async def work() -> None:
        async with till(service) as asks:
            found = await asks.info(code_of(card), None, MANAGER)
            assert found.card is not None
            assert found.card.is_unsold
            until = 4_000_000_000.0
            body = activate_body(first, expires_at=until, originated_by="Oslo-2")
            lost = await asks.send(first, body, card.card_id)
            assert judge(first, lost, first=True) is Verdict.NOT_KNOWN
            seen = trace_on_card(first, await asks.card(card.card_id, MANAGER))
            assert seen.trace is Trace.FOUND
            again = await asks.send(first, body, card.card_id)
            assert judge(first, again, first=False) is Verdict.HISTORY_DECIDES
            other = await asks.send(second, activate_body(second, expires_at=None), card.card_id)
            assert (other.seen, other.why) == (Seen.ALREADY_USED, Why.CARD_ACTIVE)
            told = replace(second, refusal=other.why, unproven=1)
            assert trace_on_card(told, await asks.card(card.card_id, MANAGER)).trace is Trace.EXCLUDED
            sold = await asks.card(card.card_id, MANAGER)
            assert sold.card is not None
            assert (sold.card.available.minor, sold.card.expires_at) == (40_000, until)

    run(work())
    service.clear()


def test_what_goes_along_is_kept(service: card_service.CardService) -> None:
    card, pay = service.new_card(50_000), on(PAY, reason="x")
    assert told(service, lambda asks: put(asks, pay, card)).seen is Seen.OK
    row = service.ledger()[-1]
    assert row["metadata"] == {
        "pos_order": "1042",
        "pos_operation": pay.ref_id,
        "pos_staff": 7,
        "pos_reason": "x",
    }


FAULTS: list[tuple[dict[str, Any], Seen, Why]] = [
    ({"do": "reset"}, Seen.NOT_KNOWN, Why.STRANGE_ANSWER),
    ({"do": "close"}, Seen.NOT_KNOWN, Why.STRANGE_ANSWER),
    ({"do": "hang"}, Seen.NOT_KNOWN, Why.NO_ANSWER),
    ({"do": "reset", "when": "after"}, Seen.NOT_KNOWN, Why.STRANGE_ANSWER),
    ({"do": "close", "when": "after"}, Seen.NOT_KNOWN, Why.STRANGE_ANSWER),
    ({"do": "hang", "when": "after"}, Seen.NOT_KNOWN, Why.NO_ANSWER),
    ({"do": "delay", "milliseconds": 1500}, Seen.NOT_KNOWN, Why.NO_ANSWER),
    ({"do": "drip", "milliseconds": 50}, Seen.NOT_KNOWN, Why.NO_ANSWER),
    ({"do": "broken"}, Seen.NOT_KNOWN, Why.STRANGE_ANSWER),
    ({"do": "huge"}, Seen.NOT_KNOWN, Why.STRANGE_ANSWER),
    ({"do": "redirect"}, Seen.NOT_KNOWN, Why.STRANGE_ANSWER),
    ({"do": "portal"}, Seen.NOT_KNOWN, Why.STRANGE_ANSWER),
    ({"do": "status", "status": 408}, Seen.NOT_KNOWN, Why.NO_ANSWER),
    ({"do": "status", "status": 500}, Seen.NOT_KNOWN, Why.NO_ANSWER),
    ({"do": "status", "status": 502, "when": "after"}, Seen.NOT_KNOWN, Why.NO_ANSWER),
    ({"do": "status", "status": 202}, Seen.NOT_KNOWN, Why.STRANGE_ANSWER),
    ({"do": "status", "status": 401, "times": 2}, Seen.UNAUTHORIZED, Why.NO_CREDENTIAL),
    ({"do": "status", "status": 429}, Seen.TOO_MANY, Why.TOO_MANY),
    ({"do": "status", "status": 403}, Seen.REFUSAL, Why.NOT_ALLOWED),
    ({"do": "status", "status": 404}, Seen.REFUSAL, Why.CARD_UNKNOWN),
    ({"do": "status", "status": 422}, Seen.REFUSAL, Why.OTHER),
    ({"do": "status", "status": 402}, Seen.REFUSAL, Why.NO_FUNDS),
    ({"do": "status", "status": 409}, Seen.ALREADY_USED, Why.OTHER),
    ({"do": "status", "status": 400, "code": "REF_ID_CONFLICT"}, Seen.ALREADY_USED, Why.OTHER),
    ({"do": "status", "status": 423}, Seen.OTHER_4XX, Why.OTHER),
]


@pytest.mark.parametrize(("rule", "seen", "why"), FAULTS, ids=[str(fault[0]) for fault in FAULTS])
def test_each_row_of_the_table(
    service: card_service.CardService, rule: dict[str, Any], seen: Seen, why: Why
) -> None:
    card, pay = service.new_card(50_000), on(PAY)

    async def work() -> None:
        async with till(service) as asks:
            service.rule(**({"endpoint": "transactions", "times": 1} | rule))
            end = await put(asks, pay, card)
            assert (end.seen, end.why, end.transaction) == (seen, why, None)
            service.clear()
            again = await put(asks, pay, card)
            assert judge(pay, again, first=False) is Verdict.CONFIRMED

    run(work())
    assert rows_of(service, card) == [("drawdown", 1000)]


def test_an_answer_to_another_question_does_not_match(service: card_service.CardService) -> None:
    card, pay = service.new_card(50_000), on(PAY)
    service.rule(do="foreign", endpoint="transactions", times=1)
    end = told(service, lambda asks: put(asks, pay, card))
    assert end.seen is Seen.OK
    assert judge(pay, end, first=True) is Verdict.NOT_KNOWN


def test_how_long_to_wait_comes_along(service: card_service.CardService) -> None:
    card = service.new_card(50_000)
    service.rule(do="status", status=429, retry_after=11, endpoint="transactions", times=1)
    assert told(service, lambda asks: put(asks, on(PAY), card)).retry_after == 11.0


def test_a_401_is_met_with_one_new_token(service: card_service.CardService) -> None:
    card = service.new_card(50_000)

    async def work() -> None:
        async with till(service) as asks:
            assert (await asks.info(code_of(card), None, CASHIER)).look is Look.FOUND
            service.control("POST", "/expire-tokens")
            ends = await asyncio.gather(*(put(asks, on(PAY), card) for _ in range(4)))
            assert [end.seen for end in ends] == [Seen.OK] * 4

    run(work())


def test_a_client_with_a_wrong_secret_is_not_accepted(service: card_service.CardService) -> None:
    async def work() -> None:
        clients = {CASHIER: ClientSecret(service.cashier.client_id, "wrong")}
        origin = Origin(service.account, "127.0.0.1", training=True)
        asks = CardService(origin, service.base_url, clients)
        end = await asks.send(on(HOLD), create_body(on(HOLD), token="x"))
        assert (end.seen, end.why) == (Seen.UNAUTHORIZED, Why.NO_CREDENTIAL)
        await asks.close()

    run(work())


def test_why_a_card_does_not_serve(service: card_service.CardService) -> None:
    cases = [
        (service.new_card(500), PAY, Why.NO_FUNDS),
        (service.new_card(50_000, "SEK"), PAY, Why.CURRENCY),
        (service.new_card(50_000, expires_at="2020-01-01T00:00:00Z"), PAY, Why.CARD_EXPIRED),
        (service.new_card(50_000, active_from="2090-01-01T00:00:00Z"), PAY, Why.CARD_NOT_YET),
        (card_service.NewCard("nobody", "nobody's code", None), HOLD, Why.CARD_UNKNOWN),
        (service.new_card(50_000), replace(FUND, credential=CASHIER), Why.NOT_ALLOWED),
    ]

    async def work() -> None:
        async with till(service) as asks:
            for card, kind, why in cases:
                end = await put(asks, on(kind), card)
                assert (end.seen, end.why) == (Seen.REFUSAL, why)

    run(work())


def test_why_a_hold_does_not_end(service: card_service.CardService) -> None:
    card = service.new_card(50_000)

    async def work() -> None:
        async with till(service) as asks:
            held = await put(asks, on(HOLD, 5000), card)
            assert held.transaction is not None
            capture = replace(HOLD, kind=Kind.CAPTURE, hold_ref="x", hold_id=held.transaction.id)
            void = replace(capture, kind=Kind.VOID)
            too_much = await put(asks, on(capture, 5001), card)
            assert (too_much.seen, too_much.why) == (Seen.REFUSAL, Why.MORE_THAN_HELD)
            assert (await put(asks, on(void), card)).seen is Seen.OK
            for one in (on(capture), on(void)):
                ended = await put(asks, one, card)
                assert (ended.seen, ended.why) == (Seen.REFUSAL, Why.HOLD_ENDED)
            unknown = on(capture, hold_id=str(uuid.uuid4()))
            assert (await put(asks, unknown, card)).why is Why.HOLD_ENDED

    run(work())


def test_pins(service: card_service.CardService) -> None:
    card = service.new_card(50_000, pin=True)
    assert card.pin is not None
    wrong = "0000" if card.pin != "0000" else "0001"

    async def work() -> None:
        async with till(service) as asks:
            service.control("POST", "/choices", {"require_pin": True})
            assert (await asks.info(code_of(card), None, CASHIER)).look is Look.PIN_NEEDED
            assert (await asks.info(code_of(card), wrong, CASHIER)).look is Look.PIN_WRONG
            assert (await asks.info(code_of(card), card.pin, CASHIER)).look is Look.FOUND
            refused = await put(asks, on(PAY), card, pin=wrong)
            assert (refused.seen, refused.why) == (Seen.REFUSAL, Why.WRONG_PIN)
            assert (await put(asks, on(PAY), card, pin=card.pin or "")).seen is Seen.OK

    run(work())


def test_looks_that_find_nothing(service: card_service.CardService) -> None:
    async def work() -> None:
        async with till(service) as asks:
            nobody = Code("nobody", Source.SCANNED)
            assert (await asks.info(nobody, None, CASHIER)).look is Look.UNKNOWN
            assert (await asks.card("no/bo dy", CASHIER)).look is Look.UNKNOWN
            assert (await asks.history("no/bo dy", CASHIER)).look is Look.UNKNOWN
            service.rule(do="status", status=403, endpoint="history")
            assert (await asks.history("x", CASHIER)).look is Look.NOT_ALLOWED

    run(work())


def test_a_card_whose_number_is_a_path(service: card_service.CardService) -> None:
    card = service.new_card(50_000, card_id=f"shop/7 % ø?#{uuid.uuid4()}")

    async def work() -> None:
        async with till(service) as asks:
            found = await asks.card(card.card_id, CASHIER)
            assert found.card is not None
            assert found.card.card_id == card.card_id
            assert (await asks.history(card.card_id, CASHIER)).look is Look.FOUND

    run(work())


def test_a_service_that_was_killed_and_came_back(service: card_service.CardService) -> None:
    card, pay = service.new_card(50_000), on(PAY)

    async def work() -> None:
        async with till(service) as asks:
            assert (await put(asks, on(PAY), card)).seen is Seen.OK
            service.kill()
            away = await put(asks, pay, card)
            assert away.seen in (Seen.NOT_SENT, Seen.NOT_KNOWN)
            assert (await put(asks, pay, card)).seen is Seen.NOT_SENT
            assert (await asks.info(code_of(card), None, CASHIER)).look is Look.NO_ANSWER
            service.start()
            assert (await put(asks, pay, card)).seen is Seen.OK

    run(work())
