"""What can be asked of an open journal without changing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pos_app.domain.audit import AuditPage
from pos_app.domain.card import CardKey, last_four
from pos_app.domain.operation import Event, Operation
from pos_app.domain.search import Page, Search
from pos_app.storage import auditing, reading
from pos_app.storage.disk_thread import DiskThread
from pos_app.storage.reading import Loaded
from pos_app.storage.search import search
from pos_app.storage.store import Store
from pos_app.storage.writing import body_place, card_fingerprint, card_place, code_fingerprint

T = TypeVar("T")


class JournalReader:
    """The reading half of a journal. Every async method raises StorageTrouble when the computer fails it."""

    def __init__(self, store: Store, thread: DiskThread) -> None:
        """Both belong to the journal that is made of this."""
        self._store = store
        self._thread = thread

    def card_key(self, card_id: str) -> CardKey:
        """How this journal names a card; needs no disk."""
        return CardKey(card_fingerprint(self._store.keys, card_id), last_four(card_id))

    def code_fingerprint(self, text: str) -> str:
        """How this journal names a scanned text; needs no disk."""
        return code_fingerprint(self._store.keys, text)

    async def card_id(self, fingerprint: str) -> str | None:
        """A card's number; None if this journal never saw the card or cannot unseal it."""
        sealed = await self._read(reading.sealed_card, fingerprint)
        opened = None if sealed is None else self._store.keys.unseal(sealed, card_place(fingerprint))
        return None if opened is None else opened.decode()

    async def find_card(self, fingerprint: str) -> CardKey | None:
        """The card that the code with this fingerprint was last seen to belong to."""
        return await self._read(reading.find_card, fingerprint)

    async def body(self, ref_id: str) -> bytes | None:
        """The exact request body of an open operation; None if it has ended or cannot be unsealed."""
        sealed = await self._read(reading.sealed_body, ref_id)
        return None if sealed is None else self._store.keys.unseal(sealed, body_place(ref_id))

    async def load(self) -> Loaded:
        """What a till needs when it starts."""
        return await self._read(reading.load)

    async def operation(self, ref_id: str) -> Operation | None:
        """The operation of this reference, however old."""
        return await self._read(reading.operation, ref_id)

    async def follow_ups(self, ref_id: str) -> tuple[Operation, ...]:
        """What was asked about an operation afterwards: a hold's captures and void, a payment's refunds."""
        return await self._read(reading.follow_ups, ref_id)

    async def story(self, ref_id: str) -> tuple[Event, ...]:
        """Its events in the order they were written; a hold's with those of its captures and voids."""
        return await self._read(reading.story, ref_id)

    async def operations_of(self, fingerprint: str, limit: int) -> tuple[Operation, ...]:
        """A card's newest operations, newest first."""
        return await self._read(reading.operations_of, fingerprint, limit)

    async def asked_since(self, at: float) -> tuple[Operation, ...]:
        """What put money on a card or took it off since then, in seconds since 1970 UTC; in no order."""
        return await self._read(reading.asked_since, at)

    async def audit(self, before: int = 0) -> AuditPage:
        """A page of the audit, newest first; `before` is the `next_before` of a newer page."""
        return await self._read(auditing.audit, before)

    async def search(self, wanted: Search, before: int = 0) -> Page:
        """A page of the operations that fit, newest first; `before` is the `next_before` of a newer page."""
        return await self._read(search, wanted, before)

    async def _read(self, query: Callable[..., T], *bindings: str | float | Search) -> T:
        return await self._thread.do(self._store.read, query, *bindings)
