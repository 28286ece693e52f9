"""`pos-app rescue` and `pos-app journal` on real files."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from pos_app.commands import journal as journal_command
from pos_app.commands import rescue as rescue_command
from pos_app.storage.journal import CardSeen, Journal
from pos_app.storage.vault import Vault
from tests.storage.tills import TRAINING, asked, file_of, hold_with, places_in, unguarded, with_journal

NUMBER = "9578000011114821"
PASSPHRASE = "three small grey herons"


async def _work(journal: Journal) -> None:
    key = journal.card_key(NUMBER)
    await hold_with(journal)
    await journal.commit([asked(ref_id="ref-open", card=key)], cards=[CardSeen(key, NUMBER, ())])


def _till(folder: Path) -> list[str]:
    """A Training till with an open request and a hold; the arguments that name its home."""
    places = places_in(folder)
    key = Vault().journal_key(TRAINING, places)
    with_journal(folder, _work, key=key)
    return ["--home", str(places.home)]


def _say(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))


def test_a_till_is_rescued_by_two_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home, file = _till(tmp_path / "old"), str(tmp_path / "rescue.bin")
    _say(monkeypatch, PASSPHRASE)
    assert rescue_command.main(["export", file, *home, "--passphrase-stdin"]) == 0
    assert "Training: 1 open and 2 operations in all handed over." in capsys.readouterr().out
    _say(monkeypatch, "three small grey geese")
    taker = ["--home", str(tmp_path / "new" / "home"), "--passphrase-stdin"]
    assert rescue_command.main(["import", file, *taker]) == 1
    assert "not the passphrase" in capsys.readouterr().err
    for code, told in ((0, "taken over"), (1, "already")):
        _say(monkeypatch, PASSPHRASE)
        assert rescue_command.main(["import", file, *taker]) == code
        heard = capsys.readouterr()
        assert told in heard.out + heard.err
    assert journal_command.main(["verify", *taker[:2], "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["open"], one["operations"], one["chain"], one["pages"]) == (1, 2, "ok", "ok")


def test_a_key_that_is_gone_comes_back_by_the_recovery_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home, file = _till(tmp_path), str(tmp_path / "rescue.bin")
    _say(monkeypatch, "too short")
    assert rescue_command.main(["passphrase", *home, "--passphrase-stdin"]) == 1
    assert "at least 12" in capsys.readouterr().err
    _say(monkeypatch, PASSPHRASE)
    assert rescue_command.main(["passphrase", *home, "--passphrase-stdin"]) == 0
    places_in(tmp_path).training_key.unlink()
    _say(monkeypatch, PASSPHRASE)
    assert rescue_command.main(["export", file, *home, "--passphrase-stdin"]) == 0
    assert Path(file).exists()


def test_without_key_and_passphrase_nothing_is_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home, file = _till(tmp_path), str(tmp_path / "rescue.bin")
    places_in(tmp_path).training_key.unlink()
    _say(monkeypatch, PASSPHRASE)
    assert rescue_command.main(["export", file, *home, "--passphrase-stdin"]) == 1
    assert "does not have the journal's key" in capsys.readouterr().err
    assert not Path(file).exists()


@pytest.mark.parametrize("content", [b"", b"something else", None])
def test_a_file_that_is_no_rescue_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "rescue.bin"
    if content is not None:
        file.write_bytes(content)
    _say(monkeypatch, PASSPHRASE)
    assert rescue_command.main(["import", str(file), "--home", str(tmp_path), "--passphrase-stdin"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_which_journal_must_be_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert journal_command.main(["backup", str(tmp_path / "copy.db"), "--home", str(tmp_path)]) == 1
    assert "no such journal" in capsys.readouterr().err
    assert journal_command.main(["verify", "--home", str(tmp_path)]) == 0
    assert "No journal yet." in capsys.readouterr().out


def test_a_copy_is_taken_while_the_till_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home, copy = _till(tmp_path), tmp_path / "copy.db"

    async def busy(journal: Journal) -> None:
        await journal.commit([asked(ref_id="ref-late")])
        assert journal_command.main(["backup", str(copy), *home]) == 0
        await journal.commit([asked(ref_id="ref-later")])

    with_journal(tmp_path, busy, key=Vault().journal_key(TRAINING, places_in(tmp_path)))
    assert copy.stat().st_mode & 0o077 == 0 or os.name == "nt"
    capsys.readouterr()
    assert journal_command.main(["verify", *home, "--journal", str(copy), "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["open"], one["chain"]) == (2, "ok")
    assert journal_command.main(["backup", str(copy), *home]) == 1
    assert "there already" in capsys.readouterr().err


def test_a_changed_journal_does_not_verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = _till(tmp_path)
    with unguarded(file_of(tmp_path)) as journal:
        journal.execute("UPDATE operation SET amount = 1 WHERE ref_id = 'ref-open'")
    assert journal_command.main(["verify", *home]) == 1
    assert "NOT SOUND" in capsys.readouterr().out
    places_in(tmp_path).training_key.unlink()
    journal_command.main(["verify", *home])
    assert "not checked: no key" in capsys.readouterr().out
