"""Telling a sound journal from a damaged one, and setting a damaged one aside whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import apsw

from pos_app.storage.chain import is_head_sound
from pos_app.storage.keys import Keys
from pos_app.storage.reading import meta_of
from pos_app.storage.trouble import StorageTrouble, TroubleKind, told
from pos_app.storage.whole_file import sync_folder

BESIDE = ("", "-wal", "-shm")
"""The file and its companions: together they are the journal."""


def check_pages(connection: apsw.Connection) -> None:
    """Walk every page; raises DAMAGED, or apsw.Error where the damage stops the walk."""
    found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(1)")]
    if found != ["ok"]:
        raise StorageTrouble(TroubleKind.DAMAGED, found[0] if found else "no answer")


def check_content(connection: apsw.Connection, keys: Keys, origin_name: str) -> None:
    """Hold the journal against its owner: NO_KEY, DISK_ERROR (another origin's), DAMAGED."""
    meta = meta_of(connection)
    if not meta.get("journal_id"):
        raise StorageTrouble(TroubleKind.DAMAGED, "the journal has lost its name")
    if meta.get("origin") != origin_name:
        raise StorageTrouble(TroubleKind.DISK_ERROR, f"the journal belongs to {meta.get('origin')}")
    if meta.get("key_check") != keys.check:
        raise StorageTrouble(TroubleKind.NO_KEY, "the journal was written with another key")
    if not is_head_sound(connection, keys):
        raise StorageTrouble(TroubleKind.DAMAGED, "the last event is not as it was written")


def set_aside(file: Path, now: float, why: str = "damaged") -> str:
    """Move a journal out of the way with all that belongs to it; returns its new name."""
    stamp = datetime.fromtimestamp(now, UTC).strftime("%Y%m%d-%H%M%S")
    name, again = f"{file.stem}.{why}-{stamp}.db", 1
    with told():
        while file.with_name(name).exists():
            again += 1
            name = f"{file.stem}.{why}-{stamp}-{again}.db"
        for ending in reversed(BESIDE):
            part = file.with_name(f"{file.name}{ending}")
            if part.exists():
                part.replace(file.with_name(f"{name}{ending}"))
        sync_folder(file.parent)
    return name


def set_aside_names(folder: Path) -> tuple[str, ...]:
    """The damaged journals that lie in a folder, oldest first."""
    return tuple(sorted(found.name for found in folder.glob("*.damaged-*.db")))
