"""A gift card as the card service told it, and what that means at this till now."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.money import Currency, Money

_UNSOLD = frozenset({"inactive", "created"})


class Standing(StrEnum):
    """What a card is good for at this till at this moment; one at a time, the most serious first."""

    READY = "ready"
    INACTIVE = "inactive"
    EXPIRED = "expired"
    NOT_YET = "not yet"
    OTHER_CURRENCY = "other currency"
    ALL_ON_HOLD = "all on hold"
    EMPTY = "empty"


@frozen
class CardKey:
    """How a journal names a card: a keyed fingerprint, and the last four of its `card_id` for people."""

    fingerprint: str
    last4: str


@frozen_by_name
class Card:
    """A card as read. Times are seconds since 1970 UTC, None where the service gave none [get-cards]."""

    card_id: str
    currency: Currency
    available: Money
    balance: Money
    status: str = ""
    name: str = ""
    active_from: float | None = None
    expires_at: float | None = None
    operation: str = ""
    """Our reference in its `metadata`: the operation that activated it. Empty where it names none."""
    loaded: Money | None = None
    """Its `amount`: the first load [U-14]."""

    @property
    def is_unsold(self) -> bool:
        """Whether it waits to be activated; `created` reads as `inactive` [U-17]."""
        return self.status in _UNSOLD

    @property
    def on_hold(self) -> Money:
        """Balance less available: money locked by holds, wherever they were placed."""
        return self.balance.minus(self.available)

    def standing(self, now: float, own: Currency) -> Standing:
        """What the card is good for at time `now` at a till that takes the currency `own`.

        Expiry and "not yet" come from the dates, never from the status [U-17].
        """
        if self.is_unsold:
            return Standing.INACTIVE
        if self.expires_at is not None and now >= self.expires_at:
            return Standing.EXPIRED
        if self.active_from is not None and now < self.active_from:
            return Standing.NOT_YET
        if self.currency is not own:
            return Standing.OTHER_CURRENCY
        if self.available.minor > 0:
            return Standing.READY
        return Standing.ALL_ON_HOLD if self.on_hold.minor > 0 else Standing.EMPTY


def last_four(card_id: str) -> str:
    """The last four characters of a card's id: all that is ever shown or logged of it."""
    return card_id[-4:]
