"""A virtual X screen, and a hand at its keyboard: keys come to the window as from a real one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TYPIST_MS = 80
"""Between two keys of a quick typist, in milliseconds."""

PAUSE = ("sleep", "0.05")
"""Between a scan and a key: what comes within 35 ms is still the scanner's, and no person is so quick."""

WHY_NOT = (
    "the X Window System is on Linux alone"
    if not sys.platform.startswith("linux")
    else "Xvfb or xdotool is not installed"
    if not (shutil.which("Xvfb") and shutil.which("xdotool"))
    else ""
)
"""Why there can be no virtual screen here; empty if there can be one."""

Act = tuple[str, ...]


def scanned(code: str, delay: int = 2, ending: str = "Return") -> Act:
    """A code as a hand scanner types it: `delay` in milliseconds between keys, and the key that ends it."""
    return (*_keys(code, delay), *(("key", "--delay", "0", ending) if ending else ()))


def typed(text: str) -> Act:
    """Text as a person types it."""
    return _keys(text, TYPIST_MS)


def pressed(*keys: str) -> Act:
    """Keys by their X names, quickly; at the same millisecond they would pass for a key held down."""
    return ("key", "--delay", "20", *keys)


def _keys(text: str, delay: int) -> Act:
    return ("type", "--delay", str(delay), "--args", "1", "--", text)  # a secret may begin with a dash


def strokes(*acts: Act) -> int:
    """How many keys go down, modifiers too."""
    total = 0
    for act in acts:
        names = act[act.index("key") + 3 :] if "key" in act else ()
        total += sum(name.count("+") + 1 for name in names)
        total += len(act[act.index("type") + 6]) if "type" in act else 0
    return total


class Keyboard:
    """The keyboard of one screen."""

    def __init__(self, display: str) -> None:
        """Nothing is typed yet."""
        self.display = display

    def __call__(self, *acts: Act) -> None:
        """Type all this in one go; returns when the screen has taken every key."""
        words = [word for act in acts for word in act]
        subprocess.run(
            ["xdotool", *words], env=os.environ | {"DISPLAY": self.display}, check=True, timeout=60
        )


@contextmanager
def virtual_screen() -> Iterator[Keyboard]:
    """A screen of its own on a free number, gone when the block ends."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        number = process.stdout.readline().strip()
        assert number, "no free display"
        yield Keyboard(f":{number}")
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
