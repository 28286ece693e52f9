"""A disk that fails in the middle of the work: what is said to be written is, and the other way round."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.domain import steps
from pos_app.domain.operation import Kind, State
from pos_app.storage import opening, store
from pos_app.storage.journal import Journal, Loaded
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from tests.domain.values import operation
from tests.storage.failing_disk import Disk, Fault, failing_disk
from tests.storage.tills import asked, done, file_of, opened, raw, settled, with_journal


@pytest.fixture
def disk() -> Iterator[Disk]:
    with failing_disk() as made:
        yield made


def on(
    disk: Disk, folder: Path, work: Callable[[Journal], Awaitable[None]], *, ends_well: bool = True
) -> Loaded:
    """Do the work on this disk, then tell what a healthy one has after the next start."""

    async def whole() -> None:
        journal = opened(folder, vfs=disk.vfs)
        try:
            await work(journal)
        finally:
            disk.heals()
            if ends_well:
                await journal.close()
            else:
                with pytest.raises(StorageTrouble):
                    await journal.load()
                await journal.close()

    asyncio.run(whole())
    return with_journal(folder, Journal.load)


async def fails(journal: Journal, kind: TroubleKind, ref_id: str = "ref-1") -> StorageTrouble:
    with pytest.raises(StorageTrouble) as caught:
        await journal.commit([asked(ref_id=ref_id)])
    assert caught.value.kind is kind
    return caught.value


def test_a_commit_whose_sync_failed_once_is_found_and_kept(disk: Disk, tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        disk.breaks(Fault.SYNC)
        await journal.commit([asked()])
        assert disk.met == 1
        await journal.commit([asked(ref_id="ref-2")])

    assert [one.ref_id for one in on(disk, tmp_path, work).open] == ["ref-1", "ref-2"]


def test_a_second_sync_that_fails_leaves_it_unsure(disk: Disk, tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        disk.breaks(Fault.SYNC, times=2)
        assert (await fails(journal, TroubleKind.DISK_ERROR)).unsure
        assert disk.met == 2

    loaded = on(disk, tmp_path, work, ends_well=False)
    assert [one.ref_id for one in loaded.unseen] == ["ref-1"]
    assert loaded.open == ()


def test_a_commit_that_was_not_written_is_gone_for_certain(disk: Disk, tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        disk.breaks(Fault.WRITE)
        trouble = await fails(journal, TroubleKind.DISK_ERROR)
        assert not trouble.unsure
        assert (await journal.load()).open == ()
        await journal.commit([asked(ref_id="ref-2")])

    assert [one.ref_id for one in on(disk, tmp_path, work).open] == ["ref-2"]


def test_a_full_disk_writes_nothing_and_works_again_when_there_is_room(disk: Disk, tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        await journal.commit([asked()])
        disk.breaks(Fault.FULL, times=-1)
        for _ in range(3):
            assert not (await fails(journal, TroubleKind.DISK_FULL, "ref-2")).unsure
        with pytest.raises(StorageTrouble):
            await journal.commit([])
        assert [one.ref_id for one in (await journal.load()).open] == ["ref-1"]
        disk.heals()
        await journal.commit([])
        await journal.commit([asked(ref_id="ref-3")])

    assert [one.ref_id for one in on(disk, tmp_path, work).open] == ["ref-1", "ref-3"]


def test_a_disk_that_is_gone_is_unsure_and_stops_the_journal(disk: Disk, tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        await journal.commit([asked()])
        disk.breaks(Fault.SYNC, on="", times=-1)
        assert (await fails(journal, TroubleKind.DISK_ERROR, "ref-2")).unsure
        disk.heals()
        again = await fails(journal, TroubleKind.DISK_ERROR, "ref-3")
        assert not again.unsure
        await journal_refuses_care(journal)

    loaded = on(disk, tmp_path, work, ends_well=False)
    assert [one.ref_id for one in loaded.open] == ["ref-1"]
    assert [(one.ref_id, one.state) for one in loaded.unseen] == [("ref-2", State.NOT_ASKED)]
    told = with_journal(tmp_path, lambda journal: journal.story("ref-2"))
    assert [event.what for event in told] == ["asked and sending", "not asked"]


async def journal_refuses_care(journal: Journal) -> None:
    with pytest.raises(StorageTrouble):
        await journal.idle_care()


def test_what_an_answer_caused_is_not_ended_as_unsent(disk: Disk, tmp_path: Path) -> None:
    """A void that follows a confirmed hold must be sent, even when its commit was unsure."""

    async def work(journal: Journal) -> None:
        first = asked()
        await journal.commit([first])
        void = steps.asked(operation(ref_id="void", kind=Kind.VOID, hold_ref="ref-1", hold_id="tx"), b"{}")
        disk.breaks(Fault.SYNC, on="", times=-1)
        with pytest.raises(StorageTrouble) as caught:
            await journal.commit([done(first.operation), void])
        assert caught.value.unsure

    loaded = on(disk, tmp_path, work, ends_well=False)
    assert [one.ref_id for one in loaded.open] == ["void"]
    assert [one.ref_id for one in loaded.holds] == ["ref-1"]


def test_a_read_that_fails_is_told_and_the_next_may_work(disk: Disk, tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        for number in range(200):
            await journal.commit([asked(ref_id=f"{number:040}", body=b"x" * 3000)])
        await journal.idle_care()
        await forget_pages(journal)
        disk.breaks(Fault.READ, on="", times=-1)
        with pytest.raises(StorageTrouble) as caught:
            await journal.body(f"{3:040}")
        assert caught.value.kind is TroubleKind.DISK_ERROR
        disk.heals()
        assert await journal.body(f"{3:040}") == b"x" * 3000

    assert len(on(disk, tmp_path, work).open) == 200


async def fill(journal: Journal) -> list[str]:
    """Commit until the disk is full; returns what was written."""
    written: list[str] = []
    while len(written) < 500:
        try:
            await journal.commit([asked(ref_id=f"more-{len(written)}", body=b"x" * 2000)])
        except StorageTrouble as trouble:
            if trouble.kind is TroubleKind.DISK_FULL:
                return written
            raise
        written.append(f"more-{len(written)}")
    raise AssertionError("the disk never became full")


async def forget_pages(journal: Journal) -> None:
    """Let SQLite read from the disk again."""
    await journal._thread.do(
        journal._store.read, lambda connection: connection.execute("PRAGMA shrink_memory")
    )


def test_the_page_limit_of_a_real_file_reads_as_a_full_disk(tmp_path: Path) -> None:
    journal = opened(tmp_path)

    async def work() -> None:
        await journal.commit([asked()])
        connection = journal._store.read(lambda given: given)
        pages = connection.pragma("page_count")
        connection.pragma("max_page_count", pages)
        written = await fill(journal)
        connection.pragma("max_page_count", pages + 1000)
        await journal.commit([asked(ref_id="room again")])
        assert len((await journal.load()).open) == len(written) + 2
        await journal.close()

    asyncio.run(work())


def test_damage_met_while_working_is_looked_for_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is larger than what every start checks, so only the bad end makes it look."""
    monkeypatch.setattr(opening, "ALWAYS_CHECKED", 0)

    async def fill(journal: Journal) -> None:
        for number in range(60):
            await settled(journal, ref_id=f"{number:060}", kind=Kind.PAY, reason="x" * 500)

    with_journal(tmp_path, fill)
    file = file_of(tmp_path)
    with raw(file) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'operation_card'").get
    content = bytearray(file.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096

    async def meet(journal: Journal) -> None:
        file.write_bytes(content)
        await forget_pages(journal)
        with pytest.raises(StorageTrouble) as caught:
            await journal.operations_of(operation().card.fingerprint, 1)
        assert caught.value.kind is TroubleKind.DAMAGED

    with_journal(tmp_path, meet)
    with pytest.raises(StorageTrouble) as caught:
        opened(tmp_path)
    assert caught.value.kind is TroubleKind.DAMAGED


def test_idle_care_copies_the_log_and_later_cuts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = file_of(tmp_path).with_name("journal.db-wal")

    async def work(journal: Journal) -> None:
        for number in range(store.COPY_AFTER):
            await journal.commit([asked(ref_id=str(number))])
        await journal.idle_care()
        grown = log.stat().st_size
        for number in range(5):
            await journal.commit([asked(ref_id=f"again {number}")])
        assert log.stat().st_size == grown  # the log is used again from its start
        monkeypatch.setattr(store, "CUT_EVERY", 0.0)
        await journal.idle_care()
        assert log.stat().st_size == 0

    with_journal(tmp_path, work)


def test_somebody_who_reads_puts_idle_care_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CUT_EVERY", 0.0)

    async def work(journal: Journal) -> None:
        await journal.commit([asked()])
        with raw(file_of(tmp_path)) as reader:
            reader.execute("BEGIN")
            assert reader.execute("SELECT count(*) FROM operation").get == 1
            await journal.commit([asked(ref_id="ref-2")])
            await journal.idle_care()
            await journal.commit([asked(ref_id="ref-3")])
            assert reader.execute("SELECT count(*) FROM operation").get == 1
        assert len((await journal.load()).open) == 3

    with_journal(tmp_path, work)


def test_an_unsure_commit_of_an_ended_operation_is_left_as_it_is(disk: Disk, tmp_path: Path) -> None:
    """A reference noted as unsent that has ended since, or never came to disk, is let be."""
    journal = opened(tmp_path)
    unsent = journal._store._on_unsure
    ended = replace(asked(), operation=replace(asked().operation, ref_id="never on disk"))

    async def work() -> None:
        await settled(journal)
        unsent([asked(), ended])
        await journal.close()

    asyncio.run(work())
    loaded = with_journal(tmp_path, Journal.load)
    assert [(one.ref_id, one.state) for one in loaded.latest] == [("ref-1", State.CONFIRMED)]
