"""The whole truth a screen may draw, as one frozen value. It never claims more than the journal proves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from pos_app.domain.audit import AuditPage
from pos_app.domain.card import Card, CardKey
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.hold import Hold
from pos_app.domain.money import Money
from pos_app.domain.operation import Event, Operation, State
from pos_app.domain.person import Person
from pos_app.domain.search import Page
from pos_app.service.cases import Approval, Case, RefundCase


class Reading(StrEnum):
    """Where the look-up of the shown card stands."""

    NONE = "none"
    READING = "reading"
    SLOW = "slow"
    """No answer for three seconds."""
    CARD = "card"
    UNKNOWN = "unknown"
    PIN_NEEDED = "pin needed"
    PIN_WRONG = "pin wrong"
    NOT_ALLOWED = "not allowed"
    NO_ANSWER = "no answer"
    NO_CREDENTIAL = "no credential"
    TOO_MANY = "too many"
    STRANGE = "strange"
    GUESSING = "guessing"
    """Too many unknown numbers or wrong PINs on this till: not asked."""


@frozen_by_name
class ShownCard:
    """The card on the Till and on Fund, and the look-up that brought it."""

    reading: Reading = Reading.NONE
    number: int = 0
    """Counts look-ups: a new scan has a new number, an answer keeps it."""
    tail: str = ""
    """Last four of the code while it is read, of `card_id` afterwards."""
    key: CardKey | None = None
    card: Card | None = None
    holds: tuple[Hold, ...] = ()
    """Open holds of this card: this till's, and those its history showed."""
    elsewhere: Money | None = None
    """On hold beyond the rows we know of; None when nothing is."""
    open: tuple[Operation, ...] = ()
    """Its operations whose answer is not known yet, oldest first."""
    blocked: bool = False
    """Hold, pay and fund on it are off until `open` is known."""
    used: tuple[Operation, ...] = ()
    """What this till lately asked of it before it was read, newest first, as far as the journal says."""
    code_used: bool = False
    """Its code was good for one payment [create-token]."""

    @property
    def last_used_at(self) -> float | None:
        """When this till last used it, in seconds since 1970 UTC; None if never."""
        return self.used[0].asked_at if self.used else None


class Trouble(StrEnum):
    """What is wrong with this computer, so that no new money moves on this till."""

    NONE = ""
    DISK_FULL = "disk full"
    READ_ONLY = "read only"
    DAMAGED = "damaged"
    NEWER = "newer"
    SECOND_WINDOW = "second window"
    NO_KEY = "no key"
    LOCKED = "locked"
    DISK_ERROR = "disk error"
    NETWORK = "network drive"
    OUR_FAULT = "our fault"
    NO_CLIENT = "no client"
    """The secret of the till's client is not on this computer."""
    SETTINGS = "settings"
    """The settings cannot be read, so nobody knows where this till sells."""
    UNSAFE_ADDRESS = "unsafe address"
    """The settings name an address the till does not talk to."""


@frozen_by_name
class Waits:
    """What the outbox is about to do with an open operation."""

    next_at: float | None = None
    """Monotonic seconds of the next try; None while asked, or while it waits for a person."""
    asked_since: float = 0.0
    """Monotonic seconds at which the first try of this run began; tells Asking (at most 1 s) from Waiting."""
    trying: bool = False


_NO_WAITS = Waits()


class NotDone(StrEnum):
    """Why the till did not ask what a person wanted; the screen words it."""

    NO_CARD = "no card"
    """No card was looked up, so no new money moves."""
    CARD_CHANGED = "card changed"
    """Another look-up is shown than the person saw."""
    CARD_WAITS = "card waits"
    """An earlier request on this card is not known yet."""
    CARD_UNFIT = "card unfit"
    """Its standing (expired, inactive, ...) does not allow this."""
    OTHER_CURRENCY = "other currency"
    ZERO = "zero"
    MORE_THAN_AVAILABLE = "more than available"
    MORE_THAN_HELD = "more than held"
    HOLD_GONE = "hold gone"
    """The hold has ended, or this till does not know it."""
    HOLD_WAITS = "hold waits"
    """A void of it is open already."""
    NOT_ALLOWED = "not allowed"
    """This person's role may not do this."""
    NOT_APPROVED = "not approved"
    """It waited for an approval and was given up."""
    NEEDS_APPROVAL = "needs approval"
    """Somebody of another role may let this person do it once."""
    OVER_LIMIT = "over limit"
    """Above this person's limit, and nobody is here whose approval would do."""
    MORE_THAN_TAKEN = "more than taken"
    """More than is left to give back of a payment."""
    NO_HISTORY = "no history"
    """The card's history could not be read, so nobody knows what was given back already."""
    NEEDS_CODE = "needs code"
    """It was read by its number; this person's credential needs the code on the card."""
    SAME_ORDER = "same order"
    """The same order put money on this card, or paid with it; the person was not asked about that."""
    NO_REASON = "no reason"
    UNFIT = "unfit"
    """A name, a PIN or a badge that cannot be taken, or is somebody's already."""
    LAST_MANAGER = "last manager"
    """Somebody must stay who manages."""
    NOT_OPEN = "not open"
    """It has ended, or cannot be cancelled."""
    TROUBLE = "trouble"
    """The journal could not be written, so nothing was sent."""
    CHANGED = "changed"
    """What a choice was made about is no longer so."""
    NOT_READY = "not ready"
    """The journal is still being opened."""


