"""Finds cards, tokens and transactions, and locks the card that a request will change."""

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from pos_app.sandbox.asks import TransactionAsk
from pos_app.sandbox.calls import Call, Row, is_uuid
from pos_app.sandbox.problems import not_found
from pos_app.sandbox.schema import card, ledger, token

_ACCOUNT: BindParameter[str] = bindparam("account")
_BY_CARD_ID = select(card).where(
    card.c.account == _ACCOUNT, card.c.card_id == bindparam("card_id"), card.c.deleted_at.is_(None)
)
_BY_SEQ = select(card).where(card.c.seq == bindparam("seq"), card.c.deleted_at.is_(None))
_NEEDED_TO_DECIDE = (
    "seq", "card_id", "status", "currency", "active_from", "expires_at", "pin_hash",
    "funds", "drawn", "reserved", "gross_reserved",
)  # fmt: skip
_DECIDING = [card.c[name] for name in _NEEDED_TO_DECIDE]
_LOCK_BY_CARD_ID = _BY_CARD_ID.with_only_columns(*_DECIDING).with_for_update()
_LOCK_BY_SEQ = _BY_SEQ.with_only_columns(*_DECIDING).with_for_update()
_TOKEN = select(token).where(token.c.account == _ACCOUNT, token.c.code_hash == bindparam("code_hash"))
_TOKEN_USED = select(token.c.used).where(token.c.seq == bindparam("seq"))
_TOKENS = select(token).where(token.c.card_seq == bindparam("card_seq")).order_by(token.c.seq)
_TRANSACTION = select(ledger).where(ledger.c.account == _ACCOUNT, ledger.c.id == bindparam("id"))
_BY_REFERENCE = select(ledger).where(
    ledger.c.card_seq == bindparam("card_seq"), ledger.c.ref_hash == bindparam("ref_hash")
)
_TAKEN_FROM_HOLD = select(func.coalesce(func.sum(ledger.c.amount), 0), func.max(ledger.c.type)).where(
    ledger.c.parent_id == bindparam("hold")
)


def card_by_id(connection: Connection, call: Call, card_id: str, *, lock: bool = False) -> Row:
    """Return a card by its own id; with `lock`, only what decisions need. 404 when unknown or deleted."""
    query = _LOCK_BY_CARD_ID if lock else _BY_CARD_ID
    row = connection.execute(query, {"account": call.account, "card_id": card_id}).mappings().first()
    if row is None:
        raise not_found("Card")
    return row


def token_by_code(connection: Connection, call: Call, code: str) -> Row:
    """Return a token by its plain form. 404 when unknown or expired."""
    values = {"account": call.account, "code_hash": call.keys.code_hash(call.account, code)}
    row = connection.execute(_TOKEN, values).mappings().first()
    if row is None or (row["expires_at"] is not None and row["expires_at"] <= call.now):
        raise not_found("Card")
    return row


def card_by_seq(connection: Connection, seq: int, *, lock: bool = False) -> Row:
    """Return a card by its row; with `lock`, only what decisions need of it. 404 when deleted."""
    row = connection.execute(_LOCK_BY_SEQ if lock else _BY_SEQ, {"seq": seq}).mappings().first()
    if row is None:
        raise not_found("Card")
    return row


def token_used(connection: Connection, seq: int) -> bool:
    """Whether a token was used up; read again behind the card's lock."""
    return bool(connection.execute(_TOKEN_USED, {"seq": seq}).scalar())


def tokens_of(connection: Connection, card_seq: int) -> list[Row]:
    """All tokens of a card, oldest first."""
    return list(connection.execute(_TOKENS, {"card_seq": card_seq}).mappings())


def transaction_by_id(connection: Connection, call: Call, transaction_id: str) -> Row:
    """Return a transaction. 404 when unknown."""
    values = {"account": call.account, "id": transaction_id}
    row = connection.execute(_TRANSACTION, values).mappings().first()
    if row is None:
        raise not_found("Transaction")
    return row


def by_reference(connection: Connection, card_seq: int, ref_hash: bytes) -> Row | None:
    """The transaction of a card that has this reference."""
    values = {"card_seq": card_seq, "ref_hash": ref_hash}
    return connection.execute(_BY_REFERENCE, values).mappings().first()


def taken_from_hold(connection: Connection, hold: str) -> tuple[int, bool]:
    """What a hold's captures and void took from it, and whether it was voided."""
    # Of the two types a child can have, "voided" is the greater word.
    taken, last = connection.execute(_TAKEN_FROM_HOLD, {"hold": hold}).one()
    return int(taken), last == "voided"


def pin_of_token(connection: Connection, call: Call, code: str) -> str | None:
    """The stored PIN of the card behind a token. 404 when there is none."""
    found: str | None = card_by_seq(connection, token_by_code(connection, call, code)["card_seq"])["pin_hash"]
    return found


def pin_of_address(connection: Connection, call: Call, ask: TransactionAsk) -> str | None:
    """The stored PIN of the card that a transaction names. 404 when there is none."""
    if ask.card_id is None:
        return pin_of_token(connection, call, ask.token or "")
    found: str | None = card_by_id(connection, call, ask.card_id)["pin_hash"]
    return found


def card_id_behind(connection: Connection, call: Call, transaction: str | None, code: object) -> str:
    """The `card_id` of the card that a transaction or token belongs to. 404 when there is none."""
    if transaction is not None and is_uuid(transaction):
        seq = transaction_by_id(connection, call, transaction.lower())["card_seq"]
    else:
        seq = token_by_code(connection, call, str(code))["card_seq"]
    return str(card_by_seq(connection, seq)["card_id"])
