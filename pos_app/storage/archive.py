"""Old operations go to archive files, chained and proven as they were, and are gone from the journal then.

The chain goes out from its beginning, in one piece: up to an event before which everything ended long ago.
"""

from __future__ import annotations

from pathlib import Path

import apsw

from pos_app.domain.frozen import frozen
from pos_app.storage.chain import Head, base_of, head_of, link_at, verify
from pos_app.storage.keys import Keys
from pos_app.storage.reading import meta_of
from pos_app.storage.schema import create_archive
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.whole_file import sync_folder

MOST = 10_000
"""Events looked at for one part: the journal is busy for well under a second."""

_YOUNG = "SELECT seq FROM event WHERE seq > ? AND seq <= ? AND at >= ? ORDER BY seq LIMIT 1"
_SPANS = """
SELECT operation, min(seq), max(seq), max(at) FROM event
WHERE operation IN (SELECT operation FROM event WHERE seq > ? AND seq <= ?)
GROUP BY operation ORDER BY min(seq)
"""
_KEPT = """
SELECT number FROM operation WHERE is_open OR (state IN ('refused', 'not asked') AND acknowledged = 0)
UNION SELECT operation FROM open_hold
UNION SELECT one.number FROM operation AS one JOIN operation AS hold ON hold.ref_id = one.hold_ref
    WHERE one.hold_ref <> '' AND hold.number IN (SELECT operation FROM open_hold)
UNION SELECT one.number FROM operation AS one JOIN operation AS open_one
    ON one.ref_id IN (open_one.hold_ref, open_one.comes_after) WHERE open_one.is_open
UNION SELECT number FROM (SELECT number FROM operation ORDER BY number DESC LIMIT 8)
"""
_GOES = "number IN (SELECT operation FROM event WHERE seq <= ?)"
_ROWS = "SELECT {columns} FROM operation WHERE {goes}"
_INTO = "INSERT INTO operation ({columns}) VALUES ({marks})"
_CARDS = "SELECT * FROM card WHERE fingerprint IN (SELECT card FROM operation WHERE {goes})"
_COLUMNS = "SELECT name FROM pragma_table_info('operation')"


@frozen
class Part:
    """The events after `base`, up to `end`: everything they tell of has ended."""

    base: Head
    end: Head


def part_to_archive(connection: apsw.Connection, before: float) -> Part | None:
    """The oldest part that may go: whole operations, all of whose events are older than `before`.

    Seconds since 1970 UTC. What is open, stands on hold, was not seen by a person or belongs to such stays.
    """
    base = base_of(connection)
    last_seq = base.seq + MOST
    for (young,) in connection.execute(_YOUNG, (base.seq, last_seq, before)):
        last_seq = int(young)
    if last_seq == base.seq + 1:
        return None
    kept = {int(number) for (number,) in connection.execute(_KEPT)}
    end = cut = base.seq
    for number, first, last, at in connection.execute(_SPANS, (base.seq, last_seq)):
        if first > end:
            cut = end
        if number in kept or at >= before:
            break
        end = max(end, last)
    link = link_at(connection, cut)
    return None if link is None or cut <= base.seq else Part(base, Head(cut, link))


def copy_part(
    connection: apsw.Connection, keys: Keys, part: Part, file: Path, vfs: str | None = None
) -> None:
    """Write the part to an archive file of its own and prove it there; raises StorageTrouble, apsw.Error."""
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    archive = apsw.Connection(str(beside), vfs=vfs)
    try:
        archive.execute("PRAGMA synchronous = EXTRA")
        archive.execute("BEGIN IMMEDIATE")
        create_archive(archive, meta_of(connection) | {"archive": "yes"})
        _fill(connection, archive, part)
        archive.execute("COMMIT")
        wrong = verify(archive, keys)
        if wrong or head_of(archive) != part.end:
            raise StorageTrouble(TroubleKind.DAMAGED, wrong or "the archive ends elsewhere")
    finally:
        archive.close()
    beside.replace(file)
    sync_folder(file.parent)


def take_out(connection: apsw.Connection, keys: Keys, part: Part, file: str, now: float) -> None:
    """Take a part that lies in its archive file out of the journal, inside an open transaction."""
    numbers = [
        int(number)
        for (number,) in connection.execute(
            "SELECT DISTINCT operation FROM event WHERE seq <= ? AND operation IS NOT NULL", (part.end.seq,)
        )
    ]
    journal_id = meta_of(connection)["journal_id"]
    proof = keys.proof(journal_id, part.end.seq, part.end.link)
    row = (part.end.seq, part.end.link, file, now, proof)
    connection.execute("INSERT INTO archived VALUES (?, ?, ?, ?, ?)", row)
    connection.execute("DELETE FROM event WHERE seq <= ?", (part.end.seq,))
    connection.executemany("DELETE FROM operation WHERE number = ?", [(number,) for number in numbers])


def archive_name(part: Part) -> str:
    """The name of a part's file: the first and the last of its events."""
    return f"journal.archive-{part.base.seq + 1:09}-{part.end.seq:09}.db"


def _fill(connection: apsw.Connection, archive: apsw.Connection, part: Part) -> None:
    names = [str(name) for (name,) in connection.execute(_COLUMNS)]
    columns, marks, end = ",".join(names), ",".join("?" * len(names)), (part.end.seq,)
    operations = connection.execute(_ROWS.format(columns=columns, goes=_GOES), end)
    archive.executemany(_INTO.format(columns=columns, marks=marks), operations)
    events = connection.execute("SELECT * FROM event WHERE seq <= ?", end)
    archive.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?)", events)
    archive.executemany("INSERT INTO card VALUES (?,?,?)", connection.execute(_CARDS.format(goes=_GOES), end))
    base = connection.execute("SELECT * FROM archived WHERE seq = ?", (part.base.seq,))
    archive.executemany("INSERT INTO archived VALUES (?,?,?,?,?)", base)
