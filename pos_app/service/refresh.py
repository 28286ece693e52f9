"""Holds as the card service sees them: reads the histories of the cards that have open holds here."""

from __future__ import annotations

from collections.abc import Callable

from pos_app.api.client import CardService
from pos_app.domain.answer import Look
from pos_app.domain.card import CardKey
from pos_app.domain.hold import holds_in_history
from pos_app.service.book import Book
from pos_app.service.desk import Counter
from pos_app.storage.journal import Journal

MOST_CARDS = 50
"""Cards read for one opening of Holds; the newest holds first."""


class HoldsRefresh:
    """Reads once per opening of Holds; without the right to read it leaves what this till knows."""

    def __init__(
        self,
        book: Book,
        journal: Journal,
        service: CardService,
        counter: Counter,
        changed: Callable[[], None],
    ) -> None:
        """Nothing is read before `run`."""
        self._book = book
        self._journal = journal
        self._service = service
        self._counter = counter
        self._changed = changed
        self._running = False

    async def run(self) -> None:
        """Read card by card; a second call while one runs does nothing."""
        if self._running:
            return
        self._running = True
        self._counter.holds_complete = False
        self._changed()
        try:
            self._counter.holds_complete = await self._read_all()
        finally:
            self._running = False
        self._changed()

    def _cards(self) -> list[CardKey]:
        """The cards with open holds, of this till and as read before; what was read of others is dropped."""
        read = self._counter.read_holds
        holds = [*self._book.holdings.holds(), *(one for listed in read.values() for one in listed)]
        cards = {one.card.fingerprint: one.card for one in holds if one.is_open}
        for fingerprint in set(read) - set(cards):
            del read[fingerprint]
        return list(cards.values())

    async def _read_all(self) -> bool:
        cards = self._cards()
        for card in cards[:MOST_CARDS]:
            card_id = await self._journal.card_id(card.fingerprint)
            if card_id is None:
                return False
            history = await self._service.history(card_id, self._counter.person.credential)
            if history.look is not Look.FOUND:
                return False
            self._counter.read_holds[card.fingerprint] = holds_in_history(card, history.rows)
            self._changed()
        return len(cards) <= MOST_CARDS
