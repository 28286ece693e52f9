"""Whatever the contract does not allow is answered with its status and envelope, and changes nothing."""

import json
import socket
from typing import Any

import httpx
import pytest

from tests.card_service import CardService
from tests.sandbox.money import ref, refusal

GOOD: dict[str, Any] = {"ref_id": "r", "card_id": "c", "amount": 1, "currency": "NOK"}


def raw(client: httpx.Client, body: bytes, path: str = "/transactions") -> httpx.Response:
    return client.post(path, content=body, headers={"Content-Type": "application/json"})


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"amount": -1}, "/amount"),
        ({"amount": 1.5}, "/amount"),
        ({"amount": "1"}, "/amount"),
        ({"amount": True}, "/amount"),
        ({"amount": None}, "/amount"),
        ({"amount": 2**63}, "/amount"),
        ({"amount": 10**400}, "/amount"),
        ({"amount": [1]}, "/amount"),
        ({"currency": "GBP"}, "/currency"),
        ({"currency": "nok"}, "/currency"),
        ({"currency": 578}, "/currency"),
        ({"ref_id": ""}, "/ref_id"),
        ({"ref_id": 7}, "/ref_id"),
        ({"card_id": " c"}, "/card_id"),
        ({"card_id": "c\n"}, "/card_id"),
        ({"card_id": "c" * 256}, "/card_id"),
        ({"card_id": ""}, "/card_id"),
        ({"type": "refund"}, "/type"),
        ({"pending": "yes"}, "/pending"),
        ({"pending": 1}, "/pending"),
        ({"metadata": []}, "/metadata"),
        ({"metadata": "x"}, "/metadata"),
        ({"originated_by": " till"}, "/originated_by"),
        ({"pin": 1234}, "/pin"),
        ({"token": "t"}, "/token"),
    ],
)
def test_wrong_fields(manager: httpx.Client, changes: dict[str, Any], path: str) -> None:
    answer = manager.post("/transactions", json=GOOD | changes)
    assert refusal(answer) == (400, "INVALID_REQUEST")
    assert [problem["path"] for problem in answer.json()["error"]["errors"]] == [path]


@pytest.mark.parametrize("missing", ["ref_id", "amount", "currency", "card_id"])
def test_missing_fields(manager: httpx.Client, missing: str) -> None:
    body = {name: value for name, value in GOOD.items() if name != missing}
    answer = manager.post("/transactions", json=body)
    assert refusal(answer) == (400, "INVALID_REQUEST")


def test_everything_wrong_is_named_at_once(manager: httpx.Client) -> None:
    answer = manager.post("/transactions", json={"amount": -1, "type": 5})
    paths = {problem["path"] for problem in answer.json()["error"]["errors"]}
    assert paths == {"/amount", "/type", "/ref_id", "/currency"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b'{"ref_id":"\xff"}',
        b'{"ref_id":"\\ud800","card_id":"c","amount":1,"currency":"NOK"}',
        b'{"ref_id":"r","card_id":"c","amount":NaN,"currency":"NOK"}',
        b'{"ref_id":"r","card_id":"c","amount":1e999,"currency":"NOK"}',
        b'{"ref_id":"r","card_id":"c","amount":' + b"9" * 6000 + b',"currency":"NOK"}',
        b'{"metadata":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "{}".encode("utf-16"),
        b"\xef\xbb\xbf{}",
        b"ref_id=r&amount=1",
    ],
)
def test_bodies_that_are_no_json_object(manager: httpx.Client, body: bytes) -> None:
    assert refusal(raw(manager, body)) == (400, "INVALID_REQUEST")


def test_a_whole_number_may_have_a_point(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(10)
    body = json.dumps(GOOD | {"card_id": card.card_id, "ref_id": ref()}).replace(
        '"amount": 1', '"amount": 1.0'
    )
    assert raw(manager, body.encode()).json()["amount"] == 1


def test_bodies_above_a_megabyte(service: CardService) -> None:
    with service.api() as client:
        padded = json.dumps(GOOD | {"metadata": {"pad": "x" * 1_000_000}}).encode()
        assert refusal(raw(client, padded)) == (413, "INVALID_REQUEST")

        def pieces() -> Any:
            for _ in range(20):
                yield b" " * 100_000

        assert client.post("/transactions", content=pieces()).status_code == 413
        assert refusal(raw(client, json.dumps(GOOD).encode().ljust(999_999))) == (404, "NOT FOUND")


@pytest.mark.parametrize("key", ["dintero_x", "dintero_"])
def test_reserved_metadata(service: CardService, manager: httpx.Client, key: str) -> None:
    card = service.new_card(10)
    body = GOOD | {"card_id": card.card_id, "ref_id": ref(), "metadata": {key: 1}}
    assert refusal(manager.post("/transactions", json=body)) == (400, "RESERVED_METADATA_KEY")
    body["metadata"] = {
        "dintero_transaction_id": "T1.x",
        "pos_order": "7",
        "deep": {"dintero_x": [None, 1.5]},
    }
    assert manager.post("/transactions", json=body).json()["metadata"] == body["metadata"]


@pytest.mark.parametrize(
    "card_id",
    ["a/b", "a%2Fb", "..", "a b", "ø/%", "a?b#c", "x'; DROP TABLE card;--", "a\\b", "nul\0nul", "\\0", "🎁"],
)
def test_odd_card_ids(service: CardService, manager: httpx.Client, card_id: str) -> None:
    card = service.new_card(10, card_id=card_id)
    encoded = "".join(f"%{byte:02X}" for byte in card_id.encode())
    assert manager.get(f"/cards/{encoded}").json()["card_id"] == card_id
    rows = manager.get(f"/cards/{encoded}/transactions").json()
    assert [row["amount"] for row in rows] == [10]
    assert refusal(manager.get(f"/cards/{encoded}%20")) == (400, "INVALID_REQUEST")
    assert card.card_id == card_id


def test_text_comes_back_as_it_went(service: CardService, manager: httpx.Client) -> None:
    odd: dict[str, Any] = {
        "name": "nul\0 \\0 \\ \x7f ø 🎁",
        "customer_id": "\0x",
        "metadata": {"\0": "\0\\", "\u2028": "🎁"},
    }
    card = service.new_card(10, **odd)
    found = manager.get(f"/cards/{card.card_id}").json()
    assert {name: found[name] for name in odd} == odd


@pytest.mark.parametrize("path", [b"/cards/%FF", b"/cards/%C3", b"/cards/%ED%A0%80"])
def test_paths_that_are_not_utf_8(service: CardService, path: bytes) -> None:
    head = f"GET /v1/accounts/{service.account}/wallets".encode() + path
    bearer = service.bearer(service.manager)
    request = (
        head
        + b" HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + bearer.encode()
        + b"\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", service.port)) as wire:
        wire.sendall(request)
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "limit=", "include_deleted=1", "amount_available=-1"]
)
def test_wrong_queries(manager: httpx.Client, query: str) -> None:
    assert refusal(manager.get(f"/cards?{query}")) == (400, "INVALID_REQUEST")


def test_nothing_was_written(service: CardService, manager: httpx.Client) -> None:
    """After all of the above only what succeeded is in the ledger."""
    assert {row["type"] for row in service.ledger()} <= {"fund", "drawdown"}
    assert all(row["amount"] in {1, 10} for row in service.ledger())
