"""The tables of a journal, and the triggers that keep written facts as they are."""

from __future__ import annotations

import apsw

APPLICATION_ID = 0x484F4C44
"""Marks the file as a journal of this program."""

VERSION = 3
"""The newest form of a journal that this program understands.

Form 1 could not be archived; form 2 had no events but those of operations.
"""

ARCHIVES_SINCE = 2
"""The form of a journal since which a part of it may be archived."""

_OPERATION = """
CREATE TABLE operation (
    number INTEGER PRIMARY KEY,
    ref_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    card TEXT NOT NULL,
    last4 TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    currency TEXT NOT NULL,
    sale_order TEXT NOT NULL,
    staff INTEGER NOT NULL,
    staff_name TEXT NOT NULL,
    credential TEXT NOT NULL,
    asked_at REAL NOT NULL,
    hold_ref TEXT NOT NULL,
    hold_id TEXT NOT NULL,
    comes_after TEXT NOT NULL,
    reason TEXT NOT NULL,
    rest INTEGER NOT NULL CHECK (rest >= 0),
    state TEXT NOT NULL CHECK (state IN (
        'asked', 'waiting', 'needs a manager', 'confirmed', 'refused', 'not asked', 'cancelled'
    )),
    why TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    unproven INTEGER NOT NULL CHECK (unproven BETWEEN 0 AND attempts),
    in_flight INTEGER NOT NULL CHECK (in_flight IN (0, 1)),
    sent_at REAL NOT NULL,
    last_unproven_at REAL NOT NULL,
    looks INTEGER NOT NULL,
    looks_proof INTEGER NOT NULL CHECK (looks_proof IN (0, 1)),
    refusal TEXT NOT NULL,
    transaction_id TEXT NOT NULL,
    moved INTEGER NOT NULL,
    cancel INTEGER NOT NULL CHECK (cancel IN (0, 1)),
    settled_at REAL NOT NULL,
    acknowledged INTEGER NOT NULL CHECK (acknowledged IN (0, 1)),
    is_open INTEGER NOT NULL GENERATED ALWAYS AS (state IN ('asked', 'waiting', 'needs a manager')) VIRTUAL
) STRICT;
CREATE INDEX operation_open ON operation (number) WHERE is_open;
CREATE INDEX operation_unseen ON operation (number)
    WHERE state IN ('refused', 'not asked') AND acknowledged = 0;
CREATE INDEX operation_card ON operation (card);
CREATE INDEX operation_hold ON operation (hold_ref) WHERE hold_ref <> '';
CREATE INDEX operation_order ON operation (sale_order) WHERE sale_order <> '';
CREATE INDEX operation_asked_at ON operation (asked_at);
CREATE VIEW operation_row AS SELECT
    number, ref_id, kind, card, last4, amount, currency, sale_order, staff, staff_name, credential, asked_at,
    hold_ref, hold_id, comes_after, reason, rest, state, why, attempts, unproven, in_flight,
    sent_at, last_unproven_at, looks, looks_proof, refusal, transaction_id, moved, cancel, settled_at,
    acknowledged, is_open
FROM operation;
"""

_EVENT = """
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    operation INTEGER REFERENCES operation (number),
    at REAL NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    row_digest BLOB NOT NULL,
    link BLOB NOT NULL
) STRICT;
CREATE INDEX event_operation ON event (operation);
"""
"""An event of no operation is a deed of the audit; its `row_digest` is empty."""

_BESIDE = """
CREATE TABLE body (
    operation INTEGER PRIMARY KEY REFERENCES operation (number),
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE open_hold (
    operation INTEGER PRIMARY KEY REFERENCES operation (number)
) STRICT;
CREATE TABLE card (
    fingerprint TEXT PRIMARY KEY,
    last4 TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE code (
    fingerprint TEXT PRIMARY KEY,
    card TEXT NOT NULL REFERENCES card (fingerprint)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_KEPT = """
CREATE TRIGGER operation_begins BEFORE INSERT ON operation WHEN NEW.state <> 'asked'
BEGIN SELECT RAISE(ABORT, 'an operation begins as asked'); END;
CREATE TRIGGER operation_facts BEFORE UPDATE OF
    number, ref_id, kind, card, last4, amount, currency, sale_order, staff, staff_name, credential, asked_at,
    hold_ref, hold_id, comes_after, reason, rest ON operation
BEGIN SELECT RAISE(ABORT, 'facts never change'); END;
CREATE TRIGGER operation_forward BEFORE UPDATE ON operation WHEN
    NEW.attempts < OLD.attempts OR NEW.cancel < OLD.cancel OR NEW.acknowledged < OLD.acknowledged
    OR (NEW.state = 'asked' AND OLD.state <> 'asked')
    OR (NEW.state = 'waiting' AND OLD.state = 'needs a manager')
