"""The mark against restored backups: how far the journal had come, kept apart from the home."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from pos_app.domain.frozen import frozen
from pos_app.storage.chain import Head
from pos_app.storage.trouble import told
from pos_app.storage.whole_file import write_whole

EVERY = 30.0
"""Seconds between two writes of a mark that has moved; it may be at most 60 s behind."""


@frozen
class Mark:
    """The journal's id, its last event and that event's link (hexadecimal)."""

    journal_id: str
    seq: int
    link: str


def mark_of(journal_id: str, head: Head) -> Mark:
    """The mark of a journal whose last event is this one."""
    return Mark(journal_id, head.seq, head.link.hex())


class MarkFile:
    """Where a mark is kept."""

    def __init__(self, path: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Nothing is read before `read`."""
        self._path = path
        self._monotonic = monotonic
        self._kept: Mark | None = None
        self._kept_at = 0.0

    def read(self) -> Mark | None:
        """The mark as kept; None if there is none that can be understood."""
        with told():
            try:
                raw = json.loads(self._path.read_bytes())
                mark = Mark(str(raw["journal_id"]), int(raw["seq"]), str(raw["link"]))
            except (FileNotFoundError, ValueError, KeyError, TypeError):
                return None
        self._kept, self._kept_at = mark, self._monotonic()
        return mark

    def keep(self, mark: Mark) -> None:
        """Write the mark now, unless it has not moved; raises StorageTrouble."""
        if mark == self._kept:
            return
        write_whole(self._path, json.dumps(asdict(mark)).encode())
        self._kept, self._kept_at = mark, self._monotonic()

    def forget(self) -> None:
        """Take the mark away: the journal it tells of was set aside."""
        with told():
            self._path.unlink(missing_ok=True)
        self._kept = None

    def keep_if_due(self, mark: Mark) -> None:
        """Write the mark if it was not written for a while."""
        if self._kept is None or self._monotonic() - self._kept_at >= EVERY:
            self.keep(mark)


def is_behind(mark: Mark | None, journal_id: str, seq: int, link_at: Callable[[int], bytes | None]) -> bool:
    """Whether a journal with this id and last event is older than the mark, or not the one the mark tells of.

    No mark at all, beside a journal with events, is a home that came to another computer: behind as well.
    """
    if mark is None or mark.journal_id != journal_id:
        return seq > 0
    if mark.seq == 0:
        return False
    found = link_at(mark.seq)
    return found is None or found.hex() != mark.link
