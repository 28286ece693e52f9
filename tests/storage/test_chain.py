"""Whatever is changed or removed behind the journal's back is seen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pos_app.storage.chain import is_head_sound, verify
from pos_app.storage.journal import Journal
from pos_app.storage.keys import Keys
from tests.storage.tills import KEY, asked, file_of, hold_with, raw, unguarded, with_journal


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hold with a capture (1, 2: events 1 to 4) and an open pay (3: event 5)."""
    folder = tmp_path_factory.mktemp("chain")

    async def fill(journal: Journal) -> None:
        await hold_with(journal, 10_000)
        await journal.commit([asked(ref_id="open")])

    with_journal(folder, fill)
    return file_of(folder)


@pytest.fixture
def journal_file(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path))


def found(file: Path, key: bytes = KEY) -> str:
    with raw(file) as connection:
        return verify(connection, Keys.of(key))


def test_an_untouched_journal_is_sound(journal_file: Path) -> None:
    assert found(journal_file) == ""


def test_an_empty_journal_is_sound(tmp_path: Path) -> None:
    with_journal(tmp_path, Journal.load)
    assert found(file_of(tmp_path)) == ""
    with raw(file_of(tmp_path)) as connection:
        assert is_head_sound(connection, Keys.of(KEY))


@pytest.mark.parametrize("seq", range(1, 6))
@pytest.mark.parametrize(
    "change",
    [
        *("at = at + 1", "what = 'x'", "detail = detail || 'x'", "operation = 4 - operation"),
        *("row_digest = x'00'", "link = x'00'"),
    ],
)
def test_a_changed_event_is_seen(journal_file: Path, seq: int, change: str) -> None:
    with unguarded(journal_file) as connection:
        connection.execute(f"UPDATE event SET {change} WHERE seq = {seq}")
        touched = connection.changes()
    if change.startswith("operation") and seq in (3, 4):
        assert found(journal_file) == ""  # 4 - 2 is 2: nothing was changed
    else:
        assert touched == 1
        assert found(journal_file) != ""


@pytest.mark.parametrize("seq", range(1, 6))
def test_a_removed_event_is_seen(journal_file: Path, seq: int) -> None:
    with unguarded(journal_file) as connection:
        connection.execute("DELETE FROM event WHERE seq = ?", (seq,))
    assert found(journal_file) != ""


def test_two_events_that_changed_places_are_seen(journal_file: Path) -> None:
    with unguarded(journal_file) as connection:
        connection.execute("UPDATE event SET seq = 99 WHERE seq = 2")
        connection.execute("UPDATE event SET seq = 2 WHERE seq = 3")
        connection.execute("UPDATE event SET seq = 3 WHERE seq = 99")
    assert found(journal_file) == "event 2 was changed"


@pytest.mark.parametrize(
    "change",
    ["amount = 1", "state = 'refused'", "card = 'x'", "acknowledged = 1", "staff_name = 'Ola'", "moved = 7"],
)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_operation_that_is_not_as_its_event_left_it_is_seen(
    journal_file: Path, number: int, change: str
) -> None:
    with unguarded(journal_file) as connection:
        connection.execute(f"UPDATE operation SET {change} WHERE number = {number}")
    assert "is not as its last event left it" in found(journal_file)


def test_an_operation_without_an_event_is_seen(journal_file: Path) -> None:
    with unguarded(journal_file) as connection:
        columns = [str(row[1]) for row in connection.execute("PRAGMA table_info(operation)")]
        copied = ", ".join({"number": "NULL", "ref_id": "'forged'"}.get(name, name) for name in columns)
        connection.execute(f"INSERT INTO operation SELECT {copied} FROM operation WHERE number = 3")
    assert "forged" in found(journal_file)


def test_another_key_proves_nothing(journal_file: Path) -> None:
    assert found(journal_file, bytes(32)) == "event 1 was changed"


@pytest.mark.parametrize(
    ("change", "is_sound"),
    [
        ("UPDATE event SET detail = 'x' WHERE seq = 5", False),
        ("UPDATE operation SET amount = 1 WHERE number = 3", False),
        ("DELETE FROM event WHERE seq = 4", False),
        ("UPDATE event SET detail = 'x' WHERE seq = 1", True),
    ],
)
def test_the_cheap_look_sees_the_last_event(journal_file: Path, change: str, is_sound: bool) -> None:
    with unguarded(journal_file) as connection:
        connection.execute(change)
        assert is_head_sound(connection, Keys.of(KEY)) is is_sound
