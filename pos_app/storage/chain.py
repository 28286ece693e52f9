"""The chain of events: what was written once can be changed or removed, but not unseen."""

from __future__ import annotations

import apsw

from pos_app.domain.frozen import frozen
from pos_app.domain.operation import Event
from pos_app.storage.keys import Keys
from pos_app.storage.rows import canonical, digest_of


@frozen
class Head:
    """The last event: its number (from 1, without gaps; 0 if there is none) and its link."""

    seq: int
    link: bytes


def beginning(journal_id: str) -> bytes:
    """The link before the first event."""
    return journal_id.encode()


def next_head(keys: Keys, head: Head, event: Event, row_digest: bytes) -> Head:
    """The head after one more event; `row_digest` is that of the operation's row after it."""
    seq = head.seq + 1
    values = (seq, event.ref_id, float(event.at), event.what, event.detail, row_digest.hex())
    return Head(seq, keys.link(head.link, canonical(values)))


def head_of(connection: apsw.Connection) -> Head:
    """The last event on disk; its link is not proven by this."""
    for seq, link in connection.execute("SELECT seq, link FROM event ORDER BY seq DESC LIMIT 1"):
        return Head(int(seq), bytes(link))
    return Head(0, head_before_first(connection))


def link_at(connection: apsw.Connection, seq: int) -> bytes | None:
    """The link of one event; None if there is no such event."""
    for (link,) in connection.execute("SELECT link FROM event WHERE seq = ?", (seq,)):
        return bytes(link)
    return None


def is_head_sound(connection: apsw.Connection, keys: Keys) -> bool:
    """Whether the last event was linked by this key and its operation stands as it left it: a cheap look."""
    head = head_of(connection)
    before = head_before_first(connection) if head.seq <= 1 else link_at(connection, head.seq - 1)
    if before is None or _broken_link(connection, keys, Head(max(head.seq - 1, 0), before)):
        return False
    last = connection.execute(
        "SELECT row_digest, operation_row.*"
        " FROM event JOIN operation_row ON number = operation WHERE seq = ?",
        (head.seq,),
    )
    return all(row_digest == digest_of(row) for row_digest, *row in last)


def head_before_first(connection: apsw.Connection) -> bytes:
    """The link the first event builds on."""
    return beginning(str(connection.execute("SELECT value FROM meta WHERE name = 'journal_id'").get))


def verify(connection: apsw.Connection, keys: Keys) -> str:
    """Walk the chain and hold every operation against its last event; "" if sound, else what is wrong."""
    wrong = _broken_link(connection, keys, Head(0, head_before_first(connection)))
    if wrong:
        return wrong
    last = connection.execute(
        "SELECT (SELECT row_digest FROM event WHERE operation = number ORDER BY seq DESC LIMIT 1), *"
        " FROM operation_row"
    )
    for row_digest, *row in last:
        if row_digest != digest_of(row):
            return f"operation {row[1]} is not as its last event left it"
    return ""


def _broken_link(connection: apsw.Connection, keys: Keys, head: Head) -> str:
    """What is wrong with the events after `head`, the first fault only; "" if nothing is."""
    rows = connection.execute(
        "SELECT seq, ref_id, at, what, detail, row_digest, link"
        " FROM event LEFT JOIN operation ON number = operation WHERE seq > ? ORDER BY seq",
        (head.seq,),
    )
    for seq, ref_id, at, what, detail, row_digest, link in rows:
        if seq != head.seq + 1:
            return f"event {head.seq + 1} is missing"
        head = next_head(keys, head, Event(str(ref_id), at, what, detail), bytes(row_digest))
        if head.link != link:
            return f"event {seq} was changed"
    return ""
