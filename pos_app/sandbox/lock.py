"""A lock on a file that the system releases when its holder dies."""

import os
import sys
import time
from pathlib import Path
from typing import IO

_POLL = 0.05


class Locked(Exception):
    """Another process holds the lock."""


def acquire(path: Path, patience: float) -> IO[bytes]:
    """Lock a file (made if missing), waiting up to `patience` seconds; closing what is returned lets go.

    Raises `Locked`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("ab")
    end = time.monotonic() + patience
    while not _try(file):
        if time.monotonic() >= end:
            file.close()
            raise Locked(str(path))
        time.sleep(_POLL)
    return file


if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(file: IO[bytes]) -> bool:
        os.set_inheritable(file.fileno(), False)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
