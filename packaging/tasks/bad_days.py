"""What trying packages is made of, on any system: versions beside the real one, whole trees, days in turn."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from project import run_or_stop, say

Made = TypeVar("Made", bound=Mapping[str, object])
KILLS = int(os.environ.get("HOLDFAST_KILLS", "20"))
OLDER, NEWER = "0.0.1", "99.0.0"
"""The same program under other numbers."""
SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1280x800x24 -nolisten local")
"""A virtual screen, by a socket in its own system's folder: an abstract one is seen from all of them."""


class Failed(Exception):
    """A package does not do what it promises; the text says what."""


@contextmanager
def numbered(number: str) -> Iterator[None]:
    """Packages that are made while this block runs bear this version."""
    os.environ["HOLDFAST_PACKAGE_VERSION"] = number
    try:
        yield
    finally:
        del os.environ["HOLDFAST_PACKAGE_VERSION"]


def whole(frozen: Path, installed: Path, number: str) -> None:
    """Every file of the frozen tree lies in the installed one; raises Failed."""
    lost = [one for one in frozen.rglob("*") if not (installed / one.relative_to(frozen)).exists()]
    if lost:
        raise Failed(f"version {number} lacks {len(lost)} files, such as {lost[0].name}")


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[None]:
    """A folder lies on a disk of its own, of this size, while this block runs."""
    place.mkdir(parents=True, exist_ok=True)
    run_or_stop(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", place])
    try:
        yield
    finally:
        run_or_stop(["umount", "--lazy", place])


def live(title: str, days: Sequence[Callable[[Made], None]], made: Made) -> None:
    """Every day in turn; the task ends at the first that went wrong, and names it."""
    for day in days:
        began = time.monotonic()
        say(f"{title}: {day.__name__.replace('_', ' ')}")
        try:
            day(made)
        except Failed as failed:
            sys.exit(f"FAILED: {failed}")
        say(f"  well, {time.monotonic() - began:.0f} s")
    say(f"{title}: all packages are well")
