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

    def note(self, what: Deed, about: str, by: str) -> None:
        """Write a deed into the chain, soon; `by` is empty where nobody knows who it was."""
        self._spawn(self._write(what, by, about), f"audit {what}")

    async def read(self, turn: int, before: int) -> None:
        """Show a page, or that it could not be read."""
        if self._counter.person.may(Act.AUDIT):
            try:
                found = await self._journal.audit(before)
            except StorageTrouble:
                found = AuditPage(failed=True)
            self._counter.audit = replace(found, turn=turn)

    async def export(self, turn: int) -> None:
        """Write all of it to a file, note that, and say where it lies, or that it could not be written."""
        if not self._counter.person.may(Act.AUDIT):
            return
        try:
            file = await self._export()
        except StorageTrouble:  # a folder that cannot be written says nothing about the journal
            self._counter.audit = replace(self._counter.audit, turn=turn, exported="", failed=True)
            return
        await self._write(Deed.EXPORTED, self._counter.person.name, file.name)
        await self.read(turn, 0)
        self._counter.audit = replace(self._counter.audit, exported=str(file))

    async def _export(self) -> Path:
        rows: list[Noted] = []
        page = await self._journal.audit()
        while page.rows:
            rows += page.rows
            page = await self._journal.audit(page.next_before) if page.next_before else AuditPage()
        exports = self._exports
        return await asyncio.to_thread(write_audit, exports.folder, exports.till, rows, self._clock.now())

    async def _write(self, what: Deed, by: str, about: str) -> None:
        try:
            await self._journal.note(done(what, by, about, self._clock.now()))
        except StorageTrouble as trouble:
            self._book.note_trouble(trouble)
        self._changed()
