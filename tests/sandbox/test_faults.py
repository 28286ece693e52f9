"""Faults on demand: each does what its name says, to the requests it names, before or after the commit."""

import time
from typing import Any

import httpx
import pytest

from tests.card_service import CardService
from tests.sandbox.money import by_token, close, hold, move, ref, refusal, sums


@pytest.fixture(autouse=True)
def calm(service: CardService) -> Any:
    """Every test begins and ends without faults."""
    service.clear()
    yield
    service.clear()


@pytest.mark.parametrize("act", ["reset", "close"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_answer(service: CardService, act: str, when: str) -> None:
    card, once = service.new_card(1_000), ref()
    with service.api() as client:
        service.rule(do=act, when=when, endpoint="transactions", times=1)
        with pytest.raises(httpx.ReadError if act == "reset" else httpx.RemoteProtocolError):
            move(client, card, 100, ref_id=once)
        assert sums(client, card)[0] == (900 if when == "after" else 1_000)
        assert move(client, card, 100, ref_id=once).status_code == 200
        assert sums(client, card)[0] == 900


@pytest.mark.parametrize("when", ["before", "after"])
def test_no_answer_at_all(service: CardService, when: str) -> None:
    card = service.new_card(1_000)
    with service.api() as client:
        service.rule(do="hang", when=when, endpoint="transactions", times=1)
        with pytest.raises(httpx.ReadTimeout):
            client.post(
                "/transactions",
                json={"ref_id": ref(), "card_id": card.card_id, "amount": 100, "currency": "NOK"},
                timeout=0.3,
            )
        assert sums(client, card)[0] == (900 if when == "after" else 1_000)


@pytest.mark.parametrize("status", [401, 403, 404, 409, 422, 429, 500, 503])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_status(service: CardService, status: int, when: str) -> None:
    card = service.new_card(1_000)
    with service.api() as client:
        service.rule(do="status", status=status, when=when, card=card.card_id, endpoint="transactions")
        answer = move(client, card, 100)
        assert answer.status_code == status
        assert answer.json()["error"]["message"]
        assert "retry-after" not in answer.headers
        assert sums(client, card)[0] == (900 if when == "after" else 1_000)


def test_retry_after(service: CardService) -> None:
    with service.api() as client:
        service.rule(do="status", status=429, retry_after=7, code="SLOW", endpoint="cards")
        answer = client.get("/cards")
        assert (answer.headers["retry-after"], refusal(answer)) == ("7", (429, "SLOW"))


def test_answers_that_are_not_ours(service: CardService) -> None:
    card = service.new_card(1_000)
    with service.api() as client:
        for act in ("broken", "foreign", "huge", "redirect", "portal"):
            service.rule(do=act, endpoint="transactions", times=1)
        broken = move(client, card, 1)
        with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
            broken.json()
        once = ref()
        foreign = move(client, card, 1, ref_id=once).json()
        assert foreign["amount"] == 101
        assert foreign["ref_id"] != once
        assert len(move(client, card, 1).content) > 10_000_000
        assert sums(client, card)[0] == 997
        assert move(client, card, 1).status_code == 302
        assert move(client, card, 1).headers["content-type"].startswith("text/html")
        assert sums(client, card)[0] == 997
        assert move(client, card, 1).status_code == 200


def test_a_delay_and_a_slow_answer(service: CardService) -> None:
    card = service.new_card(1_000)
    with service.api() as client:
        service.rule(do="delay", milliseconds=300, endpoint="info", times=1)
        begun = time.monotonic()
        assert client.post("/info", json={"token": card.token}).status_code == 200
        assert time.monotonic() - begun >= 0.3
        service.rule(do="drip", milliseconds=1, endpoint="info", times=1)
        begun = time.monotonic()
        slow = client.post("/info", json={"token": card.token})
        assert slow.json()["card_id"] == card.card_id
        assert time.monotonic() - begun >= len(slow.content) / 1000


def test_which_requests_are_struck(service: CardService) -> None:
    one, other = service.new_card(1_000), service.new_card(1_000)
    with service.api() as client:
        held = hold(client, one, 10)
        service.rule(do="status", status=503, card=one.card_id)
        assert by_token(client, other, 1).status_code == 200
        assert by_token(client, one, 1).status_code == 503
        assert client.get(f"/cards/{one.card_id}").status_code == 503
        assert close(client, held, "void").status_code == 503
        service.clear()
        service.rule(do="status", status=503, ref="unlucky")
        assert [move(client, one, 1, ref_id=name).status_code for name in ("lucky", "unlucky")] == [200, 503]
        service.clear()
        service.rule(do="status", status=503, endpoint="card", every=3, skip=1, times=2)
        statuses = [client.get(f"/cards/{one.card_id}").status_code for _ in range(11)]
        assert statuses == [200, 200, 200, 503, 200, 200, 503, 200, 200, 200, 200]
        assert [rule["struck"] for rule in service.control("GET", "/rules")] == [2]


def test_the_token_endpoint_can_fail(service: CardService) -> None:
    service.rule(do="status", status=429, retry_after=1, endpoint="token", times=1)
    with pytest.raises(httpx.HTTPStatusError, match="429"):
        service.bearer(service.manager)
    assert service.bearer(service.manager)


def test_rules_that_cannot_be(service: CardService) -> None:
    for rule in ({}, {"do": "explode"}, {"do": "status", "status": 99}, {"do": "hang", "times": 0}):
        with pytest.raises(httpx.HTTPStatusError, match="400"):
            service.rule(**rule)


def test_a_hanging_request_does_not_hold_up_the_end(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("ending")
    service = CardService(home)
    service.start()
    try:
        service.rule(do="hang", endpoint="cards")
        with service.api() as client, pytest.raises(httpx.ReadTimeout):
            client.get("/cards", timeout=0.2)
        begun = time.monotonic()
        assert service.stop() == 0
        assert time.monotonic() - begun < 5
    finally:
        service.close()
