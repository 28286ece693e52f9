"""What waits for a person's word: a payment to give back, an approval, what only a manager can settle."""

from __future__ import annotations

from pos_app.domain.card import Card
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.operation import Operation
from pos_app.domain.person import Act, Person
from pos_app.domain.refunding import Taken
from pos_app.domain.resolving import Choice
from pos_app.domain.traces import Trace
from pos_app.service.intents import Moving


@frozen_by_name
class RefundCase:
    """A payment or a capture that a manager may give back, as its card's history shows it now."""

    paid: Operation
    reading: bool = False
    taken: Taken | None = None
    """None while it is read, and where the history could not be read or does not show it."""


@frozen_by_name
class Approval:
    """Something that waits for somebody of another role to let it be done, once."""

    intent: Moving
    act: Act
    people: tuple[Person, ...] = ()
    """Who may approve it."""
    over_limit: bool = False
    """It is above a limit, not beyond the person's role."""
    approved: tuple[Person, ...] = ()
    """Who has approved it already: above the second limit there must be two managers."""


@frozen_by_name
class Case:
    """What a manager looks into: what was asked, what the service says now, and the safe choices."""

    ref_id: str
    attempts: int = 0
    """How often it had been sent when it was looked into."""
    reading: bool = False
    card: Card | None = None
    """The card's figures now; None where they could not be read."""
    trace: Trace | None = None
    """The history's word on the reference; None where the card service did not answer."""
    choices: tuple[Choice, ...] = ()
