"""The room against a card service that chose otherwise where the contract leaves it open."""

from dataclasses import replace

import pytest

from pos_app.api.client import CardService
from pos_app.domain.answer import Answer, Look, Seen
from pos_app.domain.judge import Verdict, judge
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation, Why
from tests import card_service
from tests.api.asking import CASHIER, HOLD, PAY, run
from tests.api.tills import code_of, on, put, rows_of, till, told

CHOICES: list[tuple[dict[str, object], Kind, Seen, Why]] = [
    ({"no_funds_status": "402"}, Kind.PAY, Seen.REFUSAL, Why.NO_FUNDS),
    ({"no_funds_status": "403"}, Kind.PAY, Seen.REFUSAL, Why.NO_FUNDS),
    ({"no_funds_status": "422"}, Kind.PAY, Seen.REFUSAL, Why.NO_FUNDS),
    ({"no_funds_status": "409"}, Kind.PAY, Seen.ALREADY_USED, Why.NO_FUNDS),
    ({"error_codes": "none"}, Kind.PAY, Seen.REFUSAL, Why.OTHER),
    ({"error_codes": "other"}, Kind.PAY, Seen.REFUSAL, Why.OTHER),
    ({"no_funds_status": "402", "error_codes": "none"}, Kind.PAY, Seen.REFUSAL, Why.NO_FUNDS),
]


@pytest.mark.parametrize(("choices", "kind", "seen", "why"), CHOICES, ids=[str(one[0]) for one in CHOICES])
def test_other_choices_of_a_refusal(
    service: card_service.CardService, choices: dict[str, object], kind: Kind, seen: Seen, why: Why
) -> None:
    card = service.new_card(500)
    service.control("POST", "/choices", choices)
    end = told(service, lambda asks: put(asks, on(PAY, kind=kind), card))
    assert (end.seen, end.why) == (seen, why)


def with_choices(service: card_service.CardService, **choices: object) -> None:
    service.control("POST", "/choices", choices)


def repeated(service: card_service.CardService, card: card_service.NewCard, second: Operation) -> Answer:
    """The answer to the same reference again."""

    async def work(asks: CardService) -> Answer:
        first = replace(second, amount=Money(1000, Currency.NOK))
        assert (await put(asks, first, card)).seen is Seen.OK
        return await put(asks, second, card)

    return told(service, work)


@pytest.mark.parametrize("status", [400, 409])
def test_every_repeat_refused_lets_history_decide(service: card_service.CardService, status: int) -> None:
    with_choices(service, replay="refuse", replay_status=status)
    card, pay = service.new_card(50_000), on(PAY)
    assert repeated(service, card, pay).seen is Seen.ALREADY_USED
    assert rows_of(service, card) == [("drawdown", 1000)]


@pytest.mark.parametrize("status", [400, 409])
@pytest.mark.parametrize("codes", ["ours", "other", "none"])
def test_another_body_under_the_same_reference(
    service: card_service.CardService, status: int, codes: str
) -> None:
    with_choices(service, replay_status=status, error_codes=codes)
    card, pay = service.new_card(50_000), on(PAY, 2000)
    assert repeated(service, card, pay).seen is Seen.ALREADY_USED


def test_the_first_transaction_whatever_the_body(service: card_service.CardService) -> None:
    with_choices(service, replay_changed="answer")
    card, pay = service.new_card(50_000), on(PAY, 2000)
    end = repeated(service, card, pay)
    assert end.seen is Seen.OK
    assert judge(pay, end, first=False) is Verdict.NOT_KNOWN


def test_a_repeat_after_an_empty_card_is_not_refused(service: card_service.CardService) -> None:
    """T1: the answer to a pay that emptied the card was lost, and the service looks at the money first."""
    with_choices(service, no_funds_before_reference=True)
    card, pay = service.new_card(1000), on(PAY)

    async def work(asks: CardService) -> Answer:
        service.rule(do="close", when="after", endpoint="transactions", times=1)
        assert (await put(asks, pay, card)).seen is Seen.NOT_KNOWN
        return await put(asks, pay, card)

    end = told(service, work)
    assert (end.seen, end.why) == (Seen.REFUSAL, Why.NO_FUNDS)
    assert judge(pay, end, first=False) is Verdict.HISTORY_DECIDES
    assert rows_of(service, card) == [("drawdown", 1000)]


@pytest.mark.parametrize("status", [201, 202])
def test_other_good_statuses(service: card_service.CardService, status: int) -> None:
    card, pay = service.new_card(50_000), on(PAY)

    async def work(asks: CardService) -> Answer:
        with_choices(service, success_status=status)
        return await put(asks, pay, card)

    end = told(service, work)
    assert judge(pay, end, first=True) is (Verdict.CONFIRMED if status == 201 else Verdict.NOT_KNOWN)


@pytest.mark.parametrize(
    ("choices", "look"),
    [({"optional_fields": "leave out"}, Look.STRANGE), ({"extra_fields": "some"}, Look.FOUND)],
    ids=["fewer", "more"],
)
def test_fewer_and_more_fields(
    service: card_service.CardService, choices: dict[str, object], look: Look
) -> None:
    """A card that does not say what is available is not guessed at; a write needs nothing optional."""
    card, pay = service.new_card(50_000), on(PAY)

    async def work() -> None:
        async with till(service) as asks:
            with_choices(service, **choices)
            assert judge(pay, await put(asks, pay, card), first=True) is Verdict.CONFIRMED
            assert (await asks.info(code_of(card), None, CASHIER)).look is look
            history = await asks.history(card.card_id, CASHIER)
            assert pay.ref_id in {row.ref_id for row in history.rows}

    run(work())


@pytest.mark.parametrize("status", [400, 403, 404])
def test_other_statuses_for_a_wrong_pin(service: card_service.CardService, status: int) -> None:
    with_choices(service, require_pin=True, wrong_pin_status=status)
    card = service.new_card(50_000, pin=True)

    async def work() -> None:
        async with till(service) as asks:
            assert (await asks.info(code_of(card), None, CASHIER)).look is Look.PIN_NEEDED
            assert (await asks.info(code_of(card), "99999", CASHIER)).look is Look.PIN_WRONG

    run(work())


@pytest.mark.parametrize("status", [400, 403, 404, 409])
def test_other_statuses_for_a_hold_that_ended(service: card_service.CardService, status: int) -> None:
    with_choices(service, closed_hold_status=status)
    card = service.new_card(50_000)

    async def work() -> None:
        async with till(service) as asks:
            held = await put(asks, on(HOLD), card)
            assert held.transaction is not None
            void = replace(HOLD, kind=Kind.VOID, hold_ref="x", hold_id=held.transaction.id)
            assert (await put(asks, on(void), card)).seen is Seen.OK
            again = await put(asks, on(void), card)
            assert again.seen is (Seen.ALREADY_USED if status == 409 else Seen.REFUSAL)
            assert again.why is Why.HOLD_ENDED

    run(work())
