"""What whoever looks after a store's computers has decided for this till: settings nobody changes there."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pos_app.domain.frozen import frozen
from pos_app.domain.origin import Origin
from pos_app.storage.places import Places, admin_place
from pos_app.storage.settings import KEYS, Settings
from pos_app.storage.settings_file import SettingProblem, read_settings, write_settings
from pos_app.storage.trouble import told
from pos_app.storage.whole_file import write_whole

NOT_PROVISIONED = frozenset({"client_rights", "manager_rights"})
"""What only a test on the till itself can know."""


@frozen
class Provision:
    """The settings that were decided, by key, and what is wrong with others in the file."""

    values: tuple[tuple[str, Any], ...] = ()
    problems: tuple[SettingProblem, ...] = ()

    @property
    def locked(self) -> frozenset[str]:
        """The keys that this till does not change."""
        return frozenset(key for key, _ in self.values)

    def over(self, settings: Settings) -> Settings:
        """The settings with what was decided in place of the till's own."""
        return replace(settings, **dict(self.values))


@frozen
class Effective:
    """The settings this till works with, and which of them are decided elsewhere."""

    settings: Settings
    problems: tuple[SettingProblem, ...] = ()
    """What is wrong in the till's own file."""
    locked: frozenset[str] = frozenset()


def effective_settings(places: Places) -> Effective:
    """The till's own settings, with what was decided for it over them; raises StorageTrouble."""
    own, decided = read_settings(places.settings_file), read_provision(admin_place())
    return Effective(decided.over(own.settings), own.problems, decided.locked)


def unseen_settings(places: Places, origin: Origin, now: Settings) -> tuple[str, ...]:
    """The settings that are not as this origin's till last saw them; at first all were as usual.

    Raises StorageTrouble.
    """
    before = read_settings(places.settings_seen(origin)).settings
    return tuple(key for key in KEYS if getattr(before, key) != getattr(now, key))


def mark_seen(places: Places, origin: Origin, now: Settings, keys: Iterable[str]) -> None:
    """From now on these settings are seen as they are; raises StorageTrouble."""
    file = places.settings_seen(origin)
    before = read_settings(file).settings
    after = replace(before, **{key: getattr(now, key) for key in keys})
    if after != before:
        write_settings(file, after)


def read_provision(file: Path, believed: Callable[[Path], bool] | None = None) -> Provision:
    """What was decided; nothing where there is no file, or others than administrators may write it.

    `believed` in place of that check. Raises StorageTrouble if the file cannot be read at all.
    """
    with told():
        there = file.exists()
    if not there or not (believed or only_admins_write)(file):
        return Provision()
    return checked_provision(file)


def checked_provision(file: Path) -> Provision:
    """What the file decides, wherever it is, and what is wrong in it; raises StorageTrouble."""
    found = read_settings(file)
    keys = [key for key in KEYS if key in found.named and key not in NOT_PROVISIONED]
    return Provision(tuple((key, getattr(found.settings, key)) for key in keys), found.problems)


def place_provision(source: Path, target: Path) -> Provision:
    """Put a file that has no problems at its place, readable by all; raises StorageTrouble.

    A file with a problem is not placed: see `problems` of what comes back.
    """
    found = checked_provision(source)
    if not found.problems:
        with told():
            write_whole(target, source.read_bytes())
            if sys.platform != "win32":
                target.parent.chmod(0o755)
                target.chmod(0o644)
    return found


def only_admins_write(file: Path) -> bool:
    """Whether nobody but an administrator can have written this file, or put it where it is.

    On Windows that is what the folder for programs is for; elsewhere file and folders must be root's.
    """
    if sys.platform == "win32":
        return True
    with told():
        real = file.resolve()
        return all(_is_roots(one) for one in (real, *real.parents))


def _is_roots(path: Path) -> bool:
    seen = path.stat()
    others = stat.S_IWGRP | stat.S_IWOTH
    return seen.st_uid == 0 and not seen.st_mode & others
