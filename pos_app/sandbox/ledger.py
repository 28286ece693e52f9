"""The only place that moves money: appends a row and brings the card's sums along, in one transaction."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, bindparam, insert, update

from pos_app.sandbox.calls import Call, Row, new_id, packed
from pos_app.sandbox.columns import ref_hash
from pos_app.sandbox.fields import AMOUNT_LIMIT, Json
from pos_app.sandbox.finding import by_reference
from pos_app.sandbox.hooks import tell
from pos_app.sandbox.problems import refused
from pos_app.sandbox.schema import card, ledger
from pos_app.sandbox.views import INACTIVE, UNUSED, USED

Kind = Literal["fund", "drawdown", "pending_capture", "voided"]
_APPEND = insert(ledger).inline()
_SUMS = (
    update(card)
    .where(card.c.seq == bindparam("card_seq"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("funds", "drawn", "reserved", "gross_reserved", "status")
        }
    )
)
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to append. `amount` is in the currency's smallest unit."""

    ref_id: str
    type: Kind
    amount: int
    currency: str
    parent_id: str | None = None
    originated_by: str | None = None
    metadata: Json | None = None
    by_server: bool = False
    repeat: int = 0


def append(connection: Connection, call: Call, of: Row, entry: Entry) -> Row:
    """Append a row to a card that the caller has locked, and return it.

    The caller has decided that the card allows it; here only what the numbers can hold is checked: 400
    `BALANCE_TOO_LARGE` when a card's sum would pass 2^63 - 1.
    """
    row = {
        "card_seq": of["seq"],
        "account": call.account,
        "id": new_id(),
        "ref_id": entry.ref_id,
        "ref_hash": ref_hash(entry.ref_id, entry.repeat),
        "type": entry.type,
        "amount": entry.amount,
        "currency": entry.currency,
        "parent_id": entry.parent_id,
        "created_at": call.now,
        "created_by": call.client_id,
        "originated_by": entry.originated_by,
        "metadata": packed(entry.metadata),
        "by_server": entry.by_server,
    }
    connection.execute(_APPEND, row)
    connection.execute(_SUMS, {"card_seq": of["seq"], **_sums_after(of, entry)})
    if call.hooks:
        tell(connection, call, of, row)
    return row


def _sums_after(of: Row, entry: Entry) -> dict[str, int | str]:
    amount, captured = entry.amount, entry.parent_id is not None
    funds, drawn, reserved, gross = of["funds"], of["drawn"], of["reserved"], of["gross_reserved"]
    status = of["status"]
    if entry.type == "fund":
        funds += amount
        status = UNUSED if status == INACTIVE else status
    elif entry.type == "drawdown":
        drawn += amount
        reserved -= amount if captured else 0
        status = USED
    elif entry.type == "pending_capture":
        reserved, gross = reserved + amount, gross + amount
    else:
        reserved -= amount
    if max(funds, gross) > AMOUNT_LIMIT:
        raise refused("BALANCE_TOO_LARGE", "The card cannot hold that much")
    return {
        "new_funds": funds,
        "new_drawn": drawn,
        "new_reserved": reserved,
        "new_gross_reserved": gross,
        "new_status": status,
    }


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a reference: its row, or how often it was forgotten."""

    row: Row | None
    repeat: int = 0


def find_reference(connection: Connection, call: Call, card_seq: int, ref_id: str) -> Found:
    """Look a reference up among the card's transactions (U-39)."""
    forget = call.choices.forget_references_after * _SECOND
    repeat = 0
    while True:
        row = by_reference(connection, card_seq, ref_hash(ref_id, repeat))
        if row is None or not forget or row["created_at"] + forget > call.now:
            return Found(row, repeat)
        repeat += 1


def answer_again(call: Call, row: Row, *, same: bool) -> Row:
    """Answer a request whose reference was used before, or refuse it (U-40, U-41)."""
    choices = call.choices
    if (choices.replay if same else choices.replay_changed) == "answer":
        return row
    message = "The ref_id was used before" if same else "The ref_id was used before, for something else"
    raise refused("REF_ID_CONFLICT", message, choices.replay_status)
