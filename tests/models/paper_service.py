"""A card service on paper: takes intents, keeps cards and operations by the domain's own rules, gives snapshots.

It answers only when told to (`answers`), so that a test decides what is asking, waiting, confirmed or refused.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import assert_never

from pos_app.domain import steps
from pos_app.domain.answer import Answer, Seen, Transaction
from pos_app.domain.card import Card, CardKey, last_four
from pos_app.domain.hold import Hold, hold_of
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Event, Kind, Operation, State, Step, Why
from pos_app.domain.person import Credential, Person, Role
from pos_app.service import intents as want
from pos_app.service.intents import Intent
from pos_app.service.snapshot import (
    NotDone,
    Reading,
    Refusal,
    ShownCard,
    Snapshot,
    Trouble,
    Waits,
)

KARI = Person(1, "Kari", Role.CASHIER)
MIA = Person(2, "Mia", Role.MANAGER)
NOON = 1_795_348_800.0
"""2026-11-22 12:00 UTC."""


def nok(minor: int) -> Money:
    """A sum in the till's currency."""
    return Money(minor, Currency.NOK)


def card(
    number: str, available: int = 50_000, held: int = 0, currency: Currency = Currency.NOK, **changes: object
) -> Card:
    """A card with so much available, in minor units, beside what is on hold elsewhere."""
    start = Card(
        card_id=number,
        currency=currency,
        available=Money(available, currency),
        balance=Money(available + held, currency),
        status="active",
        name="Gift card",
        expires_at=NOON + 200 * 86400,
    )
    return replace(start, **changes)  # type: ignore[arg-type]  # the fields are checked where they are used


