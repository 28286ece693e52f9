"""Running it for a store: stored clients, printed cards, proof, backup, the log, demonstration cards."""

import csv
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.card_service import AUDIENCE, CardService, NewCard, running
from tests.sandbox import postgres
from tests.sandbox.contract import checked
from tests.sandbox.money import by_token, close, hold, move, refusal, sums


def tool(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pos_app", "sandbox", *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )


@contextmanager
def detached(*words: str) -> Iterator[str]:
    """A service without a parent; yields its base URL."""
    command = [sys.executable, "-m", "pos_app", "sandbox", "--detached", *words]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["base_url"]
        finally:
            process.terminate()


def token(base_url: str, client_id: str, secret: str) -> httpx.Response:
    grant = {"grant_type": "client_credentials", "audience": f"{AUDIENCE}T00000001"}
    return httpx.post(f"{base_url}/accounts/T00000001/auth/token", auth=(client_id, secret), json=grant)


@pytest.mark.postgres
def test_stored_clients(postgres_server: postgres.Server, tmp_path: Path) -> None:
    home = ("--home", str(tmp_path), "--database", postgres_server.create("stored_clients"))
    made = tool("clients", *home, "add", "till-2", "--scope", "write:wallets:/info")
    assert made.returncode == 0, made.stderr
    secret = made.stdout.strip()
    assert tool("clients", *home, "add", "till-2", "--scope", "read:wallets").returncode == 1
    assert tool("clients", *home, "add", "till-3", "--scope", "everything").returncode == 1
    assert tool("clients", *home, "list").stdout.split() == ["till-2", "write:wallets:/info"]
    with detached(*home) as base_url:
        assert token(base_url, "till-2", secret).status_code == 200
        assert token(base_url, "till-2", "guessed").status_code == 401
        assert token(base_url, "till-9", secret).status_code == 401
    assert tool("clients", *home, "remove", "till-2").returncode == 0
    assert tool("clients", *home, "remove", "till-2").returncode == 1
    assert secret not in "".join(path.read_bytes().decode("latin-1") for path in tmp_path.iterdir())


def test_cards_for_the_printer(tmp_path: Path) -> None:
    file, home = tmp_path / "cards.csv", ("--home", str(tmp_path))
    made = tool("cards", *home, "--count", "130", "--csv", str(file))
    assert made.returncode == 0, made.stderr
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o077 == 0
    with file.open(newline="") as source:
        rows = list(csv.DictReader(source))
    assert len({row["code"] for row in rows}) == len({row["card_id"] for row in rows}) == 130
    again = tool("cards", *home, "--count", "1", "--csv", str(file))
    assert again.returncode == 1
    with running(tmp_path) as service, checked(service.api()) as client:
        card = NewCard(rows[129]["card_id"], rows[129]["code"], rows[129]["pin"])
        assert client.post("/info", json={"token": card.token}).json()["status"] == "inactive"
        client.post(f"/cards/{card.card_id}/activate", json={"amount": 500, "currency": "NOK"})
        assert refusal(by_token(client, card, 1, pin=card.pin + "0" if card.pin else "")) == (
            403,
            "INVALID_PIN",
        )
        assert [by_token(client, card, 1, pin=card.pin).status_code for _ in range(2)] == [200, 200]


def test_the_proof_of_a_database(fresh: tuple[str, ...], tmp_path: Path) -> None:
    home = ("--home", str(tmp_path), *fresh)
    with running(tmp_path, "--seed", "demo:120", *fresh) as service, service.api() as client:
        demo = NewCard("demo-0000007", "7000000000000007", None)
        _, available, reserved = sums(client, demo)
        assert by_token(client, demo, available).status_code == 200
        assert sums(client, demo) == (reserved, 0, reserved)
        service.stop()
        service.start()
        assert len(service.ledger()) == 1_201
        service.stop()
    proved = tool("check", *home)
    assert (proved.returncode, proved.stdout) == (0, "120 cards, 1201 transactions: all add up\n")


TAMPERING = {
    "DELETE FROM ledger WHERE type = 'voided'": "does not add up",
    "UPDATE ledger SET amount = 41 WHERE parent_id IS NOT NULL AND type = 'drawdown'": "takes 41 of a hold",
    "UPDATE ledger SET amount = 0 WHERE type = 'fund'": "is below zero",
    "UPDATE card SET drawn = drawn - 1": "does not add up",
}


@pytest.mark.parametrize("change", TAMPERING)
def test_the_proof_finds_what_was_tampered_with(tmp_path: Path, change: str) -> None:
    with running(tmp_path) as service, service.api() as client:
        card = service.new_card(1_000)
        first, second = hold(client, card, 40), hold(client, card, 50)
        close(client, first, "capture")
        close(client, second, "void")
        service.stop()
    with sqlite3.connect(tmp_path / "card-service.db") as file:
        for trigger in ("ledger_no_update", "ledger_no_delete"):
            file.execute(f"DROP TRIGGER {trigger}")
        assert file.execute(change).rowcount == 1
    file.close()
    proved = tool("check", "--home", str(tmp_path))
    assert proved.returncode == 1
    assert TAMPERING[change] in proved.stdout


def test_backup_and_restore(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy.db"
    copy.parent.mkdir()
    home = ("--home", str(tmp_path / "home"))
    with running(tmp_path / "home") as service:
        card = service.new_card(1_000, pin=True)
        with service.api() as client:
            hold(client, card, 100)
        service.stop()
        assert tool("backup", *home, str(copy)).returncode == 0
        assert tool("backup", *home, str(copy)).returncode == 1
        service.start()
        with service.api() as client:
            move(client, card, 100)
    with running(tmp_path / "restored", "--database", str(copy)) as service, checked(service.api()) as client:
        assert sums(client, card) == (1_000, 900, 100)
        assert by_token(client, card, 1, pin=card.pin).status_code == 200
        assert refusal(by_token(client, card, 1, pin="x")) == (403, "INVALID_PIN")


def test_a_backup_waits_for_nobody(tmp_path: Path) -> None:
    with running(tmp_path):
        ended = tool("backup", "--home", str(tmp_path), str(tmp_path / "copy.db"))
        assert ended.returncode == 1
        assert "another card service" in ended.stderr


def test_the_log_has_no_secrets(tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    with running(tmp_path / "home", "--log", str(file)) as service, service.api() as client:
        card = service.new_card(1_000, pin=True)
        odd = {"Dintero-System-Name": "Holdfast\tTill", "Dintero-System-Version": "1"}
        client.post("/info", json={"token": card.token, "pin": card.pin}, headers=odd)
        client.get(f"/cards/{card.card_id}")
        client.get("/nothing")
        bearer = client.headers["authorization"]
        service.stop()
    text = file.read_text()
    for secret in (card.token, card.card_id, bearer.split()[1], service.manager.secret):
        assert secret not in text
    lines = [json.loads(line) for line in text.splitlines()]
    told = [(line["endpoint"], line["status"]) for line in lines]
    assert told[-3:] == [("info", 200), ("card", 200), (None, 404)]
    info = lines[-3]
    assert info["client"] == service.manager.client_id
    assert info["dintero-system-name"] == "Holdfast\tTill"
    assert 0 < info["ms"] < 60_000
    assert info["at"].endswith("Z")


@pytest.mark.postgres
def test_workers_need_a_shared_database(tmp_path: Path) -> None:
    service = CardService(tmp_path, "--workers", "2")
    try:
        with pytest.raises(RuntimeError, match="several workers need PostgreSQL"):
            service.start()
    finally:
        service.close()


@pytest.mark.parametrize("words", [["--seed", "demo:0"], ["--seed", "demo:x"], ["--seed", "everything"]])
def test_seeds_that_cannot_be(tmp_path: Path, words: list[str]) -> None:
    assert tool("--home", str(tmp_path), "--detached", *words).returncode == 2
