"""Checks what a person wants against what is known, and makes the operation. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pos_app.domain.card import Card, CardKey, Standing
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.hold import Hold
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation, State
from pos_app.domain.person import Act, Credential, Person
from pos_app.domain.ticket import crosses
from pos_app.service.book import Book
from pos_app.service.intents import FUND_REASONS, MOST_YEARS, Activate, Capture, Fund, Place
from pos_app.service.reading import Read
from pos_app.service.snapshot import NotDone

_ACTS = {
    Kind.HOLD: Act.HOLD,
    Kind.PAY: Act.PAY,
    Kind.CAPTURE: Act.CAPTURE,
    Kind.VOID: Act.VOID,
    Kind.FUND: Act.FUND,
    Kind.ACTIVATE: Act.ACTIVATE,
}
SOLD = "sold"
APPROVABLE = frozenset({Act.CAPTURE_PART, Act.VOID_OTHERS})
"""What a person without the right to it may do once, if another approves."""
_FUNDABLE = frozenset({Standing.READY, Standing.NOT_YET, Standing.ALL_ON_HOLD, Standing.EMPTY})


@frozen_by_name
class Moment:
    """What is true when somebody presses a key."""

    person: Person
    now: float
    new_ref: Callable[[], str]
    own: Currency
    may_use_card_id: bool
    """Whether this person's credential may address a card by its `card_id` [create-transaction]."""
    approvers: tuple[Person, ...] = ()
    """Who lets this person do this one act."""

    def lacks(self, act: Act) -> NotDone | None:
        """Why it may not be done here and now; None if it may."""
        if any(one.may(act) for one in (self.person, *self.approvers)):
            return None
        return NotDone.NEEDS_APPROVAL if act in APPROVABLE else NotDone.NOT_ALLOWED


def act_of(made: Operation) -> Act:
    """What one must be allowed for an operation that puts money on a card or takes it off."""
    return Act.REFUND if made.kind is Kind.FUND and made.hold_ref else _ACTS[made.kind]


def place(intent: Place, read: Read, book: Book, at: Moment) -> Operation | NotDone:
    """A hold or pay of the shown card, or why not. Never more than was available when it was read."""
    if read.card is None or read.key is None:
        return NotDone.NO_CARD
    if read.number != intent.number:
        return NotDone.CARD_CHANGED
    refusal = _card_refusal(read.card, read.key, book, at, intent.kind, intent.amount)
    if refusal is not None:
        return refusal
    if intent.amount.is_more_than(read.card.available):
        return NotDone.MORE_THAN_AVAILABLE
    refusal = _code_refusal(read, at) or _order_refusal(intent.kind, intent, read.key, read, book)
    return refusal or _on_card(intent.kind, intent.amount, intent.order, read.key, at)


def fund(intent: Fund, read: Read, book: Book, at: Moment) -> Operation | NotDone:
    """A load of the shown card, or why not."""
    if intent.reason not in FUND_REASONS:
        return NotDone.NO_REASON
    if read.card is None or read.key is None:
        return NotDone.NO_CARD
    if read.number != intent.number:
        return NotDone.CARD_CHANGED
    refusal = (
        _card_refusal(read.card, read.key, book, at, Kind.FUND, intent.amount)
        or _code_refusal(read, at)
        or _order_refusal(Kind.FUND, intent, read.key, read, book)
    )
    return refusal or _on_card(Kind.FUND, intent.amount, intent.order, read.key, at, intent.reason)


def activate(intent: Activate, read: Read, book: Book, at: Moment) -> Operation | NotDone:
    """The sale of the shown card, which is not sold yet, or why not. It is named by its `card_id` alone."""
    if read.card is None or read.key is None:
        return NotDone.NO_CARD
    if read.number != intent.number:
        return NotDone.CARD_CHANGED
    if not at.person.may(Act.ACTIVATE) or not at.may_use_card_id:
        return NotDone.NOT_ALLOWED
    if book.is_blocked(read.key.fingerprint):
        return NotDone.CARD_WAITS
    if intent.amount.minor <= 0:
        return NotDone.ZERO
    if intent.amount.currency is not at.own:
        return NotDone.OTHER_CURRENCY
    if not read.card.is_unsold or not 0 <= intent.years <= MOST_YEARS:
        return NotDone.CARD_UNFIT
    return _on_card(Kind.ACTIVATE, intent.amount, intent.order, read.key, at, SOLD)


