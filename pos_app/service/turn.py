"""One turn of one open operation: send it or look at its card's history, once, and write what it means."""

from __future__ import annotations

from collections.abc import Callable

from pos_app.api.client import CardService
from pos_app.domain import steps
from pos_app.domain.answer import Answer, Seen
from pos_app.domain.judge import Verdict, judge, proof
from pos_app.domain.operation import Kind, Operation, State, Step, Why
from pos_app.service.book import Book
from pos_app.service.clock import Clock
from pos_app.service.follow_up import confirmed_with_follow_ups
from pos_app.service.look import AGAIN, NOTHING, Lookback, Next, TurnEnd
from pos_app.storage.journal import Journal


class Turn:
    """Takes single turns. It never decides when: that is the outbox's."""

    def __init__(
        self,
        book: Book,
        journal: Journal,
        service: CardService,
        clock: Clock,
        lookback: Lookback,
        new_ref: Callable[[], str],
    ) -> None:
        """Everything is given; nothing is asked before a turn."""
        self._book = book
        self._journal = journal
        self._service = service
        self._clock = clock
        self._lookback = lookback
        self._new_ref = new_ref

    async def take(self, operation: Operation) -> TurnEnd:
        """Send or look, once; raises StorageTrouble when the disk refused, with nothing sent."""
        now = self._clock.now()
        if operation.ref_id in self._book.suspect:
            return await self._lookback.look(operation)  # what it says of its own attempts may be old
        if operation.after and not operation.attempts and not await self._came_true(operation.after):
            return await self._end(operation, lambda one: [steps.not_asked(one, Why.ANOTHER_FAILED, now)])
        if operation.cancel and operation.next_is_first:
            return await self._end(
                operation, lambda one: [steps.refused(one, Why.NOTHING_TO_UNDO, now, "never sent")]
            )
        if self._lookback.comes_first(operation):
            return await self._lookback.look(operation)
        return await self._send(operation)

    async def attempt(self, operation: Operation, body: bytes) -> TurnEnd:
        """One attempt whose `sending` is on disk: send these bytes, judge, write what it means."""
        first = operation.unproven == 1
        card_id = ""
        if operation.kind is Kind.ACTIVATE:
            card_id = await self._journal.card_id(operation.card.fingerprint) or ""
            if not card_id:
                return await self._body_lost(operation)
        answer = await self._service.send(operation, body, card_id)
        verdict = judge(operation, answer, first=first)
        self._lookback.attempted(operation.ref_id, verdict)
        now = self._clock.now()
        found = proof(operation, answer)
        if verdict is Verdict.CONFIRMED and found is not None:
            return await self._end(
                operation,
                lambda one: confirmed_with_follow_ups(one, found, now, "answer", self._book, self._new_ref),
            )
        if verdict is Verdict.REFUSED:
            told = answer.code or str(answer.status)
            return await self._end(operation, lambda one: [steps.refused(one, answer.why, now, told)])
        return await self._still_open(operation, answer, verdict, now)

    async def _still_open(
        self, operation: Operation, answer: Answer, verdict: Verdict, now: float
    ) -> TurnEnd:
        if verdict is Verdict.HARMLESS:
            await self._book.change(operation.ref_id, lambda one: [steps.harmless(one, answer, now)])
            return _after_harmless(answer)
        if verdict is Verdict.HISTORY_DECIDES:
            why = _doubted(operation, answer)
            await self._book.change(
                operation.ref_id, lambda one: [steps.history_decides(one, answer, now, why)]
            )
            return TurnEnd(Next.LATER, 0.0)
        await self._book.change(operation.ref_id, lambda one: [steps.not_known(one, answer, now)])
        return AGAIN

    async def _send(self, operation: Operation) -> TurnEnd:
        now = self._clock.now()
        body = await self._journal.body(operation.ref_id)
        if body is None:
            return await self._body_lost(operation)

        def unless_cancelled(one: Operation) -> list[Step]:
            return [] if one.cancel and not operation.cancel else [steps.sent(one, now)]

        begun = await self._book.change(operation.ref_id, unless_cancelled)
        if begun.attempts == operation.attempts:
            return TurnEnd(Next.LATER, 0.0)
        return await self.attempt(begun, body)

    async def _body_lost(self, operation: Operation) -> TurnEnd:
        now = self._clock.now()
        return await self._end(operation, lambda one: [steps.needs_manager(one, Why.BODY_LOST, now)])

    async def _end(self, operation: Operation, make: Callable[[Operation], list[Step]]) -> TurnEnd:
        await self._book.change(operation.ref_id, make)
        self._lookback.forget(operation.ref_id)
        return NOTHING

    async def _came_true(self, ref_id: str) -> bool:
        before = self._book.operation(ref_id) or await self._journal.operation(ref_id)
        return before is not None and before.state is State.CONFIRMED


def _after_harmless(answer: Answer) -> TurnEnd:
    if answer.seen is Seen.UNAUTHORIZED:
        return TurnEnd(Next.PAUSE)
    if answer.seen is Seen.TOO_MANY and answer.retry_after is not None:
        return TurnEnd(Next.LATER, answer.retry_after)
    return AGAIN


def _doubted(operation: Operation, answer: Answer) -> Why:
    """The reason kept while history decides; one that names a used reference contradicts its absence."""
    if operation.kind is Kind.ACTIVATE:
        return answer.why or Why.OTHER  # it has no reference, and the card itself will tell
    names_it = answer.seen is Seen.ALREADY_USED and (answer.status != 409 or "REF" in answer.code)
    return Why.CONTRADICTED if names_it else answer.why or Why.OTHER
