"""The sale on the Till, worked out from what was typed and what became of its requests."""

from __future__ import annotations

from pos_app.domain.amount import Entry, entry_of
from pos_app.domain.card import Standing
from pos_app.domain.frozen import frozen
from pos_app.domain.hold import Hold
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind, Operation, State
from pos_app.domain.person import Act
from pos_app.domain.ticket import crosses
from pos_app.service.snapshot import Reading
from pos_app.ui.models.notes import Note
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.request import Outcome, Request, outcome

_UNUSABLE = frozenset({Standing.INACTIVE, Standing.EXPIRED, Standing.NOT_YET, Standing.OTHER_CURRENCY})


def money(state: ProgramState, minor: int) -> Money:
    """A sum in the till's own currency."""
    return Money(minor, state.settings.region.currency)


def placed(state: ProgramState) -> tuple[Request, ...]:
    """The holds and pays this sale asked for, oldest first, whatever became of them."""
    sale = state.till.sale
    return tuple(one for one in state.requests if one.sale == sale and one.kind in (Kind.HOLD, Kind.PAY))


def lines(state: ProgramState) -> tuple[Request, ...]:
    """The cards that are part of this sale: what is on hold, paid, captured, or not known yet."""
    return tuple(one for one in placed(state) if one.counts and not is_voided(state, one))


def ends_of(state: ProgramState, ref: str) -> tuple[Operation, ...]:
    """The captures and voids of a hold that the snapshot and this window know of."""
    shown = state.snapshot
    known = [*shown.waiting, *shown.ended, *shown.latest, *(one.operation for one in state.requests)]
    found = {one.ref_id: one for one in reversed(known) if one is not None and one.hold_ref == ref}
    return tuple(found.values())


def is_voided(state: ProgramState, line: Request) -> bool:
    """Whether the hold of this line was voided and nothing of it was taken."""
    if not line.ref or standing_hold(state, line.ref) is not None:
        return False
    done = {one.kind for one in ends_of(state, line.ref) if one.state is State.CONFIRMED}
    return Kind.VOID in done and Kind.CAPTURE not in done


def standing_hold(state: ProgramState, ref: str) -> Hold | None:
    """The open hold an operation placed, if it still stands."""
    return next((one for one in state.snapshot.holds if one.ref_id == ref and one.is_open), None)


def held(state: ProgramState) -> tuple[Hold, ...]:
    """The holds of this sale that stand and have no open request: what F7 takes together."""
    found = [standing_hold(state, one.ref) for one in lines(state) if one.kind is Kind.HOLD and one.ref]
    return tuple(one for one in found if one is not None and not one.pending)


def left(state: ProgramState) -> int:
    """What the sale still asks for, in minor units; 0 before its first card."""
    paid = [one.amount.minor for one in lines(state)]
    return max(state.till.total - sum(paid), 0) if paid else 0


def entry(state: ProgramState) -> Entry:
    """The amount that stands in the big figure."""
    if state.till.typed is not None:
        return state.till.typed
    rest = left(state)
    return entry_of(money(state, rest)) if rest else Entry()


def asked_now(state: ProgramState) -> Request | None:
    """The hold or pay whose answer is still open and whose panel stands."""
    open_ones = [one for one in placed(state) if one.token in state.till.current and not one.is_over]
    return open_ones[-1] if open_ones else None


def is_asking(state: ProgramState) -> bool:
    """Whether a key for money was pressed less than a second ago and has no answer: nothing else is asked."""
    if state.is_locked:
        return True
    tokens = {*state.till.current, state.fund.current}
    ongoing = [one for one in state.requests if one.token in tokens]
    return any(stands(state, one) is Outcome.ASKING for one in ongoing)


def stands(state: ProgramState, request: Request) -> Outcome:
    """What became of a request by now."""
    return outcome(request, state.snapshot, state.monotonic, state.now)


@frozen
class Offer:
    """What the main or the other button would do now: this sum, or why nothing."""

    kind: Kind
    pays: Money | None
    why: Note | None


def offer(state: ProgramState, kind: Kind) -> Offer:
    """Hold or pay: the smaller of what is to pay and what the card has."""
    why = why_no_money(state) or why_no_card(state)
    card = state.card.card
    if why is not None or card is None:
        return Offer(kind, None, why or Note.NO_CARD)
    amount = money(state, entry(state).minor)
    if state.till.fresh and lines(state) and amount.minor == 0:
        return Offer(kind, None, Note.COVERED)
    if card.available.minor <= 0:
        return Offer(kind, None, Note.NEXT_CARD if left(state) else Note.NOTHING_TO_TAKE)
    if amount.minor <= 0:
        return Offer(kind, None, Note.NO_AMOUNT)
    return Offer(kind, amount.at_most(card.available), None)


def why_no_money(state: ProgramState) -> Note | None:
    """Why no new money may be asked for at all now."""
    if not state.can_sell:
        return Note.STOPPED
    return Note.ASKING if is_asking(state) else None


def why_no_card(state: ProgramState) -> Note | None:
    """Why the card on the till can neither pay nor be held now."""
    shown = state.card
    if shown.reading in (Reading.READING, Reading.SLOW):
        return Note.READING
    if shown.reading in (Reading.PIN_NEEDED, Reading.PIN_WRONG):
        return Note.PIN_FIRST
    if shown.reading is not Reading.CARD or shown.card is None:
        return Note.NEXT_CARD if left(state) else Note.NO_CARD
    if is_blocked(state):
        return Note.NOT_KNOWN
    if shown.code_used or shown.card.standing(state.now, state.settings.region.currency) in _UNUSABLE:
        return Note.CARD_UNUSABLE
    return None


def order_of(state: ProgramState) -> str:
    """The order number that the next request goes under."""
    return state.till.order or state.snapshot.next_order


def crosses_here(state: ProgramState, kind: Kind) -> bool:
    """Whether the same order put money on the card on the till, or paid with it."""
    shown, key = state.snapshot, state.card.key
    before = (*state.card.used, *shown.waiting, *shown.ended, *shown.latest)
    return key is not None and crosses(kind, order_of(state), key.fingerprint, before)


def sells(state: ProgramState) -> bool:
    """Whether the card on the till is one that this person can sell: Fund a card becomes Activate a card."""
    shown = state.card
    unsold = shown.reading is Reading.CARD and shown.card is not None and shown.card.is_unsold
    return unsold and state.snapshot.person.may(Act.ACTIVATE)


def why_no_activation(state: ProgramState) -> Note | None:
    """Why the card on the till cannot be sold now."""
    why = why_no_money(state)
    if why is not None:
        return why
    if not sells(state):
        return why_no_card(state) or Note.CARD_UNUSABLE
    return Note.NOT_KNOWN if is_blocked(state) else None


def is_blocked(state: ProgramState) -> bool:
    """Whether an answer about the card on the till is not known yet: no new money is asked of it."""
    shown = state.card
    if shown.blocked or shown.key is None:
        return shown.blocked
    mine = [one for one in state.requests if one.fingerprint == shown.key.fingerprint and not one.is_over]
    return any(one.kind.is_new_money for one in mine)
