"""The whole service behind the window: one way in for intents, one way out for snapshots."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from pos_app.api.client import CardService
from pos_app.domain.audit import Deed
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.limits import Limits
from pos_app.domain.operation import Operation
from pos_app.domain.person import Person
from pos_app.domain.scan import CodePatterns
from pos_app.service import intents as want
from pos_app.service.approving import Approving
from pos_app.service.auditing import Audit, Exports
from pos_app.service.bodies import Bodies
from pos_app.service.book import Book
from pos_app.service.care import Care
from pos_app.service.clock import Clock, Spawn
from pos_app.service.desk import Counter, Desk
from pos_app.service.door import Door
from pos_app.service.finding import Finder
from pos_app.service.intents import Intent
from pos_app.service.lacking import Lacks
from pos_app.service.limiting import Limiting
from pos_app.service.look import Lookback
from pos_app.service.outbox import Outbox
from pos_app.service.patience import Patience
from pos_app.service.publishing import CROWD, Publishing
from pos_app.service.reading import CardReader
from pos_app.service.refresh import HoldsRefresh
from pos_app.service.refunding import Refunds
from pos_app.service.resolving import Resolver
from pos_app.service.schedule import Schedule
from pos_app.service.signing import SignIn, Staff
from pos_app.service.snapshot import NotDone, Snapshot
from pos_app.service.staffing import Staffing
from pos_app.service.till import Till, TillPlace
from pos_app.service.turn import Turn
from pos_app.storage.journal import Journal, Loaded
from pos_app.storage.trouble import StorageTrouble


@frozen_by_name
class ShopSettings:
    """What a shop is built with, beside the journal and the card service."""

    place: TillPlace
    originated_by: str
    exports: Path
    """The folder for what is written for others to read."""
    patterns: CodePatterns
    staff: Staff
    limits: Limits = Limits()
    today: tuple[Operation, ...] = ()
    """What the journal holds of this day, as far as limits are about it."""
    other_origins: int = 0
    archive_months: int = 18

    @property
    def files(self) -> Exports:
        """Where exports go, and what they call this till."""
        return Exports(folder=self.exports, till=self.originated_by)


class Shop:
    """Builds the service once for one origin, and runs it until it is closed."""

    def __init__(
        self,
        settings: ShopSettings,
        journal: Journal,
        loaded: Loaded,
        service: CardService,
        clock: Clock,
        spawn: Spawn,
        publish: Callable[[Snapshot], None],
        new_ref: Callable[[], str],
        dice: random.Random,
        patience: Patience,
    ) -> None:
        """`publish` gets every new snapshot, at most one per turn of the loop; fewer while a queue drains."""
        self._place = place = settings.place
        self._journal = journal
        self._spawn, self._clock = spawn, clock
        publishing = Publishing(clock, publish, self.snapshot)
        self._changed = changed = publishing.changed
        self._counter = counter = _counter(settings, loaded.counted_order)
        self._book = book = Book(journal, loaded, changed)
        publishing.is_crowded = lambda: len(book.open) > CROWD
        lookback = Lookback(book, journal, service, clock, patience, new_ref)
        turn = Turn(book, journal, service, clock, lookback, new_ref)
        schedule = Schedule(book, clock, patience, dice)
        self._outbox = outbox = Outbox(book, turn, schedule, clock, spawn, changed)
        self._reader = CardReader(service, journal, settings.patterns, clock, spawn, changed)
        self._desk = Desk(book, outbox, self._reader, counter, clock, changed)
        bodies = Bodies(originated_by=settings.originated_by, card_id_credentials=place.card_id_credentials)
        limiting = Limiting(settings.limits, settings.today, clock)
        book.on_write = limiting.take
        self._till = Till(
            place, book, outbox, self._reader, self._desk, counter, bodies, clock, spawn, new_ref, limiting
        )
        self._resolver = Resolver(
            book, journal, service, outbox, lookback, counter, bodies, clock, changed, new_ref
        )
        self._audit = audit = Audit(journal, book, counter, settings.files, clock, spawn, changed)
        signing = SignIn(settings.staff, counter, clock, audit.note)
        self._staffing = Staffing(settings.staff, counter, signing, audit.note)
        self._refunds = Refunds(
            book, journal, service, self._till, counter, bodies, clock, spawn, changed, new_ref
        )
        self._approving = Approving(counter, signing, self._move, self._till.refuse)
        self._door = Door(
            counter, signing, self._approving, self._reader, self._resolver, self._till.refuse, spawn
        )
        self._refresh = HoldsRefresh(book, journal, service, counter, changed)
        self._finder = Finder(journal, clock)
        self._care = Care(book, journal, clock, settings.archive_months, signing)

    def start(self) -> None:
        """Begin with what the journal left open, and draw the first snapshot."""
        self._spawn(self._outbox.run(), "outbox")
        self._spawn(self._care.run(), "care")
        self._changed()

    def stop(self) -> None:
        """Begin nothing more. What is under way may end; what is open goes on at the next start."""
        self._outbox.stop()
        self._care.stop()

    def snapshot(self) -> Snapshot:
        """The truth now."""
        return self._desk.snapshot()

    def note_our_fault(self) -> None:
        """The program made a mistake: no new money on this till until it is started again."""
        self._counter.our_fault = True
        self._approving.decline()
        self._changed()

    def note(self, what: Deed, about: str, by: str | None = None) -> None:
        """Something was done beside operations, by the person at the till unless `by` says so."""
        self._audit.note(what, about, self._counter.person.name if by is None else by)

    async def carry_out(self, intent: Intent) -> None:
        """Do what a person wants, where it is allowed and possible; the snapshot tells what came of it."""
        try:
            if not await self._door.heard(intent):
                await self._carry_out(intent)
        except StorageTrouble as trouble:
            self._book.note_trouble(trouble)
        self._changed()

    async def _carry_out(self, intent: Intent) -> None:
        match intent:
            case _ if isinstance(intent, want.Moving):
                await self._approving.carry_out(intent)
            case want.Cancel():
                await self._till.cancel(intent)
            case _:
                await self._carry_out_queue(intent)

    async def _move(self, intent: want.Moving, approvers: tuple[Person, ...]) -> Lacks | None:
        new_money = want.Place | want.Fund | want.Activate | want.Refund
        if self._counter.our_fault and isinstance(intent, new_money):
            self._till.refuse(intent.token, NotDone.TROUBLE)
            return None
        if isinstance(intent, want.Refund):
            return await self._refunds.refund(intent, approvers)
        return await self._till.move(intent, approvers)

    async def _carry_out_queue(self, intent: Intent) -> None:
        match intent:
            case want.AskAgain(refs):
                self._outbox.ask(refs)
            case want.Acknowledge(refs):
                await self._till.acknowledge(refs)
            case want.LookInto(ref_id):
                await self._resolver.look_into(ref_id)
            case want.Resolve(ref_id):
                self._refused(ref_id, await self._resolver.resolve(intent))
            case want.LookForRefund(ref_id):
                await self._refunds.look(ref_id)
            case _ if isinstance(intent, want.Managing):
                await self._manage(intent)
            case want.RefreshHolds():
                await self._refresh.run()
            case _:
                await self._carry_out_reading(intent)

    async def _manage(self, intent: want.Managing) -> None:
        match intent:
            case want.AddStaff(token=token):
                self._refused(token, await self._staffing.add(intent))
            case want.RemoveStaff(token=token):
                self._refused(token, await self._staffing.remove(intent))
            case want.ReadAudit(turn, before):
                await self._audit.read(turn, before)
            case want.ExportAudit(turn):
                await self._audit.export(turn)

    def _refused(self, token: str, why: NotDone | None) -> None:
        if why is not None:
            self._till.refuse(token, why)

    async def _carry_out_reading(self, intent: Intent) -> None:
        credential = self._counter.person.credential
        match intent:
            case want.LookUp(code):
                await self._reader.look_up(code, credential)
            case want.GivePin(pin):
                await self._reader.with_pin(pin, credential)
            case want.ReadAgain():
                await self._reader.again(credential)
            case want.PutCardAway():
                self._reader.put_away()
            case want.TellStory(ref_id):
                self._counter.story_of = ref_id
                self._counter.story = await self._journal.story(ref_id) if ref_id else ()
            case want.Find():
                found = await self._finder.find(intent)
                if found.turn > self._counter.found.turn:
                    self._counter.found = found
            case want.CountOrder():
                self._counter.count_order()
            case want.SwitchPerson() if self._counter.signing is None:
                self._counter.person = self._place.after(self._counter.person)
                self._counter.case = self._counter.refund = None

    def heard(self, answered: bool) -> None:
        """An exchange with the card service ended; `answered` if any answer came."""
        counter = self._counter
        was_away = counter.no_answer_since is not None
        as_before = counter.answered_once and not was_away if answered else was_away
        if as_before:
            return  # no screen is drawn between an answer and its commit
        if answered:
            counter.answered_once, counter.no_answer_since = True, None
            if was_away:
                self._outbox.answered()
        else:
            counter.no_answer_since = self._clock.now()
        self._changed()


def _counter(settings: ShopSettings, counted_order: str) -> Counter:
    return Counter(
        person=settings.place.people[0],
        next_order=_next_order(counted_order),
        other_origins=settings.other_origins,
    )


def _next_order(counted: str) -> str:
    """The number after the last one the till counted; a new till begins with 1001."""
    return str(int(counted) + 1) if counted.isascii() and counted.isdigit() else "1001"
