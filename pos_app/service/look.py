"""A look at a card's history, and what a presence or an absence there proves."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from pos_app.api.client import CardService
from pos_app.domain import steps
from pos_app.domain.answer import Look
from pos_app.domain.frozen import frozen
from pos_app.domain.judge import Verdict
from pos_app.domain.operation import Kind, Operation, State, Step, Why
from pos_app.domain.traces import Trace, Traced
from pos_app.service.book import Book
from pos_app.service.clock import Clock
from pos_app.service.follow_up import confirmed_with_follow_ups
from pos_app.service.patience import Patience
from pos_app.service.tracing import shown
from pos_app.storage.journal import Journal

BETWEEN_LOOKS = 1.0
"""Seconds between two looks at the least, however near the minute is."""


STRANGE_LOOKS = 8
"""So many looks at a history that is there but makes no sense, and a manager is needed."""


class Next(StrEnum):
    """What is to be done with an operation after a turn."""

    NOTHING = "nothing"
    """It has ended, or waits for a person."""
    AGAIN = "again"
    LATER = "later"
    """Not before `after` seconds."""
    PAUSE = "pause"
    """The service does not accept this credential."""


@frozen
class TurnEnd:
    """How a turn ended; `after` in seconds, for LATER."""

    next: Next
    after: float = 0.0


NOTHING = TurnEnd(Next.NOTHING)
AGAIN = TurnEnd(Next.AGAIN)


class Lookback:
    """Looks operations up in their cards' histories, one look a call."""

    def __init__(
        self,
        book: Book,
        journal: Journal,
        service: CardService,
        clock: Clock,
        patience: Patience,
        new_ref: Callable[[], str],
    ) -> None:
        """Everything is given; nothing is asked before `look`."""
        self._book = book
        self._journal = journal
        self._service = service
        self._clock = clock
        self._patience = patience
        self._new_ref = new_ref
        self._born = clock.monotonic()
        self._quiet_since: dict[str, float] = {}
        self._in_vain: dict[str, int] = {}
        self._strange: dict[str, int] = {}
        self._looked: set[str] = set()
        """Rows not found since their last attempt, or whose history may not be read: asking again is safe."""
        self._allowed: set[str] = set()
        """Rows that a manager lets go out once more before their history is read again."""

    def attempted(self, ref_id: str, verdict: Verdict) -> None:
        """Note that an attempt ended now; if it may have reached the service, an allowance is used up."""
        if verdict is not Verdict.HARMLESS:
            self._allowed.discard(ref_id)
        in_vain = verdict is Verdict.NOT_KNOWN
        self._quiet_since[ref_id] = self._clock.monotonic()
        self._looked.discard(ref_id)
        self._in_vain[ref_id] = self._in_vain.get(ref_id, 0) + 1 if in_vain else 0

    def allow(self, ref_id: str) -> None:
        """A manager asks again: the next turn of this operation sends it, whatever its history said."""
        self._allowed.add(ref_id)

    def quiet_for(self, ref_id: str) -> float:
        """Monotonic seconds since its last attempt ended, or since this program began if that was before."""
        return self._clock.monotonic() - self._quiet_since.get(ref_id, self._born)

    def forget(self, ref_id: str) -> None:
        """The operation has ended, or is a manager's: what was noted about it is not needed any more."""
        if ref_id not in self._book.open:
            self._quiet_since.pop(ref_id, None)
        self._in_vain.pop(ref_id, None)
        self._strange.pop(ref_id, None)
        self._looked.discard(ref_id)
        self._allowed.discard(ref_id)

    def comes_first(self, operation: Operation) -> bool:
        """Whether the history must be read before this operation may be sent (again)."""
        if operation.ref_id in self._allowed:
            return False
        if self._decides(operation):
            return True
        if not operation.unproven or operation.ref_id in self._looked:
            return False
        in_vain = self._in_vain.get(operation.ref_id, 0) >= self._patience.look_every
        return in_vain or _looks_first(operation) or self._is_stale(operation)

    async def look(self, operation: Operation) -> TurnEnd:
        """Read the history once and write what it proves; raises StorageTrouble."""
        card_id = await self._journal.card_id(operation.card.fingerprint)
        if card_id is None:
            return await self._unreadable(operation)
        seen = await shown(self._service, operation, card_id, operation.credential)
        current = self._book.open.get(operation.ref_id, operation)
        if seen.look is Look.NO_CREDENTIAL:
            return TurnEnd(Next.PAUSE)
        if self._may_clear_up(operation.ref_id, seen.look):
            return AGAIN
        return await self._settle(current, seen.traced)

    async def _settle(self, operation: Operation, traced: Traced) -> TurnEnd:
        if traced.trace is Trace.FOUND and traced.transaction is not None:
            proof, now = traced.transaction, self._clock.now()
            return await self._end(
                operation,
                lambda one: confirmed_with_follow_ups(one, proof, now, "history", self._book, self._new_ref),
            )
        if traced.trace is Trace.EXCLUDED:
            now = self._clock.now()
            return await self._end(operation, lambda one: [steps.refused(one, Why.CARD_ACTIVE, now, "card")])
        if traced.trace is Trace.ABSENT:
            return await self._absent(operation)
        if traced.trace is Trace.CONTRADICTS:
            return await self._give_up(operation, Why.CONTRADICTED)
        return await self._unreadable(operation)

    def _may_clear_up(self, ref_id: str, look: Look) -> bool:
        """Whether a history that was not read may well be read next time."""
        if look in (Look.NO_ANSWER, Look.TOO_MANY):
            return True
        if look not in (Look.STRANGE, Look.UNKNOWN):
            return False
        self._strange[ref_id] = self._strange.get(ref_id, 0) + 1
        return self._strange[ref_id] < STRANGE_LOOKS

    def _decides(self, operation: Operation) -> bool:
        return (
            operation.refusal is not Why.NONE
            or operation.state is State.NEEDS_MANAGER
            or operation.ref_id in self._book.suspect
            or (operation.cancel and operation.kind is Kind.PAY)
        )

    def _is_stale(self, operation: Operation) -> bool:
        age = self._clock.now() - operation.last_unproven_at
        return age > self._patience.stale or age < -self._patience.clock_slack

    async def _unreadable(self, operation: Operation) -> TurnEnd:
        strange = operation.why is Why.STRANGE_ANSWER and not self._may_clear_up(
            operation.ref_id, Look.STRANGE
        )
        if strange or _looks_first(operation) or self._decides(operation) or self._is_stale(operation):
            return await self._give_up(operation, Why.NO_HISTORY)
        self._looked.add(operation.ref_id)
        self._in_vain[operation.ref_id] = 0
        return AGAIN

    async def _absent(self, operation: Operation) -> TurnEnd:
        if operation.state is State.NEEDS_MANAGER:
            return NOTHING
        if operation.ref_id in self._book.suspect:
            return await self._give_up(operation, Why.RESTORED)
        quiet = self.quiet_for(operation.ref_id)
        now = self._clock.now()
        late = quiet >= self._patience.look_again
        self._looked.add(operation.ref_id)
        self._in_vain[operation.ref_id] = 0
        seen = await self._book.change(
            operation.ref_id, lambda one: [steps.looked_absent(one, now, late=late)]
        )
        if not self._decides(seen):
            return AGAIN
        if not seen.looks_proof:
            return TurnEnd(Next.LATER, max(self._patience.look_again - quiet, BETWEEN_LOOKS))
        if seen.refusal is Why.CONTRADICTED:
            return await self._give_up(seen, Why.CONTRADICTED)
        return await self._end(seen, lambda one: [steps.refused(one, seen.refusal, now, "history")])

    async def _give_up(self, operation: Operation, why: Why) -> TurnEnd:
        if operation.state is State.NEEDS_MANAGER:
            return NOTHING
        now = self._clock.now()
        return await self._end(operation, lambda one: [steps.needs_manager(one, why, now)])

    async def _end(self, operation: Operation, make: Callable[[Operation], list[Step]]) -> TurnEnd:
        await self._book.change(operation.ref_id, make)
        self.forget(operation.ref_id)
        return NOTHING


def _looks_first(operation: Operation) -> bool:
    """Whether it has no reference that the service knows, so that it is never asked twice blindly [U-23]."""
    return operation.kind is Kind.ACTIVATE
