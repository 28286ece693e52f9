"""What one attempt brought back, as a value: nothing here is decided by an exception."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from pos_app.domain.card import Card
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.money import Money
from pos_app.domain.operation import Why


class Seen(StrEnum):
    """What was seen of one attempt; the rows of the outcome table."""

    NOT_SENT = "not sent"
    """Name not found, refused, TLS failed, no slot in the pool, no access token: before the first byte."""
    UNAUTHORIZED = "unauthorized"
    """401 again after the token was renewed, or no token is to be had."""
    TOO_MANY = "too many"
    """429: harmless; `retry_after` seconds if the service said so."""
    REFUSAL = "refusal"
    """One of the statuses that refuse on a first send, not saying "already used"."""
    ALREADY_USED = "already used"
    """409, or "already used" in any form."""
    OTHER_4XX = "other 4xx"
    NOT_KNOWN = "not known"
    """Anything else after the first request byte."""
    OK = "ok"
    """200 or 201 whose body is a transaction, or a card; whether it is ours is another question."""

    @property
    def is_harmless(self) -> bool:
        """Whether an attempt that ended so cannot have moved money."""
        return self in (Seen.NOT_SENT, Seen.UNAUTHORIZED, Seen.TOO_MANY)


@frozen_by_name
class Transaction:
    """A row of the card service's ledger as an answer or a history gave it; None where it left one out."""

    ref_id: str
    amount: Money
    id: str = ""
    type: str = ""
    parent_id: str = ""
    created_at: float | None = None
    refund_of: str = ""
    """The transaction that this one gives back, if its `metadata` names one as our tills do."""


@frozen_by_name
class Answer:
    """The end of one attempt of a write."""

    seen: Seen
    why: Why = Why.NONE
    transaction: Transaction | None = None
    card: Card | None = None
    """The card that was activated."""
    status: int = 0
    code: str = ""
    retry_after: float | None = None
    note: str = ""
    """For the story and the log; holds no secret."""


class Look(StrEnum):
    """What a look-up of a card ended with."""

    FOUND = "found"
    UNKNOWN = "unknown"
    """404: no such card, or its code is no longer valid [ts-2024]."""
    PIN_NEEDED = "pin needed"
    PIN_WRONG = "pin wrong"
    NOT_ALLOWED = "not allowed"
    NO_ANSWER = "no answer"
    NO_CREDENTIAL = "no credential"
    TOO_MANY = "too many"
    STRANGE = "strange"


@frozen_by_name
class LookedUp:
    """The end of one look-up; the card only when it was found."""

    look: Look
    card: Card | None = None
    retry_after: float | None = None
    note: str = ""


@frozen_by_name
class History:
    """A card's transactions in the order the service gave them, or why they could not be read."""

    look: Look
    rows: tuple[Transaction, ...] = field(default=())
    note: str = ""

    @property
    def is_read(self) -> bool:
        """Whether the rows are the card's whole history."""
        return self.look is Look.FOUND