@frozen_by_name
class Refusal:
    """An intent that was not carried out: nothing was asked."""

    token: str
    code: NotDone


@frozen_by_name
class Found:
    """A page of History, as the journal stood when it was looked for."""

    turn: int = 0
    """The `Find.turn` it answers."""
    page: Page = Page()


class SignInNote(StrEnum):
    """What is said on the sign-in screen beside the question who is there."""

    NONE = ""
    WRONG = "wrong"
    LOCKED_OUT = "locked out"
    SIGN_IN_FIRST = "sign in first"


@frozen_by_name
class Signing:
    """Who may sign in here, and whether somebody must before anything is done."""

    people: tuple[Person, ...] = ()
    locked: bool = False
    note: SignInNote = SignInNote.NONE
    number: int = 0
    """Whom the note is about."""
    tries_left: int = 0
    until: float = 0.0
    """Monotonic seconds at which a lock-out ends."""
    turn: int = 0
    """Counts tries."""


@frozen_by_name
class Snapshot:
    """Everything the screens draw. Times are seconds since 1970 UTC, or monotonic where said."""

    number: int = 0
    now: float = 0.0
    monotonic: float = 0.0
    person: Person
    card: ShownCard = ShownCard()
    holds: tuple[Hold, ...] = ()
    """Every open hold this till knows of, newest first."""
    holds_complete: bool = False
    """Whether the histories of those cards were read since Holds was opened."""
    waiting: tuple[Operation, ...] = ()
    """Open operations, newest first; those that need a manager among them."""
    waits: Mapping[str, Waits] = field(default_factory=dict)
    """By `ref_id`, for the open operations."""
    unseen: tuple[Operation, ...] = ()
    """Refusals and others that ended after the cashier left the sale, not acknowledged yet, oldest first."""
    latest: tuple[Operation, ...] = ()
    """The newest operations, open or ended, newest first; at most 8."""
    asked: tuple[tuple[str, str], ...] = ()
    """(token of an intent, `ref_id` it became), for the last 32 intents."""
    ended: tuple[Operation, ...] = ()
    """The last 32 operations that ended in this run, newest first."""
    refusals: tuple[Refusal, ...] = ()
    """The last 8 intents that were not carried out, newest first."""
    story: tuple[Event, ...] = ()
    story_of: str = ""
    found: Found = Found()
    case: Case | None = None
    refund: RefundCase | None = None
    approval: Approval | None = None
    audit: AuditPage = AuditPage()
    signing: Signing | None = None
    """None where nobody signs in: in Training, and while there is no staff."""
    next_order: str = ""
    """The number the till's own count gives the next sale."""
    no_answer_since: float | None = None
    """Wall time since which no call was answered; None if the last call was."""
    answered_once: bool = False
    """Whether any call has been answered since the start."""
    paused: tuple[str, ...] = ()
    """Credentials whose queue is paused because the service does not accept them."""
    other_origins: int = 0
    """Open operations in journals of other origins; never sent from here."""
    trouble: Trouble = Trouble.NONE
    restored: bool = False

    @property
    def needs_manager(self) -> tuple[Operation, ...]:
        """The open operations only a manager can settle."""
        return tuple(one for one in self.waiting if one.state is State.NEEDS_MANAGER)

    def operation(self, ref_id: str) -> Operation | None:
        """The operation of this reference among those shown; None if it is older than they are."""
        for group in (self.waiting, self.ended, self.latest, self.unseen):
            for one in group:
                if one.ref_id == ref_id:
                    return one
        return None

    def ref_of(self, token: str) -> str:
        """The reference an intent became; empty if it did not."""
        return next((ref for given, ref in self.asked if given == token), "")

    def waits_of(self, ref_id: str) -> Waits:
        """What the outbox is about to do with it."""
        return self.waits.get(ref_id, _NO_WAITS)
