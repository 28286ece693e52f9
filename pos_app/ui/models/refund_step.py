"""Gestures of a refund: a manager opens a payment on History, chooses how much, and says yes to the sum."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.amount import Entry, Unclear
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.person import Act
from pos_app.domain.refunding import can_be_given_back
from pos_app.service.cases import RefundCase
from pos_app.service.intents import LookForRefund, Refund
from pos_app.ui.models import ids
from pos_app.ui.models.amount_step import NOTES
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, ProgramState, refuse, stay
from pos_app.ui.models.request import Request
from pos_app.ui.models.sale import is_asking


def may_refund(state: ProgramState, one: Operation) -> bool:
    """Whether the person here may give this back, as far as this till knows of it."""
    return can_be_given_back(one) and state.snapshot.person.may(Act.REFUND)


def case_of(state: ProgramState) -> RefundCase | None:
    """The payment that is open; None where none is, or nobody here may give back."""
    case = state.snapshot.refund
    ref = state.history.refund
    if not ref or case is None or case.paid.ref_id != ref or not state.snapshot.person.may(Act.REFUND):
        return None
    return case


def amount_of(state: ProgramState) -> Money | None:
    """How much would be given back: what was typed, else all that is left; None where nothing can be."""
    case = case_of(state)
    if case is None or case.reading or case.taken is None:
        return None
    left = case.taken.left
    typed = state.history.part.minor
    if left.minor <= 0 or typed > left.minor:
        return None
    return Money(typed, left.currency) if typed else left


def opened(state: ProgramState, one: Operation | None) -> Moved:
    """Open a payment, or say why not."""
    if one is None:
        return refuse(state, Note.NOTHING_CHOSEN, Where.ROWS)
    if not state.snapshot.person.may(Act.REFUND):
        return refuse(state, Note.MANAGER_REFUNDS, Where.ROWS)
    if not can_be_given_back(one):
        return refuse(state, Note.NOTHING_TO_REFUND, Where.ROWS)
    history = replace(state.history, chosen=one.ref_id, refund=one.ref_id, part=Entry())
    return replace(state, history=history), (LookForRefund(one.ref_id),)


def closed(state: ProgramState) -> Moved:
    """The payment is closed; nothing was asked."""
    if not state.history.refund:
        return stay(state)
    return replace(state, history=replace(state.history, refund="", part=Entry())), (LookForRefund(""),)


def pressed(state: ProgramState, button: str) -> Moved | None:
    """A button of the open payment was pressed; None if it is not one of its buttons."""
    if button == ids.REFUND_BACK:
        return closed(state)
    if button == ids.REFUND_READ:
        case = case_of(state)
        return stay(state) if case is None else (state, (LookForRefund(case.paid.ref_id),))
    return _ask(state) if button == ids.REFUND_YES else None


def typed(state: ProgramState, keys: str) -> Moved:
    """A digit of the sum to give back."""
    if case_of(state) is None:
        return stay(state)
    taken = state.history.part.key(keys)
    if isinstance(taken, Unclear):
        return refuse(state, NOTES[taken], Where.ROWS)
    return replace(state, history=replace(state.history, part=taken)), ()


def backspace(state: ProgramState) -> Moved:
    """The last digit is taken back."""
    return replace(state, history=replace(state.history, part=state.history.part.back())), ()


def _ask(state: ProgramState) -> Moved:
    case, amount = case_of(state), amount_of(state)
    if case is None or amount is None or not state.can_sell:
        return refuse(state, Note.CHANGED, Where.ROWS)
    if is_asking(state):
        return refuse(state, Note.ASKING, Where.ROWS)
    token = f"p{state.counter + 1}"
    card = case.paid.card
    request = Request(
        token=token, kind=Kind.FUND, amount=amount, tail=card.last4, fingerprint=card.fingerprint
    )
    history = replace(state.history, refund="", part=Entry())
    state = replace(
        state, counter=state.counter + 1, requests=(*state.requests, request), history=history, told=None
    )
    return state, (Refund(case.paid.ref_id, amount, token), LookForRefund(""))
