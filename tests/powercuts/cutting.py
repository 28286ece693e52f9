"""What a disk may hold after the power went: all that was synced, and of the rest whatever the dice leave."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.powercuts.recorder import Deleted, Happened, Made, Synced, Truncated, Written

SECTORS = (512, 4096)


class Fate(Enum):
    """What became of a sector that was written and not synced."""

    KEPT = "kept"
    LOST = "lost"
    TORN = "torn"


@dataclass(frozen=True)
class Weather:
    """How a power cut treats what was not synced: the chances of each fate, and the size of a sector."""

    lost: float
    torn: float
    sector: int

    @classmethod
    def drawn(cls, dice: random.Random) -> Weather:
        """Everything lost, everything kept, or a mixture."""
        sector = dice.choice(SECTORS)
        match dice.randrange(4):
            case 0:
                return cls(1.0, 0.0, sector)
            case 1:
                return cls(0.0, 0.0, sector)
            case _:
                return cls(dice.random(), dice.choice((0.0, 0.2, 0.6)), sector)

    def fate(self, dice: random.Random) -> Fate:
        if dice.random() < self.torn:
            return Fate.TORN
        return Fate.LOST if dice.random() < self.lost else Fate.KEPT


@dataclass
class Disk:
    """The files as the platters hold them, and what is still on its way there."""

    durable: dict[int, bytearray] = field(default_factory=dict)
    pending: dict[int, list[Written | Truncated]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    renames: list[Made | Deleted] = field(default_factory=list)

    def take(self, what: Happened) -> None:
        """One thing more happened to it."""
        match what:
            case Made(_, file):
                self.durable[file], self.pending[file] = bytearray(), []
                self.renames.append(what)
            case Deleted(_, synced):
                self.renames.append(what)
                if synced:
                    self._sync_names()
            case Written(file) | Truncated(file):
                self.pending[file].append(what)
            case Synced(file, names):
                for change in self.pending[file]:
                    _apply(self.durable[file], change)
                self.pending[file].clear()
                if names:
                    self._sync_names()
            case _:
                pass

    @property
    def unsynced(self) -> int:
        """Changes that a power cut may still take back."""
        return len(self.renames) + sum(map(len, self.pending.values()))

    def cut(self, weather: Weather, dice: random.Random) -> dict[str, bytes]:
        """The files by name, once the power is back."""
        names = _named(self.names, [one for one in self.renames if dice.random() >= weather.lost])
        return {name: self._content(file, weather, dice) for name, file in sorted(names.items())}

    def _content(self, file: int, weather: Weather, dice: random.Random) -> bytes:
        content = bytearray(self.durable[file])
        for change in self.pending[file]:
            parts = [change] if isinstance(change, Truncated) else _sectors(change, weather.sector)
            for part in parts:
                fate = weather.fate(dice)
                if isinstance(part, Written) and fate is Fate.TORN:
                    _apply(content, _torn(part, dice))
                elif fate is not Fate.LOST:
                    _apply(content, part)
        return bytes(content)

    def _sync_names(self) -> None:
        self.names = _named(self.names, self.renames)
        self.renames.clear()


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where there is one: the real disk need not sync what is lost on purpose."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Put the files of an image into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _named(names: dict[str, int], changes: Iterable[Made | Deleted]) -> dict[str, int]:
    after = dict(names)
    for change in changes:
        if isinstance(change, Made):
            after[change.name] = change.file
        else:
            after.pop(change.name, None)
    return after


def _apply(content: bytearray, change: Written | Truncated) -> None:
    if isinstance(change, Truncated):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    content.extend(bytes(max(change.offset - len(content), 0)))
    content[change.offset : change.offset + len(change.data)] = change.data


def _sectors(change: Written, size: int) -> list[Written]:
    """The write, cut where the disk's sectors end."""
    parts, at = [], change.offset
    end = change.offset + len(change.data)
    while at < end:
        to = min((at // size + 1) * size, end)
        parts.append(Written(change.file, at, change.data[at - change.offset : to - change.offset]))
        at = to
    return parts


def _torn(part: Written, dice: random.Random) -> Written:
    """Only the beginning or only the end of a sector came through."""
    at = dice.randrange(len(part.data) + 1)
    if dice.random() < 0.5:
        return Written(part.file, part.offset, part.data[:at])
    return Written(part.file, part.offset + at, part.data[at:])
