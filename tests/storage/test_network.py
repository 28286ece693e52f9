"""A journal is not kept on another computer's disk, and the screen says why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pos_app.service.snapshot import Trouble
from pos_app.storage import network
from pos_app.storage.opening import open_journal
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from tests.storage.tills import TRAINING, places_in

KNOWN = {Path("/"): "ext4", Path("/home"): "nfs4", Path("/home/kari/local"): "btrfs"}


def test_the_nearest_file_system_counts() -> None:
    assert network.kind_of(Path("/home/kari/.local"), KNOWN) == "nfs4"
    assert network.kind_of(Path("/home/kari/local/share"), KNOWN) == "btrfs"
    assert network.kind_of(Path("/homes"), KNOWN) == "ext4"
    assert network.kind_of(Path("/anything"), {}) == ""


@pytest.mark.parametrize(
    "kind", ["nfs4", "cifs", "9p", "vboxsf", "fuse.sshfs", "fuse.rclone", "fuse.unknown"]
)
def test_what_another_computer_or_an_unknown_program_keeps_is_far(kind: str) -> None:
    assert network._is_far(kind)


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "fuseblk", "ntfs3", "overlay", "fuse.gocryptfs", ""])
def test_what_this_computer_keeps_is_near(kind: str) -> None:
    assert not network._is_far(kind)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux says it in a file")
def test_this_computer_s_own_disks_are_near(tmp_path: Path) -> None:
    assert network.mounts()[Path("/")] != ""
    assert not network.is_far(tmp_path)
    assert network._path(r"/media/my\040disk") == Path("/media/my disk")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked in another way")
def test_a_journal_on_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "mounts", lambda: {tmp_path.resolve(): "cifs"})
    with pytest.raises(StorageTrouble) as raised:
        open_journal(places_in(tmp_path), TRAINING, bytes(32), 0.0)
    assert raised.value.kind is TroubleKind.NETWORK
    assert not list(tmp_path.rglob("journal.db"))


def test_every_trouble_of_the_disk_has_a_word_for_the_screen() -> None:
    assert {one.value for one in TroubleKind} <= {one.value for one in Trouble}
