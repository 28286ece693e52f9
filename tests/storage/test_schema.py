"""What the file itself refuses, whoever asks."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw
import pytest

from pos_app.domain.operation import Kind
from pos_app.storage import reading
from pos_app.storage.journal import CardSeen, Journal
from tests.storage.tills import asked, file_of, raw, settled, with_journal

FACTS = {
    "ref_id": "'x'",
    "kind": "'fund'",
    "card": "'x'",
    "last4": "'0000'",
    "amount": "1",
    "currency": "'SEK'",
    "sale_order": "'x'",
    "staff": "1",
    "staff_name": "'x'",
    "credential": "'manager'",
    "asked_at": "1.0",
    "hold_ref": "'x'",
    "hold_id": "'x'",
    "comes_after": "'x'",
    "reason": "'x'",
    "rest": "1",
    "number": "99",
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with an open hold (1), a confirmed pay (2) and a card."""
    folder = tmp_path_factory.mktemp("schema")

    async def fill(journal: Journal) -> None:
        await journal.commit([asked()], cards=[CardSeen(journal.card_key("card-1"), "card-1", ("code",))])
        await settled(journal, ref_id="ref-2", kind=Kind.PAY)

    with_journal(folder, fill)
    return file_of(folder)


@pytest.fixture
def journal_file(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path))


def refuses(file: Path, sql: str, words: str) -> None:
    with raw(file) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        before = list(connection.execute("SELECT * FROM operation_row"))
        with pytest.raises(apsw.ConstraintError, match=words):
            connection.execute(sql)
        assert list(connection.execute("SELECT * FROM operation_row")) == before


@pytest.mark.parametrize("column", FACTS)
def test_facts_never_change(journal_file: Path, column: str) -> None:
    refuses(journal_file, f"UPDATE operation SET {column} = {FACTS[column]} WHERE number = 1", "facts")


@pytest.mark.parametrize(
    "change",
    [
        *("state = 'waiting'", "state = 'refused'", "why = 'x'", "attempts = 5", "unproven = 0"),
        *("transaction_id = 'x'", "moved = 1", "settled_at = 1.0"),
    ],
)
def test_a_final_state_is_never_left(journal_file: Path, change: str) -> None:
    refuses(journal_file, f"UPDATE operation SET {change} WHERE number = 2", "final")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("attempts = 2", "attempts = 1"),
        ("state = 'waiting'", "state = 'asked'"),
        ("state = 'needs a manager'", "state = 'waiting'"),
        ("cancel = 1", "cancel = 0"),
        ("acknowledged = 1", "acknowledged = 0"),
    ],
)
def test_states_only_move_forward(journal_file: Path, first: str, then: str) -> None:
    with raw(journal_file) as connection:
        connection.execute(f"UPDATE operation SET {first} WHERE number = 1")
    refuses(journal_file, f"UPDATE operation SET {then} WHERE number = 1", "forward")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM operation WHERE number = 1", "never deleted"),
        ("DELETE FROM event WHERE seq = 1", "never deleted"),
        ("UPDATE event SET at = 1.0 WHERE seq = 1", "never change"),
        ("UPDATE event SET what = 'x' WHERE seq = 1", "never change"),
        ("UPDATE body SET sealed = x'00'", "never change"),
        ("DELETE FROM body", "never deleted"),
        ("UPDATE card SET last4 = 'x'", "never change"),
        ("DELETE FROM card", "never deleted"),
        ("INSERT INTO event VALUES (1, 1, 1.0, 'x', '', x'00', x'00')", "UNIQUE"),
        ("INSERT INTO event VALUES (99, 99, 1.0, 'x', '', x'00', x'00')", "FOREIGN KEY"),
        ("UPDATE operation SET state = 'lost' WHERE number = 1", "CHECK"),
        ("UPDATE operation SET unproven = 9 WHERE number = 1", "CHECK"),
        ("UPDATE operation SET in_flight = 2 WHERE number = 1", "CHECK"),
    ],
)
def test_what_was_written_stays(journal_file: Path, sql: str, words: str) -> None:
    refuses(journal_file, sql, words)


def test_an_operation_begins_as_asked(journal_file: Path) -> None:
    with raw(journal_file) as connection:
        columns = [str(row[1]) for row in connection.execute("PRAGMA table_info(operation)")]
    copied = ", ".join({"number": "NULL", "ref_id": "'new'"}.get(name, name) for name in columns)
    refuses(
        journal_file, f"INSERT INTO operation SELECT {copied} FROM operation WHERE number = 2", "begins as"
    )


def plan(file: Path, sql: str) -> str:
    with raw(file) as connection:
        return " ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))


def test_what_is_open_is_found_without_reading_what_has_ended(journal_file: Path) -> None:
    assert "operation_open" in plan(journal_file, reading._OPEN)
    assert "operation_unseen" in plan(journal_file, reading._UNSEEN)
    holds = plan(journal_file, reading._HOLDS)
    assert "SCAN open_hold" in holds
    assert "SCAN operation" not in holds
    assert "B-TREE" not in holds


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT * FROM operation_row WHERE ref_id = 'x'", "ref_id=?"),
        (reading._ENDS.replace("?", "'x'"), "operation_hold"),
        ("SELECT asked_at FROM operation WHERE card = 'x' ORDER BY number DESC LIMIT 1", "operation_card"),
        ("SELECT * FROM event WHERE operation = 1", "event_operation"),
        ("SELECT * FROM operation_row WHERE sale_order = 'x' AND sale_order <> ''", "operation_order"),
        ("SELECT * FROM operation_row WHERE asked_at > 1.0", "operation_asked_at"),
    ],
)
def test_look_ups_use_an_index_and_sort_nothing(journal_file: Path, sql: str, index: str) -> None:
    found = plan(journal_file, sql)
    assert index in found
    assert "SCAN" not in found
    assert "B-TREE" not in found
