"""Staff come and go: a manager takes somebody on, or lets them sign in no more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from pos_app.domain.audit import Deed
from pos_app.domain.person import Act, Role
from pos_app.service.desk import Counter
from pos_app.service.intents import AddStaff, RemoveStaff
from pos_app.service.signing import NoteDeed, SignIn, Staff, present
from pos_app.service.snapshot import NotDone, Signing


class Staffing:
    """Changes who may sign in; somebody who manages always stays."""

    def __init__(self, staff: Staff, counter: Counter, signing: SignIn, note: NoteDeed) -> None:
        """Nothing is changed yet."""
        self._staff, self._counter, self._signing, self._note = staff, counter, signing, note

    async def add(self, intent: AddStaff) -> NotDone | None:
        """Let somebody sign in; with the first one staff sign in here. Raises StorageTrouble."""
        if not self._counter.person.may(Act.STAFF):
            return NotDone.NOT_ALLOWED
        if self._counter.signing is None and intent.role is not Role.MANAGER:
            return NotDone.LAST_MANAGER
        by = self._counter.person.name
        try:
            add = partial(self._staff.add, intent.name, intent.role, intent.pin, intent.badge)
            await asyncio.to_thread(add)  # hashing a PIN takes a quarter of a second
        except ValueError:
            return NotDone.UNFIT
        self._note(Deed.ADDED, f"{intent.name} ({intent.role})", by)
        self._show()
        return None

    async def remove(self, intent: RemoveStaff) -> NotDone | None:
        """Nobody signs in as this member any more; raises StorageTrouble."""
        if not self._counter.person.may(Act.STAFF):
            return NotDone.NOT_ALLOWED
        by = self._counter.person.name
        gone = [one for one in present(self._staff) if one.number == intent.number]
        left = [one for one in present(self._staff) if one.number != intent.number]
        if not any(one.may(Act.STAFF) for one in left):
            return NotDone.LAST_MANAGER
        if not await asyncio.to_thread(self._staff.remove, intent.number):
            return NotDone.CHANGED
        self._note(Deed.REMOVED, "".join(one.name for one in gone), by)
        self._show()
        if self._counter.person.number == intent.number:
            self._signing.lock()
        return None

    def _show(self) -> None:
        now = self._counter.signing or Signing()
        self._counter.signing = replace(now, people=present(self._staff))
