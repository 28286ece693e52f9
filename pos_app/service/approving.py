"""Approval in place: others let the person at the till do one act, by PIN or badge."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from pos_app.domain.person import Person
from pos_app.service.cases import Approval
from pos_app.service.desk import Counter
from pos_app.service.intents import Moving
from pos_app.service.lacking import Lacks
from pos_app.service.signing import SignIn
from pos_app.service.snapshot import NotDone

Do = Callable[[Moving, tuple[Person, ...]], Awaitable[Lacks | None]]
"""Carries out what moves money, with these approvals; what it still lacks, if that is all it lacks."""
Refuse = Callable[[str, NotDone], None]


class Approving:
    """Holds the counter's `approval`: one act at a time, never by the person who asked for it."""

    def __init__(self, counter: Counter, signing: SignIn, do: Do, refuse: Refuse) -> None:
        """Nothing waits."""
        self._counter, self._signing, self._do, self._refuse = counter, signing, do, refuse

    async def carry_out(self, intent: Moving, approvers: tuple[Person, ...] = ()) -> None:
        """Do it; what this person may not do alone waits for somebody who may."""
        if self._waits_for(intent):
            return  # the same press once more
        lacks = await self._do(intent, approvers)
        if lacks is None or self._waits_for(intent):
            return
        if self._counter.approval is not None:
            self._refuse(intent.token, NotDone.CHANGED)  # something else waits for an approval by now
            return
        signing, asking = self._counter.signing, self._counter.person
        people = () if signing is None else signing.people
        taken = {asking.number, *(one.number for one in approvers)}
        can = tuple(one for one in people if one.number not in taken and lacks.approves(one))
        if not can:
            self._refuse(intent.token, NotDone.OVER_LIMIT if lacks.over_limit else NotDone.NOT_ALLOWED)
            return
        self._counter.approval = Approval(
            intent=intent, act=lacks.act, people=can, over_limit=lacks.over_limit, approved=approvers
        )

    async def by_pin(self, number: int, pin: str) -> None:
        """Approve by PIN; raises StorageTrouble, nothing done."""
        waits = self._counter.approval
        person = None if waits is None else await self._signing.proven(number, pin)
        if self._counter.approval is waits:  # a PIN that was typed for one act approves no other
            await self._approved(person)

    async def by_badge(self, code: str) -> bool:
        """Approve by badge; False if nothing waits for an approval."""
        if self._counter.approval is None:
            return False
        await self._approved(self._signing.of_badge(code))
        return True

    def decline(self) -> None:
        """Give it up: nothing was asked."""
        waits, self._counter.approval = self._counter.approval, None
        if waits is not None:
            self._refuse(waits.intent.token, NotDone.NOT_APPROVED)

    def _waits_for(self, intent: Moving) -> bool:
        waits = self._counter.approval
        return waits is not None and waits.intent.token == intent.token

    async def _approved(self, person: Person | None) -> None:
        waits = self._counter.approval
        if waits is None or person is None or person not in waits.people:
            return
        self._counter.approval = None
        await self.carry_out(waits.intent, (*waits.approved, person))
