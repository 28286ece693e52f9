"""The till: carries out what people want, one intent at a time. Truth goes out by the snapshot alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from pos_app.domain import steps
from pos_app.domain.activating import valid_until
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.operation import Operation, Step
from pos_app.domain.person import Credential, Person
from pos_app.domain.region import Region
from pos_app.service import asking
from pos_app.service import intents as want
from pos_app.service.asking import Moment
from pos_app.service.bodies import Bodies
from pos_app.service.book import Book
from pos_app.service.clock import Clock, Spawn
from pos_app.service.desk import Counter, Desk
from pos_app.service.outbox import Outbox
from pos_app.service.reading import CardReader
from pos_app.service.snapshot import NotDone, Refusal
from pos_app.storage.journal import CardSeen
from pos_app.storage.trouble import StorageTrouble


@frozen_by_name
class TillPlace:
    """Where this till stands and what its credentials may do."""

    region: Region
    people: tuple[Person, ...]
    """Who may stand here; in Training one key takes the next one."""
    card_id_credentials: frozenset[Credential]
    """The credentials that may address a card by its `card_id` [create-transaction]."""

    def after(self, person: Person) -> Person:
        """Who stands here next, in Training."""
        return self.people[(self.people.index(person) + 1) % len(self.people)]


@frozen_by_name
class _Beside:
    """What goes with an operation that is asked for."""

    cards: tuple[CardSeen, ...] = ()
    approver: Person | None = None
    body: bytes = b""
    """The bytes of its request; empty: made from the card on the till, or from the hold."""


def _nobody(_one: Operation) -> None:
    """Nobody listens."""


class Till:
    """Use cases. Every check comes before the first await: a second press finds the mark of the first."""

    def __init__(
        self,
        place: TillPlace,
        book: Book,
        outbox: Outbox,
        reader: CardReader,
        desk: Desk,
        counter: Counter,
        bodies: Bodies,
        clock: Clock,
        spawn: Spawn,
        new_ref: Callable[[], str],
    ) -> None:
        """Everything is given; nothing happens before an intent."""
        self._place = place
        self._book = book
        self._outbox = outbox
        self._reader = reader
        self._desk = desk
        self._counter = counter
        self._bodies = bodies
        self._clock = clock
        self._spawn = spawn
        self._new_ref = new_ref
        self._lanes_taken: set[str] = set()
        self.after_end: Callable[[Operation], None] = _nobody
        """Hears of every operation that ended."""
        book.on_end = self._ended

    async def place(self, intent: want.Place) -> None:
        """Hold or pay the shown card."""
        await self._ask_card(
            asking.place(intent, self._reader.read, self._book, self._moment()), intent.token
        )

    async def fund(self, intent: want.Fund) -> None:
        """Put money on the shown card."""
        await self._ask_card(asking.fund(intent, self._reader.read, self._book, self._moment()), intent.token)

    async def activate(self, intent: want.Activate) -> None:
        """Sell the shown card."""
        made = asking.activate(intent, self._reader.read, self._book, self._moment())
        body = b"" if isinstance(made, NotDone) else self._bodies.activation(made, _until(made, intent.years))
        await self._ask_card(made, intent.token, body)

    async def end_hold(self, intent: want.Capture | want.Void, approver: Person | None) -> NotDone | None:
        """Take a hold, a part of it, or release what is left of it; NEEDS_APPROVAL is left to the caller."""
        hold, at = self._desk.hold(intent.hold_id), replace(self._moment(), approver=approver)
        made = asking.capture(intent, hold, at) if isinstance(intent, want.Capture) else asking.void(hold, at)
        if made is NotDone.NEEDS_APPROVAL:
            return made
        await self._ask(made, intent.token, _Beside(approver=approver))
        return None

    async def cancel(self, intent: want.Cancel) -> None:
        """Give up an open hold or pay."""
        one, person = self._book.open.get(intent.ref_id), self._counter.person
        refusal = asking.cancel_refusal(one, person)
        if refusal is not None:
            self.refuse(intent.ref_id, refusal)
            return
        now = self._clock.now()
        try:
            await self._book.change(
                intent.ref_id,
                lambda open_one: (
                    [steps.cancel_asked(open_one, person.name, now)] if open_one.can_be_cancelled else []
                ),
            )
        except (StorageTrouble, KeyError) as trouble:
            gone = isinstance(trouble, KeyError)
            self.refuse(intent.ref_id, NotDone.NOT_OPEN if gone else NotDone.TROUBLE)
            return
        self._outbox.ask((intent.ref_id,))

    async def acknowledge(self, refs: Sequence[str]) -> None:
        """A person has seen how these ended."""
        now, by = self._clock.now(), self._counter.person.name
        for ref_id in refs:
            if ref_id in self._book.unseen:
                await self._book.change(ref_id, lambda one: [steps.acknowledged(one, by, now)])

    async def give_back(self, made: Operation, token: str, body: bytes) -> None:
        """Ask for a refund whose checks are done, with these bytes."""
        await self._ask(made, token, _Beside(body=body))

    async def _ask_card(self, made: Operation | NotDone, token: str, body: bytes = b"") -> None:
        seen = self._reader.seen()
        await self._ask(made, token, _Beside(cards=() if seen is None else (seen,), body=body))

    async def _ask(self, made: Operation | NotDone, token: str, beside: _Beside) -> None:
        if any(given == token for given, _ in self._counter.asked):
            return  # the same press once more
        if isinstance(made, NotDone):
            self.refuse(token, made)
            return
        if made.lane in self._lanes_taken:
            self.refuse(token, NotDone.CARD_WAITS if made.kind.is_new_money else NotDone.HOLD_WAITS)
            return
        self._lanes_taken.add(made.lane)
        try:
            await self._write_and_send(made, token, beside)
        finally:
            self._lanes_taken.discard(made.lane)

    async def _write_and_send(self, made: Operation, token: str, beside: _Beside) -> None:
        body = beside.body or self._bodies.of(made, self._reader.read)
        at_once = self._outbox.is_free_for(made)
        step = steps.asked_and_sent(made, body) if at_once else steps.asked(made, body)
        self._counter.asked.append((token, made.ref_id))
        try:
            await self._book.write(_with_approval(step, beside.approver), beside.cards, self._counted(made))
        except StorageTrouble:
            self._counter.asked.remove((token, made.ref_id))
            self.refuse(token, NotDone.TROUBLE)
            return
        if at_once:
            self._outbox.begin(step.operation, body)
        else:
            self._outbox.notice()

    def _counted(self, made: Operation) -> str | None:
        if made.order != self._counter.next_order or not made.kind.is_new_money:
            return None
        self._counter.order_used = True
        return made.order

    def _ended(self, one: Operation) -> None:
        key = self._reader.read.key
        self._reader.settled(one)
        self._counter.settled(one)
        self.after_end(one)
        if key is not None and key.fingerprint == one.card.fingerprint:
            self._spawn(self._reader.refresh(self._counter.person.credential), f"refresh {one.ref_id}")

    def refuse(self, token: str, code: NotDone) -> None:
        """Tell a person that nothing was asked, and why."""
        self._counter.refusals.append(Refusal(token=token, code=code))
        self._desk.changed()

    def _moment(self) -> Moment:
        person = self._counter.person
        return Moment(
            person=person,
            now=self._clock.now(),
            new_ref=self._new_ref,
            own=self._place.region.currency,
            may_use_card_id=person.credential in self._place.card_id_credentials,
        )


def _until(made: Operation, years: int) -> float | None:
    until = valid_until(datetime.fromtimestamp(made.asked_at).astimezone(), years)
    return None if until is None else until.timestamp()


def _with_approval(step: Step, approver: Person | None) -> list[Step]:
    """What is asked, and who let it be asked: both names are in the story."""
    now = step.event.at
    return [step] if approver is None else [step, steps.approved(step.operation, approver.name, now)]
