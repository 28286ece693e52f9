"""What a client may do, asked of the real card service: each scope as the contract says; nothing moves."""

from __future__ import annotations

import httpx
import pytest

from pos_app.api.access import Bar, ClientSecret, NoAccess
from pos_app.api.client import CardService
from pos_app.api.line import Got, Lost
from pos_app.api.questions import allowed
from pos_app.domain.origin import Origin
from pos_app.domain.person import Credential
from pos_app.domain.rights import Allowed, Right
from tests import card_service
from tests.api.asking import CASHIER, run

LOOK_UP, MOVE, READ, CREATE = Right
MAY = {
    "admin:wallets": set(Right),
    "write:wallets": {LOOK_UP, MOVE, CREATE},
    "read:wallets": {READ},
    "write:wallets:/info": {LOOK_UP},
    "write:wallets:/transactions": {MOVE},
    "admin:hooks": set[Right](),
}
"""Section 2.3 of the contract."""


async def rights(
    service: card_service.CardService, client: ClientSecret, account: str = ""
) -> dict[Right, Allowed]:
    """What the card service lets this client do, on its own account or another."""
    origin = Origin(account or service.account, "127.0.0.1", training=True)
    asks = CardService(origin, service.base_url, {CASHIER: client})
    try:
        return {right: await asks.may(right, Credential.CASHIER) for right in Right}
    finally:
        await asks.close()


@pytest.mark.parametrize("scope", MAY)
def test_each_scope_shows_as_the_contract_says_and_nothing_moves(
    service: card_service.CardService, scope: str
) -> None:
    before = service.ledger()
    found = run(rights(service, ClientSecret(*service.with_only[scope])))
    assert {right for right, answer in found.items() if answer is Allowed.YES} == MAY[scope]
    assert set(found.values()) <= {Allowed.YES, Allowed.NO}
    assert service.ledger() == before


def test_a_wrong_secret_is_not_accepted(service: card_service.CardService) -> None:
    found = run(rights(service, ClientSecret(service.cashier.client_id, "wrong")))
    assert set(found.values()) == {Allowed.NOT_ACCEPTED}


def test_another_account_is_not_accepted(service: card_service.CardService) -> None:
    found = run(rights(service, ClientSecret(*service.cashier), "P12345678"))
    assert set(found.values()) == {Allowed.NOT_ACCEPTED}, "T credentials on a P account"


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (200, Allowed.YES),
        (404, Allowed.YES),
        (400, Allowed.YES),
        (409, Allowed.YES),
        (401, Allowed.NOT_ACCEPTED),
        (403, Allowed.NO),
        (302, Allowed.NO_ANSWER),
        (405, Allowed.NO_ANSWER),
        (408, Allowed.NO_ANSWER),
        (429, Allowed.NO_ANSWER),
        (500, Allowed.NO_ANSWER),
        (503, Allowed.NO_ANSWER),
    ],
)
def test_only_a_clear_answer_is_taken_for_one(status: int, meaning: Allowed) -> None:
    assert allowed(Got(status, httpx.Headers(), b"")) is meaning


def test_no_answer_is_no_answer() -> None:
    assert allowed(Lost(wrote=True)) is Allowed.NO_ANSWER
    assert allowed(NoAccess(Bar.NOT_REACHED)) is Allowed.NO_ANSWER
    assert allowed(NoAccess(Bar.TOO_MANY)) is Allowed.NO_ANSWER
    assert allowed(NoAccess(Bar.REFUSED)) is Allowed.NOT_ACCEPTED
