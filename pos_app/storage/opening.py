"""Opening an origin's journal: the lock, the version, damage, the key, and backups that came back."""

from __future__ import annotations

import uuid
from contextlib import ExitStack
from pathlib import Path

import apsw

from pos_app.domain.frozen import frozen
from pos_app.domain.operation import Step
from pos_app.domain.origin import Origin
from pos_app.storage.backup import copy_whole
from pos_app.storage.chain import link_at
from pos_app.storage.connection import close_whole, connect, is_new
from pos_app.storage.damage import check_content, check_pages, set_aside, set_aside_names
from pos_app.storage.journal import Journal
from pos_app.storage.keys import Keys
from pos_app.storage.lock import InstanceLock
from pos_app.storage.mark import Mark, MarkFile, is_behind, mark_of
from pos_app.storage.network import is_far
from pos_app.storage.places import JOURNAL, Places
from pos_app.storage.reading import meta_of, operation
from pos_app.storage.schema import VERSION, create, upgrade
from pos_app.storage.store import Store
from pos_app.storage.trouble import StorageTrouble, TroubleKind, told
from pos_app.storage.unsent import UnsentFile, never_sent
from pos_app.storage.whole_file import make_folder
from pos_app.storage.writing import Batch

ALWAYS_CHECKED = 8 << 20
"""Bytes up to which a file is checked on every start; a larger one only after an end that was not well."""


@frozen
class _Wanted:
    file: Path
    origin: Origin
    keys: Keys
    now: float
    vfs: str | None
    ended_well: bool
    unsent: UnsentFile


def open_journal(
    places: Places, origin: Origin, master_key: bytes, now: float, *, vfs: str | None = None
) -> Journal:
    """Open the journal of an origin, or make it; blocks, so call it in a worker thread.

    Raises StorageTrouble: NETWORK; SECOND_WINDOW; NEWER; NO_KEY when it was written with another key;
    DAMAGED after the file was set aside whole (the next start makes a new one that remembers it); or what
    the disk said.
    `now` is in seconds since 1970 UTC. `vfs` names an SQLite VFS for tests that cut the power.
    """
    folder = places.journal_folder(origin)
    with told():
        make_folder(folder)
        if is_far(folder):
            raise StorageTrouble(TroubleKind.NETWORK, f"{folder} is on a network drive")
    lock, mark = InstanceLock(folder / "journal.lock"), MarkFile(places.mark_file(origin))
    with ExitStack() as stack:
        ended_well = lock.take()
        stack.callback(lock.release, ended_well=ended_well)
        unsent = UnsentFile(places.unsent_file(origin))
        wanted = _Wanted(folder / JOURNAL, origin, Keys.of(master_key), now, vfs, ended_well, unsent)
        connection = _checked(wanted, mark)
        if not is_new(connection) and "handed_over" in meta_of(connection):
            connection = _afresh(wanted, mark, connection)
        stack.callback(connection.close)
        _upgraded(wanted, connection)
        kept = mark.read()
        journal_id, store = _begun(wanted, connection, kept)
        mark.keep(mark_of(journal_id, store.head))
        stack.pop_all()
    return Journal(journal_id, store, mark, lock)


def _checked(wanted: _Wanted, mark: MarkFile) -> apsw.Connection:
    """The open file, new or sound. A damaged one is set aside, and said so: nobody starts afresh unaware."""
    with ExitStack() as stack:
        try:
            with told(trusting=False):
                connection = connect(wanted.file, wanted.vfs)
                stack.callback(connection.close)
                _check(wanted, connection)
        except StorageTrouble as trouble:
            if trouble.kind is not TroubleKind.DAMAGED:
                raise
            stack.close()
            name = set_aside(wanted.file, wanted.now)
            mark.forget()
            raise StorageTrouble(trouble.kind, f"{trouble.note}; set aside as {name}") from trouble
        stack.pop_all()
    return connection


def _afresh(wanted: _Wanted, mark: MarkFile, handed_over: apsw.Connection) -> apsw.Connection:
    """A new file in place of one whose requests another till has: the old one is kept, and never sends."""
    close_whole(handed_over)
    set_aside(wanted.file, wanted.now, "handed-over")
    mark.forget()
    with told():
        return connect(wanted.file, wanted.vfs)


def _upgraded(wanted: _Wanted, connection: apsw.Connection) -> None:
    """Bring an older form up to date; a whole copy of the file is kept beside it."""
    form = connection.pragma("user_version")
    if is_new(connection) or form >= VERSION:
        return
    copy = wanted.file.with_name(f"{wanted.file.stem}.form-{form}.db")
    with told():
        copy_whole(connection, copy)
        upgrade(connection)


def _check(wanted: _Wanted, connection: apsw.Connection) -> None:
    if is_new(connection):
        return
    if not wanted.ended_well or wanted.file.stat().st_size <= ALWAYS_CHECKED:
        check_pages(connection)
    check_content(connection, wanted.keys, wanted.origin.name)


def _begun(wanted: _Wanted, connection: apsw.Connection, kept: Mark | None) -> tuple[str, Store]:
    """Write that the journal was opened: a disk that takes no writes is found out now and not in a sale."""
    with told():
        made_now = is_new(connection)
        if made_now:
            create(connection, _first_meta(wanted, kept))
        journal_id = meta_of(connection)["journal_id"]
        store = Store(wanted.file, wanted.keys, connection, wanted.unsent.note, wanted.vfs)
        opened = ("opened_at", repr(wanted.now))
        behind = is_behind(kept, journal_id, store.head.seq, lambda seq: link_at(connection, seq))
    meta = (opened, ("restored", "yes")) if behind and not made_now else (opened,)
    store.write(Batch(_ended_unsent(wanted, store), meta=meta))
    wanted.unsent.forget()
    return journal_id, store


def _ended_unsent(wanted: _Wanted, store: Store) -> tuple[Step, ...]:
    found = [store.read(operation, ref_id) for ref_id in wanted.unsent.read()]
    return tuple(never_sent(one, wanted.now) for one in found if one is not None and one.is_open)


def _first_meta(wanted: _Wanted, kept: Mark | None) -> dict[str, str]:
    meta = {
        "journal_id": uuid.uuid4().hex,
        "key_check": wanted.keys.check,
        "origin": wanted.origin.name,
        "account": wanted.origin.account,
        "host": wanted.origin.host,
        "made_at": repr(wanted.now),
        "set_aside": "\n".join(set_aside_names(wanted.file.parent)),
    }
    return meta | ({"lost": "yes"} if kept is not None and kept.seq > 0 else {})
