"""The file of the settings, which a person may edit: what is wrong in it is told by line, never fatal."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from pos_app.domain.frozen import frozen
from pos_app.storage.settings import KEYS, USUAL, Problem, Settings, checked
from pos_app.storage.trouble import told
from pos_app.storage.whole_file import write_whole


@frozen
class SettingProblem:
    """One thing wrong in the file. `line` counts from 1; `key` is empty where the whole file is meant."""

    line: int
    key: str
    problem: Problem


@frozen
class ReadSettings:
    """The settings to use, and what was wrong with those in the file."""

    settings: Settings
    problems: tuple[SettingProblem, ...] = ()
    named: frozenset[str] = frozenset()
    """The settings that stand in the file, each with a value it can have."""


def read_settings(path: Path) -> ReadSettings:
    """Read the file; none is the same as an empty one. Raises StorageTrouble if it cannot be read at all."""
    return _understood(_text(path))


def write_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the file; its other lines, comments among them, stay. Raises StorageTrouble.

    A file in which the change cannot be made so is written anew, and kept as `settings.before.toml`.
    """
    before = _text(path)
    text = _edited(before, settings)
    if _understood(text).settings != settings:
        write_whole(path.with_suffix(".before.toml"), before.encode())
        text = "".join(f"{key} = {_toml(getattr(settings, key))}\n" for key in KEYS)
    write_whole(path, text.encode())


def _text(path: Path) -> str:
    with told():
        raw = path.read_bytes() if path.exists() else b""
    return raw.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def _understood(text: str) -> ReadSettings:
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = SettingProblem(_line_of_error(error, text), "", Problem.NOT_TOML)
        return ReadSettings(USUAL, (problem,))
    settings, wrong = checked(given)
    problems = tuple(SettingProblem(_line_of(key, text), key, problem) for key, problem in wrong.items())
    return ReadSettings(settings, problems, frozenset(given) - frozenset(wrong))


def _edited(text: str, settings: Settings) -> str:
    now = _understood(text).settings
    for key in KEYS:
        value = getattr(settings, key)
        if value != getattr(now, key):
            text = _with_line(text, key, f"{key} = {_toml(value)}")
    return text


def _with_line(text: str, key: str, line: str) -> str:
    changed, count = re.subn(rf"(?m)^[ \t]*{key}[ \t]*=.*$", lambda _: line, text, count=1)
    return changed if count else f"{line}\n{text}"


def _toml(value: str | int | bool) -> str:
    """A value as TOML writes it: the escapes of JSON are its own too, save that it wants one for delete."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _line_of(key: str, text: str) -> int:
    found = re.search(rf"(?m)^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}\b", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _line_of_error(error: tomllib.TOMLDecodeError, text: str) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else text.count("\n") + 1
