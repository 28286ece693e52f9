"""How a sale goes on: asking for money, leaving a panel, putting a sale aside, starting the next."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.amount import Entry
from pos_app.domain.card import CardKey
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind, Operation
from pos_app.service.intents import Acknowledge, CountOrder, Place, PutCardAway
from pos_app.service.snapshot import Reading
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Out, ProgramState, refuse
from pos_app.ui.models.question import Ask, Question
from pos_app.ui.models.request import Request
from pos_app.ui.models.sale import crosses_here, entry, left, lines, offer, order_of, placed
from pos_app.ui.models.till_state import TillState


def press_money(state: ProgramState, kind: Kind, *, knowingly: bool = False) -> Moved:
    """Hold or pay what the button says, once: the state is locked until a snapshot shows the request.

    It asks first where the same order put money on the card, unless that was just answered.
    """
    found = offer(state, kind)
    key = state.card.key
    if found.pays is None or key is None:
        if found.why is None:
            return state, ()
        return refuse(state, found.why, Where.AMOUNT)
    if not knowingly and crosses_here(state, kind):
        return _ask_same_order(state, kind, found.pays, key)
    token = f"p{state.counter + 1}"
    till = state.till
    paid = sum(one.amount.minor for one in lines(state))
    order = order_of(state)
    request = Request(
        token=token,
        kind=kind,
        amount=found.pays,
        tail=key.last4,
        fingerprint=key.fingerprint,
        sale=till.sale,
    )
    asked = replace(
        till,
        order=order,
        typed=entry(state),
        total=max(till.total if paid else 0, paid + entry(state).minor),
        current=(token,),
        opened="",
        fresh=False,
        kept=False,
        later=False,
    )
    state = replace(
        state,
        till=asked,
        counter=state.counter + 1,
        requests=(*state.requests, request),
        question=None,
        told=None,
    )
    return state, (Place(kind, found.pays, order, token, state.card.number, knowingly),)


def _ask_same_order(state: ProgramState, kind: Kind, amount: Money, key: CardKey) -> Moved:
    turn = state.counter + 1
    question = Question(
        ask=Ask.SAME_ORDER,
        key="F9" if kind is state.settings.main else "Shift+F9",
        turn=turn,
        amount=amount,
        tail=key.last4,
        card_number=state.card.number,
        order=order_of(state),
        kind=kind,
    )
    return replace(state, counter=turn, question=question, told=None), ()


def leave_panel(state: ProgramState) -> Moved:
    """The panel in the middle goes; a refusal that stood in it counts as seen."""
    seen = [one for one in panel_operations(state) if is_unseen(state, one)]
    state = state.with_till(current=(), opened="", later=state.till.later or bool(state.till.current))
    return state, (Acknowledge(tuple(one.ref_id for one in seen)),) if seen else ()


def panel_operations(state: ProgramState) -> tuple[Operation, ...]:
    """The operations whose panel stands on the Till."""
    till = state.till
    opened = state.snapshot.operation(till.opened) if till.opened else None
    mine = [one.operation for one in state.requests if one.token in till.current]
    return tuple(one for one in (opened, *mine) if one is not None)


def is_unseen(state: ProgramState, operation: Operation) -> bool:
    """Whether its end still waits to be acknowledged."""
    return any(one.ref_id == operation.ref_id for one in state.snapshot.unseen)


def next_sale(state: ProgramState) -> Moved:
    """Put what is open aside, and start an empty sale. The card stays until it is put away or replaced."""
    state, out = leave_panel(state)
    till = state.till
    used = bool(placed(state)) or till.loaded
    requests = tuple(
        replace(one, aside=True) if one.sale == till.sale and not one.is_over else one
        for one in state.requests
    )
    following = TillState(sale=till.sale + 1)
    counted = used and till.counted and till.order == state.snapshot.next_order
    state = replace(state, till=following, requests=requests)
    more: tuple[Out, ...] = (CountOrder(),) if counted else ()
    return state, (*out, *more)


def put_card_away(state: ProgramState) -> Moved:
    """Forget the card on the till, if there is one."""
    if state.card.reading is Reading.NONE:
        return state, ()
    desk = state.desk.put_away(state.snapshot)
    state = replace(state, desk=desk).with_till(chosen="", part=Entry())
    return state, (PutCardAway(),)


def empty_sale(state: ProgramState) -> Moved:
    """The next customer: an empty sale and no card."""
    state, out = next_sale(state)
    state, away = put_card_away(state)
    return state, (*out, *away)


def before_card(state: ProgramState) -> Moved:
    """What a new card means: it joins an unfinished sale, and starts the next after a finished one."""
    till = state.till
    joined = bool(lines(state))
    if joined and left(state) == 0:
        return next_sale(state)
    ongoing = till.fresh or (joined and bool(till.current))
    state, out = leave_panel(state)
    state = state.with_till(
        typed=None if ongoing else till.typed,
        fresh=False,
        later=False,
        chosen="",
        part=Entry(),
    )
    return state, out
