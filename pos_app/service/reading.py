"""Balance look-ups: one card is shown at a time, and a look-up that was overtaken is dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pos_app.api.client import CardService
from pos_app.domain.answer import History, Look, LookedUp
from pos_app.domain.card import Card, CardKey, last_four
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.guessing import PIN_WEIGHT, Guesses
from pos_app.domain.hold import Hold, holds_in_history
from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.domain.person import Credential
from pos_app.domain.scan import Code, CodePatterns, Source
from pos_app.service.clock import Clock, Spawn
from pos_app.service.snapshot import Reading
from pos_app.storage.journal import CardSeen, Journal
from pos_app.storage.trouble import StorageTrouble

UNUSED = "unused"
"""The status of a card that was just sold [guide-batch]."""
LATELY = 30
"""So many operations of a card are remembered while it is shown."""
SLOW_AFTER = 3.0
"""Seconds without an answer before the screen says so."""

_TOLD = {
    Look.FOUND: Reading.CARD,
    Look.UNKNOWN: Reading.UNKNOWN,
    Look.PIN_NEEDED: Reading.PIN_NEEDED,
    Look.PIN_WRONG: Reading.PIN_WRONG,
    Look.NOT_ALLOWED: Reading.NOT_ALLOWED,
    Look.NO_ANSWER: Reading.NO_ANSWER,
    Look.NO_CREDENTIAL: Reading.NO_CREDENTIAL,
    Look.TOO_MANY: Reading.TOO_MANY,
    Look.STRANGE: Reading.STRANGE,
}

_GUESSED = {Look.UNKNOWN: 1, Look.PIN_WRONG: PIN_WEIGHT}
"""What may be somebody's guess, and for how much it counts."""


@frozen_by_name
class Read:
    """The card that is shown, as far as it is read, and the secrets that address it."""

    number: int = 0
    reading: Reading = Reading.NONE
    code: Code | None = None
    pin: str = ""
    by_card_id: bool = False
    card: Card | None = None
    key: CardKey | None = None
    listed: tuple[Hold, ...] | None = None
    """The holds of its history; None while it is not read."""
    history_tried: bool = False
    used: tuple[Operation, ...] = ()
    """What this till asked of it before it was read, newest first."""
    code_used: bool = False
    read_at: float = 0.0
    doubtful: bool = False
    """An operation was confirmed that the figures may or may not count: they must be read again."""

    def __repr__(self) -> str:
        """Hide the secrets."""
        return f"Read({self.number}, {self.reading})"


