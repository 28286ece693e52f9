"""Webhooks: who is told of what, how it is signed, and what happens when nobody takes it."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.card_service import CardService, Credentials
from tests.sandbox.contract import validator
from tests.sandbox.money import hold, move, ref, refusal
from tests.sandbox.receiver import Receiver, receiving

EVENT = "/components/schemas/WalletTransactionEvent"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def hooks(service: CardService) -> Iterator[httpx.Client]:
    """A client that may manage subscriptions; at the end there are none."""
    service.control("POST", "/choices", {"hook_pause": 0})
    with hooks_client(service, service.listener) as client:
        yield client
        for each in client.get("/subscriptions").json():
            client.delete(f"/subscriptions/{each['id']}")


def hooks_client(service: CardService, who: Credentials) -> httpx.Client:
    headers = {"Authorization": f"Bearer {service.bearer(who)}"}
    base_url = f"{service.base_url}/accounts/{service.account}/hooks"
    return httpx.Client(base_url=base_url, headers=headers, trust_env=False)


def subscribe(client: httpx.Client, url: str, **config: object) -> dict[str, Any]:
    body = {
        "events": ["wallet_transaction"],
        "config": {"url": url, "content_type": "application/json"} | config,
    }
    answer = client.post("/subscriptions", json=body)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_every_transaction_is_told(service: CardService, hooks: httpx.Client, receiver: Receiver) -> None:
    made = subscribe(hooks, receiver.url, secret={"type": "HMAC-SHA1", "value": "shared ø"})
    assert "shared" not in json.dumps(made) + hooks.get(f"/subscriptions/{made['id']}").text
    (headers, body), *_ = receiver.wait_for(1)
    assert (headers["event"], json.loads(body)["id"]) == ("ping", made["id"])
    card = service.new_card(1_000)
    with service.api() as client:
        held = hold(client, card, 10)
        client.post(f"/transactions/{held}/void", json={"ref_id": ref()})
    told = receiver.wait_for(4)[1:]
    for headers, body in told:
        event = json.loads(body)
        validator(EVENT).validate(event)
        assert headers["event"] == "wallet_transaction"
        assert headers["event-delivery"] == event["event_delivery"]
        assert headers["event-signature"] == hmac.new("shared ø".encode(), body, hashlib.sha1).hexdigest()
        assert (event["account_id"], event["transaction"]["card_id"]) == (service.account, card.card_id)
    kinds = sorted(json.loads(body)["transaction"]["type"] for _, body in told)
    assert kinds == ["fund", "pending_capture", "voided"]


def test_it_is_tried_five_times(service: CardService, hooks: httpx.Client, receiver: Receiver) -> None:
    receiver.statuses = [200, 500, 302, 404, 503, 500]
    made = subscribe(hooks, receiver.url, secret={"type": "Authorization", "value": "Bearer x"})
    receiver.wait_for(1)
    card = service.new_card(1)
    tries = receiver.wait_for(6)[1:]
    assert {json.loads(body)["transaction"]["card_id"] for _, body in tries} == {card.card_id}
    assert len({headers["event-delivery"] for headers, _ in tries}) == 1
    assert {headers["authorization"] for headers, _ in tries} == {"Bearer x"}
    other = service.new_card(1)
    _, body = receiver.wait_for(7)[6]
    assert json.loads(body)["transaction"]["card_id"] == other.card_id
    kept = hooks.get(f"/subscriptions/{made['id']}/deliveries").json()
    assert len(kept) == 3


def test_an_event_that_was_missed_comes_later(
    service: CardService, hooks: httpx.Client, receiver: Receiver
) -> None:
    receiver.statuses = [200, 500, 200]
    subscribe(hooks, receiver.url)
    receiver.wait_for(1)
    card = service.new_card(100)
    with service.api() as client:
        assert move(client, card, 1).status_code == 200
    bodies = [json.loads(body)["transaction"]["amount"] for _, body in receiver.wait_for(4)[1:]]
    assert sorted(bodies) in ([1, 1, 100], [1, 100, 100])


def test_unsubscribing(service: CardService, hooks: httpx.Client, receiver: Receiver) -> None:
    made = subscribe(hooks, receiver.url)
    receiver.wait_for(1)
    assert hooks.post(f"/subscriptions/{made['id']}/ping").status_code == 200
    receiver.wait_for(2)
    assert hooks.delete(f"/subscriptions/{made['id']}").json()["id"] == made["id"]
    for answer in (
        hooks.get(f"/subscriptions/{made['id']}"),
        hooks.delete(f"/subscriptions/{made['id']}"),
        hooks.post(f"/subscriptions/{ref()}/ping"),
    ):
        assert refusal(answer) == (404, "NOT FOUND")
    assert hooks.get("/subscriptions").json() == []
    service.new_card(1)
    with receiving() as second:
        subscribe(hooks, second.url)
        second.wait_for(1)
    assert len(receiver.received) == 2


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"url": "ftp://127.0.0.1/x"}, "INVALID_REQUEST"),
        ({"url": "http://"}, "INVALID_REQUEST"),
        ({"url": 5}, "INVALID_REQUEST"),
        ({"url": "http://127.0.0.1/", "content_type": "text/xml"}, "INVALID_REQUEST"),
        ({"url": "http://127.0.0.1/", "secret": {"type": "AWS4-HMAC-SHA256"}}, "SECRET_NOT_SUPPORTED"),
        ({"url": "http://127.0.0.1/", "secret": {"type": "HMAC-SHA1"}}, "SECRET_NOT_SUPPORTED"),
    ],
)
def test_subscriptions_that_cannot_be(hooks: httpx.Client, config: dict[str, object], code: str) -> None:
    answer = hooks.post("/subscriptions", json={"events": ["wallet_transaction"], "config": config})
    assert refusal(answer) == (400, code)


def test_a_till_may_not_subscribe(service: CardService, receiver: Receiver) -> None:
    with hooks_client(service, service.manager) as client:
        answer = client.post("/subscriptions", json={"events": [], "config": {"url": receiver.url}})
        assert refusal(answer) == (403, "FORBIDDEN")
        assert refusal(client.get("/subscriptions")) == (403, "FORBIDDEN")
