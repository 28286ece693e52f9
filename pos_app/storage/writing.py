"""What one transaction of the journal writes."""

from __future__ import annotations

import os
from collections.abc import Sequence

import apsw

from pos_app.domain.card import CardKey
from pos_app.domain.frozen import frozen
from pos_app.domain.operation import Event, Operation, Step
from pos_app.storage.chain import Head, next_head
from pos_app.storage.keys import Keys
from pos_app.storage.rows import digest, facts_of, standing_of
from pos_app.storage.trouble import JournalRefused

_INSERT = """
INSERT INTO operation (
    ref_id, kind, card, last4, amount, currency, sale_order, staff, staff_name, credential, asked_at,
    hold_ref, hold_id, comes_after, reason, rest, state, why, attempts, unproven, in_flight, sent_at,
    last_unproven_at, looks, looks_proof, refusal, transaction_id, moved, cancel, settled_at, acknowledged
) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) RETURNING number
"""
_UPDATE = """
UPDATE operation SET
    state = ?, why = ?, attempts = ?, unproven = ?, in_flight = ?, sent_at = ?, last_unproven_at = ?,
    looks = ?, looks_proof = ?, refusal = ?, transaction_id = ?, moved = ?, cancel = ?, settled_at = ?,
    acknowledged = ?
WHERE ref_id = ? RETURNING number
"""
_FACTS = """
SELECT ref_id, kind, card, last4, amount, currency, sale_order, staff, staff_name, credential, asked_at,
    hold_ref, hold_id, comes_after, reason, rest
FROM operation WHERE number = ?
"""
_SET = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


@frozen
class CardSeen:
    """A card that was looked up. Its `card_id` is kept sealed, its codes only as fingerprints."""

    key: CardKey
    card_id: str
    codes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Hide the number and the codes."""
        return f"CardSeen(•••• {self.key.last4})"


@frozen
class Batch:
    """Steps that stand or fall together, and what is remembered with them."""

    steps: Sequence[Step] = ()
    cards: Sequence[CardSeen] = ()
    meta: tuple[tuple[str, str], ...] = ()
    deeds: Sequence[Event] = ()
    """Events of the audit that are about no operation."""


def write(connection: apsw.Connection, keys: Keys, batch: Batch, head: Head) -> Head:
    """Write a batch inside an open transaction; returns the chain's new head."""
    for seen in batch.cards:
        _write_card(connection, keys, seen)
    for step in batch.steps:
        head = _write_step(connection, keys, step, head)
    for deed in batch.deeds:
        head = _write_deed(connection, keys, deed, head)
    for pair in batch.meta:
        connection.execute(_SET, pair)
    if not batch.steps and not batch.meta and not batch.deeds:
        prove(connection)
    return head


def prove(connection: apsw.Connection) -> None:
    """Write something that means nothing: only to see that the disk takes it."""
    connection.execute(_SET, ("probe", os.urandom(8).hex()))


def body_place(ref_id: str) -> str:
    """The name under which a request body is sealed."""
    return f"body {ref_id}"


def card_place(fingerprint: str) -> str:
    """The name under which a card's number is sealed."""
    return f"card {fingerprint}"


def card_fingerprint(keys: Keys, card_id: str) -> str:
    """How a card is found again."""
    return keys.fingerprint("card", card_id)


def code_fingerprint(keys: Keys, text: str) -> str:
    """How a scanned text is found again."""
    return keys.fingerprint("code", text)


def _write_step(connection: apsw.Connection, keys: Keys, step: Step, head: Head) -> Head:
    one, event = step.operation, step.event
    if event.ref_id != one.ref_id:
        raise JournalRefused("an event tells of another operation")
    number = _insert(connection, keys, one, step.body) if step.body is not None else _update(connection, one)
    row = (*facts_of(one), *standing_of(one))
    row_digest = digest(row)
    head = next_head(keys, head, event, row_digest)
    connection.execute(
        "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)",
        (head.seq, number, float(event.at), event.what, event.detail, row_digest, head.link),
    )
    return head


def _write_deed(connection: apsw.Connection, keys: Keys, deed: Event, head: Head) -> Head:
    if deed.ref_id:
        raise JournalRefused("a deed is about no operation")
    head = next_head(keys, head, deed, b"")
    row = (head.seq, None, float(deed.at), deed.what, deed.detail, b"", head.link)
    connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return head


def _insert(connection: apsw.Connection, keys: Keys, one: Operation, body: bytes) -> int:
    number = int(connection.execute(_INSERT, (*facts_of(one), *standing_of(one))).get)
    connection.execute("INSERT INTO body VALUES (?, ?)", (number, keys.seal(body, body_place(one.ref_id))))
    return number


def _update(connection: apsw.Connection, one: Operation) -> int:
    number = connection.execute(_UPDATE, (*standing_of(one), one.ref_id)).get
    if number is None:
        raise JournalRefused("a step of an operation that was never asked")
    kept = connection.execute(_FACTS, (number,)).get
    if kept != facts_of(one):
        raise JournalRefused("facts never change")
    return int(number)


def _write_card(connection: apsw.Connection, keys: Keys, seen: CardSeen) -> None:
    fingerprint = card_fingerprint(keys, seen.card_id)
    if fingerprint != seen.key.fingerprint:
        raise JournalRefused("a card's key and its number do not belong together")
    known = connection.execute("SELECT 1 FROM card WHERE fingerprint = ?", (fingerprint,)).get
    if known is None:
        sealed = keys.seal(seen.card_id.encode(), card_place(fingerprint))
        connection.execute("INSERT INTO card VALUES (?, ?, ?)", (fingerprint, seen.key.last4, sealed))
    for code in seen.codes:
        connection.execute(
            "INSERT INTO code VALUES (?, ?) ON CONFLICT (fingerprint) DO UPDATE SET card = excluded.card"
            " WHERE card <> excluded.card",
            (code_fingerprint(keys, code), fingerprint),
        )
