"""A disk that refuses: nothing is sent, it is said, and the till goes on when there is room again."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx

from pos_app.domain.operation import Kind, State
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone, Trouble
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperLedger, Reply, answering
from tests.storage.failing_disk import Fault, failing_disk


def test_a_full_disk_stops_new_money_and_a_free_one_lets_it_go_on(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        asked = len(ledger.requests)
        disk.breaks(Fault.FULL, times=-1)
        assert await store.place(Kind.HOLD, 400) is None
        assert store.now.refusals[0].code is NotDone.TROUBLE
        assert store.now.trouble is Trouble.DISK_FULL
        assert len(ledger.requests) == asked, "no journal, no sale"
        disk.heals()
        await store.until(lambda now: now.trouble is Trouble.NONE, 30.0)
        hold = await store.place(Kind.HOLD, 400, "again")
        assert hold is not None
        assert hold.state is State.CONFIRMED

    with failing_disk() as disk:
        virtually(tmp_path, story, vfs=disk.vfs)


def test_an_answer_that_cannot_be_written_is_asked_for_again(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)

        def full_when_asked(*_: object) -> None:
            disk.breaks(Fault.FULL, times=-1)

        ledger.fault = full_when_asked
        hold = await store.place(Kind.HOLD, 400)
        assert hold is not None
        assert hold.is_open, "not shown as done before it is on disk"
        assert store.now.trouble is Trouble.DISK_FULL
        refused = await store.do(want.Cancel(hold.ref_id))
        assert refused.refusals[0].code is NotDone.TROUBLE
        ledger.fault = None
        disk.heals()
        done = await store.until(lambda now: not now.waiting)
        assert done.holds[0].left == nok(400)
        assert len(ledger.rows(hold.ref_id)) == 1

    with failing_disk() as disk:
        virtually(tmp_path, story, vfs=disk.vfs)


def test_our_own_fault_takes_no_new_money_but_ends_holds(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        await store.place(Kind.HOLD, 400)
        store.shop.note_our_fault()
        assert store.now.trouble is Trouble.OUR_FAULT
        assert await store.place(Kind.HOLD, 400, "more") is None
        now = await store.do(want.Void(store.now.holds[0].hold_id, "v"))
        assert now.holds == ()

    virtually(tmp_path, story)


def test_a_request_whose_bytes_are_gone_needs_a_manager(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        ledger.fault = answering(429, times=1, headers={"Retry-After": "40"})
        hold = await store.place(Kind.HOLD, 400)
        assert hold is not None
        await store.stop()
        _lose_the_bodies(store.places.journal_folder(store.origin) / "journal.db")
        await store.start()
        now = await store.until(lambda now: bool(now.needs_manager))
        assert now.needs_manager[0].ref_id == hold.ref_id
        assert ledger.rows(hold.ref_id) == []

    virtually(tmp_path, story)


def _lose_the_bodies(file: Path) -> None:
    with closing(sqlite3.connect(file)) as journal, journal:
        names = [name for (name,) in journal.execute("select name from sqlite_master where type = 'trigger'")]
        for name in names:
            journal.execute(f'drop trigger "{name}"')
        journal.execute("delete from body")


def test_a_restored_backup_is_looked_up_and_never_sent_blindly(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        ledger.fault = answering(429, times=99)
        kept = await store.place(Kind.HOLD, 400)
        assert kept is not None
        await store.stop()
        folder = store.places.journal_folder(store.origin)
        backup = {file.name: file.read_bytes() for file in folder.iterdir() if "lock" not in file.name}
        ledger.fault = None
        await store.start()
        await store.until(lambda now: not now.waiting)
        await store.do(want.Void(store.now.holds[0].hold_id, "v"))
        await store.stop()
        for file in folder.iterdir():
            if "lock" not in file.name:
                file.unlink()
        for name, content in backup.items():
            (folder / name).write_bytes(content)
        sent = len(
            [path for path, _ in ledger.requests if path.startswith("POST") and "transactions" in path]
        )
        await store.start()
        assert store.now.restored
        await asyncio.sleep(200.0)
        now = [path for path, _ in ledger.requests if path.startswith("POST") and "transactions" in path]
        assert len(now) == sent, "history settles it; nothing goes out again"
        assert len(ledger.rows(kept.ref_id)) == 1
        assert [one.state for one in store.now.latest if one.ref_id == kept.ref_id] == [State.CONFIRMED]

    virtually(tmp_path, story)


def _nobody_there(request: httpx.Request, _move: Callable[[], Reply]) -> httpx.Response | None:
    raise httpx.ConnectError("no way", request=request)


def _restore(store: Store, backup: dict[str, bytes]) -> None:
    folder = store.places.journal_folder(store.origin)
    for file in folder.iterdir():
        if "lock" not in file.name:
            file.unlink()
    for name, content in backup.items():
        (folder / name).write_bytes(content)


def _backup(store: Store) -> dict[str, bytes]:
    folder = store.places.journal_folder(store.origin)
    return {file.name: file.read_bytes() for file in folder.iterdir() if "lock" not in file.name}


def test_a_restored_cancel_that_was_never_sent_is_looked_up_all_the_same(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        ledger.fault = answering(429, times=99)
        kept = await store.place(Kind.HOLD, 400)
        assert kept is not None
        await store.stop()
        backup = _backup(store)
        ledger.fault = None
        await store.start()
        await store.until(lambda now: not now.waiting)
        await store.stop()
        _restore(store, backup)
        ledger.fault = _nobody_there
        await store.start()
        await store.do(want.Cancel(kept.ref_id))
        assert store.now.waiting, "what a backup says of its own attempts proves nothing"
        ledger.fault = None
        await store.until(lambda now: not now.waiting)
        assert [row["type"] for row in card.rows if row["type"] != "fund"] == ["pending_capture", "voided"]

    virtually(tmp_path, story)


def test_a_restored_journal_is_the_present_again_when_each_row_is_settled(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        ledger.fault = answering(429, times=99)
        await store.place(Kind.HOLD, 400)
        await store.stop()
        backup = _backup(store)
        ledger.fault = None
        await store.start()
        await store.until(lambda now: not now.waiting)
        await store.stop()
        _restore(store, backup)
        await store.start()
        assert store.now.restored
        await store.until(lambda now: not now.waiting and not now.restored)
        await store.stop()
        await store.start()
        assert not store.now.restored

    virtually(tmp_path, story)


def test_a_disk_that_fails_a_small_thing_is_this_computers_trouble_and_no_mistake_of_ours(
    tmp_path: Path,
) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        ledger.fault = answering(402, {"error": {"code": "INSUFFICIENT_FUNDS", "message": ""}})
        refused = await store.place(Kind.PAY, 400)
        assert refused is not None
        assert store.now.unseen == (refused,)
        disk.breaks(Fault.FULL, times=-1)
        now = await store.do(want.Acknowledge((refused.ref_id,)))
        assert now.trouble is Trouble.DISK_FULL
        assert now.unseen == (refused,), "seen only once it is on disk"
        assert not store.crashes
        disk.heals()
        now = await store.do(want.Acknowledge((refused.ref_id,)))
        assert (now.unseen, now.trouble) == ((), Trouble.NONE)

    with failing_disk() as disk:
        virtually(tmp_path, story, vfs=disk.vfs)


def test_what_ended_long_ago_is_archived_when_nobody_sells_and_a_full_disk_stops_nobody(
    tmp_path: Path,
) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        folder = store.places.journal_folder(store.origin)
        card = ledger.card("shop-0001", 100_000)
        await store.scan(card)
        for number in range(12):
            await store.place(Kind.PAY, 100, f"t{number}")
        store.clock.shift += 600 * 86_400.0
        await store.scan(card)
        await store.place(Kind.PAY, 100, "today")
        (folder / "journal.archive-000000001-000000010.db.new").mkdir()
        await asyncio.sleep(400.0)
        assert list(folder.glob("journal.archive-*.db")) == []
        assert store.now.trouble is Trouble.NONE
        (folder / "journal.archive-000000001-000000010.db.new").rmdir()
        await asyncio.sleep(25 * 3600.0)
        assert [one.name for one in folder.glob("journal.archive-*.db")] == [
            "journal.archive-000000001-000000010.db"
        ]
        page = (await store.do(want.Find(turn=1))).found.page
        assert (len(page.rows), page.archived) == (8, True)
        assert card.balance() == 100_000 - 1_300

    virtually(tmp_path, story)
