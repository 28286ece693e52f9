"""Starts a watched till in a process of its own, and waits for what its window shows."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec
import pytest

from tests import card_service
from tests.journeys.screen import Keyboard

PATIENCE = 30.0
"""Seconds after which what was expected will not come any more, also on a busy computer."""


@dataclass(frozen=True)
class Shown:
    """What the window showed at one moment; each field is a line of `watched_till`."""

    window: int
    ready: bool
    active: bool
    """Whether it is in front and gets the keys."""
    title: str
    body: str
    shows: tuple[str, ...]
    keys: tuple[str, ...]
    """Keys printed on buttons that would be taken now."""
    fields: dict[str, str]
    focus: str
    focused: str
    """What the widget that has the focus says."""
    look: int
    """Counts look-ups and cards put away."""
    reading: str
    heard: int
    """Scans heard since the start."""
    last_heard: str
    since_scan: float
    """Seconds since the last scan, in steps of a half, at most 2."""
    strokes: int
    """Keys that came to the window; 0 while some are held back to see whether a scanner types them."""
    stamps: tuple[int, ...]
    """When the last 64 keys went down, in milliseconds of the system's own clock."""
    acts: int
    """Wishes for money: asked for or not carried out."""
    waiting: tuple[str, ...]
    """States of the open operations."""
    holds: int
    paused: tuple[str, ...]
    trouble: str
    done: int

    def says(self, words: str) -> bool:
        """Whether a widget in sight says this."""
        return any(words in one for one in self.shows)

    @property
    def amount(self) -> str:
        """The amount of the screen that is open, as it is spoken; empty where there is none."""
        return next((one for one in self.shows if one.startswith(("Amount to pay", "Amount to put"))), "")


Wanted = str | Callable[[Shown], bool]


class WatchedTill:
    """One running window."""

    def __init__(
        self, words: Sequence[str], secret: str, errors: Path, prefix: Sequence[str], **env: str
    ) -> None:
        """Start it; `prefix` is a command that starts it in another world (a smaller disk)."""
        self._errors = errors
        with errors.open("w") as log:
            self.process = subprocess.Popen(
                [*prefix, sys.executable, "-m", "tests.journeys.watched_till", *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | env,
            )
        self._changed = threading.Condition()
        self._last: Shown | None = None
        self._ended = False
        self._orders = 0
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        if secret:
            self._write(secret)

    def _read(self) -> None:
        for line in _pipe(self.process.stdout):
            with self._changed:
                self._last = msgspec.json.decode(line, type=Shown)
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def now(self) -> Shown:
        """What it shows."""
        with self._changed:
            assert self._last is not None
            return self._last

    def until(self, wanted: Wanted, seconds: float = PATIENCE) -> Shown:
        """Wait until the window says these words, or shows something that satisfies."""

        def is_there() -> bool:
            return self._ended or (self._last is not None and _meets(self._last, wanted))

        with self._changed:
            self._changed.wait_for(is_there, seconds)
            if self._last is None or not _meets(self._last, wanted):
                state = "ended" if self._ended else "runs"
                pytest.fail(f"not seen: {wanted!r}; the till {state} and shows {self._last}")
            return self._last

    def order(self, **orders: str) -> Shown:
        """Have the program's own hand do something, and wait until it is done."""
        self._orders += 1
        self._write(json.dumps(orders))
        return self.until(lambda now: now.done >= self._orders)

    def scan(self, code: str) -> Shown:
        """Scan by the program's own hand, and wait until the scan was heard."""
        heard = self.now.heard
        self.order(scan=code)
        return self.until(lambda now: now.heard > heard)

    def press(self, key: str) -> Shown:
        """Press a button's key by the program's own hand, once the button would take it."""
        self.until(lambda now: key in now.keys)
        return self.order(key=key)

    def close(self) -> None:
        """The system asks the window to close; nothing is waited for."""
        self._write(json.dumps({"close": ""}))

    def ended(self) -> int:
        """Wait for its end and return its exit code; what it wrote as an error is an error."""
        code = self.process.wait(PATIENCE)
        self._reader.join()
        for pipe in (self.process.stdin, self.process.stdout):
            _pipe(pipe).close()
        assert "unexpected" not in (text := self._errors.read_text()), text
        assert "Traceback" not in text, text
        return code

    def quit(self) -> int:
        """End it as a person who closes the window would, and return its exit code."""
        if self.process.poll() is None:
            self._write(json.dumps({"quit": ""}))
        return self.ended()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdin, self.process.stdout):
            _pipe(pipe).close()

    def _write(self, line: str) -> None:
        pipe = _pipe(self.process.stdin)
        pipe.write(line + "\n")
        pipe.flush()


def _meets(now: Shown, wanted: Wanted) -> bool:
    return now.says(wanted) if isinstance(wanted, str) else wanted(now)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


@contextmanager
def till(
    home: Path,
    service: card_service.CardService | None,
    *more: str,
    prefix: Sequence[str] = (),
    **env: str,
) -> Iterator[WatchedTill]:
    """A till at a card service (or in Training) whose window is open and that is ready to work."""
    words = ["--home", str(home), "--language", "en", "--key-file", str(home.parent / "journal.key"), *more]
    secret = ""
    if service is not None:
        words += ["--base-url", service.base_url, "--account", service.account]
        words += ["--client-id", service.cashier.client_id, "--secret-stdin"]
        secret = service.cashier.secret
    else:
        env["TRAINING"] = "yes"
    one = WatchedTill(words, secret, home.parent / f"{home.name}.{time.monotonic_ns()}.log", prefix, **env)
    try:
        one.until(lambda now: now.ready)
        yield one
        assert one.quit() == 0
    finally:
        if one.process.poll() is None:
            one.kill()


@contextmanager
def on_screen(
    home: Path, service: card_service.CardService | None, keyboard: Keyboard, *more: str
) -> Iterator[WatchedTill]:
    """The same on a virtual screen, in front: there is nobody else who would put it there."""
    env = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": keyboard.display}
    with till(home, service, *more, **env) as one:
        keyboard(("windowfocus", "--sync", str(one.now.window)))
        one.until(lambda now: now.active)
        yield one


def training_ledger(home: Path) -> list[tuple[object, ...]]:
    """Every row of Training's ledger. Its card service keeps the file to itself, so a copy is read."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("cards.db", "cards.db-wal"):
            shutil.copy(home / "training" / name, folder)
        with closing(sqlite3.connect(Path(folder) / "cards.db")) as cards:
            return cards.execute("select * from ledger order by 1").fetchall()
