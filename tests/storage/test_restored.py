"""Journals that vanished or came back from a backup, and the mark that tells."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pos_app.storage.journal import Journal, Loaded
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from tests.storage.tills import TRAINING, asked, file_of, opened, places_in, raw, settled, with_journal


async def ask(journal: Journal) -> None:
    await journal.commit([asked()])


async def more(journal: Journal) -> None:
    await settled(journal, ref_id="ref-2")


def loaded(folder: Path) -> Loaded:
    return with_journal(folder, Journal.load)


def home_copy(folder: Path) -> Path:
    """A backup of the home, as somebody makes it who leaves the machine's state out."""
    return Path(shutil.copytree(places_in(folder).journal_folder(TRAINING), folder / "backup"))


def put_back(folder: Path, backup: Path) -> None:
    shutil.rmtree(places_in(folder).journal_folder(TRAINING))
    shutil.copytree(backup, places_in(folder).journal_folder(TRAINING))


def test_a_journal_that_vanished_is_said_to_be_lost(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    file_of(tmp_path).unlink()
    after = loaded(tmp_path)
    assert (after.open, after.lost, after.restored) == ((), True, False)
    assert loaded(tmp_path).lost


def test_a_backup_that_came_back_is_restored_until_it_is_settled(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    backup = home_copy(tmp_path)
    with_journal(tmp_path, more)
    put_back(tmp_path, backup)
    assert loaded(tmp_path).restored
    assert loaded(tmp_path).restored  # also when the program ended before history was read
    with_journal(tmp_path, Journal.settle_restored)
    assert not loaded(tmp_path).restored


def test_a_backup_with_a_story_of_its_own_is_restored(tmp_path: Path) -> None:
    """It is as long as the mark remembers, but other things happened in it."""
    with_journal(tmp_path, ask)
    backup = home_copy(tmp_path)
    with_journal(tmp_path, more)
    mark = places_in(tmp_path).mark_file(TRAINING)
    kept = mark.read_bytes()
    put_back(tmp_path, backup)
    with_journal(tmp_path, lambda journal: settled(journal, ref_id="another"))
    mark.write_bytes(kept)
    with raw(file_of(tmp_path)) as connection:
        connection.execute("DELETE FROM meta WHERE name = 'restored'")
    assert loaded(tmp_path).restored


def test_the_same_journal_is_not_restored(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    backup = home_copy(tmp_path)
    put_back(tmp_path, backup)
    assert not loaded(tmp_path).restored


def test_a_journal_on_another_computer_is_restored(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    places_in(tmp_path).mark_file(TRAINING).unlink()
    assert loaded(tmp_path).restored


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"journal_id": 1, "seq": "x", "link": ""}'])
def test_a_mark_that_cannot_be_understood_counts_as_none(tmp_path: Path, text: str) -> None:
    with_journal(tmp_path, ask)
    places_in(tmp_path).mark_file(TRAINING).write_text(text)
    assert loaded(tmp_path).restored


def test_a_crash_before_the_mark_moved_is_not_a_restore(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    mark = places_in(tmp_path).mark_file(TRAINING)
    kept = mark.read_bytes()
    with_journal(tmp_path, more)
    mark.write_bytes(kept)
    assert not loaded(tmp_path).restored


def test_the_mark_follows_in_idle_care_and_at_the_end(tmp_path: Path) -> None:
    mark = places_in(tmp_path).mark_file(TRAINING)

    async def work(journal: Journal) -> None:
        assert json.loads(mark.read_bytes())["seq"] == 0
        await ask(journal)
        await journal.idle_care()
        assert json.loads(mark.read_bytes())["seq"] == 0  # not yet due
        journal._mark._kept_at -= 31
        await journal.idle_care()
        assert json.loads(mark.read_bytes())["seq"] == 1
        await more(journal)

    with_journal(tmp_path, work)
    assert json.loads(mark.read_bytes())["seq"] == 3


def test_a_mark_that_cannot_be_written_stops_no_sale_but_the_next_start(tmp_path: Path) -> None:
    state = places_in(tmp_path).state

    async def work(journal: Journal) -> None:
        shutil.rmtree(state)
        state.write_text("a file where a folder should be")
        journal._mark._kept_at -= 31
        await ask(journal)
        await journal.idle_care()

    with_journal(tmp_path, work)
    assert _kind_of_trouble(tmp_path) is TroubleKind.DISK_ERROR
    state.unlink()
    assert len(loaded(tmp_path).open) == 1


def _kind_of_trouble(folder: Path) -> TroubleKind:
    with pytest.raises(StorageTrouble) as caught:
        opened(folder)
    return caught.value.kind
