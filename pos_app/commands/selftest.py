"""`pos-app selftest`: prove an installation, without a display, an account or the network.

A sale in Training with a kill in the middle, the resources, the password store. Nothing of this user's own
till is read or written: all of it happens in a folder that is gone afterwards.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from threading import Timer

from pos_app import __version__
from pos_app.application.itself import itself
from pos_app.commands.out import say
from pos_app.storage.places import resources
from pos_app.storage.trouble import StorageTrouble
from pos_app.storage.vault import Vault

PART_SECONDS = 120.0
_WELL, _BAD = "ok      ", "FAILED  "


def main(argv: Sequence[str]) -> int:
    """Print a line for each thing that was proved; returns 0, or 1 if one of them failed."""
    given = _parser().parse_args(list(argv))
    if given.part:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return _PARTS[given.part](given.home)
    say(f"Holdfast {__version__} on {platform.platform()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="holdfast selftest ", ignore_cleanup_errors=True) as home:
        lines = [
            *_of_child("resources", home),
            _password_store(),
            *_killed(home),
            *_of_child("settle", home),
        ]
    failed = [line for line in lines if line.startswith(_BAD)]
    for line in lines:
        say(line)
    say(f"{len(failed)} of {len(lines)} FAILED" if failed else f"All {len(lines)} are well.")
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-app selftest", description=__doc__)
    parser.add_argument("--part", choices=tuple(_PARTS), default="", help=argparse.SUPPRESS)
    parser.add_argument("--home", default="", help=argparse.SUPPRESS)
    return parser


def _child(part: str, home: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*itself(), "selftest", "--part", part, "--home", home],
        stdin=subprocess.DEVNULL if sys.platform != "win32" else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _of_child(part: str, home: str) -> list[str]:
    """What a part says; a part that says nothing has failed."""
    with _child(part, home) as child:
        try:
            told, _ = child.communicate(timeout=PART_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            return [f"{_BAD}{part}: no end within {PART_SECONDS:.0f} s"]
    lines = [line for line in told.splitlines() if line.startswith((_WELL, _BAD))]
    return lines if lines and child.returncode == 0 else [*lines, f"{_BAD}{part}: {told.strip()[-400:]}"]


def _killed(home: str) -> list[str]:
    """One hold is confirmed, another is asked: the till dies between."""
    with _child("hold", home) as child:
        said: list[str] = []
        late = Timer(PART_SECONDS, child.kill)
        late.start()
        for line in child.stdout or ():
            said.append(line.strip())
            if said[-1] == "asked":
                break
        late.cancel()
        child.kill()
        child.wait()
    well = said[-2:] == ["held", "asked"]
    told = "a hold confirmed, another asked, and the till killed" if well else " ".join(said)[-400:]
    return [f"{_WELL if well else _BAD}{told}"]


def _password_store() -> str:
    vault = Vault()
    try:
        vault.try_round_trip()
    except StorageTrouble:
        return f"{_WELL}password store: none that works here; a live till asks for its secrets at each start"
    return f"{_WELL}password store: {vault.backend()}, kept and read back"


def _print(well: bool, told: str) -> None:
    print(f"{_WELL if well else _BAD}{told}", flush=True)


def _resources(_home: str) -> int:
    from pos_app.application.self_test import look_at_resources

    look_at_resources(resources(), _print)
    return 0


def _in_window(part: str, home: str) -> int:
    from pos_app import application
    from pos_app.application import self_test
    from pos_app.commands.till import PRACTISE

    words = ["--home", home, "--training", "--language", "en"]
    if part == "paint":
        drive = self_test.driver(lambda till: self_test.paint(till, partial(print, flush=True)), _print, part)
    elif part == "hold":
        drive = self_test.driver(lambda till: self_test.hold(till, partial(print, flush=True)), _print, part)
    else:
        drive = self_test.driver(lambda till: self_test.settle(till, _print), _print, part)
    return application.main(words, PRACTISE, drive)


_PARTS: dict[str, Callable[[str], int]] = {
    "resources": _resources,
    "hold": lambda home: _in_window("hold", home),
    "paint": lambda home: _in_window("paint", home),
    "settle": lambda home: _in_window("settle", home),
}
