"""A question asked in place: what would happen on yes. The same key again is yes, Enter and Esc are no."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind


class Ask(StrEnum):
    """What is asked before it is done (rule 10)."""

    CAPTURE = "capture"
    """Several rows, or another's hold."""
    VOID = "void"
    REST = "rest"
    """After a part capture: void what is still on hold?"""
    CANCEL = "cancel"
    FUND = "fund"
    ACTIVATE = "activate"
    SAME_ORDER = "same order"
    """Hold or pay with a card that the same order put money on?"""


@frozen
class Target:
    """A hold in a question, as it was when asked; if it has changed since, the answer counts for nothing."""

    hold_id: str
    ref: str
    amount: Money
    """What would be taken or released."""
    left: Money
    tail: str
    fingerprint: str
    owner: str = ""
    """Whose hold it is, if it is another's."""


@frozen_by_name
class Question:
    """One question; `key` is the key that asked it and means yes. It guards itself from `turn` on."""

    ask: Ask
    key: str
    turn: int
    targets: tuple[Target, ...] = ()
    ref: str = ""
    """The operation to cancel."""
    amount: Money | None = None
    reason: str = ""
    years: int = 0
    """How long the card is sold for."""
    order: str = ""
    kind: Kind = Kind.HOLD
    """What is placed, where the same order put money on the card."""
    crosses: bool = False
    """The same order paid with the card that is to be funded."""
    tail: str = ""
    card_number: int = 0
    """The look-up of the card to fund."""
    in_sale: bool = False
    """Its requests belong to the sale on the Till."""
