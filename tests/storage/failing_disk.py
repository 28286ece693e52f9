"""A disk that fails when a test says so: real files behind an SQLite VFS of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from itertools import count

import apsw

_NUMBERS = count()


class Fault(Enum):
    """What a call to the disk ends with in place of its work."""

    NONE = "none"
    FULL = "full"
    WRITE = "write"
    SYNC = "sync"
    READ = "read"


@dataclass
class Disk:
    """Which fault comes, on which files, and how many times (-1: from now on)."""

    vfs: str = ""
    fault: Fault = Fault.NONE
    ending: str = ""
    times: int = 0
    skips: int = 0
    """So many calls are well before the first that fails."""
    met: int = field(default=0)

    def breaks(self, fault: Fault, *, on: str = "-wal", times: int = 1, after: int = 0) -> None:
        """From now on, that many calls fail on files whose name ends so; `met` begins anew."""
        self.fault, self.ending, self.times, self.met = fault, on, times, 0
        self.skips = after

    def heals(self) -> None:
        self.fault = Fault.NONE

    def meets(self, *faults: Fault, name: str) -> bool:
        if self.fault not in faults or not name.endswith(self.ending) or self.times == 0:
            return False
        if self.skips:
            self.skips -= 1
            return False
        self.times -= 1
        self.met += 1
        return True


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, base: str, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__(base, name, flags)
        self._disk = disk
        self._name = name.filename() if isinstance(name, apsw.URIFilename) else name or ""

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._disk.meets(Fault.FULL, Fault.WRITE, name=self._name):
            if self._disk.fault is Fault.FULL:
                raise apsw.exception_for(apsw.SQLITE_FULL)
            raise apsw.exception_for(apsw.SQLITE_IOERR_WRITE)
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        if self._disk.meets(Fault.SYNC, name=self._name):
            raise apsw.exception_for(apsw.SQLITE_IOERR_FSYNC)
        super().xSync(flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        if self._disk.meets(Fault.READ, name=self._name):
            raise apsw.exception_for(apsw.SQLITE_IOERR_READ)
        return super().xRead(amount, offset)


class _FailingVFS(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        super().__init__(disk.vfs, base="")
        self._disk = disk

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self._disk, "", name, flags)


@contextmanager
def failing_disk() -> Iterator[Disk]:
    """A disk without faults yet; its `vfs` is known to SQLite inside this block."""
    disk = Disk(f"failing disk {next(_NUMBERS)}")
    vfs = _FailingVFS(disk)
    try:
        yield disk
    finally:
        vfs.unregister()
