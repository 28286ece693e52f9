"""Lists of cards: the account's, page by page, and a customer's."""

import base64
import binascii
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select

from pos_app.sandbox import finding
from pos_app.sandbox.calls import Call, Row, is_uuid
from pos_app.sandbox.problems import Refusal, not_found, refused
from pos_app.sandbox.schema import card
from pos_app.sandbox.views import INACTIVE

_CURSOR_DIGITS = 18
_AVAILABLE = card.c.funds - card.c.drawn - card.c.reserved


@dataclass(frozen=True, slots=True)
class Filters:
    """What GET cards can be asked for (U-20); amounts in the smallest unit, both bounds allowed."""

    limit: int = 10
    starting_after: str | None = None
    include_deleted: bool = False
    at_least: int | None = None
    at_most: int | None = None


def page(connection: Connection, call: Call, filters: Filters) -> tuple[list[Row], str | None]:
    """One page of cards, newest first, and the cursor of the next page, None on the last."""
    query = (
        select(card)
        .where(card.c.account == call.account)
        .order_by(card.c.seq.desc())
        .limit(filters.limit + 1)
    )
    if filters.starting_after is not None:
        query = query.where(card.c.seq < _place(filters.starting_after))
    if not filters.include_deleted:
        query = query.where(card.c.deleted_at.is_(None))
    if filters.at_least is not None:
        query = query.where(filters.at_least <= _AVAILABLE)
    if filters.at_most is not None:
        query = query.where(filters.at_most >= _AVAILABLE)
    rows = list(connection.execute(query).mappings())
    if len(rows) <= filters.limit:
        return list(rows), None
    return list(rows[:-1]), _cursor(rows[-2]["seq"])


def customer_page(
    connection: Connection, call: Call, customer_id: str, limit: int, after: str | None
) -> list[Row]:
    """A customer's active cards, newest first; `after` is the `id` of the last one seen (U-27)."""
    query = (
        select(card)
        .where(card.c.account == call.account, card.c.customer_id == customer_id, *_active(call))
        .order_by(card.c.seq.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(card.c.seq < _seen(connection, call, after))
    return list(connection.execute(query).mappings())


def customer_card(
    connection: Connection, call: Call, customer_id: str, card_id: str
) -> tuple[Row, list[Row]]:
    """One card of a customer, and its tokens. 404 when it is not an active card of this customer."""
    row = finding.card_by_id(connection, call, card_id)
    over = row["expires_at"] is not None and row["expires_at"] <= call.now
    if row["customer_id"] != customer_id or row["status"] == INACTIVE or over:
        raise not_found("Card")
    return row, finding.tokens_of(connection, row["seq"])


def _active(call: Call) -> tuple[ColumnElement[bool], ...]:
    lasting = or_(card.c.expires_at.is_(None), card.c.expires_at > call.now)
    return card.c.deleted_at.is_(None), card.c.status != INACTIVE, lasting


def _cursor(seq: int) -> str:
    return base64.urlsafe_b64encode(str(seq).encode()).decode()


def _place(cursor: str) -> int:
    try:
        text = base64.b64decode(cursor, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _unknown_cursor() from None
    if not text.isdigit() or len(text) > _CURSOR_DIGITS:
        raise _unknown_cursor()
    return int(text)


def _seen(connection: Connection, call: Call, card_uuid: str) -> int:
    if not is_uuid(card_uuid):
        raise _unknown_cursor()
    query = select(card.c.seq).where(card.c.account == call.account, card.c.id == card_uuid.lower())
    seq: int | None = connection.execute(query).scalar()
    if seq is None:
        raise _unknown_cursor()
    return seq


def _unknown_cursor() -> Refusal:
    return refused("UNKNOWN_CURSOR", "starting_after names no place in the list")
