"""What an endpoint is, and the table of all of them with the scopes of section 2.3."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pos_app.sandbox import card_endpoints as card
from pos_app.sandbox import hook_endpoints as hook
from pos_app.sandbox import list_endpoints as listed
from pos_app.sandbox import money_endpoints as money
from pos_app.sandbox.access import (
    ADMIN,
    ADMIN_HOOKS,
    INFO,
    READ,
    READ_HOOKS,
    TRANSACTIONS,
    USER,
    WRITE,
    WRITE_HOOKS,
)
from pos_app.sandbox.exchange import Exchange

Handler = Callable[[Exchange], Awaitable[object]]
_HOOKS = "/hooks/subscriptions"
_ONE_HOOK = _HOOKS + "/{subscription_id}"
_READERS = frozenset({ADMIN, READ})
_WRITERS = frozenset({ADMIN, WRITE})
_PAYERS = frozenset({ADMIN, WRITE, TRANSACTIONS})
_LOOKERS = frozenset({ADMIN, WRITE, INFO})
_CUSTOMERS = frozenset({ADMIN, READ, USER})
_HOOK_READERS = frozenset({ADMIN_HOOKS, READ_HOOKS})
_HOOK_WRITERS = frozenset({ADMIN_HOOKS, WRITE_HOOKS})


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
    return Endpoint(
        name, method, tuple(f"/v1/accounts/{{aid}}{path}".split("/")[1:]), scopes, handle, creates
    )


ENDPOINTS = (
    _endpoint("create", "POST", "/wallets/cards", _WRITERS, card.create),
    _endpoint("batch", "POST", "/wallets/cards/batch", _WRITERS, card.batch),
    _endpoint("cards", "GET", "/wallets/cards", _READERS, listed.cards),
    _endpoint("card", "GET", "/wallets/cards/{card_id}", _READERS, card.read),
    _endpoint("delete", "DELETE", "/wallets/cards/{card_id}", _WRITERS, card.delete),
    _endpoint("activate", "POST", "/wallets/cards/{card_id}/activate", _WRITERS, card.activate),
    _endpoint("rotate-pin", "POST", "/wallets/cards/{card_id}/rotate-pin", _WRITERS, card.rotate_pin),
    _endpoint("tokens", "POST", "/wallets/cards/{card_id}/tokens", _WRITERS, card.create_token),
    _endpoint("history", "GET", "/wallets/cards/{card_id}/transactions", _READERS, money.history),
    _endpoint(
        "customer-cards", "GET", "/wallets/customers/{customer_id}/cards", _CUSTOMERS, listed.customer_cards
    ),
    _endpoint(
        "customer-card",
        "GET",
        "/wallets/customers/{customer_id}/cards/{card_id}",
        _CUSTOMERS,
        listed.customer_card,
    ),
    _endpoint("info", "POST", "/wallets/info", _LOOKERS, money.info),
    _endpoint("transactions", "POST", "/wallets/transactions", _PAYERS, money.create),
    _endpoint("capture", "POST", "/wallets/transactions/{transaction_id}/capture", _PAYERS, money.capture),
    _endpoint("void", "POST", "/wallets/transactions/{transaction_id}/void", _PAYERS, money.void),
    _endpoint("subscribe", "POST", _HOOKS, _HOOK_WRITERS, hook.subscribe),
    _endpoint("subscriptions", "GET", _HOOKS, _HOOK_READERS, hook.listed),
    _endpoint("subscription", "GET", _ONE_HOOK, _HOOK_READERS, hook.read),
    _endpoint("unsubscribe", "DELETE", _ONE_HOOK, _HOOK_WRITERS, hook.unsubscribe),
    _endpoint("ping", "POST", f"{_ONE_HOOK}/ping", _HOOK_WRITERS, hook.ping),
    _endpoint("deliveries", "GET", f"{_ONE_HOOK}/deliveries", _HOOK_READERS, hook.deliveries),
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


def advertised(found: dict[str, tuple[Endpoint, dict[str, str]]]) -> set[str]:
    """The methods of the path itself, without those that it has because a variable would fit too."""
    most_fixed = next(iter(found.values()))[0].path
    return {method for method, (endpoint, _) in found.items() if endpoint.path == most_fixed}


def variables(path: tuple[str, ...], segments: list[str]) -> dict[str, str] | None:
    """Return what stands in a path's variable parts, or None when the path does not fit."""
    if len(path) != len(segments):
        return None
    values = {}
    for part, given in zip(path, segments, strict=True):
        if part.startswith("{") and given:
            values[part[1:-1]] = given
        elif part != given:
            return None
    return values
