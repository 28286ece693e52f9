"""The till: carries out what people want, one intent at a time. Truth goes out by the snapshot alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pos_app.domain import steps
from pos_app.domain.activating import end_of, last_day
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.operation import Operation, Step
from pos_app.domain.person import Act, Credential, Person
from pos_app.domain.region import Region
from pos_app.service import asking
from pos_app.service import intents as want
from pos_app.service.asking import Moment
from pos_app.service.bodies import Bodies
from pos_app.service.book import Book
from pos_app.service.clock import Clock, Spawn, day_of
from pos_app.service.desk import Counter, Desk
from pos_app.service.lacking import Lacks
from pos_app.service.limiting import Limiting
from pos_app.service.outbox import Outbox
from pos_app.service.reading import CardReader
from pos_app.service.snapshot import NotDone, Refusal
from pos_app.storage.journal import CardSeen
from pos_app.storage.trouble import StorageTrouble

OnCard = want.Place | want.Fund | want.Activate
People = tuple[Person, ...]


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
    approvers: tuple[Person, ...] = ()
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
        limiting: Limiting,
    ) -> None:
        """Everything is given; nothing happens before an intent."""
        self._limiting = limiting
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

    async def move(self, intent: OnCard | want.Capture | want.Void, approvers: People) -> Lacks | None:
        """Do what moves money, with these approvals; one that it still lacks is left to the caller."""
        if isinstance(intent, want.Capture | want.Void):
            return await self._end_hold(intent, approvers)
        made = self._made(intent)
        lacks = None if isinstance(made, NotDone) else self.lacks(made, approvers)
        if lacks is None:
            await self._ask_card(made, intent, approvers)
        return lacks

    def lacks(self, made: Operation, approvers: People) -> Lacks | None:
        """The approval that an operation above a limit still lacks."""
        act = asking.act_of(made)
        counting = tuple(one for one in approvers if one.may(act))
        if self._limiting.allow(made, self._counter.person, counting):
            return None
        limiting = self._limiting
        return Lacks(act, lambda one: one.may(act) and limiting.may_approve(made, one), over_limit=True)

    def _made(self, intent: OnCard) -> Operation | NotDone:
        read, book, at = self._reader.read, self._book, self._moment()
        match intent:
            case want.Place():
                return asking.place(intent, read, book, at)
            case want.Fund():
                return asking.fund(intent, read, book, at)
            case want.Activate():
                return asking.activate(intent, read, book, at)

    async def _end_hold(self, intent: want.Capture | want.Void, approvers: People) -> Lacks | None:
        hold, at = self._desk.hold(intent.hold_id), replace(self._moment(), approvers=approvers)
        made = asking.capture(intent, hold, at) if isinstance(intent, want.Capture) else asking.void(hold, at)
        if made is NotDone.NEEDS_APPROVAL:
            act = Act.CAPTURE_PART if isinstance(intent, want.Capture) else Act.VOID_OTHERS
            return Lacks(act, lambda one: one.may(act))
        await self._ask(made, intent.token, _Beside(approvers=approvers))
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

    async def give_back(self, made: Operation, token: str, body: bytes, approvers: People) -> None:
        """Ask for a refund whose checks are done, with these bytes."""
        await self._ask(made, token, _Beside(body=body, approvers=approvers))

    async def _ask_card(self, made: Operation | NotDone, intent: OnCard, approvers: People) -> None:
        seen, body = self._reader.seen(), b""
        if isinstance(intent, want.Activate) and isinstance(made, Operation):
            body = self._bodies.activation(made, _until(made, intent.years))
        cards = () if seen is None else (seen,)
        await self._ask(made, intent.token, _Beside(cards=cards, approvers=approvers, body=body))

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
        self._limiting.take(made)  # before the disk has it: a second press finds it counted
        try:
            await self._book.write(_approved(step, beside.approvers), beside.cards, self._counted(made))
        except StorageTrouble:
            self._counter.asked.remove((token, made.ref_id))
            self._limiting.forget(made.ref_id)
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
    last = last_day(day_of(made.asked_at), years)
    return None if last is None else end_of(last)


def _approved(step: Step, approvers: People) -> list[Step]:
    """What is asked, and who let it be asked: all names are in the story."""
    now = step.event.at
    return [step, *(steps.approved(step.operation, one.name, now) for one in approvers)]
