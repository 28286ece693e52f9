"""`pos-app staff`: who may sign in at this till. PINs and badges never stand on a command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from pos_app.commands.out import say, say_json
from pos_app.storage.places import Places
from pos_app.storage.staff import ROLES, StaffFile, Unfit
from pos_app.storage.trouble import StorageTrouble


def main(argv: list[str]) -> int:
    """Carry out `list`, `add` or `remove`; returns 0, or 1 with a sentence on what is wrong."""
    asked = _arguments().parse_args(argv)
    places = Places.of(asked.home)
    training = bool(asked.training)
    try:
        staff = StaffFile(places.staff_file(training=training), places.staff_attempts_file(training=training))
        return {"list": _list, "add": _add, "remove": _remove}[asked.what](asked, staff)
    except StorageTrouble as trouble:
        return _failed(f"This computer failed: {trouble}")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-app staff", description=__doc__)
    does = parser.add_subparsers(dest="what", required=True)
    listing = does.add_parser("list", help="who may sign in, and with which role")
    listing.add_argument("--json", action="store_true", help="print JSON")
    add = does.add_parser("add", help="let somebody sign in; asks for the PIN")
    add.add_argument("--name", required=True, help="the name on screen; it never leaves this till")
    add.add_argument("--role", choices=tuple(ROLES), default="cashier")
    add.add_argument("--badge", action="store_true", help="ask for the badge's code too")
    add.add_argument("--stdin", action="store_true", help="read PIN and badge as lines of standard input")
    remove = does.add_parser("remove", help="somebody may not sign in any more")
    remove.add_argument("number", type=int)
    for one in (listing, add, remove):
        one.add_argument("--home", type=Path, metavar="DIR", help="the folder with all files of the program")
        one.add_argument("--training", action="store_true", help="Training's staff, to practise signing in")
    return parser


def _list(asked: argparse.Namespace, staff: StaffFile) -> int:
    here = [one.person for one in staff.members() if not one.gone]
    if asked.json:
        say_json([{"number": one.number, "name": one.name, "role": one.role.value} for one in here])
        return 0
    for one in here:
        say(f"{one.number}  {one.name}, {one.role.value}")
    if not here:
        say("Nobody yet: this till asks nobody to sign in.")
    return 0


def _add(asked: argparse.Namespace, staff: StaffFile) -> int:
    pin = _secret("PIN (4 to 8 digits): ", piped=asked.stdin)
    badge = _secret("Scan the badge: ", piped=asked.stdin) if asked.badge else ""
    if asked.badge and not badge:
        return _failed("That was no badge.")
    try:
        number = staff.add(asked.name, ROLES[asked.role], pin, badge).person.number
    except Unfit as unfit:
        return _failed(str(unfit))
    say(f"{asked.name} signs in as number {number} from the next start on.")
    return 0


def _remove(asked: argparse.Namespace, staff: StaffFile) -> int:
    if not staff.remove(asked.number):
        return _failed("Nobody has this number.")
    say("They cannot sign in from the next start on. Stories keep the name.")
    return 0


def _secret(prompt: str, *, piped: bool) -> str:
    return sys.stdin.readline().strip() if piped else getpass.getpass(prompt).strip()


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
