"""Approval in place: somebody of another role lets the person at the till do one act, by PIN or badge."""

from __future__ import annotations

from pos_app.domain.person import Act, Person
from pos_app.service.desk import Counter
from pos_app.service.intents import Capture, Void
from pos_app.service.signing import SignIn
from pos_app.service.snapshot import Approval, NotDone
from pos_app.service.till import Till


class Approving:
    """Holds the counter's `approval`: one act at a time, never the person who asked for it."""

    def __init__(self, counter: Counter, signing: SignIn, till: Till) -> None:
        """Nothing waits."""
        self._counter, self._signing, self._till = counter, signing, till

    async def carry_out(self, intent: Capture | Void, approver: Person | None = None) -> None:
        """Capture or void; what this person may not do alone waits for somebody who may."""
        lacks = await self._till.end_hold(intent, approver)
        if lacks is None:
            return
        act = Act.CAPTURE_PART if isinstance(intent, Capture) else Act.VOID_OTHERS
        signing, asking = self._counter.signing, self._counter.person
        people = () if signing is None else signing.people
        can = tuple(one for one in people if one.may(act) and one.number != asking.number)
        if self._counter.approval is not None or not can:
            self._till.refuse(intent.token, NotDone.NOT_ALLOWED)
            return
        self._counter.approval = Approval(intent=intent, act=act, people=can)

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
            self._till.refuse(waits.intent.token, NotDone.NOT_ALLOWED)

    async def _approved(self, person: Person | None) -> None:
        waits = self._counter.approval
        if waits is None or person not in waits.people:
            return
        self._counter.approval = None
        await self.carry_out(waits.intent, person)
