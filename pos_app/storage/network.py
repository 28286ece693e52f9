"""Whether a folder lies on another computer's disk: there a journal is not safe, whatever SQLite promises."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

_FAR = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "ncpfs",
        "afs",
        "coda",
        "ceph",
    }
    | {"glusterfs", "lustre", "beegfs", "gpfs", "ocfs2", "gfs2", "orangefs"}
    | {"9p", "drvfs", "vboxsf", "prl_fs", "vmhgfs", "virtiofs"}  # a host's disk, seen from a guest
)
_NEAR_FUSE = frozenset({"fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.securefs", "fuse.veracrypt"})
"""File systems of programs that keep their files on this computer; any other program's may be anywhere."""
_REMOTE_DRIVE = 4
"""What Windows answers for a drive that is elsewhere."""


def is_far(folder: Path) -> bool:
    """Whether the system says that this folder is on a network drive; where it says nothing, it is not."""
    if sys.platform == "win32":  # pragma: no cover - another system than the one that measures
        import ctypes

        anchor = folder.resolve().anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE
    return _is_far(kind_of(folder.resolve(), mounts()))


def _is_far(kind: str) -> bool:
    return kind in _FAR or (kind.startswith("fuse.") and kind not in _NEAR_FUSE)


def mounts() -> dict[Path, str]:
    """The kind of file system at each place where one begins."""
    if sys.platform == "darwin":  # pragma: no cover - another system than the one that measures
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return {Path(place): kind for place, kind in re.findall(r"(?m)^.* on (/.*) \((\w+)", told)}
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:  # pragma: no cover - a Linux without /proc
        return {}
    return {_path(line.split()[1]): line.split()[2] for line in lines}


def kind_of(folder: Path, known: dict[Path, str]) -> str:
    """The kind of file system a folder is on; empty if nobody knows."""
    return next((known[one] for one in (folder, *folder.parents) if one in known), "")


def _path(told: str) -> Path:
    """A place as the kernel writes it: spaces and the like as octal digits."""
    return Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), told))
