"""One image of a disk after a power cut: what must be true of it, before and after the till resumes."""

from __future__ import annotations

import asyncio
import copy
import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import apsw
import httpx

from pos_app.domain.operation import Kind, Operation, State
from pos_app.storage.chain import verify
from pos_app.storage.keys import Keys
from pos_app.storage.places import JOURNAL
from pos_app.storage.reading import operations
from pos_app.storage.trouble import StorageTrouble
from tests.powercuts.cutting import write_files
from tests.powercuts.recorder import Happened, Marked, Moved, Sent, Told
from tests.service.harness import KEY, ORIGIN, Store
from tests.service.paper_ledger import Fault, PaperCard, PaperLedger
from tests.simulation.loop import SimulatedLoop
from tests.virtual_time import VirtualClock

LONGEST = 900.0
"""Virtual seconds a queue may need once the power and the service are back."""


@dataclass
class Promises:
    """What a person was told, what left the till, and what the ledger did, up to the cut."""

    told: dict[str, Operation] = field(default_factory=dict)
    sent: dict[str, bytes] = field(default_factory=dict)
    attempts: Counter[str] = field(default_factory=Counter)
    rows: list[Moved] = field(default_factory=list)
    mark: bytes = b""
    now: float = 0.0

    def take(self, what: Happened) -> None:
        """One thing more happened."""
        match what:
            case Told(operation, now):
                self.told[operation.ref_id] = operation
                self.now = now
            case Sent(ref_id, body, again):
                self.sent[ref_id] = body
                self.attempts[ref_id] += not again
            case Moved():
                self.rows.append(what)
            case Marked(content):
                self.mark = content
            case _:
                pass

    def fill(self, ledger: PaperLedger, cards: Iterable[PaperCard]) -> None:
        """Make a new ledger what it was at the cut."""
        for card in cards:
            rows = [copy.copy(one.row) for one in self.rows if one.card_id == card.card_id]
            ledger.cards[card.card_id] = replace(card, rows=rows)
        ledger._serial = 10_000 + len(self.rows)


@dataclass
class Faults:
    """What is wrong with one image, in words; nothing is, if all are empty."""

    damaged: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        """All of them, each with its sort."""
        return [f"{sort}: {one}" for sort, found in vars(self).items() for one in found]


def check_image(
    folder: Path, files: dict[str, bytes], promises: Promises, cards: Iterable[PaperCard], dice: random.Random
) -> Faults:
    """Everything, in a folder of its own that is taken away again."""
    faults = Faults()
    home = folder / "home"
    try:
        write_files(files, folder / "copy")
        _look(folder / "copy" / JOURNAL, promises, faults)
        lay_out(home, files, promises)
        if not faults.damaged:
            _resume(home, promises, cards, dice, faults)
    finally:
        shutil.rmtree(folder)
    return faults


def lay_out(home: Path, files: dict[str, bytes], promises: Promises) -> None:
    """Make the home of a till whose power was cut: journal, lock and mark."""
    journal = home / ORIGIN.name
    write_files(files, journal)
    (journal / "journal.lock").write_bytes(b"running")
    if promises.mark:
        write_files({f"{ORIGIN.name}.mark": promises.mark}, home / "state")


def _look(file: Path, promises: Promises, faults: Faults) -> None:
    """Open with the SQLite that Python brings: sound pages, a sound chain, every promise kept."""
    kept: dict[str, Operation] = {}
    if _is_a_journal(file, faults):
        with _reading(file) as connection:
            wrong = verify(connection, Keys.of(KEY))
            if wrong:
                faults.damaged.append(wrong)
            kept = {one.ref_id: one for one in operations(connection, "SELECT * FROM operation_row")}
    for ref_id, told in promises.told.items():
        lost = _lost(told, kept.get(ref_id))
        if lost:
            faults.lost.append(f"{told.kind} {ref_id}: {lost}")
    for ref_id, attempts in promises.attempts.items():
        known = kept[ref_id].attempts if ref_id in kept else 0
        if known < attempts:
            faults.lost.append(f"{ref_id} left the till {attempts} times, {known} are known")


def _is_a_journal(file: Path, faults: Faults) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        try:
            found = connection.execute("PRAGMA integrity_check").fetchall()
            found += connection.execute("PRAGMA foreign_key_check").fetchall()
            if found != [("ok",)]:
                faults.damaged.append(f"{found}")
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError as error:
            faults.damaged.append(str(error))
            return False
    return bool(tables)


