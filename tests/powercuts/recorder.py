"""A disk that remembers: real files behind an SQLite VFS that notes every change, and what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import apsw

from pos_app.domain.operation import Operation

_NUMBERS = count()
_JOURNALS = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL
"""Files whose first sync also makes the names in their folder durable, as SQLite does on every system."""


@dataclass(frozen=True)
class Made:
    """A new file has this name; `file` tells it from all others that ever had the name."""

    name: str
    file: int


@dataclass(frozen=True)
class Deleted:
    """A name was taken away; `synced` with the folder."""

    name: str
    synced: bool


@dataclass(frozen=True)
class Written:
    """Bytes were handed to the system, not yet to the disk."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncated:
    """The file was made shorter, or longer."""

    file: int
    size: int


@dataclass(frozen=True)
class Synced:
    """Everything written to the file before is on the disk; `names` too, where the folder was synced."""

    file: int
    names: bool


@dataclass(frozen=True)
class Marked:
    """The mark against restored backups was written, outside of SQLite, whole and synced."""

    content: bytes


@dataclass(frozen=True)
class Sent:
    """A request that moves money left the till: its intent must be on disk.

    `again`: with another token after a 401, which is the same attempt.
    """

    ref_id: str
    body: bytes
    again: bool


@dataclass(frozen=True)
class Moved:
    """The ledger moved."""

    card_id: str
    row: dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A person was shown this operation: what is claimed must survive."""

    operation: Operation
    now: float


@dataclass(frozen=True)
class Put:
    """A queue said that it has taken this."""

    text: str


Happened = Made | Deleted | Written | Truncated | Synced | Marked | Sent | Moved | Told | Put


@dataclass
class Recording:
    """All that happened, in order, to the files of one folder and around them."""

    vfs: str = ""
    happened: list[Happened] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    serial: int = 0
    adopted: int = 0
    """Of all that happened, the first so many were there before."""

    def note(self, what: Happened) -> None:
        self.happened.append(what)

    def file_of(self, name: str, *, new: bool) -> int:
        if new or name not in self.files:
            self.serial += 1
            self.files[name] = self.serial
            self.note(Made(name, self.serial))
        return self.files[name]

    def adopt(self, files: dict[str, bytes]) -> None:
        """What is on the disk already, and synced, before anything happens."""
        for name, content in files.items():
            file = self.file_of(name, new=True)
            self.note(Written(file, 0, content))
            self.note(Synced(file, names=True))
        self.adopted = len(self.happened)


class _File(apsw.VFSFile):
    def __init__(self, recording: Recording, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "")
        is_new = not path.exists()
        syncs_names = bool(flags[0] & _JOURNALS)
        super().__init__("", name, flags)
        self._recording = recording
        self._file = recording.file_of(path.name, new=is_new)
        self._syncs_names = syncs_names

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._recording.note(Written(self._file, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self._recording.note(Truncated(self._file, size))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._recording.note(Synced(self._file, self._syncs_names))


class _RecordingVFS(apsw.VFS):
    def __init__(self, recording: Recording) -> None:
        super().__init__(recording.vfs, base="")
        self._recording = recording

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self._recording, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self._recording.note(Deleted(Path(filename).name, syncdir))


@contextmanager
def recorded() -> Iterator[Recording]:
    """A recording with nothing in it yet; its `vfs` is known to SQLite inside this block."""
    recording = Recording(f"recorded disk {next(_NUMBERS)}")
    vfs = _RecordingVFS(recording)
    try:
        yield recording
    finally:
        vfs.unregister()
