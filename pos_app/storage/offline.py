"""A journal whose window is closed, opened by a command for one piece of work. All of it blocks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from pos_app.domain.frozen import frozen
from pos_app.domain.origin import Origin
from pos_app.storage.elsewhere import looking_at
from pos_app.storage.journal import Journal
from pos_app.storage.opening import open_journal
from pos_app.storage.places import JOURNAL, Places
from pos_app.storage.reading import meta_of
from pos_app.storage.trouble import StorageTrouble, TroubleKind

T = TypeVar("T")

MONTH = 30.44 * 86400.0
"""Seconds."""


@frozen
class Owner:
    """Whose journal a file is, and whether it was handed over."""

    origin: Origin
    handed_over: bool


def owner_of(file: Path) -> Owner:
    """Read whose journal this is, without its key; raises StorageTrouble."""
    with looking_at(file) as connection:
        meta = meta_of(connection)
    origin = Origin(meta.get("account", ""), meta.get("host", ""), meta.get("origin") == "training")
    return Owner(origin, "handed_over" in meta)


def in_journal(
    places: Places, origin: Origin, master_key: bytes, now: float, work: Callable[[Journal], Awaitable[T]]
) -> T:
    """Open the journal, do the work, close it; raises StorageTrouble (SECOND_WINDOW while its till runs)."""

    async def whole() -> T:
        journal = open_journal(places, origin, master_key, now)
        try:
            return await work(journal)
        finally:
            await journal.close()

    return asyncio.run(whole())


def archive_old(places: Places, file: Path, master_key: bytes, now: float, months: int) -> list[str]:
    """Archive all that is older than so many months; the names of the new files, oldest first."""
    owner = owner_of(file)
    if file != places.journal_folder(owner.origin) / JOURNAL:
        raise StorageTrouble(TroubleKind.DISK_ERROR, "only a journal in its own place can be archived")

    async def work(journal: Journal) -> list[str]:
        names: list[str] = []
        while name := await journal.archive(now - months * MONTH, now):
            names.append(name)
        return names

    return in_journal(places, owner.origin, master_key, now, work)
