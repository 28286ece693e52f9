"""Drawing, holding, capturing, voiding and funding, as the contract says."""

import httpx
import pytest

from tests.card_service import CardService
from tests.sandbox.money import by_token, close, hold, move, read, ref, refusal, sums


def test_a_drawdown_takes_money(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(50_000)
    assert read(manager, card)["status"] == "unused"
    answer = move(manager, card, 19_900, metadata={"pos_order": "R-1"}, originated_by="shop1-till2")
    assert answer.status_code == 200
    made = answer.json()
    assert (made["type"], made["amount"], made["currency"]) == ("drawdown", 19_900, "NOK")
    assert made["metadata"] == {"pos_order": "R-1"}
    assert made["originated_by"] == "shop1-till2"
    assert made["created_by"] == service.manager.client_id
    assert not made.keys() & {"card_id", "parent_id", "status", "balance"}
    assert sums(manager, card) == (30_100, 30_100, 0)
    assert read(manager, card)["status"] == "used"


def test_a_hold_locks_and_a_capture_takes(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(50_000)
    held = hold(manager, card, 20_000)
    assert sums(manager, card) == (50_000, 30_000, 20_000)
    part = close(manager, held, "capture", amount=15_000)
    assert part.json()["type"] == "drawdown"
    assert part.json()["parent_id"] == held
    assert sums(manager, card) == (35_000, 30_000, 5_000)
    rest = close(manager, held, "capture")
    assert rest.json()["amount"] == 5_000
    assert sums(manager, card) == (30_000, 30_000, 0)


def test_a_void_releases_what_captures_left(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(50_000)
    held = hold(manager, card, 20_000)
    close(manager, held, "capture", amount=1)
    released = close(manager, held, "void").json()
    assert (released["type"], released["amount"], released["parent_id"]) == ("voided", 19_999, held)
    assert sums(manager, card) == (49_999, 49_999, 0)


@pytest.mark.parametrize("act", ["capture", "void"])
@pytest.mark.parametrize("closed_by", ["capture", "void"])
def test_a_closed_hold_stays_closed(
    service: CardService, manager: httpx.Client, act: str, closed_by: str
) -> None:
    card = service.new_card(50_000)
    held = hold(manager, card, 20_000)
    assert close(manager, held, closed_by).status_code == 200
    before = sums(manager, card)
    assert refusal(close(manager, held, act)) == (400, "TRANSACTION_NOT_PENDING")
    assert sums(manager, card) == before


def test_what_is_no_hold_cannot_be_closed(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(50_000)
    drawn = move(manager, card, 100).json()["id"]
    for act in ("capture", "void"):
        assert refusal(close(manager, drawn, act)) == (400, "TRANSACTION_NOT_PENDING")
        assert refusal(close(manager, ref(), act)) == (404, "NOT FOUND")
        assert refusal(close(manager, "not-a-uuid", act)) == (400, "INVALID_REQUEST")


@pytest.mark.parametrize("amount", [0, 20_001])
def test_a_capture_is_within_its_hold(service: CardService, manager: httpx.Client, amount: int) -> None:
    card = service.new_card(50_000)
    held = hold(manager, card, 20_000)
    assert refusal(close(manager, held, "capture", amount=amount)) == (400, "AMOUNT_EXCEEDS_RESERVED")
    assert sums(manager, card) == (50_000, 30_000, 20_000)


def test_a_fund_adds(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(0)
    assert move(manager, card, 7_500, type="fund").json()["type"] == "fund"
    assert sums(manager, card) == (7_500, 7_500, 0)
    assert read(manager, card)["status"] == "unused"
    assert read(manager, card)["amount"] == 0


def test_more_than_available_moves_nothing(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(1_000)
    hold(manager, card, 400)
    for pending in (False, True):
        assert refusal(move(manager, card, 601, pending=pending)) == (400, "INSUFFICIENT_FUNDS")
    assert sums(manager, card) == (1_000, 600, 400)
    assert move(manager, card, 600).status_code == 200
    assert sums(manager, card) == (400, 0, 400)


def test_zero_is_written(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(10)
    assert move(manager, card, 0).status_code == 200
    held = hold(manager, card, 0)
    assert refusal(close(manager, held, "capture")) == (400, "AMOUNT_EXCEEDS_RESERVED")
    assert close(manager, held, "void").json()["amount"] == 0
    assert refusal(close(manager, held, "void")) == (400, "TRANSACTION_NOT_PENDING")
    assert sums(manager, card) == (10, 10, 0)


def test_a_card_cannot_overflow(service: CardService, manager: httpx.Client) -> None:
    most = 2**63 - 1
    card = service.new_card(most)
    assert sums(manager, card) == (most, most, 0)
    assert refusal(move(manager, card, 1, type="fund")) == (400, "BALANCE_TOO_LARGE")
    assert move(manager, card, most).status_code == 200
    assert sums(manager, card) == (0, 0, 0)


def test_refusals_by_the_rules(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(1_000)
    assert refusal(move(manager, card, 1, currency="SEK")) == (400, "CURRENCY_MISMATCH")
    assert refusal(move(manager, card, 1, type="fund", pending=True)) == (400, "PENDING_NOT_SUPPORTED")
    assert refusal(move(manager, card, 1, token=card.token)) == (400, "INVALID_REQUEST")
    nobody = card._replace(card_id="nobody", token="nothing")
    assert refusal(move(manager, nobody, 1)) == (404, "NOT FOUND")
    assert refusal(by_token(manager, nobody, 1)) == (404, "NOT FOUND")


def test_a_cashier_pays_by_token_and_no_other_way(service: CardService, cashier: httpx.Client) -> None:
    card = service.new_card(1_000)
    assert by_token(cashier, card, 100).status_code == 200
    held = by_token(cashier, card, 100, pending=True).json()["id"]
    assert close(cashier, held, "capture").status_code == 200
    assert refusal(move(cashier, card, 1)) == (403, "FORBIDDEN")
    assert refusal(by_token(cashier, card, 1, type="fund")) == (403, "FORBIDDEN")
    assert sums(cashier, card) == (800, 800, 0)


def test_the_life_of_a_card_in_time(service: CardService, manager: httpx.Client) -> None:
    later = service.new_card(1_000, active_from="2099-01-01T00:00:00+01:00")
    assert refusal(move(manager, later, 1)) == (400, "CARD_NOT_YET_ACTIVE")
    assert move(manager, later, 1, type="fund").status_code == 200
    assert read(manager, later)["active_from"] == "2098-12-31T23:00:00.000000Z"
    over = service.new_card(1_000, expires_at="2020-01-01t00:00:00z")
    for fields in ({}, {"pending": True}, {"type": "fund"}):
        assert refusal(move(manager, over, 1, **fields)) == (400, "CARD_EXPIRED")


def test_a_hold_outlives_its_card_only_to_be_voided(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(1_000, expires_at="2099-01-01T00:00:00Z")
    held = hold(manager, card, 100)
    service.control("POST", "/clock", {"ahead": 80 * 366 * 86_400})
    try:
        with service.api() as later:
            assert refusal(close(later, held, "capture")) == (400, "CARD_EXPIRED")
            assert close(later, held, "void").status_code == 200
    finally:
        service.clear()


def test_history_is_complete_and_newest_first(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(1_000)
    held = hold(manager, card, 100)
    close(manager, held, "capture", amount=60)
    close(manager, held, "void")
    rows = manager.get(f"/cards/{card.card_id}/transactions").json()
    assert [(row["type"], row["amount"]) for row in rows] == [
        ("voided", 40),
        ("drawdown", 60),
        ("pending_capture", 100),
        ("fund", 1_000),
    ]
    assert [row.get("parent_id") for row in rows] == [held, held, None, None]
    assert rows == sorted(rows, key=lambda row: row["created_at"], reverse=True)
