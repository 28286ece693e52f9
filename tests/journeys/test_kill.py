"""kill -9 of the window in the middle of busy sales: the ledger holds one row per reference."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from tests import card_service

KILLS = int(os.environ.get("HOLDFAST_KILLS", "8"))
"""How many times the window is killed; `HOLDFAST_KILLS=50` for the long form."""

SEED = int(os.environ.get("HOLDFAST_SEED", "20261122"))


def _start(home: Path, service: card_service.CardService, mode: str, **more: str) -> subprocess.Popen[str]:
    client_id, secret = service.cashier
    words = ["--home", str(home), "--base-url", service.base_url, "--account", service.account]
    words += ["--client-id", client_id, "--secret-stdin", "--key-file", str(home / "journal.key")]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.busy_till", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "MODE": mode} | more,
    )
    assert process.stdin is not None
    process.stdin.write(secret + "\n")
    process.stdin.flush()
    return process


def _told(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith(word):
            return
    pytest.fail(f"the till ended without saying {word!r}: {lines}")


def _close(process: subprocess.Popen[str]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def test_killed_in_the_middle_of_sales(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    with card_service.running(tmp_path / "service") as service:
        cards = [service.new_card(500_000) for _ in range(4)]
        codes = ",".join(card.token for card in cards)
        for number in range(KILLS):
            service.rule(do="delay", milliseconds=dice.choice((0, 5, 40)), endpoint="*")
            if number % 3 == 1:
                service.rule(do="close", when="after", endpoint="transactions", every=2)
            process = _start(tmp_path / "home", service, "busy", CODES=codes, SEED=str(dice.random())[2:9])
            _told(process, "ready")
            timer = threading.Timer(dice.uniform(0.0, 2.5), process.kill)
            timer.start()
            assert process.wait(60) != 0, "it ended by itself before it was killed"
            timer.join()
            _close(process)
            service.clear()
        process = _start(tmp_path / "home", service, "drain")
        _told(process, "drained")
        assert process.wait(30) == 0
        _close(process)
        _compare(tmp_path / "home", service)


def _compare(home: Path, service: card_service.CardService) -> None:
    """Journal and ledger tell the same story, row by row."""
    ledger = [row for row in service.ledger() if not row["by_server"]]
    rows = Counter(row["ref_id"] for row in ledger)
    assert {ref: count for ref, count in rows.items() if count > 1} == {}
    (file,) = home.glob("*@*/journal.db")
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as journal:
        told = dict(journal.execute("select ref_id, state from operation"))
    journal.close()
    confirmed = {ref for ref, state in told.items() if state == "confirmed"}
    assert confirmed == set(rows), "each is confirmed in the journal exactly if it is in the ledger"
    assert set(told.values()) <= {"confirmed", "refused", "cancelled", "not asked"}
    assert service.proof() == []
    assert confirmed, "the hand sold nothing: the test is blind"
