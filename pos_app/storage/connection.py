"""Opening a journal's file so that a commit survives a power cut, or only to look at it."""

from __future__ import annotations

from pathlib import Path

import apsw

from pos_app.storage.schema import APPLICATION_ID, VERSION
from pos_app.storage.trouble import StorageTrouble, TroubleKind

BUSY_MS = 250
"""How long a step waits for a program that only reads, in milliseconds."""

CHECKPOINT_PAGES = 4_000
"""Pages in the write-ahead log after which a commit empties it itself; idle care does so long before."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
)
"""`fullfsync` makes macOS empty the disk's own cache too; the other systems ignore it."""


def connect(file: Path, vfs: str | None = None) -> apsw.Connection:
    """Open a journal's file for writing; raises apsw.Error, or StorageTrouble if it cannot be written safely.

    Closing it leaves the write-ahead log as it is, so that a damaged file can be set aside with all it had;
    only `close_whole` empties the log. With a `vfs` of its own name (tests that cut the power) the file is
    locked for good, as such a VFS has no shared memory.
    """
    connection = apsw.Connection(str(file), vfs=vfs, statementcachesize=64)
    try:
        _prepare(connection, alone=vfs is not None)
    except (apsw.Error, StorageTrouble):
        connection.close()
        raise
    return connection


def _prepare(connection: apsw.Connection, *, alone: bool) -> None:
    connection.set_busy_timeout(BUSY_MS)
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    if connection.readonly("main"):
        raise StorageTrouble(TroubleKind.READ_ONLY, "the journal's file cannot be written")
    if alone:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    for setting in _SETTINGS:
        connection.execute(setting)
    check_version(connection)
    if connection.pragma("journal_mode", "wal") != "wal":
        raise StorageTrouble(TroubleKind.DISK_ERROR, "this disk allows no write-ahead log")
    connection.execute("PRAGMA synchronous = FULL")
    connection.wal_autocheckpoint(CHECKPOINT_PAGES)


def close_whole(connection: apsw.Connection) -> None:
    """Close a sound journal: what is in the log goes into the file, and the log goes away."""
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
    connection.close()


def is_new(connection: apsw.Connection) -> bool:
    """Whether the file holds nothing at all yet."""
    return not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").get


def check_version(connection: apsw.Connection) -> None:
    """Raise NEWER for a journal of a newer program, DAMAGED for a file that is not a journal."""
    version = connection.pragma("user_version")
    if connection.pragma("application_id") == APPLICATION_ID:
        if version > VERSION:
            raise StorageTrouble(TroubleKind.NEWER, f"its form is {version}, this program knows {VERSION}")
    elif not is_new(connection):
        raise StorageTrouble(TroubleKind.DAMAGED, "the file is not a journal")


def connect_reading(file: Path) -> apsw.Connection:
    """Open a journal's file to look at it, also while a window writes it.

    Nothing is changed: if no window has it open and it was closed well, not even files beside it are made.
    Raises apsw.Error or StorageTrouble.
    """
    at_rest = not file.with_name(f"{file.name}-wal").exists()
    address = file.absolute().as_uri() + ("?mode=ro&immutable=1" if at_rest else "?mode=ro")
    connection = apsw.Connection(address, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    try:
        connection.set_busy_timeout(2_000)
        check_version(connection)
        if is_new(connection):
            raise StorageTrouble(TroubleKind.DAMAGED, "the file is empty")
    except (apsw.Error, StorageTrouble):
        connection.close()
        raise
    return connection
