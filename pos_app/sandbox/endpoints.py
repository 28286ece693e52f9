"""What an endpoint is, and the table of all of them with the scopes of section 2.3."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pos_app.sandbox import card_endpoints as card
from pos_app.sandbox import list_endpoints as listed
from pos_app.sandbox import money_endpoints as money
from pos_app.sandbox.access import ADMIN, INFO, READ, TRANSACTIONS, USER, WRITE
from pos_app.sandbox.exchange import Exchange

Handler = Callable[[Exchange], Awaitable[object]]
_WALLETS = "/accounts/{aid}/wallets"
_READERS = frozenset({ADMIN, READ})
_WRITERS = frozenset({ADMIN, WRITE})
_PAYERS = frozenset({ADMIN, WRITE, TRANSACTIONS})
_LOOKERS = frozenset({ADMIN, WRITE, INFO})
_CUSTOMERS = frozenset({ADMIN, READ, USER})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path. `name` is what fault rules call it; any one of `scopes` is enough."""

    name: str
    method: str
    path: tuple[str, ...]
    scopes: frozenset[str]
    handle: Handler
    creates: bool = True
    """Whether a good answer may have another status than 200 when chosen so."""


def _endpoint(name: str, method: str, path: str, scopes: frozenset[str], handle: Handler) -> Endpoint:
    creates = method == "POST" and name != "info"
    return Endpoint(name, method, tuple(f"/v1{_WALLETS}{path}".split("/")[1:]), scopes, handle, creates)


ENDPOINTS = (
    _endpoint("create", "POST", "/cards", _WRITERS, card.create),
    _endpoint("batch", "POST", "/cards/batch", _WRITERS, card.batch),
    _endpoint("cards", "GET", "/cards", _READERS, listed.cards),
    _endpoint("card", "GET", "/cards/{card_id}", _READERS, card.read),
    _endpoint("delete", "DELETE", "/cards/{card_id}", _WRITERS, card.delete),
    _endpoint("activate", "POST", "/cards/{card_id}/activate", _WRITERS, card.activate),
    _endpoint("rotate-pin", "POST", "/cards/{card_id}/rotate-pin", _WRITERS, card.rotate_pin),
    _endpoint("tokens", "POST", "/cards/{card_id}/tokens", _WRITERS, card.create_token),
    _endpoint("history", "GET", "/cards/{card_id}/transactions", _READERS, money.history),
    _endpoint("customer-cards", "GET", "/customers/{customer_id}/cards", _CUSTOMERS, listed.customer_cards),
    _endpoint(
        "customer-card", "GET", "/customers/{customer_id}/cards/{card_id}", _CUSTOMERS, listed.customer_card
    ),
    _endpoint("info", "POST", "/info", _LOOKERS, money.info),
    _endpoint("transactions", "POST", "/transactions", _PAYERS, money.create),
    _endpoint("capture", "POST", "/transactions/{transaction_id}/capture", _PAYERS, money.capture),
    _endpoint("void", "POST", "/transactions/{transaction_id}/void", _PAYERS, money.void),
)
TOKEN_PATH = ("v1", "accounts", "{oid}", "auth", "token")


def find(segments: list[str]) -> dict[str, tuple[Endpoint, dict[str, str]]]:
    """Return the endpoints of a path by method, each with the path's variable parts.

    Where a fixed word and a variable both fit ("batch"), the fixed word wins. Empty when no endpoint has the
    path.
    """
    found: dict[str, tuple[Endpoint, dict[str, str]]] = {}
    for endpoint in ENDPOINTS:
        values = variables(endpoint.path, segments)
        if values is not None and endpoint.method not in found:
            found[endpoint.method] = endpoint, values
    return found


def variables(path: tuple[str, ...], segments: list[str]) -> dict[str, str] | None:
    """Return what stands in a path's variable parts, or None when the path does not fit."""
    if len(path) != len(segments):
        return None
    values = {}
    for part, given in zip(path, segments, strict=True):
        if part.startswith("{"):
            values[part[1:-1]] = given
        elif part != given:
            return None
    return values
