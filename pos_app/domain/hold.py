"""A hold and what is left of it: the sum locked, less what was captured, less what was voided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pos_app.domain.answer import Transaction
from pos_app.domain.card import CardKey
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind, Operation, State


@frozen_by_name
class Hold:
    """Money locked on a card by this till (`ref_id` known) or seen in the card's history [capture] [void]."""

    hold_id: str
    ref_id: str
    card: CardKey
    amount: Money
    placed_at: float
    order: str = ""
    staff_name: str = ""
    staff: int = 0
    captured: int = 0
    voided: bool = False
    ours: bool = True
    pending: tuple[Operation, ...] = ()
    """Open captures and voids of it, in the order they were asked."""

    @property
    def left(self) -> Money:
        """What a capture may still take and a void would release, by what is confirmed."""
        return Money(0 if self.voided else max(self.amount.minor - self.captured, 0), self.amount.currency)

    @property
    def uncommitted(self) -> Money:
        """What is left once every open request on it is counted as done."""
        if any(one.kind is Kind.VOID for one in self.pending):
            return Money(0, self.amount.currency)
        asked = sum(one.amount.minor for one in self.pending if one.kind is Kind.CAPTURE)
        return Money(max(self.left.minor - asked, 0), self.amount.currency)

    @property
    def is_open(self) -> bool:
        """Whether money is still locked, as far as is confirmed."""
        return not self.voided and self.amount.minor > self.captured

    def ended_by(self, done: Operation) -> Hold:
        """This hold once a confirmed operation is counted, if it is a capture or void of it."""
        if done.state is not State.CONFIRMED or done.hold_id != self.hold_id:
            return self
        if done.kind is Kind.VOID:
            return replace(self, voided=True)
        return replace(self, captured=self.captured + done.amount.minor)


def hold_of(placed: Operation, ends: Iterable[Operation]) -> Hold:
    """The hold a confirmed operation placed, after the captures and voids of it that this till asked."""
    parts = [one for one in ends if one.hold_ref == placed.ref_id]
    done = [one for one in parts if one.state is State.CONFIRMED]
    return Hold(
        hold_id=placed.transaction_id,
        ref_id=placed.ref_id,
        card=placed.card,
        amount=placed.amount,
        placed_at=placed.asked_at,
        order=placed.order,
        staff_name=placed.staff_name,
        staff=placed.staff,
        captured=sum(one.amount.minor for one in done if one.kind is Kind.CAPTURE),
        voided=any(one.kind is Kind.VOID for one in done),
        pending=tuple(one for one in parts if one.is_open),
    )


def holds_in_history(card: CardKey, rows: Iterable[Transaction]) -> tuple[Hold, ...]:
    """The holds a card's history shows, each with its children taken away [U-47]; ended ones too."""
    listed = list(rows)
    children_of: dict[str, list[Transaction]] = {}
    for row in listed:
        children_of.setdefault(row.parent_id, []).append(row)
    found: dict[str, Hold] = {}
    for row in listed:
        if row.type != "pending_capture" or not row.id or row.id in found:
            continue
        children = children_of.get(row.id, [])
        found[row.id] = Hold(
            hold_id=row.id,
            ref_id=row.ref_id,
            card=card,
            amount=row.amount,
            placed_at=row.created_at or 0.0,
            captured=sum(child.amount.minor for child in children if child.type == "drawdown"),
            voided=any(child.type == "voided" for child in children),
            ours=False,
        )
    return tuple(found.values())