@dataclass
class PaperService:
    """The other side of the window. Times are seconds; `monotonic` starts at 1000."""

    cards: dict[str, Card] = field(default_factory=dict)
    person: Person = KARI
    now: float = NOON
    monotonic: float = 1000.0
    answers: bool = True
    """Requests and look-ups are answered at once; else they stay open until `settle`."""
    refuses: Why = Why.NONE
    """Every request is refused for this reason."""
    reads: Reading = Reading.CARD
    """What a look-up of a known code ends with."""
    not_done: NotDone | None = None
    """Intents that move money are not carried out, for this reason."""
    trouble: Trouble = Trouble.NONE
    no_answer_since: float | None = None
    holds_complete: bool = False
    foreign: tuple[Hold, ...] = ()
    operations: dict[str, Operation] = field(default_factory=dict)
    intents: list[Intent] = field(default_factory=list)
    story: tuple[Event, ...] = ()
    story_of: str = ""
    next_order: int = 10244
    pin: str = ""
    code_used: bool = False

    def __post_init__(self) -> None:
        """Nothing lies on the till yet."""
        self._asked: deque[tuple[str, str]] = deque(maxlen=32)
        self._refusals: deque[Refusal] = deque(maxlen=8)
        self._began: dict[str, float] = {}
        self._number = 0
        self._looks = 0
        self._shown: Card | None = None
        self._code = ""
        self._reading = Reading.NONE
        self._order_used = False

    def carry_out(self, intent: Intent) -> None:
        """Do what a person wants, as far as the rules of money allow."""
        self.intents.append(intent)
        match intent:
            case want.LookUp(code):
                self._code = code.text
                self._read()
            case want.ReadAgain():
                self._read()
            case want.GivePin(pin):
                self.pin = pin
                self._read()
            case want.PutCardAway():
                self._looks += 1
                self._shown, self._reading, self._code, self.pin = None, Reading.NONE, "", ""
            case want.SwitchPerson():
                self.person = MIA if self.person is KARI else KARI
            case want.CountOrder():
                self.next_order += 1
            case want.TellStory(ref_id):
                self.story_of = ref_id
                self.story = (Event(ref_id, self.now, "asked and sending", "hold"),) if ref_id else ()
            case want.RefreshHolds():
                self.holds_complete = self.answers
            case _:
                self._move(intent)

    def _move(self, intent: Intent) -> None:
        match intent:
            case want.Place(kind, amount, order, token):
                self._ask(token, self._on_card(kind, amount, order))
            case want.Fund(amount, reason, token):
                self._ask(token, replace(self._on_card(Kind.FUND, amount, ""), reason=reason))
            case want.Capture(hold_id, amount, token):
                self._ask(token, self._on_hold(Kind.CAPTURE, hold_id, amount))
            case want.Void(hold_id, token):
                hold = self.hold(hold_id)
                self._ask(token, self._on_hold(Kind.VOID, hold_id, hold.uncommitted))
            case want.Cancel(ref_id):
                self._put(steps.cancel_asked(self.operations[ref_id], self.person.name, self.now))
            case want.Acknowledge(refs):
                for ref in refs:
                    self._put(steps.acknowledged(self.operations[ref], self.person.name, self.now))
            case want.AskAgain():
                pass
            case (
                want.LookUp()
                | want.ReadAgain()
                | want.GivePin()
                | want.PutCardAway()
                | want.SwitchPerson()
                | want.CountOrder()
                | want.TellStory()
                | want.RefreshHolds()
            ):
                raise AssertionError("handled before")
            case _:
                assert_never(intent)

    def settle(self, why: Why = Why.NONE, *, only: str = "") -> None:
        """Every open request (or only this one) gets its answer: confirmed, or refused for this reason."""
        for one in list(self.operations.values()):
            if one.is_open and only in ("", one.ref_id):
                self._answer(one, why)

    def need_manager(self, ref: str, why: Why = Why.NO_HISTORY) -> None:
        """Neither answers nor history can settle it."""
        self._put(steps.needs_manager(self._waiting(self.operations[ref]), why, self.now))

    def give_up_answers(self) -> None:
        """The attempts under way end without an answer: from now on these wait."""
        for one in list(self.operations.values()):
            if one.is_open:
                self._put(Step(self._waiting(one), Event(one.ref_id, self.now, "no sure answer")))

    def finish_reading(self, end: Reading = Reading.CARD) -> None:
        """The look-up under way ends."""
        self._reading = end
        found = self.cards.get(self._code)
        self._shown = found if end is Reading.CARD else None

    def slow(self) -> None:
        """The look-up has had no answer for three seconds."""
        self._reading = Reading.SLOW

    def hold(self, hold_id: str) -> Hold:
        """The hold of this id."""
        return next(one for one in self.holds() if one.hold_id == hold_id)

    def holds(self) -> tuple[Hold, ...]:
        """Every open hold, newest first."""
        placed = [
            one for one in self.operations.values() if one.kind is Kind.HOLD and one.state is State.CONFIRMED
        ]
        ends = tuple(self.operations.values())
        own = [hold_of(one, ends) for one in placed]
        found = [one for one in (*own, *self.foreign) if one.is_open]
        return tuple(sorted(found, key=lambda one: -one.placed_at))

    def snapshot(self) -> Snapshot:
        """The truth now."""
        self._number += 1
        every = list(reversed(self.operations.values()))
        waiting = tuple(one for one in every if one.is_open)
        ended = tuple(one for one in every if not one.is_open)
        return Snapshot(
            number=self._number,
            now=self.now,
            monotonic=self.monotonic,
            person=self.person,
            card=self._shown_card(),
            holds=self.holds(),
            holds_complete=self.holds_complete,
            waiting=waiting,
            waits=tuple((one.ref_id, Waits(asked_since=self._began[one.ref_id])) for one in waiting),
            unseen=tuple(
                one
                for one in self.operations.values()
                if one.state in (State.REFUSED, State.NOT_ASKED) and not one.acknowledged
            ),
            latest=tuple(every[:8]),
            asked=tuple(self._asked),
            ended=ended[:32],
            refusals=tuple(reversed(self._refusals)),
            story=self.story,
            story_of=self.story_of,
            next_order=str(self.next_order),
            no_answer_since=self.no_answer_since,
            answered_once=True,
            trouble=self.trouble,
        )

    def _shown_card(self) -> ShownCard:
        shown = self._shown
        if shown is None:
            return ShownCard(reading=self._reading, number=self._looks, tail=self._code[-4:])
        key = _key(shown)
        open_here = tuple(
            one
            for one in self.operations.values()
            if one.is_open and one.card.fingerprint == key.fingerprint
        )
        holds = tuple(one for one in self.holds() if one.card.fingerprint == key.fingerprint)
        fresh = self._current(shown)
        rest = fresh.on_hold.minor - sum(one.left.minor for one in holds)
        return ShownCard(
            reading=self._reading,
            number=self._looks,
            tail=last_four(shown.card_id),
            key=key,
            card=fresh,
            holds=holds,
            elsewhere=nok(rest) if rest > 0 else None,
            open=open_here,
            blocked=any(one.kind.is_new_money for one in open_here),
            code_used=self.code_used,
        )

    def _current(self, start: Card) -> Card:
        """The card's figures after everything that is confirmed."""
        available, balance = start.available.minor, start.balance.minor
        for one in self.operations.values():
            if one.card != _key(start) or one.state is not State.CONFIRMED:
                continue
            amount = one.amount.minor
            match one.kind:
                case Kind.HOLD:
                    available -= amount
                case Kind.PAY:
                    available -= amount
                    balance -= amount
                case Kind.CAPTURE:
                    balance -= amount
                case Kind.VOID:
                    available += amount
                case Kind.FUND:
                    available += amount
                    balance += amount
        currency = start.currency
        return replace(start, available=Money(available, currency), balance=Money(balance, currency))

    def _read(self) -> None:
        self._looks += 1
        self._shown, self._reading = None, Reading.READING
        if not self.answers:
            return
        known = self._code in self.cards
        self.finish_reading(self.reads if known else Reading.UNKNOWN)

    def _on_card(self, kind: Kind, amount: Money, order: str) -> Operation:
        assert self._shown is not None, "no look-up, no new money"
        assert amount.minor > 0
        assert kind is Kind.FUND or amount.minor <= self._current(self._shown).available.minor
        self._order_used = True
        return self._operation(kind, _key(self._shown), amount, order)

    def _on_hold(self, kind: Kind, hold_id: str, amount: Money) -> Operation:
        hold = self.hold(hold_id)
        assert 0 < amount.minor <= hold.uncommitted.minor
        made = self._operation(kind, hold.card, amount, hold.order)
        return replace(made, hold_ref=hold.ref_id, hold_id=hold_id)

    def _operation(self, kind: Kind, key: CardKey, amount: Money, order: str) -> Operation:
        return Operation(
            ref_id=f"01JD8Q4MZZ{len(self.operations):06d}",
            kind=kind,
            card=key,
            amount=amount,
            order=order,
            staff=self.person.number,
            staff_name=self.person.name,
            credential=Credential.CASHIER,
            asked_at=self.now,
        )

    def _ask(self, token: str, made: Operation) -> None:
        if self.not_done is not None:
            self._refusals.append(Refusal(token=token, code=self.not_done))
            return
        self._asked.append((token, made.ref_id))
        self._began[made.ref_id] = self.monotonic
        self._put(steps.asked_and_sent(made, b"{}"))
        if self.answers:
            self._answer(self.operations[made.ref_id], self.refuses)

    def _answer(self, one: Operation, why: Why) -> None:
        if why is not Why.NONE:
            self._put(steps.refused(one, why, self.now, ""))
            return
        row = Transaction(ref_id=one.ref_id, amount=one.amount, id=f"t-{one.ref_id}")
        self._put(steps.confirmed(one, row, self.now, "answer"))

    def _waiting(self, one: Operation) -> Operation:
        return steps.not_known(one, Answer(seen=Seen.NOT_KNOWN, why=Why.NO_ANSWER), self.now).operation

    def _put(self, step: Step) -> None:
        self.operations[step.operation.ref_id] = step.operation


def _key(found: Card) -> CardKey:
    return CardKey(f"print-{found.card_id}", last_four(found.card_id))
