"""Journals of earlier versions are brought up to date, a copy is kept, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.domain.audit import Deed, done
from pos_app.storage.health import journal_health
from pos_app.storage.journal import Journal
from pos_app.storage.trouble import StorageTrouble
from tests.storage.failing_disk import Disk, Fault, failing_disk
from tests.storage.test_archive import LONG_AGO, old_and_young, refs_in, sound
from tests.storage.tills import KEY, NOW, file_of, opened, raw, with_journal


@pytest.fixture
def disk() -> Iterator[Disk]:
    """A disk that fails when told to."""
    with failing_disk() as found:
        yield found


TRIGGERS = "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'index', 'table', 'view')"
FORM_1 = """
DROP TRIGGER archived_kept; DROP TRIGGER archived_stays;
DROP TRIGGER event_stays; DROP TRIGGER operation_stays;
DROP TABLE archived;
CREATE TRIGGER operation_stays BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
PRAGMA user_version = 1;
"""


FORM_2 = """
DROP TRIGGER operation_stays; DROP TRIGGER event_stays; DROP TRIGGER event_kept; DROP INDEX event_operation;
ALTER TABLE event RENAME TO event_new;
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    operation INTEGER NOT NULL REFERENCES operation (number),
    at REAL NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    row_digest BLOB NOT NULL,
    link BLOB NOT NULL
) STRICT;
CREATE INDEX event_operation ON event (operation);
INSERT INTO event SELECT * FROM event_new;
DROP TABLE event_new;
CREATE TRIGGER event_kept BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events never change'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
    WHEN OLD.seq > (SELECT coalesce(max(seq), 0) FROM archived)
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER operation_stays BEFORE DELETE ON operation
    WHEN OLD.is_open OR EXISTS (SELECT 1 FROM event WHERE operation = OLD.number)
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;
PRAGMA user_version = 2;
"""


def as_form(folder: Path, form: int) -> None:
    """A journal as an earlier version left it."""
    with_journal(folder, old_and_young)
    with raw(file_of(folder)) as connection:
        connection.execute(FORM_2)
        if form == 1:
            connection.execute(FORM_1)


@pytest.mark.parametrize("form", [1, 2])
def test_an_older_form_is_brought_up_to_date_and_a_copy_is_kept(tmp_path: Path, form: int) -> None:
    as_form(tmp_path, form)
    health = journal_health(file_of(tmp_path), lambda _: KEY)
    assert (health.is_well, health.version) == (True, form), "it can be looked at as it is"

    async def work(journal: Journal) -> str:
        await journal.note(done(Deed.LOCKED, "Kari", "", NOW))
        return await journal.archive(LONG_AGO, NOW)

    assert with_journal(tmp_path, work)
    with raw(file_of(tmp_path)) as connection:
        triggers = {str(name) for (name,) in connection.execute(TRIGGERS)}
    fresh = tmp_path / "fresh"
    with_journal(fresh, Journal.load)
    with raw(file_of(fresh)) as connection:
        assert triggers == {str(name) for (name,) in connection.execute(TRIGGERS)}
    kept = file_of(tmp_path).with_name(f"journal.form-{form}.db")
    with raw(kept) as connection:
        assert connection.pragma("user_version") == form
        assert connection.execute("SELECT count(*) FROM operation").get == 30
    sound(tmp_path)


@pytest.mark.parametrize("form", [1, 2])
@pytest.mark.parametrize("fault", [Fault.FULL, Fault.WRITE, Fault.SYNC])
def test_an_upgrade_that_the_disk_stops_is_made_later(
    disk: Disk, tmp_path: Path, fault: Fault, form: int
) -> None:
    as_form(tmp_path, form)
    disk.breaks(fault, times=-1)
    with pytest.raises(StorageTrouble):
        opened(tmp_path, vfs=disk.vfs)
    disk.heals()
    with_journal(tmp_path, Journal.load)
    sound(tmp_path)
    assert len(refs_in(file_of(tmp_path))) == 30