def capture(intent: Capture, hold: Hold | None, at: Moment) -> Operation | NotDone:
    """A capture of a hold, at most what no open request has taken yet, or why not."""
    if not at.person.may(Act.CAPTURE):
        return NotDone.NOT_ALLOWED
    if hold is None or not hold.is_open:
        return NotDone.HOLD_GONE
    if any(one.kind is Kind.VOID for one in hold.pending):
        return NotDone.HOLD_WAITS
    if intent.amount.minor <= 0:
        return NotDone.ZERO
    if intent.amount.is_more_than(hold.uncommitted):
        return NotDone.MORE_THAN_HELD
    lacks = at.lacks(Act.CAPTURE_PART) if intent.amount.minor < hold.uncommitted.minor else None
    if lacks is not None:
        return lacks
    rest = hold.uncommitted.minus(intent.amount).minor if intent.release_rest else 0
    return replace(_on_hold(Kind.CAPTURE, intent.amount, hold, at), rest=rest)


def void(hold: Hold | None, at: Moment) -> Operation | NotDone:
    """A void of what is left of a hold, after its open captures, or why not."""
    if not at.person.may(Act.VOID):
        return NotDone.NOT_ALLOWED
    if hold is None or not hold.is_open:
        return NotDone.HOLD_GONE
    if any(one.kind is Kind.VOID for one in hold.pending) or hold.uncommitted.minor == 0:
        return NotDone.HOLD_WAITS
    is_own = hold.ours and hold.staff == at.person.number
    lacks = None if is_own else at.lacks(Act.VOID_OTHERS)
    if lacks is not None:
        return lacks
    return _on_hold(Kind.VOID, hold.uncommitted, hold, at)


def cancel_refusal(one: Operation | None, person: Person) -> NotDone | None:
    """Why this person cannot cancel this operation; None if they can."""
    if one is None or not one.can_be_cancelled or one.state is State.NEEDS_MANAGER:
        return NotDone.NOT_OPEN
    act = Act.CANCEL_HOLD if one.kind is Kind.HOLD else Act.CANCEL_PAY
    return None if person.may(act) else NotDone.NOT_ALLOWED


def _card_refusal(
    card: Card, key: CardKey, book: Book, at: Moment, kind: Kind, amount: Money
) -> NotDone | None:
    if not at.person.may(_ACTS[kind]):
        return NotDone.NOT_ALLOWED
    if book.is_blocked(key.fingerprint):
        return NotDone.CARD_WAITS
    if amount.minor <= 0:
        return NotDone.ZERO
    standing = card.standing(at.now, at.own)
    if standing is Standing.OTHER_CURRENCY or amount.currency is not card.currency:
        return NotDone.OTHER_CURRENCY
    if kind is Kind.FUND:
        return None if standing in _FUNDABLE else NotDone.CARD_UNFIT
    if standing in (Standing.EMPTY, Standing.ALL_ON_HOLD):
        return NotDone.MORE_THAN_AVAILABLE
    return None if standing is Standing.READY else NotDone.CARD_UNFIT


def _code_refusal(read: Read, at: Moment) -> NotDone | None:
    """Why the code that was read cannot address the card; a `card_id`, where allowed, always can."""
    if at.may_use_card_id:
        return None
    if read.by_card_id:
        return NotDone.NEEDS_CODE
    return NotDone.CARD_UNFIT if read.code_used else None


def _order_refusal(kind: Kind, intent: Place | Fund, key: CardKey, read: Read, book: Book) -> NotDone | None:
    """A card that the same order loaded pays for it only if the person knows; and the other way round."""
    before = (*read.used, *book.ended, *book.open.values())
    if intent.knowingly or not crosses(kind, intent.order, key.fingerprint, before):
        return None
    return NotDone.SAME_ORDER


def _on_card(kind: Kind, amount: Money, order: str, key: CardKey, at: Moment, reason: str = "") -> Operation:
    return Operation(
        ref_id=at.new_ref(),
        kind=kind,
        card=key,
        amount=amount,
        order=order,
        staff=at.person.number,
        staff_name=at.person.name,
        credential=at.person.credential,
        asked_at=at.now,
        reason=reason,
    )


def _on_hold(kind: Kind, amount: Money, hold: Hold, at: Moment) -> Operation:
    after = hold.pending[-1].ref_id if kind is Kind.VOID and hold.pending else ""
    return Operation(
        ref_id=at.new_ref(),
        kind=kind,
        card=hold.card,
        amount=amount,
        order=hold.order,
        staff=at.person.number,
        staff_name=at.person.name,
        credential=Credential.CASHIER,
        asked_at=at.now,
        hold_ref=hold.ref_id,
        hold_id=hold.hold_id,
        after=after,
    )
