"""What the till does beside the sale: the mark against restored backups, a disk that came back."""

from __future__ import annotations

from contextlib import suppress

from pos_app.service.book import Book
from pos_app.service.clock import Clock
from pos_app.service.signing import SignIn
from pos_app.storage.journal import Journal
from pos_app.storage.trouble import StorageTrouble

EVERY = 5.0
"""Seconds between two rounds; the mark is at most a minute behind."""
QUIET = 300.0
"""Seconds without a request after which old operations may go to the archive."""
ARCHIVE_EVERY = 24 * 3600.0
"""Seconds between two times that nothing was old enough."""
MONTH = 30.44 * 86400.0


class Care:
    """One quiet loop beside the outbox."""

    def __init__(
        self, book: Book, journal: Journal, clock: Clock, archive_months: int, signing: SignIn
    ) -> None:
        """Nothing happens before `run`."""
        self._signing = signing
        self._keep = archive_months * MONTH
        self._archive_at = clock.monotonic() + QUIET
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
                self._signing.keep_time()
                await self._journal.idle_care()
                await self._archive()
        except StorageTrouble as trouble:
            self._book.note_trouble(trouble)

    async def _archive(self) -> None:
        """A part at a time while nobody sells; a disk that has no room for it stops nobody."""
        latest, now = self._book.latest(), self._clock.now()
        busy = self._book.open or self._book.restored or (latest and now - latest[0].asked_at < QUIET)
        if busy or self._clock.monotonic() < self._archive_at:
            return
        with suppress(StorageTrouble):
            if await self._journal.archive(now - self._keep, now):
                return
        self._archive_at = self._clock.monotonic() + ARCHIVE_EVERY

    async def _settle_restored(self) -> None:
        """A restored journal is as good as any once history, or a manager, settled each of its open rows."""
        if self._book.restored and not self._book.suspect:
            await self._journal.settle_restored()
            self._book.no_longer_restored()
