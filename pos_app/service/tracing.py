"""What the card service shows of an operation now: its card's history, or the card itself."""

from __future__ import annotations

from pos_app.api.client import CardService
from pos_app.domain.activating import trace_on_card
from pos_app.domain.answer import Look
from pos_app.domain.card import Card
from pos_app.domain.frozen import frozen
from pos_app.domain.judge import trace
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.person import Credential
from pos_app.domain.traces import Traced


@frozen
class Shown:
    """How the reading ended, and its word on the operation."""

    look: Look
    traced: Traced
    card: Card | None = None
    """The card itself, where that was read."""


async def shown(service: CardService, operation: Operation, card_id: str, credential: Credential) -> Shown:
    """Read once; an activation has no reference of the service's, so its card is read itself [U-23]."""
    if operation.kind is Kind.ACTIVATE:
        found = await service.card(card_id, credential)
        return Shown(found.look, trace_on_card(operation, found), found.card)
    history = await service.history(card_id, credential)
    return Shown(history.look, trace(operation, history))
