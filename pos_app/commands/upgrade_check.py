"""`pos-app upgrade-check`: what is open on this computer, and whether a till runs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from pos_app.application.running import installation, till_runs
from pos_app.commands.out import say
from pos_app.storage.elsewhere import Queue, queues
from pos_app.storage.everyone import homes
from pos_app.storage.trouble import StorageTrouble

TILL_RUNS = 3


def main(argv: Sequence[str]) -> int:
    """Print a line for each journal of each user that can be read; returns 0, or 3 while a till runs."""
    argparse.ArgumentParser(
        prog="pos-app upgrade-check",
        description="Say what is open on this computer; exit code 3 while a till of this installation runs.",
    ).parse_args(list(argv))
    for line in _kept():
        say(line)
    installed = installation()
    if installed is not None and till_runs(installed):
        say("Holdfast is running. Close it at every till of this computer first: what is open is kept.")
        return TILL_RUNS
    return 0


def _kept() -> Iterator[str]:
    for home in homes():
        try:
            found = queues(home)
        except StorageTrouble:
            yield f"Kept: {home} (cannot be read)"
            continue
        yield from (f"Kept: {home} ({queue.origin}: {_open(queue)})" for queue in found)


def _open(queue: Queue) -> str:
    if queue.trouble is not None:
        return "cannot be read"
    count = 0 if queue.handed_over else len(queue.operations)
    return f"{count} open" if count else "nothing is open"
