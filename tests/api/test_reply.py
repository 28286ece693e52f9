"""Reading what came back: whole and strictly, or not at all."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pos_app.api.reply import card_of, history_of, problem_of, seconds_of, token_of, transaction_of
from pos_app.domain.money import Currency, Money
from tests.api.asking import CARD, HOLD, as_body, calmly, transaction


def without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: kept for name, kept in value.items() if name not in names}


def test_a_transaction() -> None:
    found = transaction_of(as_body(transaction(parent_id="p", metadata={"a": [1, {"b": None}]}, extra=1)))
    assert found is not None
    assert (found.ref_id, found.amount) == (HOLD.ref_id, Money(25000, Currency.NOK))
    assert (found.type, found.parent_id, found.created_at) == ("pending_capture", "p", 1767261600.0)


def test_what_a_transaction_may_leave_out() -> None:
    bare = transaction_of(as_body(without(transaction(), "id", "type", "created_at")))
    null = transaction_of(as_body(transaction(id=None, type=None, parent_id=None, created_at=None)))
    assert bare is not None
    assert bare == null
    assert (bare.id, bare.type, bare.parent_id, bare.created_at) == ("", "", "", None)


@pytest.mark.parametrize("date", ["yesterday", 7, {}, "2026-13-01T00:00:00Z"])
def test_an_unreadable_date_of_a_transaction_does_not_matter(date: object) -> None:
    found = transaction_of(as_body(transaction(created_at=date)))
    assert found is not None
    assert found.created_at is None


BAD_AMOUNTS = [
    "25000.0",
    "2.5e4",
    "25000.5",
    '"25000"',
    "true",
    "null",
    "-1",
    "9223372036854775808",
    "1e400",
    "NaN",
    "[25000]",
    "{}",
    "025000",
    "+1",
    "9" * 5000,
]


@pytest.mark.parametrize("amount", BAD_AMOUNTS)
def test_an_amount_is_a_plain_whole_number(amount: str) -> None:
    text = as_body(transaction(amount=0)).replace(b'"amount": 0', f'"amount": {amount}'.encode())
    assert transaction_of(text) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"currency": "GBP"},
        {"currency": "nok"},
        {"currency": None},
        {"ref_id": None},
        {"ref_id": 5},
        {"id": 5},
        {"id": "x" * 256},
        {"type": []},
        {"parent_id": True},
    ],
)
def test_a_transaction_of_another_form_is_none(changes: dict[str, Any]) -> None:
    assert transaction_of(as_body(transaction(**changes))) is None


@pytest.mark.parametrize("name", ["ref_id", "amount", "currency"])
def test_a_transaction_without_what_matters_is_none(name: str) -> None:
    assert transaction_of(as_body(without(transaction(), name))) is None


def test_a_key_twice_is_not_trusted() -> None:
    whole = as_body(transaction())
    assert transaction_of(whole[:-1] + b', "amount": 25000}') is None
    assert transaction_of(whole[:-1] + b', "\\u0061mount": 1}') is None
    assert transaction_of(whole[:-1] + b', "metadata": {"a": 1, "a": 1}}') is None
    assert card_of(as_body(CARD)[:-1] + b', "amount_available": 1}') is None


STRANGE_BODIES = [
    b"",
    b" ",
    b"null",
    b"[]",
    b"{}",
    b"<html>Sign in to the free network</html>",
    b"\xef\xbb\xbf{}",
    b"\xff\xfe",
    b"[" * 200_000,
    b'{"a":' * 100_000,
    b'"\\ud800"',
    as_body(transaction())[:-1],
    as_body(transaction()) + b"x",
    json.dumps(transaction()).encode("utf-16"),
]


@pytest.mark.parametrize("body", STRANGE_BODIES, ids=range(len(STRANGE_BODIES)))
def test_strange_bodies_hold_nothing(body: bytes) -> None:
    assert transaction_of(body) is None
    assert card_of(body) is None
    assert token_of(body) is None
    assert problem_of(body).code == ""
    if body != b"[]":
        assert history_of(body) is None


def test_half_a_character_in_an_id_is_not_trusted() -> None:
    assert transaction_of(as_body(transaction(id="PLACE")).replace(b"PLACE", b"\\ud800")) is None


def test_a_history_keeps_its_order() -> None:
    rows = [transaction(ref_id="b"), transaction(ref_id="a", type="fund")]
    assert [row.ref_id for row in history_of(as_body(rows)) or ()] == ["b", "a"]
    assert history_of(b"[]") == ()


def test_one_unreadable_row_makes_the_history_unreadable() -> None:
    rows = [transaction(ref_id="b"), transaction(ref_id="a", amount=1.5)]
    assert history_of(as_body(rows)) is None
    assert history_of(as_body({"transactions": rows})) is None


def test_a_card() -> None:
    found = card_of(as_body(CARD))
    assert found is not None
    assert (found.available, found.balance) == (Money(30000, Currency.NOK), Money(50000, Currency.NOK))
    assert (found.status, found.name, found.active_from) == ("used", "", None)
    assert found.expires_at == 1893456000.0


def test_the_balance_is_never_less_than_what_is_available() -> None:
    for body in (
        without(CARD, "amount_balance"),
        CARD | {"amount_balance": 10},
        CARD | {"amount_balance": None},
    ):
        found = card_of(as_body(body))
        assert found is not None
        assert found.balance == found.available == Money(30000, Currency.NOK)


def test_the_first_load_is_not_what_is_available() -> None:
    assert card_of(as_body(without(CARD, "amount_available"))) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"expires_at": "soon"},
        {"expires_at": "2030-01-01"},
        {"expires_at": "2030-02-30T00:00:00Z"},
        {"expires_at": 1893456000},
        {"expires_at": ""},
        {"active_from": "2030-01-01T00:00:00"},
        {"card_id": ""},
        {"card_id": "x" * 256},
        {"currency": "XXX"},
        {"amount_available": -1},
        {"amount_available": 1.0},
        {"amount_available": True},
    ],
)
def test_a_card_of_another_form_is_none(changes: dict[str, object]) -> None:
    assert card_of(as_body(CARD | changes)) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1970-01-01T00:00:00Z", 0.0),
        ("1970-01-01t01:00:00.5+01:00", 0.5),
        ("1970-01-01 00:00:00.123456789z", 0.123456),
        ("1969-12-31T23:59:59Z", -1.0),
        ("9999-12-31T23:59:59Z", 253402300799.0),
    ],
)
def test_times(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "now", "2026-W01-1T00:00:00Z", "20260101T000000Z", "2026-01-01T24:61:00Z"]
)
def test_other_texts_are_no_times(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        seconds_of(text)


def test_a_time_before_all_times_is_none() -> None:
    with pytest.raises(ValueError, match=r".+"):
        seconds_of("0000-01-01T00:00:00Z")
    assert seconds_of("0001-01-01T00:00:00+23:59") < 0 < seconds_of("9999-12-31T23:59:59-23:59")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
fields = st.sampled_from([*transaction(), "parent_id", "metadata"])


@calmly
@given(st.dictionaries(fields, json_values, max_size=4), st.lists(fields, max_size=3))
def test_a_changed_transaction_is_read_right_or_not_at_all(
    changes: dict[str, Any], dropped: list[str]
) -> None:
    said = without(transaction() | changes, *dropped)
    found = transaction_of(as_body(said))
    if found is not None:
        assert type(said["amount"]) is int
        assert found.amount == Money(said["amount"], Currency(said["currency"]))
        assert found.ref_id == said["ref_id"]
        assert 0 <= found.amount.minor < 2**63


@calmly
@given(st.binary(max_size=200) | st.builds(as_body, json_values))
@example(b'{"error": {"code": "\xc3\x28"}}')
def test_nothing_that_comes_back_raises(body: bytes) -> None:
    for read in (transaction_of, history_of, card_of, problem_of, token_of):
        read(body)


@calmly
@given(st.integers(0, 400), st.integers(0, 255), st.sampled_from([transaction(), CARD, [transaction()]]))
def test_a_byte_gone_wrong_never_raises_nor_bends_an_amount(place: int, byte: int, said: Any) -> None:
    body = bytearray(as_body(said))
    body[place % len(body)] = byte
    try:
        told = json.loads(body.decode())
    except ValueError:
        told = None
    found = transaction_of(bytes(body))
    if found is not None:
        assert type(told["amount"]) is int
        assert told["amount"] == found.amount.minor
    card_of(bytes(body))
    history_of(bytes(body))
