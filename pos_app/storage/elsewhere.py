"""Looking at the journals of every origin without touching them, also while a window writes one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.operation import Operation
from pos_app.domain.origin import Origin
from pos_app.storage.connection import connect_reading
from pos_app.storage.damage import set_aside_names
from pos_app.storage.places import JOURNAL
from pos_app.storage.reading import Loaded, load, meta_of, open_operations
from pos_app.storage.trouble import StorageTrouble, told


@frozen_by_name
class Queue:
    """The open operations of one origin, oldest first; or the trouble that kept us from reading them."""

    origin: str
    file: Path
    operations: tuple[Operation, ...] = ()
    trouble: StorageTrouble | None = None
    handed_over: bool = False
    """Another till has its operations; this journal sends nothing any more."""
    set_aside: tuple[str, ...] = ()
    """Damaged journals that lie beside it; open operations may be in them."""


def journal_files(home: Path) -> tuple[Path, ...]:
    """Every journal below a home, by the names of their folders; raises StorageTrouble."""
    with told():
        return tuple(sorted(home.glob(f"*/{JOURNAL}")))


@contextmanager
def looking_at(file: Path) -> Iterator[apsw.Connection]:
    """A journal for looking only; errors inside the block become StorageTrouble."""
    with told(trusting=False):
        connection = connect_reading(file)
        try:
            yield connection
        finally:
            connection.close()


def queues(home: Path) -> tuple[Queue, ...]:
    """What is open in every journal below a home; one that cannot be read does not hide the others."""
    return tuple(_queue(file) for file in journal_files(home))


def open_elsewhere(home: Path, origin: Origin) -> int:
    """How many operations are open in the readable journals of other origins; never sent from here."""
    others = (one for one in queues(home) if one.origin != origin.name and not one.handed_over)
    return sum(len(queue.operations) for queue in others)


def look(file: Path) -> Loaded:
    """What a till would load from a journal; raises StorageTrouble."""
    with looking_at(file) as connection:
        return load(connection)


def _queue(file: Path) -> Queue:
    name, aside = file.parent.name, set_aside_names(file.parent)
    try:
        with looking_at(file) as connection:
            found = open_operations(connection)
            handed_over = "handed_over" in meta_of(connection)
    except StorageTrouble as trouble:
        return Queue(origin=name, file=file, trouble=trouble, set_aside=aside)
    return Queue(origin=name, file=file, operations=found, handed_over=handed_over, set_aside=aside)
