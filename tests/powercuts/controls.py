"""Two journals that must lose what they promised, or these tests see nothing."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
from litequeue import LiteQueue

from tests.powercuts.cuts import Tally
from tests.powercuts.cutting import Disk, Weather, write_files
from tests.powercuts.recorder import Put, Recording, recorded
from tests.service.harness import Store

QUEUE = "queue.db"


async def without_sync(store: Store) -> None:
    """The same journal with a commit that is handed to the system and not to the disk."""
    connection = store.journal._store._connection
    await store.journal._thread.do(connection.execute, "PRAGMA synchronous = NORMAL")


class _Connection:
    """As much of the standard library's connection as litequeue asks for, on a recorded disk."""

    def __init__(self, file: Path, vfs: str) -> None:
        self.isolation_level: str | None = None
        self.row_factory: object = None
        self._connection = apsw.Connection(str(file), vfs=vfs)
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")

    def execute(self, sql: str, bindings: Mapping[str, Any] | None = None) -> _Rows:
        return _Rows(self._connection.execute(sql, bindings))

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        self._connection.execute("ROLLBACK")

    def close(self) -> None:
        self._connection.close()


class _Rows:
    """What a statement found, as mappings."""

    def __init__(self, cursor: apsw.Cursor) -> None:
        self._rows = [
            dict(zip((name for name, _ in cursor.get_description()), row, strict=True)) for row in cursor
        ]
        self.lastrowid = 0

    def fetchone(self) -> dict[str, Any] | None:
        return self._rows[0] if self._rows else None


def record_queue(folder: Path, puts: int) -> Recording:
    """litequeue takes some requests, one after the other, as the till's queue would."""
    with recorded() as recording:
        connection = _Connection(folder / QUEUE, recording.vfs)
        queue = LiteQueue(connection)
        for number in range(puts):
            text = f"request {number}"
            queue.put(text)
            recording.note(Put(text))
        queue.close()
    return recording


def cut_queue(recording: Recording, folder: Path, seed: int, each: float, tally: Tally, most: int) -> None:
    """Cut the power after every change, and ask what the queue still knows of what it took."""
    disk, taken, number, chance = Disk(), set[str](), 0, random.Random(seed)
    for what in recording.happened:
        if isinstance(what, Put):
            taken.add(what.text)
        disk.take(what)
        for _ in range(int(each + chance.random())):
            if tally.images >= most:
                return
            number += 1
            dice = random.Random(f"{seed} {number}")
            image = folder / f"queue {number}"
            write_files(disk.cut(Weather.drawn(dice), dice), image)
            tally.images += 1
            tally.unsynced += bool(disk.unsynced)
            tally.promises += len(taken)
            if taken - _known(image / QUEUE):
                tally.broken["lost"] += 1


def _known(file: Path) -> set[str]:
    if not file.exists():
        return set()
    with closing(sqlite3.connect(file)) as connection:
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            return set()
        return {text for (text,) in connection.execute("SELECT data FROM Queue")}
