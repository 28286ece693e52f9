"""Signing in and locking: who stands at the till, proven by PIN or badge; guessing is slowed down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from pos_app.domain.audit import Deed
from pos_app.domain.person import Person, Role
from pos_app.domain.staff import Attempts, Member
from pos_app.service.clock import Clock
from pos_app.service.desk import Counter
from pos_app.service.snapshot import Signing, SignInNote

NoteDeed = Callable[[Deed, str, str], None]
"""Notes a deed: what, about whom or what, and by whom."""


class Staff(Protocol):
    """The staff as storage keeps it."""

    def members(self) -> tuple[Member, ...]:
        """Everybody; empty where nobody signs in."""
        ...

    def add(self, name: str, role: Role, pin: str, badge: str) -> Member:
        """A new member; ValueError for what cannot be taken."""
        ...

    def remove(self, number: int) -> bool:
        """They may not sign in any more."""
        ...

    async def has_pin(self, number: int, pin: str) -> bool:
        """Whether this is that member's PIN."""
        ...

    def of_badge(self, code: str) -> Member | None:
        """Whose badge this is."""
        ...

    def attempts(self) -> dict[int, Attempts]:
        """The wrong tries as they were kept last."""
        ...

    def keep_attempts(self, attempts: dict[int, Attempts]) -> None:
        """Keep them."""
        ...


def present(staff: Staff) -> tuple[Person, ...]:
    """Everybody who may sign in now."""
    return tuple(one.person for one in staff.members() if not one.gone)


class SignIn:
    """Holds the counter's `signing`; without staff nobody signs in and nothing is locked."""

    def __init__(self, staff: Staff, counter: Counter, clock: Clock, note: NoteDeed) -> None:
        """Locked from the start, where there is staff; raises StorageTrouble."""
        self._staff, self._counter, self._clock, self._note = staff, counter, clock, note
        self._attempts = staff.attempts()
        self._counted_at = clock.monotonic()
        self._trying = False
        people = present(staff)
        counter.signing = Signing(people=people, locked=True) if people else None

    @property
    def is_locked(self) -> bool:
        """Whether somebody must sign in before anything is done."""
        return self._counter.signing is not None and self._counter.signing.locked

    @property
    def _signing(self) -> Signing:
        return self._counter.signing or Signing()

    async def sign_in(self, number: int, pin: str) -> bool:
        """Open the till for this member if the PIN is right, and say whether; raises StorageTrouble."""
        person = await self.proven(number, pin)
        if person is not None:
            self._enter(person)
        return person is not None

    async def proven(self, number: int, pin: str) -> Person | None:
        """The member whose PIN this is; None, and a note on why, if it is not. Raises StorageTrouble.

        A wrong try counts, whatever the PIN is asked for.
        """
        person = self._person(number)
        if person is None or self._trying:
            return None
        self._count_down()
        before = self._attempts.get(number, Attempts())
        if before.locked_for > 0:
            self._tell(SignInNote.LOCKED_OUT, number, before)
            return None
        self._trying = True
        try:
            self._keep(number, before.after_wrong())  # before the PIN is looked at: a kill saves no try
            right = await self._staff.has_pin(number, pin)
        finally:
            self._trying = False
        if right:
            self._keep(number, Attempts())
            self._tell(SignInNote.NONE, number, Attempts())
            return person
        after = self._attempts[number]
        at_till = "" if self.is_locked else self._counter.person.name
        self._note(Deed.LOCKED_OUT if after.locked_for else Deed.WRONG_PIN, person.name, at_till)
        self._tell(SignInNote.LOCKED_OUT if after.locked_for else SignInNote.WRONG, number, after)
        return None

    def of_badge(self, code: str) -> Person | None:
        """Whose badge this is; None if it is nobody's, or nobody signs in here."""
        member = None if self._counter.signing is None else self._staff.of_badge(code)
        return None if member is None else member.person

    def badge(self, code: str) -> bool:
        """Open the till for whose badge this is; False if it is no badge."""
        person = self.of_badge(code)
        if person is not None:
            self._enter(person)
        return person is not None

    def refuse_scan(self) -> None:
        """Something that is no badge was scanned: before a locked till that is said."""
        if self.is_locked:
            self._counter.signing = replace(self._signing, note=SignInNote.SIGN_IN_FIRST)

    def lock(self) -> None:
        """Nobody stands at the till."""
        if self._counter.signing is not None:
            if not self.is_locked:
                self._note(Deed.LOCKED, "", self._counter.person.name)
            self._counter.signing = Signing(people=self._counter.signing.people, locked=True)

    def keep_time(self) -> None:
        """Count lock-outs down while the program runs; to be called every few seconds."""
        if any(one.locked_for > 0 for one in self._attempts.values()):
            self._count_down()
            self._staff.keep_attempts(self._attempts)

    def _enter(self, person: Person) -> None:
        self._counter.person = person
        self._note(Deed.SIGNED_IN, "", person.name)
        self._counter.signing = Signing(people=self._signing.people)

    def _person(self, number: int) -> Person | None:
        return next((one for one in self._signing.people if one.number == number), None)

    def _tell(self, note: SignInNote, number: int, attempts: Attempts) -> None:
        self._counter.signing = replace(
            self._signing,
            note=note,
            number=number,
            tries_left=attempts.tries_left,
            until=self._clock.monotonic() + attempts.locked_for,
            turn=self._signing.turn + 1,
        )

    def _count_down(self) -> None:
        now = self._clock.monotonic()
        gone, self._counted_at = now - self._counted_at, now
        self._attempts = {
            number: replace(one, locked_for=max(one.locked_for - gone, 0.0))
            for number, one in self._attempts.items()
        }

    def _keep(self, number: int, attempts: Attempts) -> None:
        self._attempts[number] = attempts
        self._staff.keep_attempts(self._attempts)
