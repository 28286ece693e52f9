"""`pos-app journal`: check a journal whole or copy it, also while its till runs; or archive what is old."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from pos_app.commands.journals import JournalChoice, NoSuchJournal, add_choice, chosen, typed_passphrase
from pos_app.commands.out import say, say_json
from pos_app.storage.backup import back_up
from pos_app.storage.chosen_vault import chosen_vault
from pos_app.storage.elsewhere import journal_files
from pos_app.storage.health import JournalHealth, journal_health
from pos_app.storage.offline import archive_old, owner_of
from pos_app.storage.places import Places
from pos_app.storage.sealed_file import WrongPassphrase
from pos_app.storage.trouble import StorageTrouble


def main(argv: list[str]) -> int:
    """Carry out `verify`, `backup` or `archive`; returns 0, or 1 if something is wrong."""
    asked = _arguments().parse_args(argv)
    try:
        return {"verify": _verify, "backup": _back_up, "archive": _archive}[asked.what](asked)
    except (NoSuchJournal, StorageTrouble) as error:
        print(error, file=sys.stderr)
        return 1
    except WrongPassphrase:
        print("That is not the recovery passphrase.", file=sys.stderr)
        return 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-app journal", description=__doc__)
    does = parser.add_subparsers(dest="what", required=True)
    verify = does.add_parser("verify", help="check pages, indexes and the chain of events of every journal")
    verify.add_argument("--json", action="store_true", help="print JSON")
    copy = does.add_parser("backup", help="write a whole copy of a journal")
    copy.add_argument("file", type=Path, metavar="FILE", help="where to; it must not be there yet")
    old = does.add_parser("archive", help="move what ended long ago to an archive file beside the journal")
    old.add_argument("--months", type=_months, default=18, help="how old it must be, at least 3; usually 18")
    for one in (verify, copy, old):
        add_choice(one)
    return parser


def _verify(asked: argparse.Namespace) -> int:
    choice, places = JournalChoice.of(asked), Places.of(asked.home)
    named = choice.file is not None or choice.origin
    files = (chosen(choice),) if named else journal_files(choice.home)

    def passphrase(name: str) -> str:
        return typed_passphrase(asked, f"Recovery passphrase of {name}: ")

    found = [
        journal_health(
            file,
            lambda origin: chosen_vault(
                places, asked.key_file, lambda: passphrase(origin.name)
            ).find_journal_key(origin, places),
        )
        for file in files
    ]
    if asked.json:
        say_json([_as_json(one) for one in found])
    for line in () if asked.json else [_line(one) for one in found] or ["No journal yet."]:
        say(line)
    return 0 if all(one.is_well for one in found) else 1


def _line(one: JournalHealth) -> str:
    if one.trouble:
        return f"{one.origin}: CANNOT be read: {one.trouble}"
    sound = "sound" if one.is_well else "NOT SOUND"
    counts = f"{one.operations} operations, {one.events} events, {one.open} open"
    archives = f"; archives {one.archives}" if one.archives else ""
    return f"{one.origin}: {sound}; {counts}; pages and indexes {one.pages}; chain {one.chain}{archives}"


def _as_json(one: JournalHealth) -> dict[str, object]:
    return {
        "origin": one.origin,
        "file": str(one.file),
        "well": one.is_well,
        "operations": one.operations,
        "events": one.events,
        "open": one.open,
        "pages": one.pages,
        "chain": one.chain,
        "archives": one.archives,
        "trouble": one.trouble,
    }


def _back_up(asked: argparse.Namespace) -> int:
    file = chosen(JournalChoice.of(asked))
    pages = back_up(file, asked.file.absolute())
    say(f"{asked.file}: {pages} pages. A copy that is put back is looked up before anything in it is sent.")
    return 0


def _months(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 3 <= int(text) <= 240):
        raise argparse.ArgumentTypeError("a whole number of months, 3 to 240")
    return int(text)


def _archive(asked: argparse.Namespace) -> int:
    places, file = Places.of(asked.home), chosen(JournalChoice.of(asked))
    key = chosen_vault(places, asked.key_file, lambda: typed_passphrase(asked)).find_journal_key(
        owner_of(file).origin, places
    )
    if key is None:
        say("This computer does not have the journal's key.")
        return 1
    names = archive_old(places, file, key, time.time(), asked.months)
    for name in names:
        say(f"{name} is beside the journal now.")
    if not names:
        say("Nothing is old enough.")
    return 0
