"""The chain of events: what was written once can be changed or removed, but not unseen."""

from __future__ import annotations

import apsw

from pos_app.domain.frozen import frozen
from pos_app.domain.operation import Event
from pos_app.storage.keys import Keys
from pos_app.storage.rows import canonical, digest_of
from pos_app.storage.schema import ARCHIVES_SINCE


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
    return base_of(connection)


def link_at(connection: apsw.Connection, seq: int) -> bytes | None:
    """The link of one event; None if there is no such event."""
    for (link,) in connection.execute("SELECT link FROM event WHERE seq = ?", (seq,)):
        return bytes(link)
    return None


def is_head_sound(connection: apsw.Connection, keys: Keys) -> bool:
    """Whether the last event was linked by this key and its operation stands as it left it: a cheap look."""
    head, base = head_of(connection), base_of(connection)
    before = base.link if head.seq <= base.seq + 1 else link_at(connection, head.seq - 1)
    begin = Head(max(head.seq - 1, base.seq), before or b"")
    if before is None or _unproven(connection, keys) or _broken_link(connection, keys, begin):
        return False
    last = connection.execute(
        "SELECT row_digest, operation_row.*"
        " FROM event JOIN operation_row ON number = operation WHERE seq = ?",
        (head.seq,),
    )
    return all(row_digest == digest_of(row) for row_digest, *row in last)


def base_of(connection: apsw.Connection) -> Head:
    """What the first event here builds on: the end of what was archived, else the beginning."""
    for _file, seq, link in reversed(archived(connection)):
        return Head(seq, link)
    return Head(0, beginning(_journal_id(connection)))


def archived(connection: apsw.Connection) -> list[tuple[str, int, bytes]]:
    """The archive files of a journal, oldest first, each with the event it ends with and its link."""
    if connection.pragma("user_version") < ARCHIVES_SINCE:
        return []
    rows = connection.execute("SELECT file, seq, link FROM archived ORDER BY seq")
    return [(str(file), int(seq), bytes(link)) for file, seq, link in rows]


def _journal_id(connection: apsw.Connection) -> str:
    return str(connection.execute("SELECT value FROM meta WHERE name = 'journal_id'").get)


def _unproven(connection: apsw.Connection, keys: Keys) -> str:
    """What is said to be archived without this key's proof; "" if nothing is."""
    if connection.pragma("user_version") < ARCHIVES_SINCE:
        return ""
    journal_id = _journal_id(connection)
    for seq, link, proof in connection.execute("SELECT seq, link, proof FROM archived"):
        if bytes(proof) != keys.proof(journal_id, seq, bytes(link)):
            return f"the archive up to event {seq} is not proven"
    return ""


def verify(connection: apsw.Connection, keys: Keys) -> str:
    """Walk the chain and hold every operation against its last event; "" if sound, else what is wrong."""
    wrong = _unproven(connection, keys) or _broken_link(connection, keys, base_of(connection))
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
        head = next_head(keys, head, Event(str(ref_id or ""), at, what, detail), bytes(row_digest))
        if head.link != link:
            return f"event {seq} was changed"
    return ""
