"""Compares three truths: what cashiers asked, what a till's journal says, and what the ledger holds.

Each rule returns a sentence for everything that breaks it; an empty list is the only good answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pos_app.domain.operation import Kind, Operation, State, Why

TYPES = {
    Kind.HOLD: "pending_capture",
    Kind.PAY: "drawdown",
    Kind.CAPTURE: "drawdown",
    Kind.VOID: "voided",
    Kind.FUND: "fund",
    Kind.ACTIVATE: "fund",
}
_NEVER_MOVED = frozenset({State.REFUSED, State.NOT_ASKED})


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger, in the order it was written."""

    card: str
    ref_id: str
    type: str
    amount: int
    id: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person meant by one press, however often the key went down: it may move money once."""

    token: str
    kind: Kind
    minor: int


@dataclass(frozen=True, slots=True)
class Truths:
    """Everything known at the end, when no fault is left and every queue has had its time."""

    asked: tuple[Asked, ...] = ()
    became: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """References that a press became, by its token."""
    journal: tuple[Operation, ...] = ()
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By reference: the first and the last event's place in the journal."""
    ledger: tuple[Row, ...] = ()
    can_read: bool = True
    """Whether the till may read histories: else more may need a manager."""
    resolved: bool = False
    """Whether an honest manager went through what needs one, at the end."""


def broken(truths: Truths) -> list[str]:
    """Every rule that does not hold."""
    rules = (
        moved_twice,
        asked_twice,
        false_confirmed,
        false_refused,
        forgotten,
        still_waiting,
        sums,
        cancelled_holds,
        part_captures,
        given_back,
        placed_on_unknown,
    )
    return [sentence for rule in rules for sentence in rule(truths)]


def given_back(truths: Truths) -> list[str]:
    """No payment was given back beyond what it took."""
    paid = {one.ref_id: one.amount.minor for one in truths.journal if one.kind in (Kind.PAY, Kind.CAPTURE)}
    rows = {row.ref_id: row.amount for row in truths.ledger}
    back: Counter[str] = Counter()
    for one in truths.journal:
        if one.kind is Kind.FUND and one.hold_ref:
            back[one.hold_ref] += rows.get(one.ref_id, 0)
    return [f"{ref} was given back {sum_} of {paid[ref]}" for ref, sum_ in back.items() if sum_ > paid[ref]]


def moved_twice(truths: Truths) -> list[str]:
    """No reference moved money twice."""
    counts = Counter(row.ref_id for row in truths.ledger)
    return [f"{ref} moved money {count} times" for ref, count in counts.items() if count > 1]


def asked_twice(truths: Truths) -> list[str]:
    """A press became one operation at most, of its kind and of no more than its sum."""
    rows = {one.ref_id: one for one in truths.journal}
    wrong = []
    for press in truths.asked:
        refs = truths.became.get(press.token, ())
        if len(refs) > 1:
            wrong.append(f"press {press.token} became {len(refs)} operations")
        wrong.extend(
            f"press {press.token} became {one.kind} of {one.amount.minor}"
            for one in (rows[ref] for ref in refs if ref in rows)
            if one.kind is not press.kind or (one.kind is not Kind.VOID and one.amount.minor != press.minor)
        )
    return wrong


def false_confirmed(truths: Truths) -> list[str]:
    """Every confirmed operation is in the ledger with its kind and its sum."""
    found = {row.ref_id: row for row in truths.ledger}
    wrong = []
    for one in truths.journal:
        if one.state is not State.CONFIRMED:
            continue
        row = found.get(one.ref_id)
        sum_ = one.moved if one.kind is Kind.VOID else one.amount.minor
        if one.kind is Kind.VOID and one.why is Why.BY_MANAGER and row is not None:
            sum_ = row.amount  # a person's word says that it was voided; how much only the service knows
        if row is None:
            wrong.append(f"{one.kind} {one.ref_id} is confirmed and not in the ledger")
        elif (row.type, row.amount) != (TYPES[one.kind], sum_):
            wrong.append(f"{one.kind} {one.ref_id} of {sum_} is {row.type} of {row.amount} in the ledger")
    return wrong


def false_refused(truths: Truths) -> list[str]:
    """Nothing refused or never asked is in the ledger; what was cancelled is not, either."""
    there = {row.ref_id for row in truths.ledger}
    ends = _NEVER_MOVED | {State.CANCELLED}
    return [
        f"{one.kind} {one.ref_id} is {one.state} and in the ledger"
        for one in truths.journal
        if one.state in ends and one.ref_id in there
    ]


