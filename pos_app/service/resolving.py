"""Resolve: a manager looks into what nothing else can settle, and says what became of it."""

from __future__ import annotations

from collections.abc import Callable

from pos_app.api.client import CardService
from pos_app.api.wire import create_body
from pos_app.domain import steps
from pos_app.domain.answer import Look
from pos_app.domain.card import Card
from pos_app.domain.operation import Kind, Operation, State, Step, Why
from pos_app.domain.person import Act, Credential, Person
from pos_app.domain.refunding import REFUND
from pos_app.domain.resolving import Choice, Seen, choices
from pos_app.domain.traces import Trace, Traced
from pos_app.service.bodies import Bodies
from pos_app.service.book import Book
from pos_app.service.cases import Case
from pos_app.service.clock import Clock
from pos_app.service.desk import Counter
from pos_app.service.follow_up import confirmed_with_follow_ups, with_follow_ups
from pos_app.service.intents import Resolve
from pos_app.service.look import Lookback
from pos_app.service.outbox import Outbox
from pos_app.service.snapshot import NotDone
from pos_app.service.tracing import shown
from pos_app.storage.journal import Journal
from pos_app.storage.trouble import StorageTrouble


class Resolver:
    """Reads what a case is about, and carries out a manager's choice if it is still a safe one."""

    def __init__(
        self,
        book: Book,
        journal: Journal,
        service: CardService,
        outbox: Outbox,
        lookback: Lookback,
        counter: Counter,
        bodies: Bodies,
        clock: Clock,
        changed: Callable[[], None],
        new_ref: Callable[[], str],
    ) -> None:
        """Everything is given; no case is open."""
        self._book = book
        self._journal = journal
        self._service = service
        self._outbox = outbox
        self._lookback = lookback
        self._counter = counter
        self._bodies = bodies
        self._clock = clock
        self._changed = changed
        self._new_ref = new_ref

    async def look_into(self, ref_id: str) -> None:
        """Open a case and read its card; what its history proves is settled. Raises StorageTrouble."""
        one = self._book.open.get(ref_id)
        if one is None or one.state is not State.NEEDS_MANAGER or not self._counter.person.may(Act.RESOLVE):
            self._counter.case = None
            return
        opened = self._counter.case = Case(ref_id=ref_id, reading=True)
        self._changed()
        read = await self._read(one)
        if self._counter.case is opened:
            self._counter.case = read

    async def look_over(self) -> None:
        """Somebody who manages has come: settle what the card service shows by now of what needs one.

        Their client may read what the everyday one may not.
        """
        try:
            for one in tuple(self._book.open.values()):
                if one.state is State.NEEDS_MANAGER and self._counter.person.may(Act.RESOLVE):
                    await self._read(one)
                    self._changed()
        except StorageTrouble as trouble:
            self._book.note_trouble(trouble)

    async def resolve(self, intent: Resolve) -> NotDone | None:
        """Write who decided what and why, and what follows; raises StorageTrouble, nothing done."""
        case, person = self._counter.case, self._counter.person
        if not person.may(Act.RESOLVE):
            return NotDone.NOT_ALLOWED
        if case is None or case.ref_id != intent.ref_id or intent.choice not in case.choices:
            return NotDone.CHANGED
        self._counter.case = None
        with self._outbox.taken(intent.ref_id) as one:
            if one is None or one.attempts != case.attempts:
                return NotDone.CHANGED
            card_id = await self._journal.card_id(one.card.fingerprint) or ""
            now = self._clock.now()
            if intent.choice not in self._choices(one, case.trace, card_id):
                return NotDone.CHANGED
            said = steps.resolved(one, intent.choice, intent.grounds, person.name, now)
            follows = self._what_follows(one, intent.choice, card_id, person, now)
            await self._book.write([said, *follows])
        if intent.choice is Choice.ASK_AGAIN:
            self._book.suspect.discard(intent.ref_id)
            self._lookback.allow(intent.ref_id)
            self._outbox.ask((intent.ref_id,))
        else:
            self._lookback.forget(intent.ref_id)
        return None

    def _what_follows(
        self, one: Operation, choice: Choice, card_id: str, person: Person, now: float
    ) -> list[Step]:
        match choice:
            case Choice.ASK_AGAIN:
                return []
            case Choice.DID_NOT:
                return [steps.did_not_happen(one, now)]
            case Choice.HAPPENED:
                return with_follow_ups(steps.happened(one, now), now, self._book, self._new_ref)
            case Choice.GIVE_BACK:
                return [steps.happened(one, now), self._refund(one, card_id, person, now)]

    def _refund(self, paid: Operation, card_id: str, person: Person, now: float) -> Step:
        back = Operation(
            ref_id=self._new_ref(),
            kind=Kind.FUND,
            card=paid.card,
            amount=paid.amount,
            order=paid.order,
            staff=person.number,
            staff_name=person.name,
            credential=Credential.MANAGER,
            asked_at=now,
            hold_ref=paid.ref_id,
            hold_id=paid.transaction_id,
            after=paid.ref_id,
            reason=REFUND,
        )
        body = create_body(back, card_id=card_id, originated_by=self._bodies.originated_by)
        return steps.asked(back, body)

    async def _read(self, one: Operation) -> Case:
        card_id = await self._journal.card_id(one.card.fingerprint) or ""
        if not card_id:
            return self._case(one, None, Trace.UNREADABLE, card_id)
        seen = await shown(self._service, one, card_id, Credential.MANAGER)
        card = seen.card
        if card is None:
            card = (await self._service.card(card_id, Credential.MANAGER)).card
        if seen.look in (Look.NO_ANSWER, Look.TOO_MANY, Look.NO_CREDENTIAL):
            return self._case(one, card, None, card_id)
        with self._outbox.taken(one.ref_id) as current:
            if current is None:
                return self._case(one, card, None, card_id)
            await self._settle(current, seen.traced)
        return self._case(current, card, seen.traced.trace, card_id)

    async def _settle(self, one: Operation, traced: Traced) -> None:
        """What the history proves needs no manager's word, save whether a cancelled payment is given back."""
        proof, now = traced.transaction, self._clock.now()
        if traced.trace is Trace.EXCLUDED:
            await self._book.write([steps.refused(one, Why.CARD_ACTIVE, now, "card")])
            self._lookback.forget(one.ref_id)
        if proof is not None and one.why is not Why.PAID_AFTER_CANCEL:
            follows = confirmed_with_follow_ups(one, proof, now, "history", self._book, self._new_ref)
            await self._book.write(follows)
            self._lookback.forget(one.ref_id)

    def _case(self, one: Operation, card: Card | None, found: Trace | None, card_id: str) -> Case:
        return Case(
            ref_id=one.ref_id,
            attempts=one.attempts,
            card=card,
            trace=found,
            choices=self._choices(one, found, card_id),
        )

    def _choices(self, one: Operation, found: Trace | None, card_id: str) -> tuple[Choice, ...]:
        funds = Credential.MANAGER in self._bodies.card_id_credentials
        seen = Seen(found, may_give_back=bool(card_id) and funds)
        return choices(one, seen, self._clock.now(), self._lookback.quiet_for(one.ref_id))
