"""What ended long ago goes to archive files: whole and proven there, and never lost in between."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from pos_app.commands import journal as journal_command
from pos_app.domain import steps
from pos_app.domain.operation import Kind, Step, Why
from pos_app.domain.search import Search
from pos_app.storage import archive
from pos_app.storage.chain import verify
from pos_app.storage.health import journal_health
from pos_app.storage.journal import CardSeen, Journal
from pos_app.storage.keys import Keys
from pos_app.storage.offline import archive_old
from pos_app.storage.rescue import hand_over
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.vault import Vault
from tests.domain.values import operation
from tests.storage.failing_disk import Disk, Fault, failing_disk
from tests.storage.tills import (
    KEY,
    NOW,
    TRAINING,
    done,
    file_of,
    hold_with,
    opened,
    places_in,
    raw,
    with_journal,
)

OLD = NOW - 700 * 86400.0
LONG_AGO = NOW - 500 * 86400.0
DAY = 86400.0


async def paid(journal: Journal, ref_id: str, at: float) -> None:
    """A payment that was confirmed then."""
    key = journal.card_key("card-1")
    one = operation(ref_id=ref_id, kind=Kind.PAY, asked_at=at, card=key)
    begun = steps.asked_and_sent(one, b"{}")
    await journal.commit([begun], cards=[CardSeen(key, "card-1", ())])
    end = done(begun.operation, f"tx-{ref_id}")
    await journal.commit([Step(end.operation, replace(end.event, at=at + 1))])


async def old_and_young(journal: Journal, old: int = 20, young: int = 10) -> None:
    """Payments of two years ago, then of yesterday."""
    for number in range(old):
        await paid(journal, f"old-{number:03}", OLD + number * DAY)
    for number in range(young):
        await paid(journal, f"young-{number:03}", NOW - DAY + number)


def refs_in(file: Path) -> list[str]:
    """The references of an archive or a journal, in their order."""
    with raw(file) as connection:
        return [str(ref) for (ref,) in connection.execute("SELECT ref_id FROM operation ORDER BY number")]


def everything(folder: Path) -> list[str]:
    """The references of every file of a till's journal."""
    home = file_of(folder).parent
    return sorted(ref for file in home.glob("journal*.db") for ref in refs_in(file))


def sound(folder: Path) -> None:
    """The journal, its chain and all its archives hold."""
    health = journal_health(file_of(folder), lambda _: KEY)
    assert health.is_well, health


def test_what_ended_long_ago_lies_in_a_file_of_its_own_and_nothing_is_lost(tmp_path: Path) -> None:
    async def work(journal: Journal) -> str:
        await old_and_young(journal)
        name = await journal.archive(LONG_AGO, NOW)
        assert await journal.archive(LONG_AGO, NOW) == ""
        page = await journal.search(Search())
        assert (len(page.rows), page.archived) == (10, True)
        await paid(journal, "next", NOW)
        return name

    name = with_journal(tmp_path, work)
    archived = file_of(tmp_path).with_name(name)
    assert refs_in(archived) == [f"old-{number:03}" for number in range(20)]
    with raw(archived) as connection:
        assert verify(connection, Keys.of(KEY)) == ""
        assert connection.execute("SELECT count(*) FROM card").get == 1
    assert len(everything(tmp_path)) == 31
    sound(tmp_path)


def test_the_chain_goes_on_over_several_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST", 12)

    async def work(journal: Journal) -> list[str]:
        await old_and_young(journal)
        names = []
        while name := await journal.archive(LONG_AGO, NOW):
            names.append(name)
        return names

    names = with_journal(tmp_path, work)
    assert len(names) > 2
    assert sum(len(refs_in(file_of(tmp_path).with_name(name))) for name in names) == 20
    sound(tmp_path)
    file_of(tmp_path).with_name(names[1]).unlink()
    health = journal_health(file_of(tmp_path), lambda _: KEY)
    assert not health.is_well
    assert names[1] in health.archives


@pytest.mark.parametrize("kind", ["open", "hold", "unseen", "needed"])
def test_what_is_still_of_use_stays_with_all_that_came_after_it(tmp_path: Path, kind: str) -> None:
    async def work(journal: Journal) -> str:
        await paid(journal, "first", OLD)
        one = operation(ref_id="kept", asked_at=OLD, kind=Kind.HOLD if kind == "hold" else Kind.PAY)
        begun = steps.asked_and_sent(one, b"{}")
        await journal.commit([begun])
        if kind == "hold":
            await journal.commit([done(begun.operation, "hold-tx")])
        elif kind == "unseen":
            await journal.commit([steps.refused(begun.operation, Why.NO_FUNDS, OLD + 1, "")])
        elif kind == "needed":
            await journal.commit([done(begun.operation)])
            after = operation(ref_id="waits", asked_at=NOW, after="kept", kind=Kind.FUND)
            await journal.commit([steps.asked(after, b"{}")])
        await old_and_young(journal)
        return await journal.archive(LONG_AGO, NOW)

    name = with_journal(tmp_path, work)
    assert refs_in(file_of(tmp_path).with_name(name)) == ["first"]
    sound(tmp_path)


