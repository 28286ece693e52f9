"""What the till does beside the sale: the mark against restored backups, a disk that came back."""

from __future__ import annotations

from pos_app.service.book import Book
from pos_app.service.clock import Clock
from pos_app.storage.journal import Journal
from pos_app.storage.trouble import StorageTrouble

EVERY = 5.0
"""Seconds between two rounds; the mark is at most a minute behind."""


class Care:
    """One quiet loop beside the outbox."""

    def __init__(self, book: Book, journal: Journal, clock: Clock) -> None:
        """Nothing happens before `run`."""
        self._book = book
        self._journal = journal
        self._clock = clock
        self._stopping = False

    async def run(self) -> None:
        """Go round until `stop`."""
        while not self._stopping:
            await self._clock.sleep(EVERY)
            if not self._stopping:
                await self.round()

    def stop(self) -> None:
        """End after the present round."""
        self._stopping = True

    async def round(self) -> None:
        """One round: try a disk that refused, else keep the mark and let the journal tidy up."""
        try:
            if self._book.trouble is not None:
                await self._book.probe()
            else:
                await self._settle_restored()
                await self._journal.idle_care()
        except StorageTrouble as trouble:
            self._book.note_trouble(trouble)

    async def _settle_restored(self) -> None:
        """A restored journal is as good as any once history, or a manager, settled each of its open rows."""
        if self._book.restored and not self._book.suspect:
            await self._journal.settle_restored()
            self._book.no_longer_restored()
