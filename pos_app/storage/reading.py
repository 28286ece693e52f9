"""What is read from a journal."""

from __future__ import annotations

import apsw

from pos_app.domain.card import CardKey
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.operation import Event, Operation
from pos_app.storage.rows import operation_of

_OPEN = "SELECT * FROM operation_row WHERE is_open ORDER BY number"
_LATEST = "SELECT * FROM operation_row ORDER BY number DESC LIMIT 8"
_UNSEEN = """
SELECT * FROM operation_row WHERE state IN ('refused', 'not asked') AND acknowledged = 0 ORDER BY number
"""
_HOLDS = """
SELECT operation_row.* FROM open_hold CROSS JOIN operation_row ON number = open_hold.operation
ORDER BY open_hold.operation
"""
_ENDS = "SELECT * FROM operation_row WHERE hold_ref = ? AND hold_ref <> '' ORDER BY number"
_SINCE = """
SELECT * FROM operation_row WHERE asked_at >= ? AND kind NOT IN ('capture', 'void')
"""
_STORY = """
SELECT ref_id, at, what, detail FROM event JOIN operation ON number = operation
WHERE operation IN (
    SELECT number FROM operation WHERE ref_id = ?1
    UNION SELECT number FROM operation WHERE hold_ref = ?1 AND hold_ref <> ''
) ORDER BY seq
"""


@frozen_by_name
class Loaded:
    """What a till needs of its journal when it starts. Oldest first, save `latest`."""

    open: tuple[Operation, ...]
    holds: tuple[Operation, ...]
    """Confirmed holds of this till with money left."""
    ends: tuple[Operation, ...]
    """Every capture and void of those holds, open or ended."""
    latest: tuple[Operation, ...]
    """The newest, at most 8, newest first."""
    unseen: tuple[Operation, ...]
    """Refused or not asked, and not acknowledged by a person yet."""
    counted_order: str
    """What a commit was last given as the till's own order number; empty if nothing."""
    restored: bool
    """The file is older than this till remembers: nothing in it may be sent before history was read."""
    journal_id: str
    set_aside: tuple[str, ...]
    """File names of damaged journals set aside before this one was made; open rows may be in them."""
    lost: bool
    """An earlier journal of this origin is gone without a trace on this computer."""


def load(connection: apsw.Connection) -> Loaded:
    """All of it, in time that grows with what is open and not with what was ever asked."""
    meta = meta_of(connection)
    holds = operations(connection, _HOLDS)
    return Loaded(
        open=operations(connection, _OPEN),
        holds=holds,
        ends=tuple(end for hold in holds for end in operations(connection, _ENDS, hold.ref_id)),
        latest=operations(connection, _LATEST),
        unseen=operations(connection, _UNSEEN),
        counted_order=meta.get("counted_order", ""),
        restored="restored" in meta,
        journal_id=meta["journal_id"],
        set_aside=tuple(name for name in meta.get("set_aside", "").split("\n") if name),
        lost="lost" in meta,
    )


def open_operations(connection: apsw.Connection) -> tuple[Operation, ...]:
    """The operations whose outcome is not known yet, oldest first."""
    return operations(connection, _OPEN)


def operations(connection: apsw.Connection, sql: str, *bindings: str | float) -> tuple[Operation, ...]:
    """The operations a query over `operation_row` finds."""
    return tuple(operation_of(row) for row in connection.execute(sql, bindings))


def operation(connection: apsw.Connection, ref_id: str) -> Operation | None:
    """The operation of this reference, if there is one."""
    found = operations(connection, "SELECT * FROM operation_row WHERE ref_id = ?", ref_id)
    return found[0] if found else None


def follow_ups(connection: apsw.Connection, ref_id: str) -> tuple[Operation, ...]:
    """The operations that name this one as theirs, oldest first."""
    return operations(connection, _ENDS, ref_id)


def operations_of(connection: apsw.Connection, fingerprint: str, limit: int) -> tuple[Operation, ...]:
    """The newest operations of a card, newest first."""
    sql = "SELECT * FROM operation_row WHERE card = ? ORDER BY number DESC LIMIT ?"
    return operations(connection, sql, fingerprint, limit)


def asked_since(connection: apsw.Connection, at: float) -> tuple[Operation, ...]:
    """What puts money on a card or takes it off and was asked at this time or later, in no order."""
    return operations(connection, _SINCE, at)


def story(connection: apsw.Connection, ref_id: str) -> tuple[Event, ...]:
    """The events of an operation, for a hold also those of its captures and voids, as they were written."""
    return tuple(Event(*row) for row in connection.execute(_STORY, (ref_id,)))


def find_card(connection: apsw.Connection, code: str) -> CardKey | None:
    """The card a code (its fingerprint) was last seen to belong to."""
    of_code = (
        "SELECT fingerprint, last4 FROM card"
        " WHERE fingerprint = (SELECT card FROM code WHERE fingerprint = ?)"
    )
    for fingerprint, last4 in connection.execute(of_code, (code,)):
        return CardKey(str(fingerprint), str(last4))
    return None


def sealed_card(connection: apsw.Connection, fingerprint: str) -> bytes | None:
    """A card's sealed number."""
    return _blob(connection, "SELECT sealed FROM card WHERE fingerprint = ?", fingerprint)


def sealed_body(connection: apsw.Connection, ref_id: str) -> bytes | None:
    """An open operation's sealed request body."""
    sql = "SELECT sealed FROM body JOIN operation ON number = operation WHERE ref_id = ?"
    return _blob(connection, sql, ref_id)


def meta_of(connection: apsw.Connection) -> dict[str, str]:
    """What the journal remembers about itself."""
    return {str(name): str(value) for name, value in connection.execute("SELECT name, value FROM meta")}


def _blob(connection: apsw.Connection, sql: str, name: str) -> bytes | None:
    for (sealed,) in connection.execute(sql, (name,)):
        return bytes(sealed)
    return None
