"""The bytes of requests, and the paths they go to."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.api.wire import (
    activate_body,
    card_path,
    create_body,
    end_body,
    escaped,
    history_path,
    info_body,
    path_of,
)
from pos_app.domain.operation import Kind
from tests.api.asking import CAPTURE, FUND, HOLD, PAY, VOID, calmly


def test_a_hold_names_its_card_by_its_code() -> None:
    body = create_body(HOLD, token="DINCARD:1", originated_by="Oslo-2")
    assert json.loads(body) == {
        "ref_id": HOLD.ref_id,
        "type": "drawdown",
        "amount": 25000,
        "currency": "NOK",
        "metadata": {"pos_order": "1042", "pos_operation": HOLD.ref_id, "pos_staff": 7},
        "pending": True,
        "token": "DINCARD:1",
        "originated_by": "Oslo-2",
    }


def test_a_pay_is_not_pending_and_may_carry_a_pin() -> None:
    told = json.loads(create_body(PAY, card_id="gift/1", pin="0420", originated_by="Oslo-2"))
    assert "pending" not in told
    assert (told["type"], told["card_id"], told["pin"]) == ("drawdown", "gift/1", "0420")
    assert "token" not in told


def test_a_fund_says_why() -> None:
    told = json.loads(create_body(FUND, card_id="gift/1"))
    assert told["type"] == "fund"
    assert told["metadata"]["pos_reason"] == "complaint"
    assert "pending" not in told


def test_a_capture_always_sends_its_amount_and_a_void_none() -> None:
    assert json.loads(end_body(CAPTURE)) == {
        "ref_id": CAPTURE.ref_id,
        "amount": 25000,
        "metadata": {"pos_order": "1042", "pos_operation": CAPTURE.ref_id, "pos_staff": 7},
    }
    assert "amount" not in json.loads(end_body(VOID))


def test_the_staff_name_never_leaves_the_till() -> None:
    for body in (create_body(HOLD, token="x"), end_body(CAPTURE), end_body(VOID)):
        assert b"Kari" not in body


def test_an_activation_has_its_reference_in_metadata_and_ends_on_a_whole_second() -> None:
    sold = replace(HOLD, kind=Kind.ACTIVATE, reason="sold")
    told = json.loads(activate_body(sold, expires_at=1_893_455_999.0, originated_by=" Oslo-2 "))
    assert told == {
        "amount": 25000,
        "currency": "NOK",
        "metadata": {
            "pos_order": "1042",
            "pos_operation": HOLD.ref_id,
            "pos_staff": 7,
            "pos_reason": "sold",
        },
        "expires_at": "2029-12-31T23:59:59Z",
        "originated_by": "Oslo-2",
    }
    assert "expires_at" not in json.loads(activate_body(sold, expires_at=None))
    assert path_of(sold, "gift/1 x") == "/cards/gift%2F1%20x/activate"


@pytest.mark.parametrize("names", [{}, {"token": "a", "card_id": "b"}])
def test_a_card_is_named_once(names: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="by its token or by its card_id"):
        create_body(HOLD, **names)


def test_bodies_of_the_wrong_kind_are_a_mistake() -> None:
    for wrong in (CAPTURE, replace(HOLD, kind=Kind.ACTIVATE)):
        with pytest.raises(ValueError, match="creates a transaction"):
            create_body(wrong, token="a")
    with pytest.raises(ValueError, match="not an activation"):
        activate_body(HOLD, expires_at=None)
    with pytest.raises(ValueError, match="card is not known"):
        path_of(replace(HOLD, kind=Kind.ACTIVATE))
    with pytest.raises(ValueError, match="ends a hold"):
        end_body(PAY)


def test_where_it_was_asked_has_no_outer_spaces_and_an_end() -> None:
    told = json.loads(create_body(HOLD, token="a", originated_by="  " + "x" * 254 + " yz "))
    assert told["originated_by"] == "x" * 254


def test_an_empty_pin_is_left_out_of_a_look_up() -> None:
    assert json.loads(info_body("DINCARD:1", "")) == {"token": "DINCARD:1"}
    assert json.loads(info_body("DINCARD:1", "0042")) == {"token": "DINCARD:1", "pin": "0042"}


def test_paths() -> None:
    assert path_of(HOLD) == path_of(PAY) == path_of(FUND) == "/transactions"
    assert path_of(CAPTURE) == f"/transactions/{CAPTURE.hold_id}/capture"
    assert path_of(VOID) == f"/transactions/{VOID.hold_id}/void"
    with pytest.raises(ValueError, match="not known"):
        path_of(replace(VOID, hold_id=""))


def test_a_card_number_cannot_lead_elsewhere() -> None:
    assert card_path("a/../b?c#d %") == "/cards/a%2F..%2Fb%3Fc%23d%20%25"
    assert card_path("..") == "/cards/%2E%2E"
    assert history_path("ø/1") == "/cards/%C3%B8%2F1/transactions"


@calmly
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_part_of_a_path_is_one_part(part: str) -> None:
    safe = escaped(part)
    assert safe.isascii()
    assert not set(safe) & set("/?#\\ ")
    assert safe not in {".", ".."}


@calmly
@given(st.text(st.characters(codec="utf-8"), max_size=30), st.integers(0, 10**9))
def test_the_same_operation_makes_the_same_bytes(order: str, staff: int) -> None:
    one = replace(HOLD, order=order, staff=staff)
    assert create_body(one, token="a") == create_body(replace(one), token="a")
    assert json.loads(create_body(one, token="a"))["metadata"]["pos_order"] == order