def test_the_captures_of_an_open_hold_stay_with_it(tmp_path: Path) -> None:
    async def work(journal: Journal) -> str:
        await hold_with(journal, 5_000)
        await old_and_young(journal)
        return await journal.archive(NOW * 2, NOW)

    assert with_journal(tmp_path, work) == ""


def test_a_young_journal_has_no_archive(tmp_path: Path) -> None:
    async def work(journal: Journal) -> str:
        await old_and_young(journal, old=0)
        return await journal.archive(LONG_AGO, NOW)

    assert with_journal(tmp_path, work) == ""
    assert list(file_of(tmp_path).parent.glob("journal.archive*")) == []


@pytest.mark.parametrize("what", ["event WHERE seq = 50", "operation WHERE number = 25"])
def test_nothing_else_can_be_taken_out(tmp_path: Path, what: str) -> None:
    async def work(journal: Journal) -> None:
        await old_and_young(journal)
        await journal.archive(LONG_AGO, NOW)

    with_journal(tmp_path, work)
    with raw(file_of(tmp_path)) as connection, pytest.raises(apsw.ConstraintError, match="never deleted"):
        connection.execute("DELETE FROM " + what)


def test_an_archive_that_was_never_made_is_found_out(tmp_path: Path) -> None:
    with_journal(tmp_path, old_and_young)
    with raw(file_of(tmp_path)) as connection:
        link = connection.execute("SELECT link FROM event WHERE seq = 10").get
        connection.execute("INSERT INTO archived VALUES (10, ?, 'x.db', 0.0, zeroblob(32))", (link,))
        connection.execute("DELETE FROM event WHERE seq <= 10")
    with pytest.raises(StorageTrouble) as caught:
        opened(tmp_path)
    assert caught.value.kind is TroubleKind.DAMAGED


@pytest.fixture
def disk() -> Iterator[Disk]:
    with failing_disk() as made:
        yield made


@pytest.mark.parametrize("fault", [Fault.FULL, Fault.WRITE, Fault.SYNC])
@pytest.mark.parametrize("on", [".new", "-wal"])
@pytest.mark.parametrize("after", [0, 1, 2, 5])
def test_a_disk_that_fails_in_the_middle_loses_nothing(
    disk: Disk, tmp_path: Path, fault: Fault, on: str, after: int
) -> None:
    async def whole() -> None:
        journal = opened(tmp_path, vfs=disk.vfs)
        await old_and_young(journal)
        disk.breaks(fault, on=on, after=after)
        with suppress(StorageTrouble):
            await journal.archive(LONG_AGO, NOW)
        disk.heals()
        await journal.close()

    asyncio.run(whole())
    assert set(everything(tmp_path)) >= {f"old-{n:03}" for n in range(20)} | {
        f"young-{n:03}" for n in range(10)
    }

    async def again(journal: Journal) -> None:
        while await journal.archive(LONG_AGO, NOW):
            pass

    with_journal(tmp_path, again)
    assert len(everything(tmp_path)) == 30, "each is in one file, at the end"
    sound(tmp_path)


def test_the_command_archives_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = places_in(tmp_path)
    key = Vault().journal_key(TRAINING, places)
    with_journal(tmp_path, old_and_young, key=key)
    home = ["--home", str(places.home)]
    assert journal_command.main(["archive", *home]) == 0
    assert "journal.archive-000000001-000000040.db is beside the journal now." in capsys.readouterr().out
    assert journal_command.main(["archive", *home]) == 0
    assert "Nothing is old enough." in capsys.readouterr().out
    assert journal_command.main(["verify", *home, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["archives"], told["operations"]) == ("ok", 10)
    with pytest.raises(SystemExit):
        journal_command.main(["archive", *home, "--months", "2"])


def test_a_copy_elsewhere_is_neither_archived_nor_handed_over(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    key = Vault().journal_key(TRAINING, places)
    with_journal(tmp_path, old_and_young, key=key)
    copy = tmp_path / "copy.db"
    shutil.copy(file_of(tmp_path), copy)
    with pytest.raises(StorageTrouble, match="in its own place"):
        archive_old(places, copy, key, 0.0, 18)
    with pytest.raises(StorageTrouble, match="in its own place"):
        hand_over(places, copy, key, "three small grey herons", tmp_path / "rescue.bin", 0.0)
    assert not (tmp_path / "rescue.bin").exists()
