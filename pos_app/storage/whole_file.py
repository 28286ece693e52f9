"""Small files that are written whole or not at all, and files that only their owner may read."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from pos_app.storage.trouble import StorageTrouble, TroubleKind, told


def write_whole(path: Path, content: bytes) -> None:
    """Replace an owner-only file: after a power cut it is the old one or the new one."""
    with told():
        make_folder(path.parent)
        beside = path.with_name(f"{path.name}.new")
        beside.unlink(missing_ok=True)
        _write(beside, content)
        beside.replace(path)
        sync_folder(path.parent)


def make_owner_only(path: Path, content: bytes) -> None:
    """Make a new file that only its owner may read; on Windows the user's profile sees to that.

    Raises StorageTrouble; a file that is there already is never overwritten (DISK_ERROR).
    """
    with told():
        make_folder(path.parent)
        _write(path, content)
        sync_folder(path.parent)


def read_owner_only(path: Path) -> bytes | None:
    """The content of such a file, None if there is none; NO_KEY if others than its owner may read it."""
    with told():
        if not path.exists():
            return None
        if sys.platform != "win32":
            seen = path.stat()
            if stat.S_IMODE(seen.st_mode) & 0o077 or seen.st_uid != os.geteuid():
                raise StorageTrouble(TroubleKind.NO_KEY, f"{path} may be read by others than its owner")
        return path.read_bytes()


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, that is there also after a power cut; raises OSError.

    Only its owner may enter it; one that was there stays as it is.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut; Windows does so by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
