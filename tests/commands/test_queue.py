"""`pos-app queue` on real journals."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pos_app.commands.queue import main
from pos_app.storage.journal import CardSeen, Journal
from tests.storage.tills import LIVE, asked, file_of, places_in, with_journal

NUMBER, CODE = "9578000011114821", "DINCARD:canary-code"


async def ask(journal: Journal) -> None:
    key = journal.card_key(NUMBER)
    await journal.commit([asked(card=key)], cards=[CardSeen(key, NUMBER, (CODE,))])


def test_nothing_is_open_where_nothing_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path)]) == 0
    assert "nothing is open" in capsys.readouterr().out


def test_open_requests_are_told_in_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_journal(tmp_path, ask)
    with_journal(tmp_path, Journal.load, origin=LIVE)
    assert main(["--home", str(places_in(tmp_path).home)]) == 0
    told = capsys.readouterr().out
    assert "P12345678@api.example.test: nothing is open." in told
    assert "training: 1 open." in told
    assert "hold 250.00 NOK | card ...4821 | order 1043 | by Kari | asked" in told
    assert "ref-1" in told


def test_open_requests_are_told_as_json_without_secrets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_journal(tmp_path, ask)
    assert main(["--json", "--home", str(places_in(tmp_path).home)]) == 0
    text = capsys.readouterr().out
    (journal,) = json.loads(text)["journals"]
    assert (journal["origin"], journal["trouble"], journal["set_aside"]) == ("training", None, [])
    (one,) = journal["open"]
    assert (one["ref_id"], one["amount"], one["currency"]) == ("ref-1", "250.00", "NOK")
    assert (one["card_last4"], one["state"], one["asked_at"]) == (
        "4821",
        "asked",
        "2026-11-18T11:06:40+00:00",
    )
    assert not any(secret in text for secret in (NUMBER, CODE, "canary"))


def test_a_journal_that_cannot_be_read_or_was_set_aside_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_journal(tmp_path, ask)
    home = places_in(tmp_path).home
    file_of(tmp_path).rename(file_of(tmp_path).with_name("journal.damaged-20261122-120000.db"))
    with_journal(tmp_path, Journal.load)
    assert main(["--home", str(home)]) == 1
    assert "was set aside: journal.damaged-20261122-120000.db" in capsys.readouterr().out
    file_of(tmp_path).write_bytes(b"x" * 9_000)
    assert main(["--home", str(home)]) == 1
    assert "cannot be read (damaged" in capsys.readouterr().out
    assert main(["--json", "--home", str(home)]) == 1
    assert json.loads(capsys.readouterr().out)["journals"][0]["trouble"] == "damaged"


def test_letters_that_the_other_end_does_not_know_stop_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def named(journal: Journal) -> None:
        await journal.commit([asked(staff_name="Bjørn 🙂")])

    with_journal(tmp_path, named)
    printed = io.BytesIO()
    narrow = io.TextIOWrapper(printed, "ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert main(["--home", str(places_in(tmp_path).home)]) == 0
    narrow.flush()
    assert b"Bj?rn ?" in printed.getvalue()


def test_it_runs_from_the_command_line(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    command = [sys.executable, "-m", "pos_app", "queue", "--home", str(places_in(tmp_path).home)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "training: 1 open." in ran.stdout
