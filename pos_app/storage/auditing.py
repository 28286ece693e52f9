"""The audit as it is read from a journal, and as it is written to a file for others to read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import apsw

from pos_app.domain.audit import BY_PERSONS, AuditPage, Noted
from pos_app.domain.operation import Event
from pos_app.storage.rows import operation_of
from pos_app.storage.whole_file import write_whole

PAGE = 50

_PAGE = """
SELECT event.seq, event.at, event.what, event.detail, operation_row.*
FROM event LEFT JOIN operation_row ON number = event.operation
WHERE event.seq < ? AND (event.operation IS NULL OR event.what IN (SELECT value FROM json_each(?)))
ORDER BY event.seq DESC LIMIT ?
"""
_CAPTIONS = ("event", "time", "till", "who", "what", "about", "reference", "kind", "amount", "currency",
             "card", "order")  # fmt: skip
_NEWEST = 2**62


def audit(connection: apsw.Connection, before: int = 0) -> AuditPage:
    """A page of the audit, newest first; `before` is the `next_before` of a newer page."""
    rows = connection.execute(_PAGE, (before or _NEWEST, json.dumps(sorted(BY_PERSONS)), PAGE + 1))
    found = tuple(_noted(*row) for row in rows)
    return AuditPage(rows=found[:PAGE], next_before=found[PAGE - 1].seq if len(found) > PAGE else 0)


def write_audit(folder: Path, till: str, rows: Iterable[Noted], now: float) -> Path:
    """Write the audit as a table of comma-separated values, UTF-8 with a mark for spreadsheets.

    Times are UTC. Raises StorageTrouble.
    """
    with io.StringIO(newline="") as text:
        table = csv.writer(text)
        table.writerow(_CAPTIONS)
        table.writerows(_cells(one, till) for one in rows)
        body = text.getvalue().encode("utf-8-sig")
    file = folder / f"audit-{datetime.fromtimestamp(now, UTC):%Y%m%d-%H%M%S}.csv"
    write_whole(file, body)
    return file


def _noted(seq: int, at: float, what: str, detail: str, *row: object) -> Noted:
    one = operation_of(row) if row[0] is not None else None
    return Noted(seq, Event("" if one is None else one.ref_id, at, what, detail), one)


def _cells(noted: Noted, till: str) -> tuple[str, ...]:
    one, event = noted.operation, noted.event
    time = datetime.fromtimestamp(event.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    first = (str(noted.seq), time, till, _plain(noted.by), event.what, _plain(noted.about))
    if one is None:
        return (*first, "", "", "", "", "", "")
    amount = f"{one.amount.minor // 100}.{one.amount.minor % 100:02d}"
    return (*first, one.ref_id, one.kind, amount, one.amount.currency, one.card.last4, _plain(one.order))


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
