"""A till in a world of its own where a disk is small or may not be written: Linux alone has such worlds."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path


@cache
def why_not() -> str:
    """Why there is no such world here; empty if there is one."""
    if shutil.which("unshare") is None:
        return "there are no mount namespaces on this system"
    tried = subprocess.run(
        [*_unshare(), "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    return "" if tried.returncode == 0 else "this system allows nobody but root a mount namespace"


def small_disk(home: Path, megabytes: int) -> tuple[str, ...]:
    """What starts a program whose home is a small empty disk."""
    return _mounted(home, f'mount -t tmpfs -o size={megabytes}m none "$0"')


def read_only(home: Path) -> tuple[str, ...]:
    """What starts a program that may read its home, and write nothing there."""
    return _mounted(home, 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"')


def seen_from(process: int, home: Path) -> Path:
    """The home as the program in its world sees it."""
    return Path(f"/proc/{process}/root{home}")


def _mounted(home: Path, how: str) -> tuple[str, ...]:
    home.mkdir(exist_ok=True)
    return (*_unshare(), "sh", "-c", f'{how} && exec "$@"', str(home))


def _unshare() -> tuple[str, ...]:
    is_root = getattr(os, "geteuid", lambda: 1)() == 0
    return ("unshare", "-m") if is_root else ("unshare", "-rm")
