"""Whether a till runs from this installation, for whichever user of the computer."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

PROGRAMS = ("pos-app", "pos-app.exe", "Holdfast", "Holdfast.exe")


def installation() -> Path | None:
    """The folder of the installed program with a folder for each version; None where it runs from source."""
    if not getattr(sys, "frozen", False):
        return None
    return Path(sys.executable).resolve().parent.parent


def till_runs(installed: Path) -> bool:
    """Whether a till, of any version, runs from below this folder; this process does not count.

    Of an installation for all users, a till whose folder this user may not see counts: an installer would
    rather wait than break it.
    """
    for_all = not installed.is_relative_to(Path.home())
    return any(
        number != os.getpid()
        and program.name in PROGRAMS
        and (program.is_relative_to(installed) if program.is_absolute() else for_all)
        for number, program in _processes()
    )


if sys.platform == "win32":
    from pos_app.application.windows_processes import processes as _processes
elif sys.platform == "linux":

    def _processes() -> Iterator[tuple[int, Path]]:
        """Number and program of every process that may be seen; one whose file went away counts too."""
        for process in Path("/proc").glob("[0-9]*"):
            try:
                program = str((process / "exe").readlink())
            except OSError:
                continue
            yield int(process.name), Path(program.removesuffix(" (deleted)"))

else:

    def _processes() -> Iterator[tuple[int, Path]]:
        """Number and program of every process, as `ps` of a Mac lists them."""
        import subprocess

        asked = ["/bin/ps", "-axo", "pid=,comm="]
        listed = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        for line in listed.splitlines():
            number, _, program = line.strip().partition(" ")
            yield int(number), Path(program.strip())
