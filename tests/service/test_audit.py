"""The audit: people's deeds stand in the journal's chain, and all of it can be read and exported."""

from __future__ import annotations

import csv
from pathlib import Path

from pos_app.domain.operation import Kind
from pos_app.domain.person import Role
from pos_app.service import intents as want
from pos_app.service.snapshot import Trouble
from pos_app.storage.health import journal_health
from tests.service.harness import KEY, ORIGIN, Store, nok, virtually
from tests.service.paper_ledger import PaperLedger

MIA, KARI = "80517", "2468"


async def staffed(store: Store) -> None:
    """Mia manages, Kari sells; nobody has signed in."""
    store.staff.add("Mia", Role.MANAGER, MIA)
    store.staff.add("Kari", Role.CASHIER, KARI)
    await store.stop()
    await store.start()


def told(store: Store) -> list[tuple[str, str, str]]:
    """Who, what and about whom, oldest first."""
    return [(one.by, one.event.what, one.about) for one in reversed(store.now.audit.rows)]


def read(file: Path) -> list[list[str]]:
    """The rows of an export."""
    return list(csv.reader(file.read_text("utf-8-sig").splitlines()))


def test_who_came_who_failed_who_changed_and_who_asked(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await staffed(store)
        await store.do(want.SignInByPin(2, "0000"))
        await store.do(want.SignInByPin(2, KARI))
        await store.scan(ledger.card("shop-0001", 1_000))
        hold = await store.place(Kind.HOLD, 400)
        assert hold is not None
        await store.do(want.Capture(hold.transaction_id, nok(100), "part"))
        await store.do(want.Approve(1, MIA))
        await store.do(want.Lock())
        await store.do(want.SignInByPin(1, MIA))
        await store.do(want.AddStaff("Ola", Role.SENIOR, "add", "97531"))
        await store.do(want.RemoveStaff(3, "remove"))
        await store.do(want.ReadAudit(1))
        assert told(store) == [
            ("", "wrong pin", "Kari"),
            ("Kari", "signed in", ""),
            ("Kari", "asked and sending", ""),
            ("Kari", "asked and sending", ""),
            ("Mia", "approved", ""),
            ("Kari", "locked", ""),
            ("Mia", "signed in", ""),
            ("Mia", "staff added", "Ola (senior)"),
            ("Mia", "staff removed", "Ola"),
        ]
        await store.stop()
        await store.start()
        await store.do(want.SignInByPin(1, MIA))
        await store.do(want.ReadAudit(2))
        assert told(store)[0] == ("", "wrong pin", "Kari"), "it is on disk"
        folder = store.places.journal_folder(ORIGIN)
        assert journal_health(folder / "journal.db", lambda _: KEY).chain == "ok"

    virtually(tmp_path, story)


def test_five_wrong_pins_lock_out_and_that_is_told(tmp_path: Path) -> None:
    async def story(store: Store, _ledger: PaperLedger) -> None:
        await staffed(store)
        for _ in range(6):
            await store.do(want.SignInByPin(2, "0000"))
        await store.do(want.SignInByPin(1, MIA))
        await store.do(want.ReadAudit(1))
        assert [what for _, what, _ in told(store)] == [*["wrong pin"] * 4, "locked out", "signed in"]

    virtually(tmp_path, story)


def test_pages_go_back_to_the_beginning(tmp_path: Path) -> None:
    async def story(store: Store, _ledger: PaperLedger) -> None:
        store.staff.add("Mia", Role.MANAGER, MIA, "BADGE-0001")
        await store.stop()
        await store.start()
        for _ in range(60):
            await store.do(want.Badge("BADGE-0001"))
            await store.do(want.Lock())
        await store.do(want.Badge("BADGE-0001"))
        await store.do(want.ReadAudit(1))
        seen, turn = list(store.now.audit.rows), 1
        while store.now.audit.next_before:
            turn += 1
            await store.do(want.ReadAudit(turn, store.now.audit.next_before))
            assert store.now.audit.turn == turn
            seen += store.now.audit.rows
        numbers = [one.seq for one in seen]
        assert numbers == sorted(numbers, reverse=True)
        assert len(numbers) == len(set(numbers)) == 121

    virtually(tmp_path, story)


def test_the_export_holds_all_of_it_and_nothing_a_spreadsheet_would_run(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        store.staff.add("=1+1", Role.MANAGER, MIA)
        await store.stop()
        await store.start()
        await store.do(want.SignInByPin(1, MIA))
        await store.scan(ledger.card("shop-0001", 1_000))
        await store.place(Kind.PAY, 450, order="1001")
        now = await store.do(want.ExportAudit(7))
        while now.audit.turn != 7:
            now = await store.until(lambda then: then.audit.turn == 7)
        file = Path(now.audit.exported)
        assert file.parent == store.places.exports
        rows = read(file)
        assert rows[0][:6] == ["event", "time", "till", "who", "what", "about"]
        pay, came = rows[1], rows[2]
        assert pay[2:5] == ["Storgata-2", "'=1+1", "asked and sending"]
        assert pay[7:] == ["pay", "4.50", "NOK", "0001", "1001"]
        assert came[3:5] == ["'=1+1", "signed in"]
        await store.do(want.ReadAudit(8))
        assert told(store)[-1] == ("=1+1", "audit exported", file.name)

    virtually(tmp_path, story)


def test_an_export_that_cannot_be_written_says_so_and_stops_nothing(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await staffed(store)
        await store.do(want.SignInByPin(1, MIA))
        store.places.exports.write_text("a file where a folder belongs")
        now = await store.do(want.ExportAudit(3))
        assert (now.audit.turn, now.audit.failed, now.audit.exported) == (3, True, "")
        assert now.trouble is Trouble.NONE
        await store.scan(ledger.card("shop-0001", 1_000))
        assert await store.place(Kind.PAY, 100) is not None
        now = await store.do(want.ReadAudit(4))
        assert (now.audit.turn, now.audit.failed) == (4, False)

    virtually(tmp_path, story)
