"""Looks through a journal's operations page by page, never through all of them at once."""

from __future__ import annotations

import apsw

from pos_app.domain.operation import Operation
from pos_app.domain.search import Page, Search
from pos_app.storage.reading import operations

PAGE = 50
"""Operations on a page."""
LOOKED_AT = 5_000
"""Operations one page looks at; a search that finds less among them goes on from there when asked."""

_ALL = """
SELECT number, kind, last4, sale_order, ref_id, staff_name, state FROM operation
WHERE number < :before ORDER BY number DESC LIMIT :most
"""
_IN_TIME = """
SELECT number, kind, last4, sale_order, ref_id, staff_name, state
FROM operation INDEXED BY operation_asked_at
WHERE number < :before AND asked_at >= :since AND asked_at < :until ORDER BY number DESC LIMIT :most
"""
_OF_CARD = """
SELECT number, kind, last4, sale_order, ref_id, staff_name, state FROM operation INDEXED BY operation_card
WHERE card = :card AND number < :before AND asked_at >= :since AND asked_at < :until
ORDER BY number DESC LIMIT :most
"""
_NEVER, _EVER = 0.0, 1e12
"""Seconds since 1970 UTC before and after all that a till asks."""


def search(connection: apsw.Connection, wanted: Search, before: int) -> Page:
    """The newest that fit and were asked before the place `before` (0: from the newest on)."""
    found: list[int] = []
    looked_at = last = 0
    for number, kind, last4, order, ref_id, staff, state in _candidates(connection, wanted, before):
        if len(found) == PAGE:
            return Page(rows=_operations(connection, found), next_before=last)
        looked_at, last = looked_at + 1, number
        if wanted.kind in (None, kind) and all(
            word.fits(kind, last4, order, ref_id, staff, state) for word in wanted.words
        ):
            found.append(number)
    return Page(
        rows=_operations(connection, found),
        next_before=last if looked_at == LOOKED_AT else 0,
        archived=bool(connection.execute("SELECT 1 FROM archived LIMIT 1").get),
    )


def _candidates(connection: apsw.Connection, wanted: Search, before: int) -> apsw.Cursor:
    """The operations that fit but for kind and words, newest first, found by an index."""
    terms = {
        "before": before or 2**62,
        "card": wanted.card,
        "since": _NEVER if wanted.since is None else wanted.since,
        "until": _EVER if wanted.until is None else wanted.until,
        "most": LOOKED_AT,
    }
    if wanted.card is not None:
        return connection.execute(_OF_CARD, terms)
    every = wanted.since is None and wanted.until is None
    return connection.execute(_ALL if every else _IN_TIME, terms)


def _operations(connection: apsw.Connection, numbers: list[int]) -> tuple[Operation, ...]:
    """These operations, in this order."""
    one = "SELECT * FROM operation_row WHERE number = ?"
    return tuple(found for number in numbers for found in operations(connection, one, number))
