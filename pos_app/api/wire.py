"""What is sent: the exact bytes of each request, and the path it goes to."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

import msgspec

from pos_app.domain.operation import Kind, Operation
from pos_app.domain.refunding import REFUND

INFO = "/info"
TRANSACTIONS = "/transactions"

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_DOTS = frozenset({".", ".."})


class _Metadata(msgspec.Struct, frozen=True, omit_defaults=True):
    pos_order: str
    pos_operation: str
    pos_staff: int
    pos_reason: str = ""
    pos_refund_of: str = ""


class _Info(msgspec.Struct, frozen=True, omit_defaults=True):
    token: str
    pin: str = ""


class _Create(msgspec.Struct, frozen=True, omit_defaults=True):
    ref_id: str
    type: str
    amount: int
    currency: str
    metadata: _Metadata
    pending: bool = False
    token: str = ""
    card_id: str = ""
    pin: str = ""
    originated_by: str = ""


class _Activate(msgspec.Struct, frozen=True, omit_defaults=True):
    amount: int
    currency: str
    metadata: _Metadata
    expires_at: str = ""
    originated_by: str = ""


class _Capture(msgspec.Struct, frozen=True):
    ref_id: str
    amount: int
    metadata: _Metadata


class _Void(msgspec.Struct, frozen=True):
    ref_id: str
    metadata: _Metadata


_ENCODER = msgspec.json.Encoder()


def create_body(
    operation: Operation, *, token: str = "", card_id: str = "", pin: str = "", originated_by: str = ""
) -> bytes:
    """The body of a hold, a pay or a fund: the same bytes for the same values, always [create-transaction].

    The card is named by `token` or by `card_id`, never both; `pin` goes along where a person gave one.
    `originated_by` is the store and till; outer spaces and what is over 255 characters are left out.
    ValueError for both names or neither, and for other kinds.
    """
    if operation.kind not in (Kind.HOLD, Kind.PAY, Kind.FUND):
        raise ValueError("only a hold, a pay or a fund creates a transaction")
    if bool(token) == bool(card_id):
        raise ValueError("a card is named by its token or by its card_id")
    return _ENCODER.encode(
        _Create(
            ref_id=operation.ref_id,
            type="fund" if operation.kind is Kind.FUND else "drawdown",
            amount=operation.amount.minor,
            currency=operation.amount.currency.value,
            metadata=_metadata(operation),
            pending=operation.kind is Kind.HOLD,
            token=token,
            card_id=card_id,
            pin=pin,
            originated_by=_place(originated_by),
        )
    )


def activate_body(operation: Operation, *, expires_at: float | None, originated_by: str = "") -> bytes:
    """The body of an activation: its reference goes into `metadata`, there is no `ref_id` [activate].

    `expires_at` in seconds since 1970 UTC, in whole seconds; None: the card does not expire. ValueError for
    other kinds.
    """
    if operation.kind is not Kind.ACTIVATE:
        raise ValueError("not an activation")
    until = "" if expires_at is None else datetime.fromtimestamp(expires_at, UTC).strftime(_MOMENT)
    return _ENCODER.encode(
        _Activate(
            amount=operation.amount.minor,
            currency=operation.amount.currency.value,
            metadata=_metadata(operation),
            expires_at=until,
            originated_by=_place(originated_by),
        )
    )


def end_body(operation: Operation) -> bytes:
    """The body of a capture, always with its amount, or of a void, which has none [capture] [void].

    ValueError for a create.
    """
    if operation.kind is Kind.CAPTURE:
        return _ENCODER.encode(_Capture(operation.ref_id, operation.amount.minor, _metadata(operation)))
    if operation.kind is Kind.VOID:
        return _ENCODER.encode(_Void(operation.ref_id, _metadata(operation)))
    raise ValueError("only a capture or a void ends a hold")


def info_body(token: str, pin: str) -> bytes:
    """The body of a look-up by code; an empty `pin` is left out [ts-2024]."""
    return _ENCODER.encode(_Info(token, pin))


def path_of(operation: Operation, card_id: str = "") -> str:
    """Where an operation is sent, below `/wallets`.

    ValueError for a capture or void that knows no hold, or an activation without its card.
    """
    if operation.kind is Kind.ACTIVATE:
        if not card_id:
            raise ValueError("the card is not known")
        return f"{card_path(card_id)}/activate"
    if operation.kind.is_new_money:
        return TRANSACTIONS
    if not operation.hold_id:
        raise ValueError("the hold's id is not known")
    return f"{TRANSACTIONS}/{escaped(operation.hold_id)}/{operation.kind.value}"


def card_path(card_id: str) -> str:
    """Where a card is read, below `/wallets` [get-cards]."""
    return f"/cards/{escaped(card_id)}"


def history_path(card_id: str) -> str:
    """Where a card's transactions are read, below `/wallets` [list-card-tx]."""
    return f"/cards/{escaped(card_id)}/transactions"


def escaped(part: str) -> str:
    """One part of a path: slashes, spaces and dots alone cannot lead anywhere else."""
    return part.replace(".", "%2E") if part in _DOTS else quote(part, safe="")


def _place(originated_by: str) -> str:
    return originated_by.strip()[:255].strip()


def _metadata(operation: Operation) -> _Metadata:
    paid = operation.hold_id if operation.kind is Kind.FUND and operation.reason == REFUND else ""
    return _Metadata(operation.order, operation.ref_id, operation.staff, operation.reason, paid)
