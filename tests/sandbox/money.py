"""Short ways to ask for money, and to say what a refusal must be."""

import uuid
from typing import Any

import httpx

from tests.card_service import NewCard


def ref() -> str:
    """A fresh reference."""
    return str(uuid.uuid4())


def move(client: httpx.Client, card: NewCard, amount: int, **fields: object) -> httpx.Response:
    """POST transactions by `card_id`; a fresh reference unless one is given."""
    body: dict[str, object] = {"ref_id": ref(), "card_id": card.card_id, "amount": amount, "currency": "NOK"}
    return client.post("/transactions", json=body | fields)


def by_token(client: httpx.Client, card: NewCard, amount: int, **fields: object) -> httpx.Response:
    """POST transactions by token."""
    body: dict[str, object] = {"ref_id": ref(), "token": card.token, "amount": amount, "currency": "NOK"}
    return client.post("/transactions", json=body | fields)


def hold(client: httpx.Client, card: NewCard, amount: int) -> str:
    """Place a hold and return its id."""
    answer = move(client, card, amount, pending=True)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def close(client: httpx.Client, hold_id: str, act: str, **fields: object) -> httpx.Response:
    """POST capture or void."""
    body: dict[str, object] = {"ref_id": ref()}
    return client.post(f"/transactions/{hold_id}/{act}", json=body | fields)


def read(client: httpx.Client, card: NewCard) -> dict[str, Any]:
    """GET the card."""
    answer = client.get(f"/cards/{card.card_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def sums(client: httpx.Client, card: NewCard) -> tuple[int, int, int]:
    """Balance, available and reserved."""
    found = read(client, card)
    assert found["amount_balance"] == found["amount_funds"] - found["amount_drawdown"]
    return found["amount_balance"], found["amount_available"], found["amount_reserved"]


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of an answer that is no good one."""
    return answer.status_code, answer.json()["error"]["code"]
