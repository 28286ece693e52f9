"""What came back: a body is read whole and strictly, or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec

from pos_app.domain.answer import Transaction
from pos_app.domain.card import Card
from pos_app.domain.frozen import frozen
from pos_app.domain.money import Currency, Money

OPERATION = "pos_operation"
"""The key in `metadata` under which our tills name their operation."""
REFUND_OF = "pos_refund_of"
"""The key in `metadata` under which a refund names the transaction it gives back."""
_LONGEST_NAME = 255

Amount = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Name = Annotated[str, msgspec.Meta(max_length=255)]
CardId = Annotated[str, msgspec.Meta(min_length=1, max_length=255)]

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_CODE = re.compile(r"(?!(?:.*\d){5})[A-Za-z][A-Za-z0-9_ .-]{0,39}")

T = TypeVar("T")


class _Transaction(msgspec.Struct, frozen=True):
    ref_id: str
    amount: Amount
    currency: Currency
    id: Name | None = None
    type: Name | None = None
    parent_id: Name | None = None
    created_at: Any = None
    metadata: Any = None


class _Card(msgspec.Struct, frozen=True):
    card_id: CardId
    currency: Currency
    amount_available: Amount
    amount_balance: Amount | None = None
    status: Name | None = None
    name: str | None = None
    active_from: str | None = None
    expires_at: str | None = None
    amount: Any = None
    metadata: Any = None


class _Error(msgspec.Struct, frozen=True):
    code: Any = None
    message: Any = None


class _Envelope(msgspec.Struct, frozen=True):
    error: _Error


class _Token(msgspec.Struct, frozen=True):
    access_token: Annotated[str, msgspec.Meta(min_length=1, max_length=32768, pattern=r"^[!-~]+$")]
    token_type: str | None = None
    expires_in: Annotated[int, msgspec.Meta(ge=0)] | Annotated[float, msgspec.Meta(ge=0)] = 300


_TRANSACTION = msgspec.json.Decoder(_Transaction)
_HISTORY = msgspec.json.Decoder(list[_Transaction])
_CARD = msgspec.json.Decoder(_Card)
_ENVELOPE = msgspec.json.Decoder(_Envelope)
_TOKEN = msgspec.json.Decoder(_Token)


@frozen
class Problem:
    """What an error says of itself: enough to choose words by, never trusted further [errors]."""

    code: str = ""
    """The service's word in capitals with underscores; empty if there is none, or it could be a secret."""
    message: str = ""
    text: str = ""
    """The whole body in small letters."""


@frozen
class TokenAnswer:
    """An access token and the seconds it lives. Secret."""

    value: str
    life: float

    def __repr__(self) -> str:
        """Hide the secret from logs and tracebacks."""
        return f"TokenAnswer(••••, {self.life})"


def transaction_of(body: bytes) -> Transaction | None:
    """The transaction a body holds, or None.

    Its amount is a whole number from 0 to 2^63 - 1 written as a plain JSON integer, its currency one of the
    five; a body with a key twice is not trusted. Fields we do not know and an unreadable date do not matter.
    """
    found = _strict(_TRANSACTION.decode, body)
    return None if found is None else _transaction(found)


def history_of(body: bytes) -> tuple[Transaction, ...] | None:
    """A card's transactions in the order given; None if a single one cannot be read [list-card-tx]."""
    rows = _strict(_HISTORY.decode, body)
    return None if rows is None else tuple(map(_transaction, rows))


def card_of(body: bytes) -> Card | None:
    """The card a body holds, or None.

    Money comes from `amount_available`, and from `amount_balance` where it is there and not less [ts-2024]. A
    date that cannot be read makes the card unreadable: it must not pass for a card without one.
    """
    found = _strict(_CARD.decode, body)
    if found is None:
        return None
    try:
        active_from, expires_at = _optional_time(found.active_from), _optional_time(found.expires_at)
    except ValueError:
        return None
    available = Money(found.amount_available, found.currency)
    balance = Money(max(found.amount_balance or 0, available.minor), found.currency)
    return Card(
        card_id=found.card_id,
        currency=found.currency,
        available=available,
        balance=balance,
        status=found.status or "",
        name=found.name or "",
        active_from=active_from,
        expires_at=expires_at,
        operation=_named(found.metadata, OPERATION),
        loaded=_loaded(found),
    )


def problem_of(body: bytes) -> Problem:
    """What an error's body says; nothing is demanded of it."""
    text = body.decode(errors="replace")
    found = _strict(_ENVELOPE.decode, body)
    code = found.error.code if found is not None else None
    message = found.error.message if found is not None else None
    if not isinstance(code, str) or _CODE.fullmatch(code) is None:
        code = ""
    return Problem(
        code=re.sub(r"[^A-Z0-9]+", "_", code.upper()),
        message=message if isinstance(message, str) else "",
        text=text.lower(),
    )


def token_of(body: bytes) -> TokenAnswer | None:
    """The access token a body holds, or None; without a life it is taken to live five minutes [get-token]."""
    found = _strict(_TOKEN.decode, body)
    if found is None or (found.token_type or "bearer").lower() != "bearer":
        return None
    return TokenAnswer(found.access_token, float(min(found.expires_in, 86400)))


def seconds_of(text: str) -> float:
    """An RFC 3339 date-time as seconds since 1970 UTC; raises ValueError for anything else."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError("not an RFC 3339 date-time")
    day, clock, fraction, zone = found.groups()
    fraction = (fraction or "")[:7]
    return datetime.fromisoformat(f"{day}T{clock}{fraction}{zone.upper()}").timestamp()


def _optional_time(text: str | None) -> float | None:
    return None if text is None else seconds_of(text)


def _transaction(found: _Transaction) -> Transaction:
    try:
        created_at = seconds_of(found.created_at) if isinstance(found.created_at, str) else None
    except ValueError:
        created_at = None
    return Transaction(
        ref_id=found.ref_id,
        amount=Money(found.amount, found.currency),
        id=found.id or "",
        type=found.type or "",
        parent_id=found.parent_id or "",
        created_at=created_at,
        refund_of=_named(found.metadata, REFUND_OF),
    )


def _loaded(found: _Card) -> Money | None:
    amount = found.amount
    whole = isinstance(amount, int) and not isinstance(amount, bool) and 0 <= amount < 2**63
    return Money(amount, found.currency) if whole else None


def _named(metadata: object, key: str) -> str:
    named = metadata.get(key) if isinstance(metadata, dict) else None
    return named if isinstance(named, str) and len(named) <= _LONGEST_NAME else ""


def _strict(decode: Callable[[bytes], T], body: bytes) -> T | None:
    """The body in its form, or None if it has another, holds a key twice or is nested beyond reason."""
    try:
        found = decode(body)
        json.loads(body.decode(), object_pairs_hook=_once)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    return found


def _once(pairs: list[tuple[str, object]]) -> None:
    if len(pairs) > 1 and len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key twice")
