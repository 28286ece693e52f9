"""`pos-app rescue`: a till that cannot go on hands its open requests and holds to another one."""

from __future__ import annotations

import argparse
import getpass
import sys
import time
from pathlib import Path

from pos_app.commands.journals import JournalChoice, NoSuchJournal, add_choice, chosen, typed_passphrase
from pos_app.commands.out import say
from pos_app.storage.chosen_vault import chosen_vault
from pos_app.storage.offline import owner_of
from pos_app.storage.parcel import NotAParcel, Parcel
from pos_app.storage.places import Places
from pos_app.storage.recovery import TooShort, check_passphrase, has_recovery, recovered_key, set_recovery
from pos_app.storage.rescue import TakenAlready, hand_over, opened_parcel, take_over
from pos_app.storage.sealed_file import LEAST_PASSPHRASE, WrongPassphrase
from pos_app.storage.trouble import StorageTrouble, TroubleKind

_TROUBLES = {
    TroubleKind.SECOND_WINDOW: "Close Holdfast on this computer first.",
    TroubleKind.NO_KEY: "This computer does not have the journal's key, and no recovery passphrase was set.",
    TroubleKind.DISK_FULL: "The disk is full. Nothing was changed that another try does not finish.",
    TroubleKind.NEWER: "A newer Holdfast wrote this journal: use that one.",
}


def main(argv: list[str]) -> int:
    """Carry out `export`, `import` or `passphrase`; returns 0, or 1 with a sentence on what is wrong."""
    asked = _arguments().parse_args(argv)
    try:
        _COMMANDS[asked.what](asked)
    except StorageTrouble as trouble:
        return _failed(_TROUBLES.get(trouble.kind, f"This computer failed: {trouble}"))
    except WrongPassphrase:
        return _failed("That is not the passphrase, or the file was changed.")
    except TooShort:
        return _failed(f"A passphrase has at least {LEAST_PASSPHRASE} characters.")
    except TakenAlready:
        return _failed("These requests are in this till's journal already. Nothing was taken over.")
    except NotAParcel:
        return _failed("This file is not from a rescue, or a newer Holdfast wrote it.")
    except NoSuchJournal as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"The file cannot be read: {error.strerror}")
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-app rescue", description=__doc__)
    does = parser.add_subparsers(dest="what", required=True)
    export = does.add_parser("export", help="hand everything open over; this journal never sends again")
    export.add_argument("file", type=Path, metavar="FILE", help="where to write it, sealed")
    take = does.add_parser("import", help="take over what another till handed over")
    take.add_argument("file", type=Path, metavar="FILE")
    keep = does.add_parser("passphrase", help="set the recovery passphrase of a journal's key")
    for one in (export, take, keep):
        add_choice(one, of_journal=one is not take)
    return parser


def _export(asked: argparse.Namespace) -> None:
    places, file = Places.of(asked.home), chosen(JournalChoice.of(asked))
    origin, vault = (
        owner_of(file).origin,
        chosen_vault(places, asked.key_file, lambda: typed_passphrase(asked)),
    )
    if has_recovery(places, origin):
        passphrase = typed_passphrase(asked, "Recovery passphrase: ")
        key = recovered_key(places, origin, passphrase)
    else:
        found = vault.find_journal_key(origin, places)
        if found is None:
            raise StorageTrouble(TroubleKind.NO_KEY)
        key, passphrase = found, _new_passphrase(asked)
    parcel = hand_over(places, file, key, passphrase, asked.file, time.time())
    say(f"{_told(parcel)} handed over. This journal sends nothing any more.")
    say(f"Take {asked.file} to the other till: pos-app rescue import FILE. The passphrase opens it.")


def _import(asked: argparse.Namespace) -> None:
    places = Places.of(asked.home)
    vault = chosen_vault(places, asked.key_file, lambda: typed_passphrase(asked))
    parcel = opened_parcel(asked.file, typed_passphrase(asked, "Passphrase of the rescue: "))
    take_over(places, parcel, vault.journal_key(parcel.origin, places), time.time())
    say(f"{_told(parcel)} taken over. Start Holdfast: it asks on with the same references.")


def _set_passphrase(asked: argparse.Namespace) -> None:
    places, origin = Places.of(asked.home), owner_of(chosen(JournalChoice.of(asked))).origin
    key = chosen_vault(places, asked.key_file, lambda: typed_passphrase(asked)).find_journal_key(
        origin, places
    )
    if key is None:
        raise StorageTrouble(TroubleKind.NO_KEY)
    set_recovery(places, origin, key, _new_passphrase(asked))
    say("The recovery passphrase is set. Keep it where the till is not.")


_COMMANDS = {"export": _export, "import": _import, "passphrase": _set_passphrase}


def _told(parcel: Parcel) -> str:
    origin = "Training" if parcel.origin.training else parcel.origin.name
    return f"{origin}: {parcel.open} open and {len(parcel.operations)} operations in all"


def _new_passphrase(asked: argparse.Namespace) -> str:
    first = typed_passphrase(asked, f"A passphrase of at least {LEAST_PASSPHRASE} characters: ")
    check_passphrase(first)
    if not asked.passphrase_stdin and getpass.getpass("Once more: ") != first:
        raise NoSuchJournal("The two are not the same. Nothing was done.")
    return first


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
