"""POST transactions, capture, void, and the history of a card."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from pos_app.sandbox import finding
from pos_app.sandbox.asks import ClosingAsk, TransactionAsk
from pos_app.sandbox.calls import Call, Row
from pos_app.sandbox.ledger import Entry, Found, Kind, answer_again, append, find_reference
from pos_app.sandbox.pins import PinProof, check_pin
from pos_app.sandbox.problems import Refusal, refused
from pos_app.sandbox.schema import ledger, token
from pos_app.sandbox.views import INACTIVE

_USE_UP = update(token).where(token.c.seq == bindparam("token_seq")).values(used=True)
_HISTORY = select(ledger).where(ledger.c.card_seq == bindparam("card_seq"))
_NEWEST_FIRST = _HISTORY.order_by(ledger.c.seq.desc())
_OLDEST_FIRST = _HISTORY.order_by(ledger.c.seq)
_BY_ID = _HISTORY.order_by(ledger.c.ref_hash)


def create(connection: Connection, call: Call, ask: TransactionAsk, proof: PinProof) -> Row:
    """Draw, hold or fund; checks card, PIN, reference, token use, state, currency, funds, in this order."""
    by_token = None
    if ask.card_id is None:
        by_token = finding.token_by_code(connection, call, ask.token or "")
        card = finding.card_by_seq(connection, by_token["card_seq"], lock=True)
    else:
        card = finding.card_by_id(connection, call, ask.card_id, lock=True)
    check_pin(call, card, proof)
    kind: Kind = "pending_capture" if ask.pending else ask.type
    if call.choices.no_funds_before_reference and kind != "fund":
        _check_funds(call, card, ask.amount)
    found = find_reference(connection, call, card["seq"], ask.ref_id)
    if found.row is not None:
        wanted = (kind, ask.amount, ask.currency, None)
        return answer_again(call, found.row, same=wanted == _content(found.row))
    if by_token is not None and by_token["single_use"]:
        _use_up(connection, by_token)
    _check_state(call, card, kind)
    if card["currency"] != ask.currency:
        raise refused("CURRENCY_MISMATCH", f"The card is in {card['currency']}")
    if kind != "fund":
        _check_funds(call, card, ask.amount)
    entry = Entry(
        ask.ref_id, kind, ask.amount, ask.currency, None, ask.originated_by, ask.metadata, repeat=found.repeat
    )
    return append(connection, call, card, entry)


def _content(row: Row) -> tuple[str, int, str, str | None]:
    return row["type"], row["amount"], row["currency"], row["parent_id"]


def _use_up(connection: Connection, by_token: Row) -> None:
    """Use a single-use token; 400 when it was used before (U-42). A later refusal takes the use back."""
    if finding.token_used(connection, by_token["seq"]):
        raise refused("TOKEN_USED", "The code was good for one transaction")
    connection.execute(_USE_UP, {"token_seq": by_token["seq"]})


def _check_state(call: Call, card: Row, kind: Kind) -> None:
    """What the card's life allows (U-35, U-36)."""
    if card["status"] == INACTIVE:
        raise refused("CARD_INACTIVE", "The card was not activated")
    if expired(call, card):
        raise refused("CARD_EXPIRED", "The card has expired")
    if kind != "fund" and card["active_from"] is not None and card["active_from"] > call.now:
        raise refused("CARD_NOT_YET_ACTIVE", "The card is not active yet")


def expired(call: Call, card: Row) -> bool:
    """Whether the card's last moment has passed."""
    return card["expires_at"] is not None and bool(card["expires_at"] <= call.now)


def _check_funds(call: Call, card: Row, amount: int) -> None:
    """Enough available, or no money moves at all (U-33)."""
    if amount > card["funds"] - card["drawn"] - card["reserved"]:
        message = "The card has less money available than asked for"
        raise refused("INSUFFICIENT_FUNDS", message, call.choices.no_funds_status)


@dataclass(frozen=True, slots=True)
class _Hold:
    """A locked card, the transaction that a closing names, and what is known of the closing's reference."""

    card: Row
    row: Row
    found: Found


def _open(connection: Connection, call: Call, transaction_id: str, ask: ClosingAsk) -> _Hold:
    row = finding.transaction_by_id(connection, call, transaction_id)
    card = finding.card_by_seq(connection, row["card_seq"], lock=True)
    return _Hold(card, row, find_reference(connection, call, card["seq"], ask.ref_id))


def _left(connection: Connection, call: Call, hold: Row) -> int:
    """What is still locked under a hold; refused when it is none, or closed (U-46)."""
    if hold["type"] == "pending_capture":
        taken, voided = finding.taken_from_hold(connection, hold["id"])
        left = int(hold["amount"]) - taken
        if not voided and (left or not hold["amount"]):
            return left
    raise _closed(call)


def _closed(call: Call) -> Refusal:
    status = call.choices.closed_hold_status
    return refused("TRANSACTION_NOT_PENDING", "The transaction has no money on hold", status)


def capture(connection: Connection, call: Call, hold_id: str, ask: ClosingAsk) -> Row:
    """Take all that is left of a hold, or a part of it (5.2)."""
    hold = _open(connection, call, hold_id, ask)
    if hold.found.row is not None:
        amount = hold.found.row["amount"] if ask.amount is None else ask.amount
        wanted = ("drawdown", amount, hold.row["currency"], hold.row["id"])
        return answer_again(call, hold.found.row, same=wanted == _content(hold.found.row))
    left = _left(connection, call, hold.row)
    if expired(call, hold.card):
        raise refused("CARD_EXPIRED", "The card has expired")
    amount = left if ask.amount is None else ask.amount
    if not 0 < amount <= left:
        raise refused("AMOUNT_EXCEEDS_RESERVED", f"Between 1 and {left} can be captured")
    return append(connection, call, hold.card, _closing(hold, ask, "drawdown", amount))


def void(connection: Connection, call: Call, hold_id: str, ask: ClosingAsk) -> Row:
    """Release what is left of a hold, also on an expired card (5.3, U-48, U-50)."""
    hold = _open(connection, call, hold_id, ask)
    if hold.found.row is not None:
        wanted = ("voided", hold.found.row["amount"], hold.row["currency"], hold.row["id"])
        return answer_again(call, hold.found.row, same=wanted == _content(hold.found.row))
    left = _left(connection, call, hold.row)
    return append(connection, call, hold.card, _closing(hold, ask, "voided", left))


def _closing(hold: _Hold, ask: ClosingAsk, kind: Kind, amount: int) -> Entry:
    currency, parent_id = hold.row["currency"], hold.row["id"]
    return Entry(
        ask.ref_id, kind, amount, currency, parent_id, metadata=ask.metadata, repeat=hold.found.repeat
    )


def history(connection: Connection, call: Call, card_id: str) -> list[Row]:
    """All transactions of a card; newest first unless chosen otherwise (U-26)."""
    card = finding.card_by_id(connection, call, card_id)
    queries = {"newest": _NEWEST_FIRST, "oldest": _OLDEST_FIRST, "by id": _BY_ID}
    rows = connection.execute(queries[call.choices.history_order], {"card_seq": card["seq"]}).mappings()
    hide = call.choices.load_rows == "hide"
    return [row for row in rows if not (hide and row["by_server"])]
