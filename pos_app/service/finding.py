"""History: looks for operations of this till in its journal, whatever the card service does."""

from __future__ import annotations

from datetime import timedelta

from pos_app.domain.scan import Code
from pos_app.domain.search import Search
from pos_app.service.clock import Clock, day_of, midnight
from pos_app.service.intents import Find
from pos_app.service.snapshot import Found
from pos_app.storage.journal import Journal


class Finder:
    """Turns what a person looks for into a search of the journal."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        """Both are the till's own; the day is that of the clock on the wall."""
        self._journal = journal
        self._clock = clock

    async def find(self, wanted: Find) -> Found:
        """The page that is asked for; raises StorageTrouble."""
        since, until = self._span(wanted)
        search = Search(
            words=wanted.words,
            card=None if wanted.code is None else await self._card(wanted.code),
            kind=wanted.kind,
            since=since,
            until=until,
        )
        return Found(turn=wanted.turn, page=await self._journal.search(search, wanted.before))

    async def _card(self, code: Code) -> str:
        """The fingerprint of the card that a code was seen to belong to, or whose number it is."""
        seen = await self._journal.find_card(self._journal.code_fingerprint(code.text))
        return (seen or self._journal.card_key(code.text)).fingerprint

    def _span(self, wanted: Find) -> tuple[float | None, float | None]:
        """The beginning and the end of the day, in seconds since 1970 UTC."""
        if wanted.day is not None:
            return midnight(wanted.day), midnight(wanted.day + timedelta(days=1))
        if wanted.today:
            return midnight(day_of(self._clock.now())), None
        return None, None
