"""Small files, the lock, and errors of the system as troubles."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import apsw
import pytest

from pos_app.storage.connection import connect
from pos_app.storage.lock import InstanceLock
from pos_app.storage.trouble import JournalRefused, StorageTrouble, TroubleKind, told, trouble_of
from pos_app.storage.whole_file import make_folder, make_owner_only, read_owner_only, write_whole


def test_a_whole_file_is_replaced_and_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "file"
    for content in (b"first, and longer", b"second"):
        write_whole(file, content)
        assert file.read_bytes() == content
    assert [path.name for path in file.parent.iterdir()] == ["file"]
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs names by itself")
def test_a_new_folder_is_there_after_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    make_folder(tmp_path / "home" / "training")
    assert sorted(synced) == sorted(one.stat().st_ino for one in (tmp_path, tmp_path / "home"))
    synced.clear()
    make_folder(tmp_path / "home" / "training")
    assert synced == []


def test_a_half_written_file_of_a_power_cut_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "file.new").write_bytes(b"half")
    write_whole(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"
    assert not (tmp_path / "file.new").exists()


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(StorageTrouble):
        write_whole(tmp_path / "file", b"x")
    assert (tmp_path / "file").is_dir()


def test_an_owner_only_file_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "key"
    assert read_owner_only(file) is None
    make_owner_only(file, b"one")
    with pytest.raises(StorageTrouble):
        make_owner_only(file, b"two")
    assert read_owner_only(file) == b"one"


def test_the_lock_tells_how_its_last_owner_ended(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path / "lock")
    assert lock.take()  # there never was one
    lock.release(ended_well=True)
    assert lock.take()
    lock.release(ended_well=False)
    assert not lock.take()
    lock.release(ended_well=True)
    lock.release(ended_well=False)  # only the first time counts
    assert lock.take()
    lock.release(ended_well=True)


def test_a_lock_that_is_held_is_refused_and_can_be_tried_again(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path / "lock"), InstanceLock(tmp_path / "lock")
    first.take()
    for _ in range(3):
        with pytest.raises(StorageTrouble) as caught:
            second.take()
        assert caught.value.kind is TroubleKind.SECOND_WINDOW
    first.release(ended_well=True)
    assert second.take()
    second.release(ended_well=True)


def test_a_lock_in_no_folder_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble) as caught:
        InstanceLock(tmp_path / "missing" / "lock").take()
    assert caught.value.kind is TroubleKind.DISK_ERROR


@pytest.mark.skipif(sys.platform != "linux", reason="the device that is always full is Linux's")
def test_a_full_disk_is_told_by_the_lock_too() -> None:
    with pytest.raises(StorageTrouble):
        InstanceLock(Path("/dev/full")).take()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "x"), TroubleKind.DISK_FULL),
        (OSError(errno.EROFS, "x"), TroubleKind.READ_ONLY),
        (PermissionError(errno.EACCES, "x"), TroubleKind.READ_ONLY),
        (OSError(errno.EIO, "x"), TroubleKind.DISK_ERROR),
        (OSError("bare"), TroubleKind.DISK_ERROR),
        *((apsw.exception_for(code), kind) for code, kind in {
            apsw.SQLITE_FULL: TroubleKind.DISK_FULL,
            apsw.SQLITE_READONLY: TroubleKind.READ_ONLY,
            apsw.SQLITE_READONLY_DBMOVED: TroubleKind.READ_ONLY,
            apsw.SQLITE_PERM: TroubleKind.READ_ONLY,
            apsw.SQLITE_CORRUPT: TroubleKind.DAMAGED,
            apsw.SQLITE_NOTADB: TroubleKind.DAMAGED,
            apsw.SQLITE_BUSY: TroubleKind.LOCKED,
            apsw.SQLITE_LOCKED: TroubleKind.LOCKED,
            apsw.SQLITE_CANTOPEN: TroubleKind.DISK_ERROR,
            apsw.SQLITE_IOERR_FSYNC: TroubleKind.DISK_ERROR,
        }.items()),
    ],
)  # fmt: skip
def test_errors_of_the_computer_are_troubles(error: apsw.Error | OSError, kind: TroubleKind) -> None:
    found = trouble_of(error)
    assert found is not None
    assert (found.kind, found.unsure) == (kind, False)


@pytest.mark.parametrize(
    "code", [apsw.SQLITE_ERROR, apsw.SQLITE_CONSTRAINT, apsw.SQLITE_MISUSE, apsw.SQLITE_RANGE]
)
def test_mistakes_of_ours_are_none(code: int) -> None:
    error = apsw.exception_for(code)
    assert isinstance(error, apsw.Error)
    assert trouble_of(error) is None
    with pytest.raises(JournalRefused), told():
        raise error


def test_a_missing_table_in_a_file_that_is_not_trusted_is_damage() -> None:
    with pytest.raises(StorageTrouble) as caught, told(trusting=False):
        apsw.Connection(":memory:").execute("SELECT * FROM nothing")
    assert caught.value.kind is TroubleKind.DAMAGED


def test_a_disk_without_a_write_ahead_log_is_refused() -> None:
    with pytest.raises(StorageTrouble) as caught:
        connect(Path(":memory:"))
    assert caught.value.kind is TroubleKind.DISK_ERROR


def test_a_trouble_says_what_it_is() -> None:
    assert str(StorageTrouble(TroubleKind.DISK_FULL)) == "disk full"
    assert str(StorageTrouble(TroubleKind.DISK_FULL, "no room")) == "disk full: no room"


def test_kinds_of_trouble_have_the_names_the_screen_knows() -> None:
    from pos_app.service.snapshot import Trouble

    assert {kind.value for kind in TroubleKind} <= {one.value for one in Trouble}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists open files so")
def test_handles_are_not_left_behind(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    held = InstanceLock(tmp_path / "lock")
    held.take()
    for _ in range(5):
        with pytest.raises(StorageTrouble):
            InstanceLock(tmp_path / "lock").take()
        write_whole(tmp_path / "file", b"x")
    held.release(ended_well=True)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
