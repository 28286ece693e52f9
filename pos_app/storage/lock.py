"""One window drives one journal: a lock that the system itself releases when the process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pos_app.storage.trouble import StorageTrouble, TroubleKind, told

_RUNNING = b"running"
_ENDED_WELL = b"ended well"


class InstanceLock:
    """The lock of a journal's folder. Its file also tells whether the last owner ended well."""

    def __init__(self, path: Path) -> None:
        """Nothing is opened before `take`."""
        self._path = path
        self._handle = -1

    def take(self) -> bool:
        """Take the lock; returns whether its last owner ended well. SECOND_WINDOW at once if it is held."""
        with told():
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            _lock(handle)
            ended_well = os.read(handle, 32) in (b"", _ENDED_WELL)
            _write(handle, _RUNNING)
        except OSError as error:
            os.close(handle)
            raise StorageTrouble(TroubleKind.DISK_ERROR, str(error)) from error
        except StorageTrouble:
            os.close(handle)
            raise
        self._handle = handle
        return ended_well

    def release(self, *, ended_well: bool) -> None:
        """Give the lock up, once; `ended_well` when the journal was closed and no damage was met."""
        handle, self._handle = self._handle, -1
        if handle < 0:
            return
        with told():
            try:
                if ended_well:
                    _write(handle, _ENDED_WELL)
            finally:
                os.close(handle)


def _write(handle: int, word: bytes) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, word)
    os.fsync(handle)


def _lock(handle: int) -> None:
    held = StorageTrouble(TroubleKind.SECOND_WINDOW, "another window drives this journal")
    if sys.platform == "win32":  # pragma: no cover - another system than the one that measures
        import msvcrt

        os.lseek(handle, 1 << 20, os.SEEK_SET)  # beyond the words, so that others may read them
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise held from error
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise held from error
