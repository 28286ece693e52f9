"""An operation as a row of the journal, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from pos_app.domain.card import CardKey
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.domain.person import Credential
from pos_app.storage.trouble import StorageTrouble, TroubleKind

Row = tuple[Any, ...]


def facts_of(one: Operation) -> Row:
    """The columns that never change, in the table's order."""
    return (
        one.ref_id,
        one.kind.value,
        one.card.fingerprint,
        one.card.last4,
        one.amount.minor,
        one.amount.currency.value,
        one.order,
        one.staff,
        one.staff_name,
        one.credential.value,
        float(one.asked_at),
        one.hold_ref,
        one.hold_id,
        one.after,
        one.reason,
        one.rest,
    )


def standing_of(one: Operation) -> Row:
    """The columns that move forward, in the table's order."""
    return (
        one.state.value,
        one.why.value,
        one.attempts,
        one.unproven,
        int(one.in_flight),
        float(one.sent_at),
        float(one.last_unproven_at),
        one.looks,
        int(one.looks_proof),
        one.refusal.value,
        one.transaction_id,
        one.moved,
        int(one.cancel),
        float(one.settled_at),
        int(one.acknowledged),
    )


def digest(values: Sequence[Any]) -> bytes:
    """32 bytes that tell one operation's columns (facts, then standing) from any others."""
    return hashlib.sha256(canonical(values)).digest()


def digest_of(row: Sequence[Any]) -> bytes:
    """The digest of a row of the view `operation_row`: without its number and what is computed."""
    return digest(row[1:-1])


def canonical(values: Sequence[Any]) -> bytes:
    """The one way to write these values as bytes."""
    return json.dumps(values, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def operation_of(row: Row) -> Operation:
    """The operation in a row of the view `operation_row`; DAMAGED if it holds unknown words."""
    try:
        return _operation_of(row)
    except ValueError as error:
        raise StorageTrouble(TroubleKind.DAMAGED, f"a row cannot be read: {error}") from error


def _operation_of(row: Row) -> Operation:
    (
        _, ref_id, kind, card, last4, amount, currency, order, staff, staff_name, credential,
        asked_at, hold_ref, hold_id, after, reason, rest,
        state, why, attempts, unproven, in_flight, sent_at, last_unproven_at, looks, looks_proof, refusal,
        transaction_id, moved, cancel, settled_at, acknowledged, _,
    ) = row  # fmt: skip
    return Operation(
        ref_id=ref_id,
        kind=Kind(kind),
        card=CardKey(card, last4),
        amount=Money(amount, Currency(currency)),
        order=order,
        staff=staff,
        staff_name=staff_name,
        credential=Credential(credential),
        asked_at=asked_at,
        hold_ref=hold_ref,
        hold_id=hold_id,
        after=after,
        reason=reason,
        rest=rest,
        state=State(state),
        why=Why(why),
        attempts=attempts,
        unproven=unproven,
        in_flight=bool(in_flight),
        sent_at=sent_at,
        last_unproven_at=last_unproven_at,
        looks=looks,
        looks_proof=bool(looks_proof),
        refusal=Why(refusal),
        transaction_id=transaction_id,
        moved=moved,
        cancel=bool(cancel),
        settled_at=settled_at,
        acknowledged=bool(acknowledged),
    )
