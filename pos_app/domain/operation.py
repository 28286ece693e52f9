"""One request that moves money, from the moment it is asked until its answer is known for sure."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.card import CardKey
from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.money import Money
from pos_app.domain.person import Credential


class Kind(StrEnum):
    """What is asked of the card service; `Kind.HOLD` is a pending drawdown [create-transaction]."""

    HOLD = "hold"
    PAY = "pay"
    CAPTURE = "capture"
    VOID = "void"
    FUND = "fund"
    ACTIVATE = "activate"
    """The first load of a card that is not sold yet; its reference lives in the card's `metadata` [U-23]."""

    @property
    def is_new_money(self) -> bool:
        """Whether it starts a movement on a card, rather than ending a hold."""
        return self not in (Kind.CAPTURE, Kind.VOID)

    @property
    def is_load(self) -> bool:
        """Whether it puts money on a card."""
        return self in (Kind.FUND, Kind.ACTIVATE)


class State(StrEnum):
    """Where an operation stands. It only ever moves forward."""

    ASKED = "asked"
    WAITING = "waiting"
    NEEDS_MANAGER = "needs a manager"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NOT_ASKED = "not asked"
    CANCELLED = "cancelled"

    @property
    def moved_nothing(self) -> bool:
        """Whether it has ended without any effect."""
        return self in (State.REFUSED, State.CANCELLED, State.NOT_ASKED)

    @property
    def is_final(self) -> bool:
        """Whether nothing more will be asked or looked for."""
        return self in _FINAL


_FINAL = frozenset({State.CONFIRMED, State.REFUSED, State.NOT_ASKED, State.CANCELLED})


class Why(StrEnum):
    """The reason of a state, for the words on screen. Stored in journals: names here never change meaning."""

    NONE = ""
    NO_FUNDS = "no funds"
    CARD_EXPIRED = "card expired"
    CARD_INACTIVE = "card inactive"
    CARD_ACTIVE = "card active"
    """It was activated before, by somebody else."""
    CARD_NOT_YET = "card not yet active"
    CARD_UNKNOWN = "card unknown"
    CURRENCY = "other currency"
    WRONG_PIN = "wrong pin"
    CODE_USED = "code used"
    NOT_ALLOWED = "not allowed"
    HOLD_ENDED = "hold ended"
    MORE_THAN_HELD = "more than held"
    OTHER = "other"
    NO_ANSWER = "no answer"
    NOT_REACHED = "not reached"
    NO_CREDENTIAL = "no credential"
    TOO_MANY = "too many requests"
    STRANGE_ANSWER = "strange answer"
    LOOKING = "looking"
    NO_HISTORY = "no history"
    CONTRADICTED = "contradicted"
    RESTORED = "restored"
    PAID_AFTER_CANCEL = "paid after cancel"
    ANOTHER_FAILED = "another failed"
    NOTHING_TO_UNDO = "nothing to undo"
    BODY_LOST = "body lost"
    BY_MANAGER = "by a manager"
    """A manager's word, not the card service's; who and how they know is in the story."""


@frozen_by_name
class Operation:
    """One `ref_id`: the facts that never change once written, and where it stands.

    Times are seconds since 1970 UTC by the till's clock; they are shown, and compared only for the twelve
    hours and the sixty seconds of `outbox`; order is never taken from them.
    """

    ref_id: str
    kind: Kind
    card: CardKey
    amount: Money
    order: str
    staff: int
    staff_name: str
    credential: Credential
    asked_at: float
    hold_ref: str = ""
    """The reference that it ends (capture, void) or gives back (a fund as a refund)."""
    hold_id: str = ""
    """The card service's id of the same."""
    after: str = ""
    reason: str = ""
    rest: int = 0
    """Minor units to be released once this capture is confirmed; 0: what is left stays on hold."""

    state: State = State.ASKED
    why: Why = Why.NONE
    attempts: int = 0
    unproven: int = 0
    """Attempts that may have reached the service: their end is not on disk, or was not harmless."""
    in_flight: bool = False
    """The last attempt has no end on disk."""
    sent_at: float = 0.0
    """When the last attempt began."""
    last_unproven_at: float = 0.0
    """When the last attempt that was not proven harmless ended; when it began, if its end is not on disk."""
    looks: int = 0
    """Times in a row that the card's history did not have this reference."""
    looks_proof: bool = False
    """One of those looks came at least a minute after the last attempt that was not harmless."""
    refusal: Why = Why.NONE
    """The reason of a 4xx seen as the last answer of a later send; history decides."""
    transaction_id: str = ""
    moved: int = 0
    """What the service said it moved, in minor units; for a void what was released."""
    cancel: bool = False
    settled_at: float = 0.0
    acknowledged: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its outcome is not known yet, to the till or to a manager."""
        return not self.state.is_final

    @property
    def next_is_first(self) -> bool:
        """Whether every attempt so far is proven harmless, so that the next send counts as the first."""
        return self.unproven == 0

    @property
    def lane(self) -> str:
        """What it must not overtake: capture and void queue per hold, the others per card."""
        return self.card.fingerprint if self.kind.is_new_money else f"hold {self.hold_ref}"

    @property
    def can_be_cancelled(self) -> bool:
        """Only an open hold or pay, and only once."""
        return self.is_open and not self.cancel and self.kind in (Kind.HOLD, Kind.PAY)


@frozen
class Event:
    """One step of an operation's story, as it is kept for good. `detail` holds no secret."""

    ref_id: str
    at: float
    what: str
    detail: str = ""


@frozen
class Step:
    """An operation after an event, and that event: what one transaction of the journal writes."""

    operation: Operation
    event: Event
    body: bytes | None = None
    """The exact request body, given only when the operation is asked."""
