"""Deeds of the audit in the chain: changed or removed they are found out, archived they stay whole."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from pos_app.domain.audit import Deed, done
from pos_app.domain.operation import Event
from pos_app.storage.health import journal_health
from pos_app.storage.journal import Journal
from pos_app.storage.trouble import JournalRefused
from tests.storage.test_archive import LONG_AGO, old_and_young
from tests.storage.tills import KEY, NOW, file_of, raw, with_journal


async def deeds(journal: Journal) -> None:
    """Three of them."""
    for number, what in enumerate((Deed.SIGNED_IN, Deed.ADDED, Deed.LOCKED)):
        await journal.note(done(what, "Mia", "Ola" if what is Deed.ADDED else "", NOW + number))


def chain(folder: Path) -> str:
    """What the whole walk says."""
    return journal_health(file_of(folder), lambda _: KEY).chain


def test_they_come_back_as_they_were_written(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        await deeds(journal)
        rows = (await journal.audit()).rows
        assert [(one.by, one.event.what, one.about) for one in rows] == [
            ("Mia", "locked", ""),
            ("Mia", "staff added", "Ola"),
            ("Mia", "signed in", ""),
        ]

    with_journal(tmp_path, work)
    assert chain(tmp_path) == "ok"


@pytest.mark.parametrize("column", ["what = 'x'", "detail = 'Kari'", "at = 1.0", "row_digest = x'00'"])
def test_a_changed_one_is_found_out(tmp_path: Path, column: str) -> None:
    with_journal(tmp_path, deeds)
    with raw(file_of(tmp_path)) as connection:
        with pytest.raises(apsw.ConstraintError):
            connection.execute(f"UPDATE event SET {column} WHERE seq = 2")
        connection.execute(f"DROP TRIGGER event_kept; UPDATE event SET {column} WHERE seq = 2")
    assert chain(tmp_path) == "event 2 was changed"


def test_a_removed_one_is_found_out(tmp_path: Path) -> None:
    with_journal(tmp_path, deeds)
    with raw(file_of(tmp_path)) as connection:
        with pytest.raises(apsw.ConstraintError):
            connection.execute("DELETE FROM event WHERE seq = 2")
        connection.execute("DROP TRIGGER event_stays; DELETE FROM event WHERE seq = 2")
    assert chain(tmp_path) == "event 2 is missing"


def test_a_deed_is_about_no_operation(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        with pytest.raises(JournalRefused):
            await journal.note(Event("ref-1", NOW, "signed in", "Mia"))

    with_journal(tmp_path, work)


def test_they_are_archived_with_what_is_around_them(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        await journal.note(done(Deed.SIGNED_IN, "Mia", "", LONG_AGO - 10_000_000))
        await old_and_young(journal)
        await deeds(journal)
        assert await journal.archive(LONG_AGO, NOW)
        assert [one.event.what for one in (await journal.audit()).rows[:3]] == [
            "locked",
            "staff added",
            "signed in",
        ]

    with_journal(tmp_path, work)
    health = journal_health(file_of(tmp_path), lambda _: KEY)
    assert (health.chain, health.archives) == ("ok", "ok")
    (archive,) = file_of(tmp_path).parent.glob("journal.archive-*.db")
    with raw(archive) as connection:
        assert connection.execute("SELECT count(*) FROM event WHERE operation IS NULL").get == 1
