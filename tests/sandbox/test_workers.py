"""Several processes on one PostgreSQL: exact under load, and one that dies is replaced."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.card_service import CardService, NewCard, running
from tests.sandbox import postgres
from tests.sandbox.money import ref, sums
from tests.sandbox.test_operations import tool

pytestmark = pytest.mark.postgres
CLIENTS, TURNS, CARDS = 12, 60, 5


def mixed(service: CardService, cards: list[NewCard], seed: int) -> set[str]:
    """Move money on a few cards in every way, every third request twice; returns what was confirmed."""
    chance, confirmed = random.Random(seed), set[str]()
    open_holds: list[str] = []
    with service.api() as client:
        for _ in range(TURNS):
            path, body = _one(chance, cards, open_holds)
            answers = [client.post(path, json=body) for _ in range(1 + (chance.random() < 1 / 3))]
            assert {answer.status_code for answer in answers} <= {200, 400}, answers[-1].text
            done = {
                answer.json()["id"]: answer.json()["type"] for answer in answers if answer.status_code == 200
            }
            assert len(done) <= 1
            confirmed |= done.keys()
            open_holds += [held for held, kind in done.items() if kind == "pending_capture"]
    return confirmed


def _one(chance: random.Random, cards: list[NewCard], open_holds: list[str]) -> tuple[str, dict[str, object]]:
    body: dict[str, object] = {"ref_id": ref()}
    if open_holds and chance.random() < 0.4:
        held = open_holds.pop(chance.randrange(len(open_holds)))
        return f"/transactions/{held}/{chance.choice(('capture', 'void'))}", body
    body |= {"card_id": chance.choice(cards).card_id, "amount": chance.randint(0, 90), "currency": "NOK"}
    body |= chance.choice(({}, {"pending": True}, {"pending": True}, {"type": "fund"}))
    return "/transactions", body


@pytest.fixture
def database(postgres_server: postgres.Server, tmp_path: Path) -> str:
    return postgres_server.create(tmp_path.name)


def test_many_clients_on_few_cards(database: str, tmp_path: Path) -> None:
    with running(tmp_path, "--database", database, "--workers", "3") as service:
        cards = [service.new_card(500) for _ in range(CARDS)]
        with ThreadPoolExecutor(CLIENTS) as threads:
            confirmed = set[str]().union(
                *threads.map(lambda seed: mixed(service, cards, seed), range(CLIENTS))
            )
        service.stop()
    with psycopg.connect(database) as connection:
        kept = {
            str(row[0]) for row in connection.execute("SELECT id FROM ledger WHERE NOT by_server").fetchall()
        }
    assert kept == confirmed
    proved = tool("check", "--home", str(tmp_path), "--database", database)
    assert proved.returncode == 0, proved.stdout


def _workers(parent: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False).stdout
    found = []
    for pid in map(int, listed.split()):
        with suppress(FileNotFoundError):
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are told apart by Linux's /proc")
def test_a_worker_that_dies_is_replaced(database: str, tmp_path: Path) -> None:
    with running(tmp_path, "--database", database, "--workers", "2") as service:
        card, stop = service.new_card(10_000), threading.Event()
        before = _workers(service.pid)
        assert len(before) == 2
        paid, bearer = list[str](), service.bearer(service.manager)

        def pay() -> None:
            while not stop.is_set():
                body = {"ref_id": ref(), "card_id": card.card_id, "amount": 1, "currency": "NOK"}
                url = f"{service.base_url}/accounts/{service.account}/wallets/transactions"
                try:
                    answer = httpx.post(url, json=body, headers={"Authorization": f"Bearer {bearer}"})
                except httpx.TransportError:
                    continue
                assert answer.status_code == 200, answer.text
                paid.append(answer.json()["id"])

        payer = threading.Thread(target=pay)
        payer.start()
        os.kill(before[0], signal.SIGKILL)
        while len(set(_workers(service.pid)) - {before[0]}) < 2:
            time.sleep(0.01)
        count = len(paid)
        while payer.is_alive() and len(paid) < count + 20:
            time.sleep(0.01)
        assert payer.is_alive()
        stop.set()
        payer.join()
        with service.api() as client:
            assert sums(client, card)[0] <= 10_000 - len(paid)
        service.stop()
        assert not any(Path(f"/proc/{pid}").exists() for pid in before)