BEGIN SELECT RAISE(ABORT, 'states only move forward'); END;
CREATE TRIGGER operation_final BEFORE UPDATE ON operation WHEN NOT OLD.is_open AND (
    NEW.state <> OLD.state OR NEW.why <> OLD.why
    OR NEW.attempts <> OLD.attempts OR NEW.unproven <> OLD.unproven
    OR NEW.transaction_id <> OLD.transaction_id OR NEW.moved <> OLD.moved OR NEW.settled_at <> OLD.settled_at
)
BEGIN SELECT RAISE(ABORT, 'a final state is never left'); END;
CREATE TRIGGER body_kept BEFORE UPDATE ON body
BEGIN SELECT RAISE(ABORT, 'a request body never changes'); END;
CREATE TRIGGER body_stays BEFORE DELETE ON body
    WHEN (SELECT is_open FROM operation WHERE number = OLD.operation)
BEGIN SELECT RAISE(ABORT, 'the body of an open operation is never deleted'); END;
CREATE TRIGGER card_kept BEFORE UPDATE ON card
BEGIN SELECT RAISE(ABORT, 'cards never change'); END;
CREATE TRIGGER card_stays BEFORE DELETE ON card
BEGIN SELECT RAISE(ABORT, 'cards are never deleted'); END;
"""

_ARCHIVED = """
CREATE TABLE archived (
    seq INTEGER PRIMARY KEY,
    link BLOB NOT NULL,
    file TEXT NOT NULL,
    at REAL NOT NULL,
    proof BLOB NOT NULL
) STRICT;
CREATE TRIGGER archived_kept BEFORE UPDATE ON archived
BEGIN SELECT RAISE(ABORT, 'what was archived never changes'); END;
CREATE TRIGGER archived_stays BEFORE DELETE ON archived
BEGIN SELECT RAISE(ABORT, 'what was archived is never forgotten'); END;
"""
"""Events up to the newest row of `archived` lie in archive files; `proof` seals that with the key."""

_STAYS = """
CREATE TRIGGER event_kept BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events never change'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
    WHEN OLD.seq > (SELECT coalesce(max(seq), 0) FROM archived)
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER operation_stays BEFORE DELETE ON operation
    WHEN OLD.is_open OR EXISTS (SELECT 1 FROM event WHERE operation = OLD.number)
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;
"""

_FOLLOWS = """
CREATE TRIGGER body_erased AFTER UPDATE OF state ON operation WHEN NOT NEW.is_open
BEGIN DELETE FROM body WHERE operation = NEW.number; END;
CREATE TRIGGER hold_placed AFTER UPDATE OF state ON operation
    WHEN NEW.kind = 'hold' AND NEW.state = 'confirmed' AND OLD.state <> 'confirmed'
BEGIN INSERT INTO open_hold VALUES (NEW.number); END;
CREATE TRIGGER hold_ended AFTER UPDATE OF state ON operation
    WHEN NEW.kind IN ('capture', 'void') AND NEW.state = 'confirmed' AND OLD.state <> 'confirmed'
BEGIN
    DELETE FROM open_hold WHERE operation = (SELECT number FROM operation WHERE ref_id = NEW.hold_ref) AND (
        NEW.kind = 'void'
        OR (SELECT sum(amount) FROM operation
            WHERE hold_ref = NEW.hold_ref AND kind = 'capture' AND state = 'confirmed')
            >= (SELECT amount FROM operation WHERE ref_id = NEW.hold_ref)
    );
END;
"""


def create(connection: apsw.Connection, meta: dict[str, str]) -> None:
    """Make an empty journal in one transaction; its `meta` goes in with it."""
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute(_OPERATION + _EVENT + _BESIDE + _KEPT + _ARCHIVED + _STAYS + _FOLLOWS)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", tuple(meta.items()))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def create_archive(connection: apsw.Connection, meta: dict[str, str]) -> None:
    """Make the tables of an archive inside an open transaction: they take rows as they were."""
    connection.execute(_OPERATION + _EVENT + _BESIDE + _ARCHIVED + _STAYS)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", tuple(meta.items()))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def upgrade(connection: apsw.Connection) -> None:
    """Bring a journal of an older form to this one, in one transaction; it loses nothing."""
    form = connection.pragma("user_version")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("DROP TRIGGER operation_stays; DROP TRIGGER event_stays; DROP TRIGGER event_kept")
    if form < ARCHIVES_SINCE:
        connection.execute(_ARCHIVED)
    connection.execute("DROP INDEX event_operation; ALTER TABLE event RENAME TO event_before")
    connection.execute(_EVENT)
    connection.execute("INSERT INTO event SELECT * FROM event_before; DROP TABLE event_before")
    connection.execute(_STAYS)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
