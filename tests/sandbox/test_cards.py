"""Creating, printing, activating, deleting and listing cards."""

import secrets
from typing import Any

import httpx
import pytest

from tests.card_service import FOUR_DIGITS, SIXTEEN_DIGITS, CardService, NewCard
from tests.sandbox.money import by_token, close, hold, move, read, ref, refusal, sums


def batch(client: httpx.Client, count: int = 2, **options: object) -> list[dict[str, Any]]:
    """POST cards/batch with fresh ids."""
    run = secrets.token_hex(4)
    cards = [{"card_id": f"print-{run}-{number}", "type": "gift_card"} for number in range(count)]
    answer = client.post(
        "/cards/batch", json={"cards": cards, "options": options} if options else {"cards": cards}
    )
    assert answer.status_code == 200, answer.text
    made: list[dict[str, Any]] = answer.json()["cards"]
    assert [card["card_id"] for card in made] == [card["card_id"] for card in cards]
    return made


def printed(made: dict[str, Any]) -> NewCard:
    return NewCard(made["card_id"], made["card_token"]["token"]["value"], made["pin"]["pin"]["value"])


def test_a_created_card_shows_its_secrets_once(manager: httpx.Client) -> None:
    card_id = f"card-{secrets.token_hex(4)}"
    body = {
        "card_id": card_id,
        "amount": 50_000,
        "currency": "NOK",
        "name": "Gift",
        "customer_id": f"customer-{card_id}",
        "originated_by": "shop1-till2",
        "metadata": {"pos_receipt": "R-1001"},
        "expires_at": "2099-06-30T12:00:00.5+02:00",
        "pin": {"format": FOUR_DIGITS},
        "card_token": {"expires_after_transaction": False, "format": SIXTEEN_DIGITS | {"prefix": "SHOP:"}},
    }
    made = manager.post("/cards", json=body).json()
    pin, token = made["pin"]["pin"]["value"], made["card_token"]["token"]["value"]
    assert len(pin) == 4
    assert pin.isdecimal()
    assert token.startswith("SHOP:")
    assert token[5:].isdecimal()
    assert len(token) == 21
    found = read(manager, NewCard(card_id, token, pin))
    for name in ("name", "customer_id", "originated_by", "metadata", "amount", "currency"):
        assert found[name] == body[name]
    assert found["expires_at"] == "2099-06-30T10:00:00.500000Z"
    assert found["type"] == "gift_card"
    assert found["pin"] == {"format": FOUR_DIGITS | {"barcode": False}}
    assert found["tokens"] == [
        {
            "masked_code": "SHOP:" + "*" * 12 + token[-4:],
            "format": SIXTEEN_DIGITS | {"prefix": "SHOP:", "barcode": False},
        }
    ]
    everywhere = manager.get(f"/cards/{card_id}").text + manager.post("/info", json={"token": token}).text
    assert token not in everywhere
    assert f'"{pin}"' not in everywhere


