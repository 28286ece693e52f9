"""`pos-app journal`: check a journal whole, or copy it, also while its till runs. Nothing is changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pos_app.commands.journals import JournalChoice, NoSuchJournal, add_choice, chosen
from pos_app.commands.out import say, say_json
from pos_app.storage.backup import back_up
from pos_app.storage.elsewhere import journal_files
from pos_app.storage.health import JournalHealth, journal_health
from pos_app.storage.places import Places
from pos_app.storage.trouble import StorageTrouble
from pos_app.storage.vault import Vault


def main(argv: list[str]) -> int:
    """Carry out `verify` or `backup`; returns 0, or 1 if something is wrong."""
    asked = _arguments().parse_args(argv)
    try:
        return _verify(asked) if asked.what == "verify" else _back_up(asked)
    except (NoSuchJournal, StorageTrouble) as error:
        print(error, file=sys.stderr)
        return 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-app journal", description=__doc__)
    does = parser.add_subparsers(dest="what", required=True)
    verify = does.add_parser("verify", help="check pages, indexes and the chain of events of every journal")
    verify.add_argument("--json", action="store_true", help="print JSON")
    copy = does.add_parser("backup", help="write a whole copy of a journal")
    copy.add_argument("file", type=Path, metavar="FILE", help="where to; it must not be there yet")
    for one in (verify, copy):
        add_choice(one)
    return parser


def _verify(asked: argparse.Namespace) -> int:
    choice, places = JournalChoice.of(asked), Places.of(asked.home)
    named = choice.file is not None or choice.origin
    files = (chosen(choice),) if named else journal_files(choice.home)
    vault = Vault(key_file=asked.key_file)
    found = [journal_health(file, lambda origin: vault.find_journal_key(origin, places)) for file in files]
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
    return f"{one.origin}: {sound}; {counts}; pages and indexes {one.pages}; chain {one.chain}"


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
        "trouble": one.trouble,
    }


def _back_up(asked: argparse.Namespace) -> int:
    file = chosen(JournalChoice.of(asked))
    pages = back_up(file, asked.file.absolute())
    say(f"{asked.file}: {pages} pages. A copy that is put back is looked up before anything in it is sent.")
    return 0
