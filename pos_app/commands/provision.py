"""`pos-app provision`: what whoever looks after a store's computers decides for its tills; no secrets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pos_app.commands.out import say
from pos_app.storage.places import admin_place
from pos_app.storage.provision import checked_provision, place_provision
from pos_app.storage.settings import Problem
from pos_app.storage.settings_file import SettingProblem
from pos_app.storage.trouble import StorageTrouble, TroubleKind

_PROBLEMS = {
    Problem.NOT_TOML: "cannot be understood from here on",
    Problem.UNKNOWN: "no setting of that name",
    Problem.WRONG: "not a value this setting can have",
}


def main(argv: list[str]) -> int:
    """Check a file, and put it where tills read it; returns 0, or 1 with what is wrong, by line."""
    asked = _arguments().parse_args(argv)
    place = admin_place()
    try:
        decided = checked_provision(asked.file) if asked.check else place_provision(asked.file, place)
    except StorageTrouble as trouble:
        if trouble.kind is TroubleKind.READ_ONLY:
            return _failed(f"Only an administrator may write {place}. Nothing was changed.")
        return _failed(f"This computer failed: {trouble}")
    if decided.problems:
        return _failed("\n".join(map(_told, decided.problems)))
    for key, value in decided.values:
        say(f"{key} = {value!r}")
    if not asked.check:
        say(f"In {place}: every till of this computer has these settings from its next start on.")
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-app provision", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="settings, as in settings.toml")
    parser.add_argument("--check", action="store_true", help="only say what it decides, or what is wrong")
    return parser


def _told(problem: SettingProblem) -> str:
    return f"line {problem.line}: {problem.key or 'the file'}: {_PROBLEMS[problem.problem]}"


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
