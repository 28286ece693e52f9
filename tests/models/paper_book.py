"""The operations of a service on paper: how they are made, how they end, and which holds stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pos_app.domain import steps
from pos_app.domain.answer import Answer, Seen, Transaction
from pos_app.domain.card import Card, CardKey
from pos_app.domain.hold import Hold, hold_of
from pos_app.domain.money import Money
from pos_app.domain.operation import Event, Kind, Operation, State, Step, Why
from pos_app.domain.person import Credential, Person
from tests.models.paper_cards import KARI, NOON


@dataclass
class PaperBook:
    """Operations by the domain's own steps. Times are seconds; `monotonic` starts at 1000."""

    cards: dict[str, Card] = field(default_factory=dict)
    """By the code that is scanned."""
    person: Person = KARI
    now: float = NOON
    monotonic: float = 1000.0
    foreign: tuple[Hold, ...] = ()
    """Holds of other tills, seen in histories."""
    operations: dict[str, Operation] = field(default_factory=dict)
    began: dict[str, float] = field(default_factory=dict)
    """When the first try of each began, monotonic."""

    def settle(self, why: Why = Why.NONE, *, only: str = "") -> None:
        """Every open request (or only this one) gets its answer: confirmed, or refused for this reason."""
        for one in list(self.operations.values()):
            if one.is_open and only in ("", one.ref_id):
                self.answer(one, why)

    def need_manager(self, ref: str, why: Why = Why.NO_HISTORY) -> None:
        """Neither answers nor history can settle it."""
        self.put(steps.needs_manager(self._waiting(self.operations[ref]), why, self.now))

    def give_up_answers(self) -> None:
        """The attempts under way end without an answer: from now on these wait."""
        for one in list(self.operations.values()):
            if one.is_open:
                self.put(Step(self._waiting(one), Event(one.ref_id, self.now, "no sure answer")))

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

    def unseen(self) -> tuple[Operation, ...]:
        """What ended otherwise than hoped and was not acknowledged, oldest first."""
        bad = (State.REFUSED, State.NOT_ASKED)
        return tuple(one for one in self.operations.values() if one.state in bad and not one.acknowledged)

    def on_hold(self, kind: Kind, hold_id: str, amount: Money) -> Operation:
        """A capture or void, never of more than nobody has asked for yet."""
        hold = self.hold(hold_id)
        assert 0 < amount.minor <= hold.uncommitted.minor
        made = self.operation(kind, hold.card, amount, hold.order)
        return replace(made, hold_ref=hold.ref_id, hold_id=hold_id)

    def operation(self, kind: Kind, key: CardKey, amount: Money, order: str) -> Operation:
        """A new operation with the next reference."""
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

    def begin(self, made: Operation) -> None:
        """It is written down, and its first attempt begins."""
        self.began[made.ref_id] = self.monotonic
        self.put(steps.asked_and_sent(made, b"{}"))

    def answer(self, one: Operation, why: Why) -> None:
        """Its answer: refused for this reason, or confirmed; a cancelled hold is voided at once."""
        if why is not Why.NONE:
            self.put(steps.refused(one, why, self.now, ""))
            return
        row = Transaction(ref_id=one.ref_id, amount=one.amount, id=f"t-{one.ref_id}")
        self.put(steps.confirmed(one, row, self.now, "answer"))
        if one.cancel and one.kind is Kind.HOLD:
            undo = self.on_hold(Kind.VOID, row.id, one.amount)
            self.begin(undo)
            self.answer(self.operations[undo.ref_id], Why.NONE)

    def _waiting(self, one: Operation) -> Operation:
        return steps.not_known(one, Answer(seen=Seen.NOT_KNOWN, why=Why.NO_ANSWER), self.now).operation

    def put(self, step: Step) -> None:
        """What is true from now on."""
        self.operations[step.operation.ref_id] = step.operation
