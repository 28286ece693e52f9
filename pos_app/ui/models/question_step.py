"""The answer to a question in place. Yes counts only if what was asked about is still as it was."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.card import Standing
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind, Operation, State
from pos_app.domain.person import Act
from pos_app.service.intents import Activate, Cancel, Fund
from pos_app.ui.models.hold_acts import captured, still_true, voided
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, ProgramState, refuse, stay
from pos_app.ui.models.question import Ask, Question
from pos_app.ui.models.request import Request
from pos_app.ui.models.sale import is_asking, offer, why_no_activation, why_no_card, why_no_money
from pos_app.ui.models.sale_step import press_money

_ON_CARD = {Ask.FUND: Act.FUND, Ask.ACTIVATE: Act.ACTIVATE, Ask.SAME_ORDER: Act.HOLD}
"""Questions about the card on the till, and what one must be allowed for them."""
_FUNDABLE = frozenset({Standing.READY, Standing.ALL_ON_HOLD, Standing.EMPTY})


def answer_no(state: ProgramState) -> Moved:
    """Nothing happens; what is left of a part capture stays on hold for later."""
    question = state.question
    if question is not None and question.ask is Ask.REST and question.in_sale:
        state = state.with_till(later=True)
    return replace(state, question=None), ()


def answer_yes(state: ProgramState) -> Moved:
    """Do what was asked, unless it changed in the meantime."""
    question = state.question
    if question is None or is_asking(state):
        return stay(state)
    if question.ask is Ask.CANCEL:
        return _cancel(state, question)
    if question.ask in (Ask.FUND, Ask.ACTIVATE):
        return _put_on(state, question)
    if question.ask is Ask.SAME_ORDER:
        return _same_order(state, question)
    if not still_true(state, question) or not state.can_end_holds:
        return refuse(replace(state, question=None), Note.CHANGED, Where.ROWS)
    act = captured if question.ask is Ask.CAPTURE else voided
    return act(state, question.targets, in_sale=question.in_sale)


def ask_cancel(state: ProgramState, operation: Operation | None) -> Moved:
    """Ask whether to give up an open hold or pay; a waiting pay needs a refund, so a manager (rule 5a)."""
    if operation is None or not operation.can_be_cancelled or operation.ref_id in state.cancels:
        return refuse(state, Note.CANNOT_CANCEL, Where.ROWS)
    if not state.can_end_holds:
        return refuse(state, Note.STOPPED, Where.ROWS)
    if not may_cancel(state, operation):
        return refuse(state, Note.MANAGER_CANCELS, Where.ROWS)
    turn = state.counter + 1
    question = Question(
        ask=Ask.CANCEL,
        key="F8",
        turn=turn,
        ref=operation.ref_id,
        amount=operation.amount,
        tail=operation.card.last4,
    )
    return replace(state, counter=turn, question=question, told=None), ()


def may_cancel(state: ProgramState, operation: Operation) -> bool:
    """Whether the table of permissions lets this person give it up; what needs a manager is beyond that."""
    if operation.state is State.NEEDS_MANAGER:
        return False
    act = Act.CANCEL_PAY if operation.kind is Kind.PAY else Act.CANCEL_HOLD
    return state.snapshot.person.may(act)


def kept_question(state: ProgramState) -> ProgramState:
    """The state without a question that the snapshot has answered, or that another person was asked."""
    question = state.question
    if question is None:
        return state
    if question.ask is Ask.CANCEL:
        asked = state.snapshot.operation(question.ref)
        stands = asked is not None and asked.can_be_cancelled and may_cancel(state, asked)
    elif question.ask in _ON_CARD:
        stands = state.card.number == question.card_number and state.snapshot.person.may(
            _ON_CARD[question.ask]
        )
    else:
        stands = still_true(state, question)
    return state if stands else replace(state, question=None)


def _cancel(state: ProgramState, question: Question) -> Moved:
    operation = state.snapshot.operation(question.ref)
    state = replace(state, question=None)
    if operation is None or not operation.can_be_cancelled or not may_cancel(state, operation):
        return refuse(state, Note.CHANGED, Where.ROWS)
    return replace(state, cancels=(*state.cancels, question.ref)), (Cancel(question.ref),)


def _put_on(state: ProgramState, question: Question) -> Moved:
    """Fund or activate the card that was asked about."""
    key = state.card.key
    state = replace(state, question=None)
    sells = question.ask is Ask.ACTIVATE
    why = why_no_activation(state) if sells else why_no_money(state) or why_no_fund_card(state)
    if why is not None or key is None or question.amount is None or state.card.number != question.card_number:
        return refuse(state, why or Note.CHANGED, Where.AMOUNT)
    token = f"p{state.counter + 1}"
    request = Request(
        token=token,
        kind=Kind.ACTIVATE if sells else Kind.FUND,
        amount=question.amount,
        tail=key.last4,
        fingerprint=key.fingerprint,
    )
    state = replace(state, counter=state.counter + 1, requests=(*state.requests, request), told=None)
    state = state.with_fund(current=token).with_till(order=question.order, loaded=True)
    return state, (_loading(question, question.amount, token),)


def _loading(question: Question, amount: Money, token: str) -> Fund | Activate:
    number, order = question.card_number, question.order
    if question.ask is Ask.ACTIVATE:
        return Activate(amount, question.years, token, number, order)
    return Fund(amount, question.reason, token, number, order, question.crosses)


def _same_order(state: ProgramState, question: Question) -> Moved:
    state = replace(state, question=None)
    if state.card.number != question.card_number or offer(state, question.kind).pays != question.amount:
        return refuse(state, Note.CHANGED, Where.AMOUNT)
    return press_money(state, question.kind, knowingly=True)


def why_no_fund_card(state: ProgramState) -> Note | None:
    """Why no money can be put on the card on the till; a card that is valid later can be funded now."""
    why = why_no_card(state)
    if why is not Note.CARD_UNUSABLE:
        return why
    shown = state.card
    starts = None if shown.card is None else shown.card.active_from
    if shown.card is None or shown.code_used or starts is None or starts <= state.now:
        return Note.CARD_UNUSABLE
    later = shown.card.standing(starts, state.settings.region.currency)
    return None if later in _FUNDABLE else Note.CARD_UNUSABLE
