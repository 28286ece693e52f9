"""PINs and card tokens: made, shown once, checked, used up, and never readable again."""

import base64
import zlib
from pathlib import Path

import httpx
import pytest

from pos_app.sandbox.code128 import data_url, values
from tests.card_service import FOUR_DIGITS, SIXTEEN_DIGITS, CardService, running
from tests.sandbox.contract import checked
from tests.sandbox.money import by_token, close, hold, move, read, ref, refusal, sums


def token_for(client: httpx.Client, card_id: str, **fields: object) -> httpx.Response:
    body: dict[str, object] = {"ref_id": ref(), "expires_in": 3600}
    return client.post(f"/cards/{card_id}/tokens", json=body | fields)


def test_a_pin_is_checked_when_it_is_sent(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(1_000, pin=True)
    wrong = "0000" if card.pin != "0000" else "1111"
    assert manager.post("/info", json={"token": card.token}).status_code == 200
    assert manager.post("/info", json={"token": card.token, "pin": card.pin}).status_code == 200
    assert refusal(manager.post("/info", json={"token": card.token, "pin": wrong})) == (403, "INVALID_PIN")
    assert refusal(move(manager, card, 1, pin=wrong)) == (403, "INVALID_PIN")
    assert refusal(by_token(manager, card, 1, pin="")) == (403, "INVALID_PIN")
    assert move(manager, card, 1, pin=card.pin).status_code == 200
    assert by_token(manager, card, 1).status_code == 200
    assert sums(manager, card) == (998, 998, 0)
    plain = service.new_card(10)
    assert manager.post("/info", json={"token": plain.token, "pin": "9"}).status_code == 200
    assert refusal(manager.post("/info", json={"token": "nothing", "pin": "9"})) == (404, "NOT FOUND")
    assert refusal(move(manager, plain._replace(card_id="nobody"), 1, pin="9")) == (404, "NOT FOUND")


def test_a_pin_can_be_required(tmp_path: Path) -> None:
    with running(tmp_path, "--require-pin") as service, checked(service.api()) as client:
        card, plain = service.new_card(1_000, pin=True), service.new_card(10)
        assert refusal(client.post("/info", json={"token": card.token})) == (403, "INVALID_PIN")
        assert refusal(move(client, card, 1)) == (403, "INVALID_PIN")
        assert client.post("/info", json={"token": card.token, "pin": card.pin}).status_code == 200
        held = move(client, card, 1, pin=card.pin, pending=True).json()["id"]
        assert close(client, held, "capture").status_code == 200
        assert move(client, plain, 1).status_code == 200


def test_a_wrong_pin_comes_before_the_reference(service: CardService, manager: httpx.Client) -> None:
    card, once = service.new_card(1_000, pin=True), ref()
    assert move(manager, card, 1, ref_id=once, pin=card.pin).status_code == 200
    assert refusal(move(manager, card, 1, ref_id=once, pin="x")) == (403, "INVALID_PIN")


def test_rotating_a_pin(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(1_000, pin=True)
    six = FOUR_DIGITS | {"length": 6, "barcode": True}
    made = manager.post(f"/cards/{card.card_id}/rotate-pin", json={"pin": {"format": six}}).json()["pin"]
    assert made["format"] == six
    fresh = made["pin"]["value"]
    assert len(fresh) == 6
    assert made["pin"]["barcode_128"] == data_url(fresh)
    assert refusal(move(manager, card, 1, pin=card.pin)) == (403, "INVALID_PIN")
    assert move(manager, card, 1, pin=fresh).status_code == 200
    plain = service.new_card(10)
    given = manager.post(f"/cards/{plain.card_id}/rotate-pin", json={"pin": {}}).json()["pin"]["pin"]["value"]
    assert len(given) == 4
    assert refusal(move(manager, plain, 1, pin=given + "0")) == (403, "INVALID_PIN")
    assert refusal(manager.post(f"/cards/{plain.card_id}/rotate-pin", json={}))[1] == "INVALID_REQUEST"
    short = {"pin": {"format": {"length": 3}}}
    assert refusal(manager.post(f"/cards/{plain.card_id}/rotate-pin", json=short))[1] == "INVALID_REQUEST"


@pytest.mark.parametrize(
    ("form", "letters"),
    [
        ({"numbers": True}, "0123456789"),
        ({"characters": True, "length": 200}, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ({"symbols": True, "length": 200}, "@#$%&*+-=?!"),
        ({"symbols": False, "numbers": True, "characters": True}, None),
    ],
)
def test_only_the_wanted_characters(
    service: CardService, manager: httpx.Client, form: dict[str, object], letters: str | None
) -> None:
    card = service.new_card(10)
    value = token_for(manager, card.card_id, format=form).json()["token"]["value"]
    assert len(value) == form.get("length", 36)
    assert value.isalnum() if letters is None else set(value) <= set(letters)


def test_a_temporary_token(service: CardService, manager: httpx.Client) -> None:
    card, once = service.new_card(1_000), ref()
    made = token_for(manager, card.card_id, ref_id=once, metadata={"pos_till": "2"}).json()
    assert made["token"]["value"].startswith("DINCARD:")
    assert (made["ref_id"], made["expires_in"], made["expires_after_transaction"]) == (once, 3600, True)
    assert made["metadata"] == {"pos_till": "2"}
    again = token_for(manager, card.card_id, ref_id=once, expires_in=7).json()
    assert again == made
    code = card._replace(token=made["token"]["value"])
    assert manager.post("/info", json={"token": code.token}).json()["card_id"] == card.card_id
    assert refusal(by_token(manager, code, 2_000)) == (400, "INSUFFICIENT_FUNDS")
    assert by_token(manager, code, 1, pending=True).status_code == 200
    assert refusal(by_token(manager, code, 1)) == (400, "TOKEN_USED")
    assert manager.post("/info", json={"token": code.token}).status_code == 200
    assert len(read(manager, card)["tokens"]) == 2


def test_a_replay_with_a_used_up_token_answers(service: CardService, manager: httpx.Client) -> None:
    card, once = service.new_card(1_000), ref()
    code = card._replace(token=token_for(manager, card.card_id).json()["token"]["value"])
    first = by_token(manager, code, 1, ref_id=once)
    assert by_token(manager, code, 1, ref_id=once).json() == first.json()


def test_tokens_end_by_date(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(1_000)
    made = token_for(manager, card.card_id, expires_in=60, expires_after_transaction=False).json()
    code = card._replace(token=made["token"]["value"])
    assert by_token(manager, code, 1).status_code == 200
    service.control("POST", "/clock", {"ahead": 61})
    try:
        assert refusal(manager.post("/info", json={"token": code.token})) == (404, "NOT FOUND")
        assert refusal(by_token(manager, code, 1)) == (404, "NOT FOUND")
    finally:
        service.clear()
    assert token_for(manager, card.card_id, expires_in=10**30).json()["expires_in"] == 10**30
    assert refusal(token_for(manager, card.card_id, expires_in=0))[1] == "INVALID_REQUEST"


def test_codes_run_out(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(10)
    form = {"length": 1, "numbers": True, "prefix": "tiny-"}
    answers = [token_for(manager, card.card_id, format=form) for _ in range(11)]
    codes = [answer.json()["token"]["value"] for answer in answers if answer.status_code == 200]
    assert len(codes) == len(set(codes))
    assert refusal(answers[-1]) == (400, "NO_CODE_LEFT")


def test_nothing_secret_is_in_the_files(tmp_path: Path) -> None:
    with running(tmp_path) as service, service.api() as client:
        card = service.new_card(1_000, pin=True)
        code = token_for(client, card.card_id, format=SIXTEEN_DIGITS).json()["token"]["value"]
        move(client, card, 1, pin=card.pin)
        hold(client, card, 2)
        client.post("/info", json={"token": code})
        secret = (card.token, code, service.manager.secret, service.bearer(service.manager))
        service.stop()
        kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert not [value for value in secret if value.encode() in kept]
        assert card.card_id.encode() in kept


def test_a_code_128_picture_has_the_bars_of_its_symbols() -> None:
    symbols = values("DINCARD:1234567890")
    assert symbols is not None
    assert symbols[0] == 104
    assert symbols[-1] == 106
    assert symbols[9:16] == [99, 12, 34, 56, 78, 90, symbols[-2]]
    png = base64.b64decode((data_url("DINCARD:1234567890") or "").partition(",")[2])
    width = int.from_bytes(png[16:20])
    start = png.index(b"IDAT") + 4
    length = int.from_bytes(png[start - 8 : start - 4])
    row = zlib.decompress(png[start : start + length])[1 : width + 1]
    modules = [row[place] == 0 for place in range(0, width, 2)]
    assert len(modules) == 20 + 11 * (len(symbols) - 1) + 13
    assert modules[10:21] == [bit == "1" for bit in "11010010000"]
    assert modules[-23:-10] == [bit == "1" for bit in "1100011101011"]


@pytest.mark.parametrize("text", ["", "æ", "x" * 301, "€"])
def test_what_code_128_cannot_show(text: str) -> None:
    assert data_url(text) is None


def test_a_barcode_that_cannot_be(service: CardService, manager: httpx.Client) -> None:
    card = service.new_card(10)
    answer = token_for(manager, card.card_id, format={"prefix": "€", "barcode": True})
    assert refusal(answer) == (400, "BARCODE_NOT_POSSIBLE")
    assert len(read(manager, card)["tokens"]) == 1


@pytest.mark.parametrize("secret", ["pin", "card_token"])
def test_a_card_whose_barcode_cannot_be_is_not_made(manager: httpx.Client, secret: str) -> None:
    card_id = f"card-{ref()}"
    impossible = {secret: {"format": {"prefix": "€", "barcode": True}}}
    single = {"card_id": card_id, "amount": 5, "currency": "NOK"} | impossible
    batch = {"cards": [{"card_id": card_id, "type": "gift_card"}], "options": impossible}
    for path, body in (("/cards", single), ("/cards/batch", batch)):
        assert refusal(manager.post(path, json=body)) == (400, "BARCODE_NOT_POSSIBLE")
        assert manager.get(f"/cards/{card_id}").status_code == 404
