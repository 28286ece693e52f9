"""Several processes on one PostgreSQL: exact under load, and one that dies is replaced."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.card_service import running
from tests.sandbox import postgres
from tests.sandbox.crowding import Crowd, left_behind
from tests.sandbox.money import ref, sums

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(postgres_server: postgres.Server, tmp_path: Path) -> str:
    return postgres_server.create(tmp_path.name)


def test_many_clients_on_few_cards(database: str, tmp_path: Path) -> None:
    with running(tmp_path, "--database", database, "--workers", "3") as service:
        confirmed = Crowd(clients=12, turns=50, cards=5).move_money(service)
        kept, faults = left_behind(service)
    assert faults == []
    assert sorted(kept) == sorted(confirmed)


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
        os.kill(before[0], getattr(signal, "SIGKILL", signal.SIGTERM))
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
