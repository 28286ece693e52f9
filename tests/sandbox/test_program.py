"""The process: its handshake, its options, its lock, its end, and the cards of Training."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from pos_app.sandbox.training_cards import TRAINING_CARDS
from tests.card_service import CardService, NewCard, running
from tests.sandbox.contract import checked
from tests.sandbox.money import hold, move, read, refusal, sums

CARDS = {card.name: card for card in TRAINING_CARDS}
EXPECTED = {
    "rich": (500_000, 500_000),
    "nearly empty": (1_250, 1_250),
    "empty": (0, 0),
    "expired": (30_000, 30_000),
    "not yet active": (40_000, 40_000),
    "inactive": (0, 0),
    "other currency": (40_000, 40_000),
    "with PIN": (75_000, 75_000),
    "two holds": (100_000, 60_000),
}


def run(*words: str, line: str = "") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pos_app", "sandbox", *words]
    return subprocess.run(command, input=line, capture_output=True, text=True, timeout=60, check=False)


def test_the_cards_of_training(tmp_path: Path) -> None:
    with running(tmp_path, "--seed", "training") as service, checked(service.api()) as client:
        for name, printed in CARDS.items():
            found = client.post("/info", json={"token": printed.code}).json()
            assert (found["amount_balance"], found["amount_available"]) == EXPECTED[name]
            assert found["card_id"] == printed.card_id
            assert found["currency"] == ("SEK" if name == "other currency" else "NOK")
            assert ("pin" in found) == (printed.pin is not None)
        by_name = {name: NewCard(card.card_id, card.code, card.pin) for name, card in CARDS.items()}
        assert move(client, by_name["rich"], 1).status_code == 200
        assert refusal(move(client, by_name["empty"], 1)) == (400, "INSUFFICIENT_FUNDS")
        assert refusal(move(client, by_name["expired"], 1)) == (400, "CARD_EXPIRED")
        assert refusal(move(client, by_name["not yet active"], 1)) == (400, "CARD_NOT_YET_ACTIVE")
        assert refusal(move(client, by_name["inactive"], 1)) == (400, "CARD_INACTIVE")
        assert refusal(move(client, by_name["with PIN"], 1, pin="4321")) == (403, "INVALID_PIN")
        assert move(client, by_name["with PIN"], 1, pin="1234").status_code == 200
        rows = client.get(f"/cards/{CARDS['two holds'].card_id}/transactions").json()
        assert sorted(row["amount"] for row in rows if row["type"] == "pending_capture") == [15_000, 25_000]
        assert service.proof() == []
        service.stop()
        service.start()
        with service.api() as again:
            assert read(again, by_name["rich"])["amount_available"] == 499_999


def test_the_printed_codes_can_be_told_apart() -> None:
    assert len({card.code[-4:] for card in TRAINING_CARDS}) == len(TRAINING_CARDS)
    assert all(card.code.rpartition(":")[2].isdecimal() for card in TRAINING_CARDS)
    listed = json.loads(run("--list-training-cards", "--json").stdout)
    assert [card["code"] for card in listed] == [card.code for card in TRAINING_CARDS]
    assert run("--list-training-cards").stdout.count("\n") == len(TRAINING_CARDS)


def test_a_second_service_is_kept_out(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        line = json.dumps({"clients": [{"client_id": "a", "client_secret": "b", "scopes": []}]})
        second = run("--home", str(tmp_path), line=line)
        assert second.returncode == 1
        assert "another card service uses" in second.stderr
        assert service.bearer(service.manager)


def test_a_new_service_waits_for_the_old_one(tmp_path: Path) -> None:
    old, new = CardService(tmp_path), CardService(tmp_path)
    old.start()
    waiting = threading.Thread(target=new.start)
    try:
        waiting.start()
        old.stop()
        waiting.join(20)
        assert new.bearer(new.manager)
    finally:
        waiting.join(20)
        old.close()
        new.close()


@pytest.mark.parametrize(
    "line", ["", "hello", "[]", '{"clients":[]}', '{"clients":[{"client_id":"a"}]}',
             '{"clients":[{"client_id":"a","client_secret":"b","scopes":["everything"]}]}']
)  # fmt: skip
def test_a_bad_greeting(tmp_path: Path, line: str) -> None:
    ended = run("--home", str(tmp_path), line=line + "\n")
    assert ended.returncode == 2
    assert "standard input" in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ["--account", "X1"],
        ["--choice", "nothing=1"],
        ["--choice", "replay=maybe"],
        ["--choice", "require_pin"],
    ],
)
def test_bad_options(tmp_path: Path, words: list[str]) -> None:
    assert run("--home", str(tmp_path), *words).returncode == 2


def test_a_taken_port(tmp_path: Path) -> None:
    line = json.dumps({"clients": [{"client_id": "a", "client_secret": "b", "scopes": []}]})
    with running(tmp_path / "one") as service:
        ended = run("--home", str(tmp_path / "two"), "--port", str(service.port), line=line)
        assert (ended.returncode, ended.stdout) == (1, "")


@pytest.mark.parametrize("damage", ["newer", "foreign", "broken", "key"])
def test_a_database_it_cannot_use(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "card-service.db"
    line = json.dumps({"clients": [{"client_id": "a", "client_secret": "b", "scopes": []}]})
    with running(tmp_path) as service:
        service.stop()
    if damage == "broken":
        file.write_bytes(b"this is no database" * 1000)
    elif damage == "key":
        (tmp_path / "card-service.db.key").write_bytes(b"short")
    else:
        with sqlite3.connect(file) as changed:
            changed.execute("UPDATE alembic_version SET version_num = '9999'" if damage == "newer" else
                            "DROP TABLE alembic_version")  # fmt: skip
        changed.close()
    before = file.read_bytes()
    ended = run("--home", str(tmp_path), line=line)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Traceback" not in ended.stderr
    assert file.read_bytes() == before


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such signals; the end of input is tested there"
)
@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT"])
def test_it_ends_in_order_on_a_signal(tmp_path: Path, number: str) -> None:
    with running(tmp_path) as service:
        card = service.new_card(1_000)
        service.rule(do="delay", milliseconds=500, endpoint="transactions")
        answers: list[int] = []
        with service.api() as client:
            slow = threading.Thread(target=lambda: answers.append(move(client, card, 1).status_code))
            slow.start()
            while not any(rule["struck"] for rule in service.control("GET", "/rules")):
                pass
            os.kill(service.pid, getattr(signal, number))
            slow.join()
        assert answers == [200]
        assert service.stop() == 0
        service.start()
        with service.api() as client:
            assert sums(client, card) == (999, 999, 0)


def test_health(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        answer = httpx.get(f"http://127.0.0.1:{service.port}/healthz")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def _cards(service: CardService, choices: dict[str, Any]) -> httpx.Client:
    service.control("POST", "/choices", choices)
    return service.api()


def test_other_choices(service: CardService) -> None:
    card, once = service.new_card(100), "once"
    with _cards(service, {"no_funds_status": 402, "replay_status": 409, "replay": "refuse"}) as client:
        assert refusal(move(client, card, 500)) == (402, "INSUFFICIENT_FUNDS")
        assert move(client, card, 1, ref_id=once).status_code == 200
        assert refusal(move(client, card, 1, ref_id=once)) == (409, "REF_ID_CONFLICT")
    with _cards(service, {"replay_changed": "answer", "replay": "answer"}) as client:
        assert move(client, card, 55, ref_id=once).json()["amount"] == 1
    with _cards(service, {"no_funds_before_reference": True}) as client:
        assert move(client, card, 99, ref_id="rest").status_code == 200
        assert refusal(move(client, card, 99, ref_id="rest")) == (402, "INSUFFICIENT_FUNDS")
    with _cards(service, {"forget_references_after": 60, "no_funds_before_reference": False}) as client:
        other = service.new_card(100)
        first = move(client, other, 1, ref_id=once).json()["id"]
        assert move(client, other, 1, ref_id=once).json()["id"] == first
        service.control("POST", "/clock", {"ahead": 61})
        second = move(client, other, 1, ref_id=once).json()["id"]
        assert second != first
        assert move(client, other, 1, ref_id=once).json()["id"] == second
        service.clear()
    with _cards(
        service, {"closed_hold_status": 404, "existing_card_status": 409, "success_status": 202}
    ) as client:
        held = move(client, other, 1, pending=True)
        assert held.status_code == 202
        client.post(f"/transactions/{held.json()['id']}/void", json={"ref_id": "v"})
        again = client.post(f"/transactions/{held.json()['id']}/void", json={"ref_id": "w"})
        assert refusal(again) == (404, "TRANSACTION_NOT_PENDING")
        exists = client.post("/cards", json={"card_id": other.card_id, "amount": 1, "currency": "NOK"})
        assert refusal(exists) == (409, "CARD_EXISTS")
    service.control("POST", "/choices", {"success_status": 200, "error_codes": "none"})


def test_other_forms(service: CardService) -> None:
    with _cards(
        service, {"error_codes": "none", "optional_fields": "leave out", "extra_fields": "some"}
    ) as client:
        card = service.new_card(100, pin=True)
        made = move(client, card, 1).json()
        assert made.keys() == {"ref_id", "amount", "currency", "x_new"}
        assert client.get("/cards/nobody").json()["error"].keys() == {"message"}
    with _cards(
        service, {"optional_fields": "send", "extra_fields": "none", "history_order": "oldest"}
    ) as client:
        hold(client, card, 1)
        rows = client.get(f"/cards/{card.card_id}/transactions").json()
        assert [row["type"] for row in rows] == ["fund", "drawdown", "pending_capture"]
    with _cards(service, {"load_rows": "hide", "amount_pending": "gross", "used_word": "unused"}) as client:
        assert len(client.get(f"/cards/{card.card_id}/transactions").json()) == 2
        held = hold(client, card, 5)
        client.post(f"/transactions/{held}/void", json={"ref_id": "v"})
        found = read(client, card)
        assert (found["amount_pending"], found["amount_reserved"], found["status"]) == (6, 1, "unused")
    with _cards(
        service, {"unknown_fields": "refuse", "inactive_word": "created", "inactive_info": "refuse"}
    ) as client:
        assert client.post("/info", json={"token": card.token, "colour": "red"}).status_code == 400
        made = client.post("/cards/batch", json={"cards": [{"card_id": "b", "type": "gift_card"}]}).json()[
            "cards"
        ][0]
        assert (made["status"], made["currency"]) == ("created", "NOK")
        assert client.post("/info", json={"token": made["card_token"]["token"]["value"]}).status_code == 400
    with _cards(
        service, {"two_addresses": "accept", "wrong_pin_status": 404, "reserved_metadata": "accept"}
    ) as client:
        assert move(client, card, 1, token=card.token, metadata={"dintero_x": 1}).status_code == 200
        assert move(client, card, 1, pin="x").status_code == 404
