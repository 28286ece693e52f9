"""The homes of every user of a computer, as an installer must know them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pos_app.storage.places import Places


def homes() -> tuple[Path, ...]:
    """The program's home of each user who has one and lets us see it, and the one named for this process."""
    own = Places.of()
    usual = Places.of(environ={}).home
    try:
        below = usual.relative_to(Path.home())
    except ValueError:
        below = None
    found = {own.home, usual}
    if below is not None:
        found |= {user / below for user in _users()}
    return tuple(sorted(one for one in found if _is_folder(one)))


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:  # another user's, and closed to us
        return False


if sys.platform == "win32":  # pragma: no cover - another system than the one that measures
    _PROFILES = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"

    def _users() -> Iterator[Path]:
        """The folder of each user's profile."""
        import winreg
        from contextlib import suppress

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _PROFILES) as profiles:
            for number in range(winreg.QueryInfoKey(profiles)[0]):
                with winreg.OpenKey(profiles, winreg.EnumKey(profiles, number)) as one:
                    named = str(winreg.QueryValueEx(one, "ProfileImagePath")[0])
                    yield Path(winreg.ExpandEnvironmentStrings(named))

else:

    def _users() -> Iterator[Path]:
        """The home folder of each user that the system lists."""
        import pwd

        return (Path(one.pw_dir) for one in pwd.getpwall())