class CardReader:
    """Reads the shown card; `read` is what is known of it now."""

    def __init__(
        self,
        service: CardService,
        journal: Journal,
        patterns: CodePatterns,
        clock: Clock,
        spawn: Spawn,
        changed: Callable[[], None],
    ) -> None:
        """No card is shown at first."""
        self._service = service
        self._journal = journal
        self._patterns = patterns
        self._clock = clock
        self._spawn = spawn
        self._changed = changed
        self._ended = 0
        self._guesses = Guesses()
        self.read = Read()

    async def look_up(self, code: Code, credential: Credential) -> None:
        """Read this card; whatever was shown is gone at once."""
        self._show(Read(number=self.read.number + 1, reading=Reading.READING, code=code))
        await self._ask(code, credential)

    async def with_pin(self, pin: str, credential: Credential) -> None:
        """Read the shown card once more with the PIN its customer typed."""
        code = self.read.code
        if code is not None and self.read.reading in (Reading.PIN_NEEDED, Reading.PIN_WRONG):
            self._show(Read(number=self.read.number + 1, reading=Reading.READING, code=code, pin=pin))
            await self._ask(code, credential)

    async def again(self, credential: Credential) -> None:
        """Read the shown card once more; the old figures go at once."""
        code = self.read.code
        if code is not None:
            kept = replace(
                self.read, number=self.read.number + 1, reading=Reading.READING, card=None, listed=None
            )
            self._show(kept)
            await self._ask(code, credential)

    async def refresh(self, credential: Credential) -> None:
        """Bring the shown figures up to date quietly; without an answer they stay if they are still right.

        An answer that was overtaken by another operation's end is dropped: that end reads again itself.
        """
        code, number, ended = self.read.code, self.read.number, self._ended
        if code is None or self.read.reading is not Reading.CARD:
            return
        found = await self._look(code, credential)
        if self.read.number != number or self._ended != ended:
            return
        if found.card is not None:
            await self._found(found.card, credential)
        elif self.read.doubtful:
            self._show(replace(self.read, reading=_TOLD[found.look], card=None, listed=None))

    def put_away(self) -> None:
        """Forget the shown card and its secrets; an answer still under way is dropped."""
        self._show(Read(number=self.read.number + 1))

    def settled(self, operation: Operation) -> None:
        """An operation ended: on the shown card its figures follow at once, until they are read again."""
        card, key = self.read.card, self.read.key
        if card is None or key is None or key.fingerprint != operation.card.fingerprint:
            return
        self._ended += 1
        if operation.why is Why.CODE_USED:
            self._show(replace(self.read, code_used=True))
        if operation.state is not State.CONFIRMED:
            return
        if operation.attempts == 1 and operation.asked_at >= self.read.read_at:
            listed = self.read.listed and tuple(hold.ended_by(operation) for hold in self.read.listed)
            self._show(replace(self.read, card=_after(card, operation), listed=listed))
        else:
            self._show(replace(self.read, doubtful=True))

    def seen(self) -> CardSeen | None:
        """What the journal keeps of the shown card, so that its history can be read after a restart."""
        read = self.read
        if read.key is None or read.card is None:
            return None
        return CardSeen(read.key, read.card.card_id, (read.code.text,) if read.code else ())

    async def _ask(self, code: Code, credential: Credential) -> None:
        if self._guesses.wait(self._clock.monotonic()) > 0:
            self._show(replace(self.read, reading=Reading.GUESSING))
            return
        number = self.read.number
        self._spawn(self._say_slow(number), f"slow {number}")
        found = await self._look(code, credential)
        if found.look in _GUESSED:
            self._guesses = self._guesses.after_wrong(self._clock.monotonic(), _GUESSED[found.look])
        if self.read.number != number:
            return
        if found.card is not None:
            await self._found(found.card, credential)
        else:
            self._show(replace(self.read, reading=_TOLD[found.look]))

    async def _look(self, code: Code, credential: Credential) -> LookedUp:
        by_card_id = self.read.by_card_id
        if not by_card_id:
            found = await self._service.info(code, self.read.pin or None, credential)
            may_be_number = code.source is Source.TYPED or self._patterns.fits_number(code.text)
            if found.look is not Look.UNKNOWN or not may_be_number:
                return found
        found = await self._service.card(code.text, credential)
        if found.look is Look.NOT_ALLOWED and not by_card_id:
            return LookedUp(look=Look.UNKNOWN)
        if found.look is Look.FOUND and self.read.code is code:
            self.read = replace(self.read, by_card_id=True)
        return found

    async def _found(self, card: Card, credential: Credential) -> None:
        key = self._journal.card_key(card.card_id)
        now = self._clock.now()
        self._show(replace(self.read, reading=Reading.CARD, card=card, key=key, read_at=now, doubtful=False))
        number = self.read.number
        used = await self._used(key)
        if self.read.number == number:
            self._show(replace(self.read, used=used))
        history = await self._service.history(card.card_id, credential)
        listed = _listed(key, history)
        if self.read.number == number:
            self._show(replace(self.read, listed=listed, history_tried=True))

    async def _used(self, key: CardKey) -> tuple[Operation, ...]:
        try:
            return await self._journal.operations_of(key.fingerprint, LATELY)
        except StorageTrouble:
            return ()  # a balance needs no disk; the next write tells what is wrong with it

    async def _say_slow(self, number: int) -> None:
        await self._clock.sleep(SLOW_AFTER)
        if self.read.number == number and self.read.reading is Reading.READING:
            self._show(replace(self.read, reading=Reading.SLOW))

    def _show(self, read: Read) -> None:
        self.read = read
        self._changed()


def tail_of(read: Read) -> str:
    """The last four that may be shown: of the card's id once it is known, of its code before."""
    if read.card is not None:
        return last_four(read.card.card_id)
    return read.code.tail if read.code is not None else ""


def _listed(key: CardKey, history: History) -> tuple[Hold, ...] | None:
    return holds_in_history(key, history.rows) if history.is_read else None


def _after(card: Card, done: Operation) -> Card:
    """The card's figures after a confirmed operation [create-transaction] [capture] [void]."""
    moved = replace(done.amount, minor=done.moved)
    match done.kind:
        case Kind.HOLD:
            return replace(card, available=card.available.minus(moved))
        case Kind.PAY:
            return replace(card, available=card.available.minus(moved), balance=card.balance.minus(moved))
        case Kind.CAPTURE:
            return replace(card, balance=card.balance.minus(moved))
        case Kind.VOID:
            return replace(card, available=card.available.plus(moved))
        case Kind.FUND:
            return replace(card, available=card.available.plus(moved), balance=card.balance.plus(moved))
        case Kind.ACTIVATE:
            return replace(card, status=UNUSED, currency=moved.currency, available=moved, balance=moved)
