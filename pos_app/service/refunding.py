"""Refund: a manager gives a payment or a capture back, up to what its card's history says is left of it."""

from __future__ import annotations

from collections.abc import Callable

from pos_app.api.client import CardService
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.person import Act, Credential, Person
from pos_app.domain.refunding import REFUND, Taken, can_be_given_back, taken_of
from pos_app.service.bodies import Bodies
from pos_app.service.book import Book
from pos_app.service.cases import RefundCase
from pos_app.service.clock import Clock, Spawn
from pos_app.service.desk import Counter
from pos_app.service.intents import Refund
from pos_app.service.lacking import Lacks
from pos_app.service.snapshot import NotDone
from pos_app.service.till import Till
from pos_app.storage.journal import Journal


class Refunds:
    """Reads what is left to give back, each time anew: another till may have given some back meanwhile."""

    def __init__(
        self,
        book: Book,
        journal: Journal,
        service: CardService,
        till: Till,
        counter: Counter,
        bodies: Bodies,
        clock: Clock,
        spawn: Spawn,
        changed: Callable[[], None],
        new_ref: Callable[[], str],
    ) -> None:
        """Everything is given; nothing is open."""
        self._book = book
        self._journal = journal
        self._service = service
        self._till = till
        self._counter = counter
        self._bodies = bodies
        self._clock = clock
        self._spawn = spawn
        self._changed = changed
        self._new_ref = new_ref
        self._busy: set[str] = set()
        till.after_end = self._ended

    async def look(self, ref_id: str) -> None:
        """Open a payment or a capture, and read what is left of it; raises StorageTrouble."""
        paid = await self._journal.operation(ref_id) if ref_id else None
        if paid is None or not can_be_given_back(paid) or not self._counter.person.may(Act.REFUND):
            self._counter.refund = None
            return
        opened = self._counter.refund = RefundCase(paid=paid, reading=True)
        self._changed()
        taken = await self._read(paid)
        if self._counter.refund is opened:
            self._counter.refund = RefundCase(paid=paid, taken=taken)
            self._changed()

    async def refund(self, intent: Refund, approvers: tuple[Person, ...]) -> Lacks | None:
        """Give back what is still left by the history as it is now, or say why not; raises StorageTrouble.

        An approval that it still lacks is left to the caller.
        """
        paid = await self._journal.operation(intent.ref_id)
        if not self._counter.person.may(Act.REFUND) or not self._may_name_cards:
            self._till.refuse(intent.token, NotDone.NOT_ALLOWED)
            return None
        if paid is None or not can_be_given_back(paid):
            self._till.refuse(intent.token, NotDone.CHANGED)
            return None
        fingerprint = paid.card.fingerprint
        if fingerprint in self._busy or self._book.is_blocked(fingerprint):
            self._till.refuse(intent.token, NotDone.CARD_WAITS)
            return None
        self._busy.add(fingerprint)  # no second refund begins on a history that does not show the first
        try:
            return await self._refund(intent, paid, approvers)
        finally:
            self._busy.discard(fingerprint)

    async def _refund(self, intent: Refund, paid: Operation, approvers: tuple[Person, ...]) -> Lacks | None:
        person = self._counter.person
        card_id = await self._journal.card_id(paid.card.fingerprint) or ""
        taken = await self._read(paid)
        refusal = self._refusal(intent, paid, taken)  # from here on nothing is awaited before it is asked
        signing = self._counter.signing
        left = self._counter.person is not person or (signing is not None and signing.locked)
        if refusal is None and left:
            refusal = NotDone.CHANGED
        if refusal is not None:
            self._till.refuse(intent.token, refusal)
            return None
        made = Operation(
            ref_id=self._new_ref(),
            kind=Kind.FUND,
            card=paid.card,
            amount=intent.amount,
            order=paid.order,
            staff=person.number,
            staff_name=person.name,
            credential=Credential.MANAGER,
            asked_at=self._clock.now(),
            hold_ref=paid.ref_id,
            hold_id=paid.transaction_id,
            reason=REFUND,
        )
        lacks = self._till.lacks(made, approvers)
        if lacks is None:
            await self._till.give_back(made, intent.token, self._bodies.refund(made, card_id), approvers)
        return lacks

    def _refusal(self, intent: Refund, paid: Operation, taken: Taken | None) -> NotDone | None:
        if taken is None:
            return NotDone.NO_HISTORY
        if self._book.is_blocked(paid.card.fingerprint):
            return NotDone.CARD_WAITS
        if intent.amount.currency is not paid.amount.currency:
            return NotDone.OTHER_CURRENCY
        if intent.amount.minor <= 0:
            return NotDone.ZERO
        return NotDone.MORE_THAN_TAKEN if intent.amount.is_more_than(taken.left) else None

    @property
    def _may_name_cards(self) -> bool:
        return Credential.MANAGER in self._bodies.card_id_credentials

    async def _read(self, paid: Operation) -> Taken | None:
        card_id = await self._journal.card_id(paid.card.fingerprint) or ""
        if not card_id:
            return None
        history = await self._service.history(card_id, Credential.MANAGER)
        own = [one for one in await self._journal.follow_ups(paid.ref_id) if one.kind is Kind.FUND]
        return taken_of(paid, history, own)

    def _ended(self, one: Operation) -> None:
        """A refund ended: what is left is read again, since another till may have given back too."""
        opened = self._counter.refund
        if opened is not None and one.kind is Kind.FUND and one.hold_ref == opened.paid.ref_id:
            self._spawn(self.look(opened.paid.ref_id), f"refund {one.ref_id}")
