"""Gathers what is true at one moment into the snapshot that every screen draws."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from pos_app.domain.audit import AuditPage
from pos_app.domain.hold import Hold
from pos_app.domain.money import Money
from pos_app.domain.operation import Event, Operation
from pos_app.domain.person import Person
from pos_app.service.book import Book
from pos_app.service.cases import Approval, Case, RefundCase
from pos_app.service.clock import Clock
from pos_app.service.outbox import Outbox
from pos_app.service.reading import CardReader, Read, tail_of
from pos_app.service.snapshot import Found, Refusal, ShownCard, Signing, Snapshot, Trouble, Waits


@dataclass(slots=True)
class Counter:
    """What the till keeps in mind between snapshots; nothing of it must survive the program."""

    person: Person
    next_order: str
    asked: deque[tuple[str, str]] = field(default_factory=lambda: deque(maxlen=32))
    refusals: deque[Refusal] = field(default_factory=lambda: deque(maxlen=8))
    story: tuple[Event, ...] = ()
    story_of: str = ""
    found: Found = Found()
    case: Case | None = None
    refund: RefundCase | None = None
    approval: Approval | None = None
    audit: AuditPage = AuditPage()
    signing: Signing | None = None
    read_holds: dict[str, tuple[Hold, ...]] = field(default_factory=dict)
    """Holds seen in histories that were read here, by card fingerprint."""
    holds_complete: bool = False
    no_answer_since: float | None = None
    answered_once: bool = False
    other_origins: int = 0
    our_fault: bool = False
    order_used: bool = False

    def settled(self, one: Operation) -> None:
        """An operation ended: holds that histories showed follow, until they are read again."""
        listed = self.read_holds.get(one.card.fingerprint)
        if listed is not None:
            self.read_holds[one.card.fingerprint] = tuple(hold.ended_by(one) for hold in listed)

    def count_order(self) -> None:
        """Move the till's own count of orders on, if its number was used."""
        if self.order_used:
            self.order_used = False
            self.next_order = str(int(self.next_order) + 1)


class Desk:
    """Makes snapshots; holds no truth of its own."""

    def __init__(
        self,
        book: Book,
        outbox: Outbox,
        reader: CardReader,
        counter: Counter,
        clock: Clock,
        changed: Callable[[], None],
    ) -> None:
        """Everything it reads from is given; `changed` asks for a new snapshot to be drawn."""
        self.changed = changed
        self._book = book
        self._outbox = outbox
        self._reader = reader
        self._counter = counter
        self._clock = clock
        self._number = 0

    def snapshot(self) -> Snapshot:
        """The whole truth now; its number grows by one each time."""
        self._number += 1
        book, counter = self._book, self._counter
        locked = self._on_cards()
        return Snapshot(
            number=self._number,
            now=self._clock.now(),
            monotonic=self._clock.monotonic(),
            person=counter.person,
            card=self._shown(locked),
            holds=self._known(locked),
            holds_complete=counter.holds_complete,
            waiting=tuple(reversed(book.open.values())),
            waits={ref_id: self._waits(ref_id) for ref_id in book.open},
            unseen=tuple(book.unseen.values()),
            latest=book.latest(),
            asked=tuple(counter.asked),
            ended=tuple(book.ended),
            refusals=tuple(reversed(counter.refusals)),
            story=counter.story,
            story_of=counter.story_of,
            found=counter.found,
            case=counter.case if counter.case is not None and counter.case.ref_id in book.open else None,
            refund=counter.refund,
            approval=counter.approval,
            audit=counter.audit,
            signing=counter.signing,
            next_order=counter.next_order,
            no_answer_since=counter.no_answer_since,
            answered_once=counter.answered_once,
            paused=tuple(str(credential) for credential in self._outbox.schedule.paused),
            other_origins=counter.other_origins,
            trouble=self._trouble(),
            restored=book.restored,
        )

    def holds(self) -> tuple[Hold, ...]:
        """Every open hold this till knows: its own, and those seen in histories; newest first."""
        return self._known(self._on_cards())

    def _known(self, locked: Iterable[Hold]) -> tuple[Hold, ...]:
        """A hold this till asked for and has no answer to is none yet, whatever a history shows."""
        return tuple(one for one in locked if one.ref_id not in self._book.open)

    def _on_cards(self) -> tuple[Hold, ...]:
        """What locks money, newest first; also what still waits for its answer, if a history shows it."""
        seen: dict[str, Hold] = {}
        for listed in (*self._counter.read_holds.values(), self._reader.read.listed or ()):
            seen.update({one.hold_id: one for one in listed})
        own = [_by_both(one, seen.pop(one.hold_id, None)) for one in self._book.holdings.holds()]
        others = [self._with_our_ends(one) for one in seen.values() if one.is_open]
        still_open = [*(one for one in own if one.is_open), *others]
        return tuple(sorted(still_open, key=lambda one: -one.placed_at))

    def hold(self, hold_id: str) -> Hold | None:
        """The open hold with this transaction id, whoever placed it."""
        return next((one for one in self.holds() if one.hold_id == hold_id), None)

    def _with_our_ends(self, hold: Hold) -> Hold:
        ends = self._book.holdings.ends_of(hold.ref_id)
        return replace(hold, pending=tuple(one for one in ends if one.is_open))

    def _shown(self, every: Iterable[Hold]) -> ShownCard:
        read = self._reader.read
        if read.key is None:
            return ShownCard(reading=read.reading, number=read.number, tail=tail_of(read))
        locked = [one for one in every if one.card.fingerprint == read.key.fingerprint]
        return ShownCard(
            reading=read.reading,
            number=read.number,
            tail=tail_of(read),
            key=read.key,
            card=read.card,
            holds=self._known(locked),
            elsewhere=_elsewhere(read, locked),
            open=self._book.open_on(read.key.fingerprint),
            blocked=self._book.is_blocked(read.key.fingerprint),
            used=read.used,
            code_used=read.code_used,
        )

    def _waits(self, ref_id: str) -> Waits:
        due = self._outbox.schedule.due.get(ref_id)
        if due is None:
            return Waits()
        return Waits(next_at=None if due.trying else due.at, asked_since=due.asked_since, trying=due.trying)

    def _trouble(self) -> Trouble:
        if self._counter.our_fault:
            return Trouble.OUR_FAULT
        return Trouble.NONE if self._book.trouble is None else Trouble(self._book.trouble.value)


def _by_both(own: Hold, listed: Hold | None) -> Hold:
    """A hold of ours as journal and history know it together: what another till took counts as well."""
    if listed is None:
        return own
    return replace(own, captured=max(own.captured, listed.captured), voided=own.voided or listed.voided)


def _elsewhere(read: Read, holds: Iterable[Hold]) -> Money | None:
    """What is on hold beyond the rows we know of; None when nothing is."""
    if read.card is None or not read.history_tried:
        return None
    known = sum(one.left.minor for one in holds)
    rest = read.card.on_hold.minor - known
    return Money(rest, read.card.currency) if rest > 0 else None
