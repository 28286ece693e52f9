"""What can be wrong with this computer, as one exception; a mistake of ours is another."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import apsw


class TroubleKind(StrEnum):
    """What is wrong, by what a person can do about it."""

    DISK_FULL = "disk full"
    READ_ONLY = "read only"
    DAMAGED = "damaged"
    NEWER = "newer"
    """The file was written by a newer program."""
    SECOND_WINDOW = "second window"
    NO_KEY = "no key"
    LOCKED = "locked"
    """Another program holds the file."""
    DISK_ERROR = "disk error"
    NETWORK = "network drive"
    """The journal would lie on another computer's disk."""


class StorageTrouble(Exception):
    """The computer's fault: nothing was written, unless `unsure`.

    `unsure`: the disk failed while a commit was synced and could not be read afterwards, so that nobody knows
    whether the commit is on it. The journal then refuses all work until the next start.
    """

    def __init__(self, kind: TroubleKind, note: str = "", *, unsure: bool = False) -> None:
        """`note` is plain English for the log and for `pos-app doctor`; it holds no secret."""
        super().__init__(f"{kind.value}: {note}" if note else kind.value)
        self.kind = kind
        self.note = note
        self.unsure = unsure


class JournalRefused(Exception):
    """A mistake of ours: a fact changed, a final state left, a reference used twice. Nothing was written."""


_BY_SQLITE: tuple[tuple[type[apsw.Error], TroubleKind], ...] = (
    (apsw.FullError, TroubleKind.DISK_FULL),
    (apsw.ReadOnlyError, TroubleKind.READ_ONLY),
    (apsw.PermissionsError, TroubleKind.READ_ONLY),
    (apsw.CorruptError, TroubleKind.DAMAGED),
    (apsw.NotADBError, TroubleKind.DAMAGED),
    (apsw.FormatError, TroubleKind.DAMAGED),
    (apsw.BusyError, TroubleKind.LOCKED),
    (apsw.LockedError, TroubleKind.LOCKED),
    (apsw.ProtocolError, TroubleKind.LOCKED),
    (apsw.CantOpenError, TroubleKind.DISK_ERROR),
    (apsw.IOError, TroubleKind.DISK_ERROR),
    (apsw.NoMemError, TroubleKind.DISK_ERROR),
)
_BY_ERRNO = {
    errno.ENOSPC: TroubleKind.DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): TroubleKind.DISK_FULL,
    errno.EROFS: TroubleKind.READ_ONLY,
    errno.EACCES: TroubleKind.READ_ONLY,
    errno.EPERM: TroubleKind.READ_ONLY,
}


def trouble_of(error: apsw.Error | OSError) -> StorageTrouble | None:
    """The trouble an error of SQLite or of the system means; None when it is a mistake of ours."""
    if isinstance(error, OSError):
        kind = _BY_ERRNO.get(error.errno or 0, TroubleKind.DISK_ERROR)
        return StorageTrouble(kind, error.strerror or type(error).__name__)
    for kind_of_error, kind in _BY_SQLITE:
        if isinstance(error, kind_of_error):
            return StorageTrouble(kind, str(error))
    return None


@contextmanager
def told(*, trusting: bool = True) -> Iterator[None]:
    """Errors of SQLite and of the system leave this block as StorageTrouble, or as JournalRefused if ours.

    In a file that is not trusted yet, a table that is missing is damage and no mistake of ours.
    """
    try:
        yield
    except (apsw.Error, OSError) as error:
        if not trusting and isinstance(error, apsw.SQLError):
            raise StorageTrouble(TroubleKind.DAMAGED, str(error)) from error
        trouble = trouble_of(error)
        if trouble is None:
            raise JournalRefused(str(error)) from error
        raise trouble from error