def test_a_card_can_be_created_once(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(100)
    again = {"card_id": card.card_id, "amount": 5, "currency": "NOK"}
    assert refusal(manager.post("/cards", json=again)) == (400, "CARD_EXISTS")
    manager.delete(f"/cards/{card.card_id}")
    assert refusal(manager.post("/cards", json=again)) == (400, "CARD_EXISTS")


def test_a_batch_is_inactive_until_activated(manager: httpx.Client) -> None:
    made, other = batch(manager, pin={"format": FOUR_DIGITS}, card_token={"expires_after_transaction": False})
    card = printed(made)
    assert (made["status"], made["amount"], made["currency"]) == ("inactive", 0, "NOK")
    assert made["card_token"]["token"]["value"].startswith("DINCARD:")
    info = manager.post("/info", json={"token": card.token}).json()
    assert (info["card_id"], info["status"]) == (card.card_id, "inactive")
    for fields in ({}, {"pending": True}, {"type": "fund"}):
        assert refusal(move(manager, card, 0, **fields)) == (400, "CARD_INACTIVE")
    sale = {
        "amount": 50_000,
        "currency": "SEK",
        "metadata": {"pos_operation": "op-1"},
        "originated_by": "till-2",
    }
    active = manager.post(f"/cards/{card.card_id}/activate", json=sale).json()
    assert (active["status"], active["amount"], active["currency"]) == ("unused", 50_000, "SEK")
    assert active["metadata"] == {"pos_operation": "op-1"}
    assert active["active_from"] > active["created_at"]
    assert active["amount_available"] == 50_000
    assert card.token not in str(active)
    again = manager.post(f"/cards/{card.card_id}/activate", json=sale)
    assert refusal(again) == (400, "CARD_NOT_INACTIVE")
    assert by_token(manager, card, 50_000, currency="SEK").status_code == 200
    assert read(manager, printed(other))["status"] == "inactive"
    rows = manager.get(f"/cards/{card.card_id}/transactions").json()
    assert [row["type"] for row in rows] == ["drawdown", "fund"]


def test_activation_can_change_the_tokens(manager: httpx.Client) -> None:
    made = batch(manager, 1)[0]
    assert made["card_token"]["expires_after_transaction"] is True
    card = printed(made)
    sale = {
        "amount": 100,
        "currency": "NOK",
        "card_token": {"expires_after_transaction": False, "expires_in": 3600},
    }
    active = manager.post(f"/cards/{card.card_id}/activate", json=sale).json()
    assert active["tokens"][0]["expires_at"] > active["created_at"]
    assert [by_token(manager, card, 1).status_code for _ in range(2)] == [200, 200]


def test_activation_with_nothing_on_it(manager: httpx.Client) -> None:
    card = printed(batch(manager, 1)[0])
    active = manager.post(f"/cards/{card.card_id}/activate", json={"amount": 0, "currency": "NOK"}).json()
    assert (active["status"], active["amount_balance"]) == ("unused", 0)
    assert manager.get(f"/cards/{card.card_id}/transactions").json() == []
    assert refusal(manager.post("/cards/nobody/activate", json={"amount": 0, "currency": "NOK"}))[0] == 404


def test_a_batch_is_made_whole_or_not_at_all(service: CardService, manager: httpx.Client) -> None:
    there = service.new_card(0).card_id
    fresh = f"fresh-{secrets.token_hex(4)}"
    wanted = [{"card_id": name, "type": "gift_card"} for name in (fresh, there, f"{fresh}-2", f"{fresh}-2")]
    answer = manager.post("/cards/batch", json={"cards": wanted})
    assert refusal(answer) == (400, "CARD_EXISTS")
    paths = [problem["path"] for problem in answer.json()["error"]["errors"]]
    assert paths == ["/cards/1/card_id", "/cards/2/card_id", "/cards/3/card_id"]
    assert manager.get(f"/cards/{fresh}").status_code == 404


@pytest.mark.parametrize("count", [0, 101])
def test_batches_have_a_size(manager: httpx.Client, count: int) -> None:
    cards = [{"card_id": f"c{number}", "type": "gift_card"} for number in range(count)]
    assert refusal(manager.post("/cards/batch", json={"cards": cards})) == (400, "INVALID_REQUEST")


def test_a_hundred_cards_have_a_hundred_tokens(manager: httpx.Client) -> None:
    made = batch(manager, 100, card_token={"format": SIXTEEN_DIGITS})
    assert len({printed(card).token for card in made}) == 100


def test_a_deleted_card_is_gone(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(1_000)
    held = hold(manager, card, 10)
    assert refusal(manager.delete(f"/cards/{card.card_id}")) == (400, "CARD_HAS_RESERVATION")
    close(manager, held, "void")
    assert manager.delete(f"/cards/{card.card_id}").json()["amount_balance"] == 1_000
    assert refusal(manager.delete(f"/cards/{card.card_id}")) == (404, "NOT FOUND")
    assert refusal(manager.get(f"/cards/{card.card_id}")) == (404, "NOT FOUND")
    assert refusal(manager.get(f"/cards/{card.card_id}/transactions")) == (404, "NOT FOUND")
    assert refusal(manager.post("/info", json={"token": card.token})) == (404, "NOT FOUND")
    assert refusal(by_token(manager, card, 1)) == (404, "NOT FOUND")
    assert refusal(close(manager, held, "void")) == (404, "NOT FOUND")
    new_pin = {"pin": {"format": FOUR_DIGITS}}
    assert refusal(manager.post(f"/cards/{card.card_id}/rotate-pin", json=new_pin)) == (404, "NOT FOUND")
    newest = manager.get("/cards", params={"limit": 1, "include_deleted": "true"}).json()["cards"]
    assert [each["card_id"] for each in newest] == [card.card_id]
    assert not newest[0].keys() & {"deleted_at", "deleted_by"}
    newest = manager.get("/cards", params={"limit": 1}).json()["cards"]
    assert [each["card_id"] for each in newest] != [card.card_id]


def test_pages_are_complete_and_newest_first(service: CardService, manager: httpx.Client) -> None:
    made = [service.new_card(number).card_id for number in range(25)]
    seen: list[str] = []
    query: dict[str, str | int] = {"limit": 7}
    while True:
        page = manager.get("/cards", params=query).json()
        assert len(page["cards"]) <= 7
        seen += [card["card_id"] for card in page["cards"]]
        if "starting_after" not in page:
            break
        query["starting_after"] = page["starting_after"]
    assert seen[:25] == made[::-1]
    assert len(seen) == len(set(seen))
    assert len(manager.get("/cards").json()["cards"]) == 10
    for cursor in ("", "x", "LTE=", "éé"):
        assert refusal(manager.get("/cards", params={"starting_after": cursor})) == (400, "UNKNOWN_CURSOR")


def test_cards_by_what_is_available(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(777_777)
    hold(manager, card, 1)
    service.new_card(777_778)

    def found(**query: int | str) -> list[str]:
        named = {name.replace("_lte", ".lte").replace("_gte", ".gte"): value for name, value in query.items()}
        return [each["card_id"] for each in manager.get("/cards", params=named).json()["cards"]]

    assert found(amount_available=777_776, amount_available_lte=777_776) == [card.card_id]
    assert found(amount_available_gte=777_776, amount_available_lte=777_777) == [card.card_id]
    assert card.card_id not in found(amount_available=777_777)
    assert found(amount_available=10**30) == []


def test_cards_of_a_customer(service: CardService, manager: httpx.Client) -> None:
    customer = f"kari/{secrets.token_hex(4)} ø"
    encoded = "".join(f"%{byte:02X}" for byte in customer.encode())
    mine = [service.new_card(number, customer_id=customer) for number in range(3)]
    service.new_card(5, customer_id=customer, expires_at="2020-01-01T00:00:00Z")
    gone = service.new_card(5, customer_id=customer)
    manager.delete(f"/cards/{gone.card_id}")
    cards = manager.get(f"/customers/{encoded}/cards").json()
    assert [card["card_id"] for card in cards] == [card.card_id for card in reversed(mine)]
    assert not any(name.startswith(("amount", "currency")) for card in cards for name in card)
    second = manager.get(
        f"/customers/{encoded}/cards", params={"starting_after": cards[0]["id"], "limit": 1}
    ).json()
    assert second == cards[1:2]
    one = manager.get(f"/customers/{encoded}/cards/{mine[2].card_id}").json()
    assert (one["amount_available"], one["currency"], len(one["tokens"])) == (2, "NOK", 1)
    assert refusal(manager.get(f"/customers/somebody/cards/{mine[2].card_id}")) == (404, "NOT FOUND")
    assert manager.get("/customers/nobody/cards").json() == []
    unknown = manager.get("/customers/nobody/cards", params={"starting_after": ref()})
    assert refusal(unknown) == (400, "UNKNOWN_CURSOR")


def test_the_first_load_never_changes(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(1_000)
    move(manager, card, 300)
    move(manager, card, 5_000, type="fund")
    assert read(manager, card)["amount"] == 1_000
    assert sums(manager, card) == (5_700, 5_700, 0)
