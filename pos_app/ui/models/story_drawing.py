"""The story of a hold or a request, opened in place under its row."""

from __future__ import annotations

from pos_app.domain.card import CardKey
from pos_app.domain.hold import Hold
from pos_app.domain.operation import Operation
from pos_app.ui.models.list_value import Fact, Step, Story
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.wording import kinds
from pos_app.ui.models.wording import story as words
from pos_app.ui.models.wording.card import masked


def story_of_hold(state: ProgramState, hold: Hold, printer: Printer) -> Story | None:
    """The story of a hold, if it is the one that was opened and has been read."""
    if not hold.ref_id or state.story != hold.ref_id or state.snapshot.story_of != hold.ref_id:
        return None
    facts = _facts(hold.card, hold.order, hold.staff_name, hold.ref_id)
    if hold.captured:
        taken = type(hold.amount)(hold.captured, hold.amount.currency)
        facts = (*facts, Fact(words.taken(), printer.text(taken)))
    return Story(
        caption=words.caption(),
        amount=printer.sum(hold.amount),
        detail=printer.when(hold.placed_at) if hold.ours else words.nothing_kept(),
        facts=facts,
        steps=_steps(state, printer),
    )


def story_of_operation(state: ProgramState, operation: Operation, printer: Printer) -> Story | None:
    """The story of a request, if it is the one that was opened and has been read."""
    ref = operation.ref_id
    if state.story != ref or state.snapshot.story_of != ref:
        return None
    return Story(
        caption=words.caption(),
        amount=printer.sum(operation.amount),
        detail=f"{kinds.of_operation(operation)} · {printer.when(operation.asked_at)}",
        facts=_facts(operation.card, operation.order, operation.staff_name, ref),
        steps=_steps(state, printer),
    )


def _facts(card: CardKey, order: str, staff: str, ref: str) -> tuple[Fact, ...]:
    facts = [Fact(words.card(), masked(card.last4))]
    if order:
        facts.append(Fact(words.order(), order))
    if staff:
        facts.append(Fact(words.cashier(), staff))
    return (*facts, Fact(words.reference(), ref))


def _steps(state: ProgramState, printer: Printer) -> tuple[Step, ...]:
    told = state.snapshot.story
    return tuple(
        Step(printer.exact(one.at), words.step(one), bold=at == len(told) - 1) for at, one in enumerate(told)
    )
