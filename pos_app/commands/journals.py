"""Which journal a command is about: the one that is there, or the one a person names."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import NamedTuple

from pos_app.storage.elsewhere import journal_files
from pos_app.storage.places import Places


class NoSuchJournal(Exception):
    """There is no such journal, or there are several; the text says which."""


class JournalChoice(NamedTuple):
    """What a person said: the home, and perhaps an origin's folder name or a file."""

    home: Path
    origin: str
    file: Path | None

    @classmethod
    def of(cls, asked: argparse.Namespace) -> JournalChoice:
        """From the arguments that `add_choice` added."""
        return cls(Places.of(asked.home).home, asked.origin or "", asked.journal)


def add_choice(parser: argparse.ArgumentParser, *, of_journal: bool = True) -> None:
    """Add the arguments that name a home, a key file and, `of_journal`, one journal in it."""
    parser.add_argument("--home", type=Path, metavar="DIR", help="the folder with all files of the program")
    parser.add_argument(
        "--key-file", type=Path, metavar="PATH", help="the file that holds live journals' key"
    )
    parser.add_argument("--passphrase-stdin", action="store_true", help="read it from standard input")
    if of_journal:
        parser.add_argument(
            "--origin", metavar="NAME", help="the folder name of the journal, such as training"
        )
        parser.add_argument("--journal", type=Path, metavar="PATH", help="a journal's file itself")


def typed_passphrase(asked: argparse.Namespace, prompt: str = "Recovery passphrase: ") -> str:
    """What a person types, or the next line of standard input where `--passphrase-stdin` says so."""
    return sys.stdin.readline().rstrip("\r\n") if asked.passphrase_stdin else getpass.getpass(prompt)


def chosen(choice: JournalChoice) -> Path:
    """The one journal that is meant; raises NoSuchJournal, StorageTrouble."""
    if choice.file is not None:
        if not choice.file.exists():
            raise NoSuchJournal(f"There is no file {choice.file}.")
        return choice.file.absolute()
    files = [file for file in journal_files(choice.home) if choice.origin in ("", file.parent.name)]
    if len(files) == 1:
        return files[0]
    names = ", ".join(file.parent.name for file in files)
    told = (
        f"Say which journal, by --origin: {names}."
        if files
        else f"There is no such journal below {choice.home}."
    )
    raise NoSuchJournal(told)
