"""Proves every card's sums from the ledger's rows, in order."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from pos_app.sandbox.calls import Row
from pos_app.sandbox.schema import card, ledger

_CARDS = select(
    card.c.seq, card.c.card_id, card.c.funds, card.c.drawn, card.c.reserved, card.c.gross_reserved
)
_ROWS = select(
    ledger.c.card_seq, ledger.c.id, ledger.c.type, ledger.c.amount, ledger.c.parent_id, ledger.c.ref_hash
).order_by(ledger.c.seq)


@dataclass(slots=True)
class _Sums:
    funds: int = 0
    drawn: int = 0
    reserved: int = 0
    gross_reserved: int = 0
    holds: dict[str, int] = field(default_factory=dict)
    references: set[bytes] = field(default_factory=set)


def faults(connection: Connection) -> list[str]:
    """Return everything that does not add up, as sentences; an empty list proves the ledger.

    Checked row by row: no card below zero at any moment, no hold taken beyond its amount or after its void,
    each reference once, and at the end the card's own sums equal to those of its rows.
    """
    found: list[str] = []
    sums: defaultdict[int, _Sums] = defaultdict(_Sums)
    for row in connection.execute(_ROWS).mappings():
        one = sums[row["card_seq"]]
        _add(one, row, found)
        if one.funds - one.drawn - one.reserved < 0 or one.reserved < 0:
            found.append(f"card {row['card_seq']} is below zero at {row['id']}")
        if row["ref_hash"] in one.references:
            found.append(f"the reference of {row['id']} is there twice")
        one.references.add(row["ref_hash"])
    for kept in connection.execute(_CARDS).mappings():
        one = sums[kept["seq"]]
        if any(kept[name] != getattr(one, name) for name in ("funds", "drawn", "reserved", "gross_reserved")):
            found.append(f"card {kept['card_id']} does not add up")
    return found


def _add(one: _Sums, row: Row, found: list[str]) -> None:
    amount, parent = row["amount"], row["parent_id"]
    if row["type"] == "fund":
        one.funds += amount
    elif row["type"] == "pending_capture":
        one.reserved += amount
        one.gross_reserved += amount
        one.holds[row["id"]] = amount
    elif parent is None:
        one.drawn += amount
    else:
        _close(one, row, found)


def _close(one: _Sums, row: Row, found: list[str]) -> None:
    left = one.holds.get(row["parent_id"], -1)
    amount = row["amount"]
    if amount > left or (row["type"] == "voided" and amount != left):
        found.append(f"{row['id']} takes {amount} of a hold with {left} left")
    one.holds[row["parent_id"]] = left - amount if row["type"] == "drawdown" else -1
    one.reserved -= amount
    if row["type"] == "drawdown":
        one.drawn += amount
