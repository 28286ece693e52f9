"""A whole copy of a journal, taken while its till may run."""

from __future__ import annotations

from pathlib import Path

import apsw

from pos_app.storage.elsewhere import looking_at
from pos_app.storage.trouble import StorageTrouble, TroubleKind, told
from pos_app.storage.whole_file import sync_folder


def back_up(file: Path, target: Path) -> int:
    """Copy a journal to a new owner-only file, as it stood at one moment; returns its pages.

    Raises StorageTrouble: DISK_ERROR if `target` is there already or its folder is not; what the disk said.
    """
    if target.exists():
        raise StorageTrouble(TroubleKind.DISK_ERROR, f"{target} is there already")
    with looking_at(file) as source, told():
        return copy_whole(source, target)


def copy_whole(source: apsw.Connection, target: Path) -> int:
    """Copy an open journal to a new owner-only file; returns its pages. Raises OSError, apsw.Error."""
    beside = target.with_name(f"{target.name}.new")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    pages = _copied(source, beside)
    beside.replace(target)
    sync_folder(target.parent)
    return pages


def _copied(source: apsw.Connection, beside: Path) -> int:
    copy = apsw.Connection(str(beside))
    try:
        copy.execute("PRAGMA synchronous = EXTRA")
        with copy.backup("main", source, "main") as backup:
            backup.step()  # one look at one moment; with a write-ahead log it holds no writer up
            pages = backup.page_count
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    return pages