def forgotten(truths: Truths) -> list[str]:
    """What the till moved is confirmed in its journal, or waits there for a person."""
    rows = {one.ref_id: one for one in truths.journal}
    known = {ref for ref, one in rows.items() if one.state is State.CONFIRMED or one.is_open}
    ours = set(rows) | {ref for refs in truths.became.values() for ref in refs}
    return [
        f"{row.type} {row.ref_id} is in the ledger and not in the journal"
        for row in truths.ledger
        if row.ref_id in ours and row.ref_id not in known
    ]


def still_waiting(truths: Truths) -> list[str]:
    """Nothing waits once faults have stopped; what needs a manager could not have been known."""
    open_ones = {one.ref_id: one for one in truths.journal if one.is_open}
    return [
        f"{one.kind} {one.ref_id} is still {one.state} ({one.why})"
        for one in open_ones.values()
        if not _needs_a_person(one, open_ones, truths)
    ]


def _needs_a_person(one: Operation, open_ones: Mapping[str, Operation], truths: Truths) -> bool:
    """Where histories are read an honest manager can end everything; else all but a hold that happened."""
    first = open_ones.get(one.after)
    if first is not None and first.ref_id != one.ref_id:
        return _needs_a_person(first, open_ones, truths)
    if one.state is not State.NEEDS_MANAGER:
        return False
    if truths.resolved:
        there = any(row.ref_id == one.ref_id for row in truths.ledger)
        return not truths.can_read and one.kind is Kind.HOLD and there
    return not truths.can_read or one.why is Why.PAID_AFTER_CANCEL


def sums(truths: Truths) -> list[str]:
    """No card is below zero and no hold is overdrawn, after any row."""
    balance, locked = Counter[str](), Counter[str]()
    left: dict[str, tuple[str, int]] = {}
    wrong = []
    for row in truths.ledger:
        if row.type == "pending_capture":
            left[row.id] = (row.card, row.amount)
            locked[row.card] += row.amount
        elif row.parent:
            card, rest = left[row.parent]
            left[row.parent] = (card, rest - row.amount)
            locked[card] -= row.amount
            if rest < row.amount:
                wrong.append(f"hold {row.parent} gave {row.amount} of {rest}")
        balance[row.card] += {"fund": row.amount, "drawdown": -row.amount}.get(row.type, 0)
        if balance[row.card] - locked[row.card] < 0:
            wrong.append(f"card {row.card} is below zero after {row.ref_id}")
    return wrong


def cancelled_holds(truths: Truths) -> list[str]:
    """A hold that was cancelled ends voided, or never existed; of a refused void a person is told."""
    ended = {row.parent for row in truths.ledger if row.type == "voided"}
    told = {
        one.hold_id
        for one in truths.journal
        if one.kind is Kind.VOID and (one.is_open or one.state is State.REFUSED)
    }
    return [
        f"hold {one.ref_id} was cancelled and still locks money"
        for one in truths.journal
        if one.kind is Kind.HOLD
        and one.cancel
        and one.state is State.CONFIRMED
        and one.transaction_id not in ended | told
    ]


def part_captures(truths: Truths) -> list[str]:
    """A confirmed capture that was to release the rest is followed by a void of the hold.

    Where another capture was to take the rest and was refused, a person is told of that, and the hold stands
    on the list.
    """
    voids = {
        one.hold_id
        for one in truths.journal
        if one.kind is Kind.VOID or (one.kind is Kind.CAPTURE and one.state is State.REFUSED)
    }
    taken = Counter[str]()
    for row in truths.ledger:
        taken[row.parent] += row.amount
    locked = {row.id for row in truths.ledger if row.type == "pending_capture" and row.amount > taken[row.id]}
    return [
        f"capture {one.ref_id} left {one.rest} on hold"
        for one in truths.journal
        if one.kind is Kind.CAPTURE
        and one.state is State.CONFIRMED
        and one.rest > 0
        and one.hold_id in locked - voids
    ]


def placed_on_unknown(truths: Truths) -> list[str]:
    """No hold, pay or fund was placed on a card while one before it was not known yet."""
    lanes: dict[str, list[tuple[int, int, str]]] = {}
    for one in truths.journal:
        if one.kind.is_new_money and one.ref_id in truths.spans:
            lanes.setdefault(one.card.fingerprint, []).append((*truths.spans[one.ref_id], one.ref_id))
    return [wrong for lane in lanes.values() for wrong in _overlaps(sorted(lane))]


def _overlaps(spans: Iterable[tuple[int, int, str]]) -> list[str]:
    wrong, end, before = [], -1, ""
    for begins, ends, ref in spans:
        if begins < end:
            wrong.append(f"{ref} was placed while {before} was not known yet")
        if ends > end:
            end, before = ends, ref
    return wrong
