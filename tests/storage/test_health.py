"""Looking at journals from outside: queues and health, without changing anything."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pos_app.domain.origin import Origin
from pos_app.storage.elsewhere import look, open_elsewhere, queues
from pos_app.storage.health import NOT_CHECKED, JournalHealth, folder_health, journal_health, sqlite_version
from pos_app.storage.journal import Journal
from pos_app.storage.schema import VERSION
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from tests.storage.tills import (
    KEY,
    LIVE,
    TRAINING,
    asked,
    file_of,
    hold_with,
    opened,
    places_in,
    raw,
    unguarded,
    with_journal,
)


async def ask(journal: Journal) -> None:
    await journal.commit([asked()])


def health(folder: Path, key: bytes | None = KEY) -> JournalHealth:
    return journal_health(file_of(folder), lambda _: key)


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_queues_of_every_origin_are_seen_and_nothing_is_touched(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    with_journal(tmp_path, ask, origin=LIVE)
    before = listing(tmp_path)
    live, training = queues(places_in(tmp_path).home)
    assert (live.origin, training.origin) == (LIVE.name, "training")
    assert [one.ref_id for one in (*live.operations, *training.operations)] == ["ref-1", "ref-1"]
    assert open_elsewhere(places_in(tmp_path).home, TRAINING) == 1
    assert look(file_of(tmp_path)).latest[0].ref_id == "ref-1"
    assert listing(tmp_path) == before


def test_the_queue_is_seen_while_the_journal_is_open(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        await ask(journal)
        (queue,) = queues(places_in(tmp_path).home)
        assert [one.ref_id for one in queue.operations] == ["ref-1"]
        await journal.commit([asked(ref_id="ref-2")])
        assert len(queues(places_in(tmp_path).home)[0].operations) == 2

    with_journal(tmp_path, work)


def test_no_home_has_no_queues(tmp_path: Path) -> None:
    assert queues(tmp_path / "nothing here") == ()
    assert open_elsewhere(tmp_path / "nothing here", TRAINING) == 0


def newer(file: Path) -> None:
    with raw(file) as connection:
        connection.pragma("user_version", 99)


def strange_word(file: Path) -> None:
    with unguarded(file) as connection:
        connection.execute("UPDATE operation SET kind = 'unheard of'")


def no_table(file: Path) -> None:
    with unguarded(file) as connection:
        connection.execute("DROP VIEW operation_row")


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        (newer, TroubleKind.NEWER),
        (strange_word, TroubleKind.DAMAGED),
        (no_table, TroubleKind.DAMAGED),
        (lambda file: file.write_bytes(b""), TroubleKind.DAMAGED),
        (lambda file: file.write_bytes(b"x" * 9_000), TroubleKind.DAMAGED),
    ],
)
def test_one_journal_that_cannot_be_read_hides_no_other(
    tmp_path: Path, harm: object, kind: TroubleKind
) -> None:
    with_journal(tmp_path, ask)
    with_journal(tmp_path, ask, origin=LIVE)
    assert callable(harm)
    harm(file_of(tmp_path, LIVE))
    live, training = queues(places_in(tmp_path).home)
    assert live.trouble is not None
    assert (live.trouble.kind, live.operations) == (kind, ())
    assert len(training.operations) == 1
    with pytest.raises(StorageTrouble):
        look(file_of(tmp_path, LIVE))


def test_a_word_of_a_later_program_in_a_row_is_damage_for_the_till_too(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    journal = opened(tmp_path)
    strange_word(file_of(tmp_path))

    async def read() -> None:
        with pytest.raises(StorageTrouble) as caught:
            await journal.load()
        assert caught.value.kind is TroubleKind.DAMAGED
        await journal.close()

    asyncio.run(read())


def test_a_sound_journal_is_well(tmp_path: Path) -> None:
    async def fill(journal: Journal) -> None:
        await hold_with(journal, 10_000)
        await journal.commit([asked(ref_id="open")])

    with_journal(tmp_path, fill)
    before = listing(tmp_path)
    found = health(tmp_path)
    assert found.is_well
    assert (found.operations, found.events, found.open, found.bodies, found.version) == (3, 5, 1, 1, VERSION)
    assert (found.pages, found.chain, found.trouble) == ("ok", "ok", "")
    assert listing(tmp_path) == before


def test_the_key_is_asked_for_by_origin(tmp_path: Path) -> None:
    with_journal(tmp_path, ask, origin=LIVE)
    asked_for: list[Origin] = []

    def find(origin: Origin) -> bytes | None:
        asked_for.append(origin)
        return KEY

    assert journal_health(file_of(tmp_path, LIVE), find).chain == "ok"
    assert asked_for == [LIVE]


def test_a_forged_event_is_not_well_but_needs_the_key_to_be_seen(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    with unguarded(file_of(tmp_path)) as connection:
        connection.execute("UPDATE event SET detail = 'forged'")
    assert health(tmp_path).chain == "event 1 was changed"
    assert not health(tmp_path).is_well
    assert health(tmp_path, key=None).chain == NOT_CHECKED

    def no_store(_: Origin) -> bytes | None:
        raise StorageTrouble(TroubleKind.NO_KEY)

    assert journal_health(file_of(tmp_path), no_store).chain == NOT_CHECKED


def test_a_damaged_page_and_a_broken_file_are_not_well(tmp_path: Path) -> None:
    with_journal(tmp_path, ask)
    with raw(file_of(tmp_path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'operation_card'").get
    content = bytearray(file_of(tmp_path).read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xab" * 4096
    file_of(tmp_path).write_bytes(content)
    assert not health(tmp_path).is_well
    file_of(tmp_path).write_bytes(b"x" * 9_000)
    assert "damaged" in health(tmp_path).trouble
    with pytest.raises(StorageTrouble):
        opened(tmp_path)
    with_journal(tmp_path, Journal.load)
    assert len(health(tmp_path).set_aside) == 1


def test_folders_tell_whether_they_are_there_and_how_much_is_free(tmp_path: Path) -> None:
    there, missing = folder_health(tmp_path), folder_health(tmp_path / "a" / "b")
    assert (there.there, there.writable) == (True, True)
    assert (missing.there, missing.writable) == (False, True)
    assert there.free == pytest.approx(missing.free, rel=0.1)
    (tmp_path / "file").touch()
    assert not folder_health(tmp_path / "file" / "below").writable
    assert "apsw" in sqlite_version()
