"""Short sounds by the system's own player; where there is none, the desktop's beep."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_LINUX_PLAYERS: tuple[tuple[str, ...], ...] = (
    ("pw-play",),
    ("paplay",),
    ("aplay", "--quiet"),
)
LONGEST_SECONDS = 3.0
"""A player that has not ended by then is ended."""


class Sounds:
    """Plays a sound file without waiting for it. A sound that cannot be played is never an error."""

    def __init__(self, files: Mapping[str, Path], beep: Callable[[], None], *, on: bool = True) -> None:
        """`files` by the sound's name; `beep` is used where this computer has no player."""
        self._files = files
        self._beep = beep
        self._on = on
        self._player: tuple[str, ...] | None = None
        self._looked = False

    def play(self, name: str) -> None:
        """Play this sound now; a name without a file is silent."""
        file = self._files.get(name)
        if not self._on or file is None:
            return
        if sys.platform == "win32":
            _play_on_windows(file)
            return
        player = self._find_player()
        if player is None:
            self._beep()
        else:
            threading.Thread(target=_run, args=([*player, str(file)],), daemon=True).start()

    def _find_player(self) -> tuple[str, ...] | None:
        if not self._looked:
            self._looked = True
            known = (("afplay",),) if sys.platform == "darwin" else _LINUX_PLAYERS
            self._player = next((one for one in known if shutil.which(one[0])), None)
        return self._player


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return


def _play_on_windows(file: Path) -> None:
    if sys.platform == "win32":
        import winsound  # only there on Windows

        winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
