"""One open journal file: the only place that commits. Used by one thread at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import apsw

from pos_app.domain.operation import Step
from pos_app.storage.archive import archive_name, copy_part, part_to_archive, take_out
from pos_app.storage.chain import Head, head_of
from pos_app.storage.connection import BUSY_MS, close_whole, connect
from pos_app.storage.keys import Keys
from pos_app.storage.trouble import StorageTrouble, TroubleKind, told
from pos_app.storage.writing import Batch, prove, write

COPY_AFTER = 16
"""Commits after which idle care copies the write-ahead log into the file; the log is then used again."""

CUT_EVERY = 600.0
"""Seconds after which idle care also cuts the log off, so that erased bodies leave the disk even sealed."""

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """Writes batches, reads, and tells for certain whether a commit that failed is on disk."""

    def __init__(
        self,
        file: Path,
        keys: Keys,
        connection: apsw.Connection,
        on_unsure: Callable[[Sequence[Step]], None],
        vfs: str | None = None,
    ) -> None:
        """`connection` comes from `connect`, and this object closes it.

        `on_unsure` is given the steps of a commit of which nobody can say whether it is on disk.
        """
        self.keys = keys
        self.head = head_of(connection)
        self.is_sound = True
        """No damage was met while it was used."""
        self._file = file
        self._on_unsure = on_unsure
        self._vfs = vfs
        self._connection = connection
        self._unsure: StorageTrouble | None = None
        self._cut_at = time.monotonic()
        self._uncut = False
        self._uncopied = 0

    def write(self, batch: Batch) -> None:
        """Commit a batch: one transaction, one sync; raises StorageTrouble, JournalRefused."""
        with self._told():
            connection = self._usable()
            connection.execute("BEGIN IMMEDIATE")
            try:
                head = write(connection, self.keys, batch, self.head)
                self._commit(batch, head)
            finally:
                if connection is self._connection and self._unsure is None and connection.in_transaction:
                    connection.execute("ROLLBACK")
            self.head, self._uncut, self._uncopied = head, True, self._uncopied + 1

    def read(
        self, query: Callable[Concatenate[apsw.Connection, P], T], *bindings: P.args, **named: P.kwargs
    ) -> T:
        """What a query of `reading` finds; raises StorageTrouble."""
        with self._told():
            return query(self._usable(), *bindings, **named)

    def archive(self, before: float, now: float) -> str:
        """Move the oldest part that has long ended to an archive file beside the journal; its name, or "".

        Times in seconds since 1970 UTC. Raises StorageTrouble: the rows are then still here, or in the file.
        """
        with self._told():
            part = part_to_archive(self._usable(), before)
            if part is None:
                return ""
            file = self._file.with_name(archive_name(part))
            copy_part(self._usable(), self.keys, part, file, self._vfs)
            connection = self._usable()
            connection.execute("BEGIN IMMEDIATE")
            try:
                take_out(connection, self.keys, part, file.name, now)
                self._commit(Batch(), self.head)
            finally:
                if connection is self._connection and self._unsure is None and connection.in_transaction:
                    connection.execute("ROLLBACK")
            self._uncut, self._uncopied = True, self._uncopied + 1
            return file.name

    def forget(self, name: str) -> None:
        """Take one thing the journal remembers about itself away; raises StorageTrouble."""
        with self._told():
            self._usable().execute("DELETE FROM meta WHERE name = ?", (name,))

    def care(self) -> None:
        """Empty the write-ahead log into the file, so that no commit has to; raises StorageTrouble."""
        with self._told():
            connection = self._usable()
            connection.set_busy_timeout(0)
            try:
                self._checkpoint(connection)
            except apsw.BusyError:
                return  # somebody reads: the next round will do
            finally:
                connection.set_busy_timeout(BUSY_MS)

    def close(self) -> None:
        """Close the file; what is in the log goes into it and the log goes away; raises StorageTrouble."""
        with self._told():
            if self._unsure is None:
                close_whole(self._connection)

    def _checkpoint(self, connection: apsw.Connection) -> None:
        now = time.monotonic()
        if self._uncut and now - self._cut_at >= CUT_EVERY:
            connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            self._uncut, self._uncopied, self._cut_at = False, 0, now
        elif self._uncopied >= COPY_AFTER:
            connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            self._uncopied = 0

    def _commit(self, batch: Batch, head: Head) -> None:
        try:
            self._connection.execute("COMMIT")
        except apsw.FullError:
            raise  # the last frame never went out whole, so no restart can find the commit
        except apsw.Error as error:
            if not self._is_on_disk(batch, head, error):
                raise

    def _is_on_disk(self, batch: Batch, head: Head, error: apsw.Error) -> bool:
        """Whether a commit that failed is on disk after all: close, open again, look, force what is there.

        A sync that failed proves nothing, and a second one may lie. Emptying the log writes every page anew
        and syncs it elsewhere, and one more commit begins the log anew, so that not even a power cut brings
        back what was in it; only when both work is the answer certain.
        """
        self._drop()
        try:
            self._connection = connect(self._file, self._vfs)
            found = head_of(self._connection)
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            prove(self._connection)
        except (apsw.Error, OSError, StorageTrouble) as again:
            self._drop()
            note = f"a commit failed ({error}) and the disk could not be read again ({again})"
            self._unsure = StorageTrouble(TroubleKind.DISK_ERROR, note, unsure=True)
            self._on_unsure(batch.steps)
            raise self._unsure from error
        return found == head

    def _drop(self) -> None:
        with suppress(apsw.Error):  # it is closed even so
            self._connection.close(force=True)

    def _usable(self) -> apsw.Connection:
        if self._unsure is not None:
            raise StorageTrouble(self._unsure.kind, self._unsure.note)
        return self._connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with told():
                yield
        except StorageTrouble as trouble:
            self.is_sound = self.is_sound and trouble.kind is not TroubleKind.DAMAGED
            raise
