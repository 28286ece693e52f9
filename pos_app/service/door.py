"""The door of the till: who comes and goes, who approves, and what waits until somebody has signed in."""

from __future__ import annotations

from collections.abc import Callable

from pos_app.service import intents as want
from pos_app.service.approving import Approving
from pos_app.service.clock import Spawn
from pos_app.service.desk import Counter
from pos_app.service.intents import Intent
from pos_app.service.reading import CardReader
from pos_app.service.resolving import Resolver
from pos_app.service.signing import SignIn
from pos_app.service.snapshot import NotDone


class Door:
    """Hears every intent first."""

    def __init__(
        self,
        counter: Counter,
        signing: SignIn,
        approving: Approving,
        reader: CardReader,
        resolver: Resolver,
        refuse: Callable[[str, NotDone], None],
        spawn: Spawn,
    ) -> None:
        """`refuse` tells a person that nothing was asked, and why."""
        self._counter, self._signing, self._approving = counter, signing, approving
        self._reader, self._resolver, self._refuse, self._spawn = reader, resolver, refuse, spawn

    async def heard(self, intent: Intent) -> bool:
        """Whether it is done with: it was about people, or nobody has signed in. Raises StorageTrouble."""
        match intent:
            case want.SignInByPin(number, pin):
                if await self._signing.sign_in(number, pin):
                    self._came()
            case want.Approve(number, pin):
                await self._approving.by_pin(number, pin)
            case want.Decline():
                self._approving.decline()
            case want.Badge(code):
                await self._badge(code)
            case want.Lock():
                self._approving.decline()
                self._clear()
                self._signing.lock()
            case _ if isinstance(intent, want.Moving) and self._signing.is_locked:
                self._refuse(intent.token, NotDone.NOT_ALLOWED)
            case _:
                return self._signing.is_locked
        return True

    def _came(self) -> None:
        self._spawn(self._resolver.look_over(), "look over")

    async def _badge(self, code: str) -> None:
        if await self._approving.by_badge(code):
            return
        if self._signing.badge(code):
            self._clear()
            self._came()
        else:
            self._signing.refuse_scan()

    def _clear(self) -> None:
        self._reader.put_away()
        self._counter.case = self._counter.refund = None