def _lost(told: Operation, kept: Operation | None) -> str:
    """What a person was told and the file does not know; a later state is fine."""
    if kept is None:
        return f"told {told.state}, gone"
    if not told.is_open and (kept.state, kept.moved) != (told.state, told.moved):
        return f"told {told.state}, kept {kept.state}"
    older = kept.is_open and (kept.attempts, kept.cancel) < (told.attempts, told.cancel)
    return "an older state" if older else ""


@contextmanager
def _reading(file: Path) -> Iterator[apsw.Connection]:
    connection = apsw.Connection(str(file))
    try:
        yield connection
    finally:
        connection.close()


def _resume(
    home: Path, promises: Promises, cards: Iterable[PaperCard], dice: random.Random, faults: Faults
) -> None:
    """The real till starts on the image before a service that answers, in one of two ways, and drains."""

    async def main() -> None:
        ledger = PaperLedger()
        promises.fill(ledger, cards)
        if dice.random() < 0.5:
            ledger.fault = _refusing_repeats(ledger)
        store = Store(home, ledger, VirtualClock(), dice.getrandbits(32))
        store.clock.shift += max(promises.now + dice.choice((1.0, 60.0, 50_000.0)) - store.clock.now(), 0.0)
        try:
            await store.start()
        except StorageTrouble as trouble:
            faults.damaged.append(f"the till does not start: {trouble}")
            return
        loaded = await store.journal.load()
        if loaded.restored or loaded.lost or loaded.set_aside:
            faults.lost.append("the till thinks that its journal was restored, or is gone")
        faults.open += await drain(store)
        await _compare(store, ledger, promises, faults)
        await store.settle()
        await store.stop()

    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        runner.run(main())


def _refusing_repeats(ledger: PaperLedger) -> Fault:
    """A service that looks at the funds before the reference: a repeat of what happened is refused."""

    def fault(request: httpx.Request, _: object) -> httpx.Response | None:
        if request.method != "POST" or "/wallets/transactions" not in request.url.path:
            return None
        if not ledger.rows(json.loads(request.content)["ref_id"]):
            return None
        return httpx.Response(400, json={"error": {"code": "INSUFFICIENT_FUNDS", "message": "no funds"}})

    return fault


async def drain(store: Store) -> list[str]:
    """Wait until the queue has done what it can; what still waits after that, in words."""
    end = store.clock.monotonic() + LONGEST
    while any(_waits(one, store) for one in store.now.waiting):
        if store.clock.monotonic() > end:
            return [f"{one.kind} {one.ref_id} still waits" for one in store.now.waiting]
        await asyncio.sleep(2.0)
    return []


def _waits(one: Operation, store: Store) -> bool:
    """Whether the queue, and no person, must still do something about it."""
    before = store.now.operation(one.after) if one.after else None
    return one.state is not State.NEEDS_MANAGER and (
        before is None or before.state is not State.NEEDS_MANAGER
    )


async def _compare(store: Store, ledger: PaperLedger, promises: Promises, faults: Faults) -> None:
    """The three truths: what was promised, what the journal says now, what the ledger holds."""
    rows = [row for card in ledger.cards.values() for row in card.rows if row["ref_id"][:4] != "load"]
    for ref_id in {row["ref_id"] for row in rows} | set(promises.told):
        kept = await store.journal.operation(ref_id)
        found = [row for row in rows if row["ref_id"] == ref_id]
        wrong = _wrong(kept, [row["amount"] for row in found])
        if wrong:
            (faults.twice if len(found) > 1 else faults.lost).append(f"{ref_id}: {wrong}")
    for path, body in ledger.requests:
        ref_id = body.split(b'"ref_id":"')[1][:36].decode() if b'"ref_id":"' in body else ""
        if ref_id and promises.sent.get(ref_id, body) != body:
            faults.twice.append(f"{ref_id}: other bytes were sent to {path}")
    for card in ledger.cards.values():
        if not 0 <= card.available() <= card.balance():
            faults.twice.append(f"{card.card_id}: {card.available()} of {card.balance()}")


def _wrong(kept: Operation | None, amounts: list[int]) -> str:
    """What contradicts the ledger in the journal's word on one reference."""
    if kept is None:
        return "not in the journal"
    if len(amounts) > 1:
        return f"{len(amounts)} movements"
    if kept.state is State.CONFIRMED:
        right = kept.moved if kept.kind is Kind.VOID else kept.amount.minor
        return "" if amounts == [right] else f"confirmed, ledger {amounts}"
    if kept.state is State.NEEDS_MANAGER:
        return ""
    return f"{kept.state}, ledger {amounts}" if amounts else ""
