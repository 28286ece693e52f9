"""Cards, people, operations and origins: small values with rules of their own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.card import Card, Standing, last_four
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, State
from pos_app.domain.origin import Origin
from pos_app.domain.person import PERMISSIONS, Act, Credential, Person, Role
from tests.domain.values import operation

NOW = 1_795_000_000.0


def card(**given: Any) -> Card:
    usual: dict[str, Any] = {
        "card_id": "9578000000004821",
        "currency": Currency.NOK,
        "available": Money(75_000, Currency.NOK),
        "balance": Money(100_000, Currency.NOK),
        "status": "active",
    }
    return Card(**(usual | given))


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        ({}, Standing.READY),
        ({"status": ""}, Standing.READY),
        ({"status": "inactive"}, Standing.INACTIVE),
        ({"status": "created", "expires_at": NOW - 1}, Standing.INACTIVE),
        ({"expires_at": NOW}, Standing.EXPIRED),
        ({"expires_at": NOW + 1}, Standing.READY),
        ({"expires_at": NOW - 1, "active_from": NOW + 1}, Standing.EXPIRED),
        ({"active_from": NOW + 1}, Standing.NOT_YET),
        ({"active_from": NOW}, Standing.READY),
        ({"currency": Currency.SEK}, Standing.OTHER_CURRENCY),
        ({"available": Money(0, Currency.NOK)}, Standing.ALL_ON_HOLD),
        ({"available": Money(-5, Currency.NOK)}, Standing.ALL_ON_HOLD),
        ({"available": Money(0, Currency.NOK), "balance": Money(0, Currency.NOK)}, Standing.EMPTY),
    ],
)
def test_the_most_serious_standing_counts(given: dict[str, Any], standing: Standing) -> None:
    assert card(**given).standing(NOW, Currency.NOK) is standing


def test_what_is_on_hold_is_the_balance_less_what_is_available() -> None:
    assert card().on_hold == Money(25_000, Currency.NOK)


@given(st.text(max_size=40))
def test_only_the_last_four_are_ever_shown(card_id: str) -> None:
    assert len(last_four(card_id)) <= 4
    assert card_id.endswith(last_four(card_id))


MANAGERS = {
    Act.FUND,
    Act.ACTIVATE,
    Act.REFUND,
    Act.CANCEL_PAY,
    Act.RESOLVE,
    Act.STAFF,
    Act.CONNECT,
    Act.SETTINGS,
    Act.AUDIT,
}
SENIORS = {Act.CAPTURE_PART, Act.VOID_OTHERS}


@pytest.mark.parametrize("act", Act)
def test_what_each_role_may(act: Act) -> None:
    cashier, manager = Person(1, "Kari", Role.CASHIER), Person(2, "Ola", Role.MANAGER)
    assert manager.may(act)
    assert Person(3, "Ida", Role.SENIOR).may(act) is (act not in MANAGERS)
    assert cashier.may(act) is (act not in MANAGERS | SENIORS)
    assert (cashier.credential, manager.credential) == (Credential.CASHIER, Credential.MANAGER)
    assert set(PERMISSIONS) == set(Role)


def test_new_money_queues_per_card_and_the_ends_of_a_hold_per_hold() -> None:
    fingerprint = operation().card.fingerprint
    lanes = {kind: operation(kind=kind, hold_ref="hold-1").lane for kind in Kind}
    new_money = [kind for kind in Kind if kind not in (Kind.CAPTURE, Kind.VOID)]
    assert [kind for kind in Kind if lanes[kind] == fingerprint] == new_money
    assert lanes[Kind.CAPTURE] == lanes[Kind.VOID] == "hold hold-1"
    assert [kind for kind in Kind if kind.is_new_money] == new_money


@pytest.mark.parametrize("state", State)
def test_only_what_is_open_can_be_cancelled(state: State) -> None:
    one = operation(state=state)
    assert one.is_open is not state.is_final
    assert one.can_be_cancelled is one.is_open
    assert not operation(state=state, cancel=True).can_be_cancelled
    assert not operation(state=state, kind=Kind.FUND).can_be_cancelled


def test_origins_have_names_that_are_safe_as_folders() -> None:
    assert Origin("P12345678", "api.example.test").name == "P12345678@api.example.test"
    assert Origin("P12345678", "API.Example.Test").name == "P12345678@api.example.test"
    assert Origin("T12345678", "localhost:8000").name == "T12345678@localhost_8000"
    assert Origin("../../x", "../y/z\\w").name == "______x@.._y_z_w"
    assert Origin("T12345678", "127.0.0.1:5", training=True).name == "training"
    assert Origin("T12345678", "x").is_test_account
    assert not Origin("P12345678", "x").is_test_account
