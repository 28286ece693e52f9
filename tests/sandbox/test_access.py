"""Tokens, scopes and accounts (section 2 of the contract)."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable

import httpx
import pytest

from tests.card_service import AUDIENCE, CardService
from tests.sandbox.contract import check
from tests.sandbox.money import refusal

GRANT = "client_credentials"


def ask(service: CardService, **changes: object) -> httpx.Response:
    body: dict[str, object] = {"grant_type": GRANT, "audience": AUDIENCE + service.account}
    auth = changes.pop("auth", service.manager)
    url = f"{service.base_url}/accounts/{changes.pop('owner', service.account)}/auth/token"
    sent = {name: value for name, value in (body | changes).items() if value is not None}
    answer = httpx.post(url, auth=auth, json=sent)  # type: ignore[arg-type] # some tests send no credentials
    check(answer)
    return answer


def test_a_token(service: CardService) -> None:
    answer = ask(service).json()
    assert answer["token_type"] == "Bearer"
    assert answer["expires_in"] == 14_400
    assert "refresh_token" not in answer
    claims = json.loads(base64.urlsafe_b64decode(answer["access_token"].split(".")[1] + "=="))
    assert claims["exp"] - claims["iat"] == 14_400
    assert claims["sub"] == service.manager.client_id
    assert claims["aud"] == AUDIENCE + service.account
    assert claims["scope"].split() == ["read:wallets", "write:wallets"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"auth": None}, 401),
        ({"auth": ("training-manager", "wrong")}, 401),
        ({"auth": ("nobody", "wrong")}, 401),
        ({"grant_type": "password"}, 400),
        ({"grant_type": None}, 400),
        ({"audience": None}, 400),
        ({"audience": 5}, 400),
        ({"audience": AUDIENCE + "T99999999"}, 403),
        ({"owner": "T99999999"}, 403),
        ({"owner": "P123"}, 403),
    ],
)
def test_no_token(service: CardService, changes: dict[str, object], status: int) -> None:
    assert ask(service, **changes).status_code == status


def _forged(token: str, key: bytes, **header: str) -> str:
    _, claims, _ = token.split(".")
    packed = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    signature = base64.urlsafe_b64encode(hmac.digest(key, f"{packed}.{claims}".encode(), hashlib.sha256))
    return f"{packed}.{claims}.{signature.decode().rstrip('=')}"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "x",
        lambda _: "a.b.c",
        lambda token: token[:-2],
        lambda token: token + "x",
        lambda token: token.replace(".", ".A", 1),
        lambda token: token.rpartition(".")[0] + ".",
        lambda token: _forged(token, b"guessed", alg="HS256", typ="JWT"),
        lambda token: _forged(token, b"", alg="none", typ="JWT"),
        lambda token: _forged(token, b"", alg="none").rpartition(".")[0] + ".",
    ],
)
def test_bad_bearers(service: CardService, spoil: Callable[[str], str]) -> None:
    bearer = spoil(service.bearer(service.manager))
    with service.api() as client:
        answer = client.get("/cards", headers={"Authorization": f"Bearer {bearer}"})
        assert refusal(answer) == (401, "UNAUTHORIZED")
        assert answer.headers["www-authenticate"] == "Bearer"
        assert client.get("/cards", headers={"Authorization": "Basic abc"}).status_code == 401


def test_an_expired_bearer(service: CardService) -> None:
    with service.api() as client:
        service.control("POST", "/clock", {"ahead": 14_390})
        assert client.get("/cards").status_code == 200
        service.control("POST", "/clock", {"ahead": 14_401})
        assert refusal(client.get("/cards")) == (401, "UNAUTHORIZED")
        service.clear()
        assert client.get("/cards").status_code == 200
        service.control("POST", "/expire-tokens")
        assert client.get("/cards").status_code == 401
    with service.api() as client:
        assert client.get("/cards").status_code == 200


def test_another_account_is_forbidden(service: CardService) -> None:
    with service.api() as client:
        url = f"{service.base_url}/accounts/T99999999/wallets/cards"
        assert refusal(client.get(url)) == (403, "FORBIDDEN")


CALLS = {
    "create": ("POST", "/cards"),
    "batch": ("POST", "/cards/batch"),
    "cards": ("GET", "/cards"),
    "card": ("GET", "/cards/c"),
    "delete": ("DELETE", "/cards/c"),
    "activate": ("POST", "/cards/c/activate"),
    "rotate-pin": ("POST", "/cards/c/rotate-pin"),
    "tokens": ("POST", "/cards/c/tokens"),
    "history": ("GET", "/cards/c/transactions"),
    "customer-cards": ("GET", "/customers/c/cards"),
    "customer-card": ("GET", "/customers/c/cards/c"),
    "info": ("POST", "/info"),
    "transactions": ("POST", "/transactions"),
    "capture": ("POST", f"/transactions/{secrets.token_hex(4)}/capture"),
    "void": ("POST", f"/transactions/{secrets.token_hex(4)}/void"),
}
ALLOWED = {
    "cashier": {"cards", "card", "history", "customer-cards", "customer-card"}
    | {"info", "transactions", "capture", "void"},
    "manager": set(CALLS),
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("who", ALLOWED)
def test_scopes(service: CardService, name: str, who: str) -> None:
    with service.api(service.cashier if who == "cashier" else service.manager) as client:
        answer = client.request(*CALLS[name])
        check(answer)
        assert (answer.status_code != 403) == (name in ALLOWED[who])
        assert client.request(*CALLS[name], headers={"Authorization": ""}).status_code == 401


def test_unknown_paths_and_methods(service: CardService) -> None:
    with service.api() as client:
        assert refusal(client.get("/nothing")) == (404, "NOT FOUND")
        answer = client.put("/cards/c")
        assert refusal(answer) == (405, "METHOD_NOT_ALLOWED")
        assert answer.headers["allow"] == "DELETE, GET"
        assert refusal(httpx.get(f"{service.base_url}/accounts/{service.account}/auth/token"))[0] == 405
