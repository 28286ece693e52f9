"""How well this computer keeps a journal: what `pos-app doctor` tells about the disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import apsw

from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.origin import Origin
from pos_app.storage.chain import Head, archived, head_of, verify
from pos_app.storage.damage import set_aside_names
from pos_app.storage.elsewhere import looking_at
from pos_app.storage.keys import Keys
from pos_app.storage.reading import meta_of, open_operations
from pos_app.storage.sealed_file import WrongPassphrase
from pos_app.storage.trouble import StorageTrouble

NOT_CHECKED = "not checked: no key"

_COUNTS = "SELECT (SELECT count(*) FROM operation), (SELECT count(*) FROM event), (SELECT count(*) FROM body)"


@frozen_by_name
class JournalHealth:
    """What was found in one journal. `pages` and `chain` are "ok" or say what is wrong."""

    origin: str
    file: Path
    version: int = 0
    operations: int = 0
    events: int = 0
    open: int = 0
    bodies: int = 0
    pages: str = ""
    chain: str = ""
    archives: str = ""
    """"ok", empty where nothing was archived, or what is wrong with which file."""
    restored: bool = False
    lost: bool = False
    set_aside: tuple[str, ...] = ()
    trouble: str = ""
    """Why the journal could not be read at all."""

    @property
    def is_well(self) -> bool:
        """Whether nothing was found that a person must act on."""
        checked = self.chain in ("ok", NOT_CHECKED) and self.archives in ("", "ok")
        return checked and (self.pages, self.trouble) == ("ok", "")


@frozen
class FolderHealth:
    """A folder: whether it is there, whether we may write in it, and the free bytes of its disk."""

    path: Path
    there: bool
    writable: bool
    free: int


def journal_health(file: Path, find_key: Callable[[Origin], bytes | None]) -> JournalHealth:
    """Check a journal whole, without changing it, also while a window writes it; it may take seconds.

    `find_key` gives the master key of an origin, or None (the chain is then not checked); StorageTrouble and
    WrongPassphrase count as no key.
    """
    name, aside = file.parent.name, set_aside_names(file.parent)
    try:
        with looking_at(file) as connection:
            return _checked(connection, file, aside, find_key)
    except StorageTrouble as trouble:
        return JournalHealth(origin=name, file=file, set_aside=aside, trouble=str(trouble))


def folder_health(path: Path) -> FolderHealth:
    """Look at a folder, or at the nearest one above it that is there."""
    nearest = next(one for one in (path, *path.parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            writable = True
    except OSError:
        writable = False
    return FolderHealth(path, path.is_dir(), writable, shutil.disk_usage(nearest).free)


def sqlite_version() -> str:
    """The versions of SQLite and of what brings it."""
    return f"{apsw.sqlite_lib_version()} (apsw {apsw.apsw_version()})"


def _checked(
    connection: apsw.Connection,
    file: Path,
    aside: tuple[str, ...],
    find_key: Callable[[Origin], bytes | None],
) -> JournalHealth:
    pages = "\n".join(str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)"))
    meta = meta_of(connection)
    keys = _keys(meta, find_key)
    operations, events, bodies = connection.execute(_COUNTS).get
    return JournalHealth(
        origin=file.parent.name,
        file=file,
        version=connection.pragma("user_version"),
        operations=operations,
        events=events,
        open=len(open_operations(connection)),
        bodies=bodies,
        pages=pages,
        chain=NOT_CHECKED if keys is None else verify(connection, keys) or "ok",
        archives=_archives(connection, file.parent, keys),
        restored="restored" in meta,
        lost="lost" in meta,
        set_aside=aside,
    )


def _archives(connection: apsw.Connection, folder: Path, keys: Keys | None) -> str:
    """Whether every archive file is there, ends where the journal says, and its own chain holds."""
    wrong, some = list[str](), False
    for name, seq, link in archived(connection):
        some = True
        try:
            with looking_at(folder / name) as archive:
                ends = head_of(archive) == Head(seq, link)
                found = "" if ends else "it ends elsewhere"
                found = found or ("" if keys is None else verify(archive, keys))
        except StorageTrouble as trouble:
            found = str(trouble)
        wrong += [f"{name}: {found}"] if found else []
    return "\n".join(wrong) or ("ok" if some else "")


def _keys(meta: dict[str, str], find_key: Callable[[Origin], bytes | None]) -> Keys | None:
    origin = Origin(meta.get("account", ""), meta.get("host", ""), meta.get("origin") == "training")
    try:
        key = find_key(origin)
    except (StorageTrouble, WrongPassphrase):
        return None
    return None if key is None else Keys.of(key)
