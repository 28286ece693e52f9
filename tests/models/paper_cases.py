"""What a service on paper does with cases: what a manager looks into, and what they say of it."""

from __future__ import annotations

from pos_app.domain import steps
from pos_app.domain.operation import State
from pos_app.domain.person import Act
from pos_app.domain.resolving import Choice, Seen, choices
from pos_app.domain.traces import Trace
from pos_app.service.cases import Case
from pos_app.service.intents import Resolve
from tests.models.paper_book import PaperBook
from tests.models.paper_cards import current, key_of


def looked_into(book: PaperBook, ref_id: str, traced: Trace | None, *, reads: bool) -> Case | None:
    """The case of what needs a manager, if one stands here; still being read unless it `reads`."""
    one = book.operations.get(ref_id)
    if one is None or one.state is not State.NEEDS_MANAGER or not book.person.may(Act.RESOLVE):
        return None
    if not reads:
        return Case(ref_id=ref_id, reading=True)
    every = book.operations.values()
    card = next((current(card, every) for card in book.cards.values() if key_of(card) == one.card), None)
    found = choices(one, Seen(traced, may_give_back=True), book.now, book.now - one.asked_at)
    return Case(ref_id=ref_id, card=card, trace=traced, choices=found)


def resolved(book: PaperBook, case: Case | None, intent: Resolve) -> bool:
    """Carry a choice out, if the case that is open offers it."""
    one = book.operations.get(intent.ref_id)
    if one is None or case is None or case.ref_id != intent.ref_id or intent.choice not in case.choices:
        return False
    book.put(steps.resolved(one, intent.choice, intent.grounds, book.person.name, book.now))
    if intent.choice is Choice.DID_NOT:
        book.put(steps.did_not_happen(one, book.now))
    elif intent.choice is not Choice.ASK_AGAIN:
        book.put(steps.happened(one, book.now))
    return True
