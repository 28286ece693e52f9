"""The audit: what is done at the till beside operations is noted, and all of it can be read and exported."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pos_app.domain.audit import AuditPage, Deed, Noted, done
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.person import Act
from pos_app.service.book import Book
from pos_app.service.clock import Clock, Spawn
from pos_app.service.desk import Counter
from pos_app.storage.auditing import write_audit
from pos_app.storage.journal import Journal
from pos_app.storage.trouble import StorageTrouble


@frozen_by_name
class Exports:
    """Where exports go, and what they call this till."""

    folder: Path
    till: str


class Audit:
    """Notes deeds and reads them back; a note waits for nobody and nobody for it."""

    def __init__(
        self,
        journal: Journal,
        book: Book,
        counter: Counter,
        exports: Exports,
        clock: Clock,
        spawn: Spawn,
        changed: Callable[[], None],
    ) -> None:
        """Nothing is noted yet."""
        self._journal, self._book, self._counter, self._exports = journal, book, counter, exports
        self._clock, self._spawn, self._changed = clock, spawn, changed

    def note(self, what: Deed, about: str = "", by: str = "") -> None:
        """Write a deed into the chain, soon; `by` is the person at the till unless another is named."""
        self._spawn(self._write(what, by or self._counter.person.name, about), f"audit {what}")

    async def read(self, turn: int, before: int) -> None:
        """Show a page; raises StorageTrouble."""
        if self._counter.person.may(Act.AUDIT):
            found = await self._journal.audit(before)
            self._counter.audit = replace(found, turn=turn, exported=self._counter.audit.exported)

    async def export(self, turn: int) -> None:
        """Write all of it to a file, note that, and say where it lies; raises StorageTrouble."""
        if not self._counter.person.may(Act.AUDIT):
            return
        rows: list[Noted] = []
        page = await self._journal.audit()
        while page.rows:
            rows += page.rows
            page = await self._journal.audit(page.next_before) if page.next_before else AuditPage()
        exports = self._exports
        file = await asyncio.to_thread(write_audit, exports.folder, exports.till, rows, self._clock.now())
        await self._write(Deed.EXPORTED, self._counter.person.name, file.name)
        found = await self._journal.audit()
        self._counter.audit = replace(found, turn=turn, exported=str(file))

    async def _write(self, what: Deed, by: str, about: str) -> None:
        try:
            await self._journal.note(done(what, by, about, self._clock.now()))
        except StorageTrouble as trouble:
            self._book.note_trouble(trouble)
        self._changed()
