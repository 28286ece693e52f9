"""Opening a journal: what is made, what is refused, and what is said of files that came back or went away."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from pos_app.domain.origin import Origin
from pos_app.storage import opening
from pos_app.storage.journal import Journal, Loaded
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from tests.storage.tills import (
    KEY,
    LIVE,
    NOW,
    TRAINING,
    asked,
    file_of,
    opened,
    raw,
    settled,
    unguarded,
    with_journal,
)


async def ask(journal: Journal) -> None:
    await journal.commit([asked()])


async def more(journal: Journal) -> None:
    await settled(journal, ref_id="ref-2")


def refused(folder: Path, origin: Origin = TRAINING, key: bytes = KEY) -> StorageTrouble:
    with pytest.raises(StorageTrouble) as caught:
        opened(folder, origin, key)
    return caught.value


def loaded(folder: Path) -> Loaded:
    return with_journal(folder, Journal.load)


def test_each_origin_has_a_journal_of_its_own(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    assert with_journal(tmp_path, Journal.load, origin=LIVE).open == ()
    assert file_of(tmp_path).parent.name == "training"
    assert file_of(tmp_path, LIVE).parent.name == "P12345678@api.example.test"


def test_training_is_the_same_journal_on_any_port(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    elsewhere = Origin(TRAINING.account, "127.0.0.1:9999", training=True)
    assert len(with_journal(tmp_path, Journal.load, origin=elsewhere).open) == 1


def test_a_journal_that_was_copied_to_another_origin_is_refused_and_kept(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    shutil.copytree(file_of(tmp_path).parent, file_of(tmp_path, LIVE).parent)
    trouble = refused(tmp_path, LIVE)
    assert (trouble.kind, trouble.note) == (TroubleKind.DISK_ERROR, "the journal belongs to training")
    assert file_of(tmp_path, LIVE).exists()


def test_a_second_window_is_refused_until_the_first_closes(tmp_path: Path) -> None:
    first = opened(tmp_path)
    assert refused(tmp_path).kind is TroubleKind.SECOND_WINDOW
    assert with_journal(tmp_path, Journal.load, origin=LIVE).open == ()  # another origin is no second window
    asyncio.run(first.close())
    assert loaded(tmp_path).open == ()


def test_another_key_is_refused_and_nothing_is_set_aside(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    assert refused(tmp_path, key=bytes(32)).kind is TroubleKind.NO_KEY
    assert len(loaded(tmp_path).open) == 1


def test_a_journal_of_a_newer_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    with raw(file_of(tmp_path)) as connection:
        connection.pragma("user_version", 99)
    before = file_of(tmp_path).read_bytes()
    assert refused(tmp_path).kind is TroubleKind.NEWER
    assert file_of(tmp_path).read_bytes() == before


def overwrite_page(file: Path, table: str) -> None:
    with raw(file) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).get
    content = bytearray(file.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xab" * 4096
    file.write_bytes(content)


def drop_table(file: Path) -> None:
    with unguarded(file) as connection:
        connection.execute("DROP TABLE event")


def lose_name(file: Path) -> None:
    with raw(file) as connection:
        connection.execute("DELETE FROM meta WHERE name = 'journal_id'")


def change_last_event(file: Path) -> None:
    with unguarded(file) as connection:
        connection.execute("UPDATE event SET detail = 'forged'")


def replace_by_another_database(file: Path) -> None:
    file.unlink()
    with raw(file) as connection:
        connection.execute("CREATE TABLE something (x)")


def break_first_page(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[100:4096] = b"\xab" * 3996
    file.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a page of operations": lambda file: overwrite_page(file, "operation"),
    "a page of events": lambda file: overwrite_page(file, "event"),
    "an index": lambda file: overwrite_page(file, "operation_card"),
    "the schema": break_first_page,
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:20_000]),
    "not a database": lambda file: file.write_bytes(b"hello" * 5_000),
    "a table is gone": drop_table,
    "its name is gone": lose_name,
    "the last event": change_last_event,
    "another database": replace_by_another_database,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_journal_is_set_aside_whole_and_never_forgotten(tmp_path: Path, damage: str) -> None:
    with_journal(tmp_path, ask)
    file = file_of(tmp_path)
    DAMAGES[damage](file)
    content = file.read_bytes()
    trouble = refused(tmp_path)
    assert trouble.kind is TroubleKind.DAMAGED
    (aside,) = file.parent.glob("journal.damaged-*.db")
    assert aside.name in trouble.note
    assert aside.read_bytes() == content
    assert not file.exists()
    for _ in range(2):
        after = loaded(tmp_path)
        assert (after.open, after.set_aside, after.lost) == ((), (aside.name,), False)
        assert not after.restored


def test_a_log_that_belongs_to_a_damaged_journal_goes_with_it(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    file = file_of(tmp_path)
    file.write_bytes(b"hello" * 5_000)
    file.with_name("journal.db-wal").write_bytes(b"what was in the log")
    refused(tmp_path)
    (log,) = file.parent.glob("journal.damaged-*.db-wal")
    assert log.read_bytes() == b"what was in the log"


def test_two_damaged_journals_of_one_second_are_both_kept(tmp_path: Path) -> None:
    for _ in range(2):
        with_journal(tmp_path, ask)
        file_of(tmp_path).write_bytes(b"hello" * 5_000)
        refused(tmp_path)
    assert len(loaded(tmp_path).set_aside) == 2


@pytest.mark.parametrize("ended_well", [True, False])
def test_a_large_journal_is_checked_only_after_a_bad_end(
    tmp_path: Path, ended_well: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "ALWAYS_CHECKED", 0)
    with_journal(tmp_path, ask)
    overwrite_page(file_of(tmp_path), "operation_card")
    if ended_well:
        assert len(loaded(tmp_path).open) == 1
    else:
        (file_of(tmp_path).parent / "journal.lock").write_bytes(b"running")
        assert refused(tmp_path).kind is TroubleKind.DAMAGED


def test_an_empty_file_becomes_a_journal(tmp_path: Path) -> None:
    """A power cut in the very first moment leaves one."""
    file_of(tmp_path).parent.mkdir(parents=True)
    file_of(tmp_path).touch()
    after = loaded(tmp_path)
    assert (after.open, after.lost, after.restored) == ((), False, False)


def test_a_start_writes_so_that_a_disk_that_cannot_is_found_out(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    with raw(file_of(tmp_path)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE name = 'opened_at'").get == repr(NOW)
        connection.execute("DELETE FROM meta WHERE name = 'opened_at'")
    loaded(tmp_path)
    with raw(file_of(tmp_path)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE name = 'opened_at'").get == repr(NOW)


def test_what_survives_power_cuts_is_switched_on(tmp_path: Path) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
    }

    def look(connection: apsw.Connection) -> dict[str, object]:
        return {name: connection.pragma(name) for name in expected}

    async def work(journal: Journal) -> dict[str, object]:
        return await journal._thread.do(journal._store.read, look)

    assert with_journal(tmp_path, work) == expected
