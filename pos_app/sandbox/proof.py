"""Proves every card's sums from the ledger's rows, in order."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from pos_app.sandbox.calls import Row
from pos_app.sandbox.schema import card, ledger

_SUMS = ("funds", "drawn", "reserved", "gross_reserved")
_CARDS = select(card.c.seq, card.c.card_id, *(card.c[name] for name in _SUMS)).order_by(card.c.seq)
_ROWS = select(ledger.c.card_seq, ledger.c.id, ledger.c.type, ledger.c.amount, ledger.c.parent_id)
_IN_ORDER = _ROWS.order_by(ledger.c.seq)
_TWICE = select(ledger.c.card_seq).group_by(ledger.c.card_seq, ledger.c.ref_hash).having(func.count() > 1)
_AT_ONCE = 5_000


@dataclass(slots=True)
class _Paper:
    """One card, added up from its rows; of its holds, what is left of those that are open."""

    funds: int = 0
    drawn: int = 0
    reserved: int = 0
    gross_reserved: int = 0
    holds: dict[str, int] = field(default_factory=dict)


def counts(connection: Connection) -> tuple[int, int]:
    """How many cards and transactions there are."""
    cards = connection.execute(select(func.count()).select_from(card)).scalar_one()
    return int(cards), int(connection.execute(select(func.count()).select_from(ledger)).scalar_one())


def faults(connection: Connection) -> list[str]:
    """Return everything that does not add up, as sentences; an empty list proves the ledger.

    Checked row by row: no card below zero at any moment, no hold taken beyond its amount or after its void,
    each reference once, and at the end the card's own sums equal to those of its rows. Other transactions
    that are written meanwhile may show as faults: let the service rest.
    """
    read = connection.execution_options(yield_per=_AT_ONCE)
    papers: defaultdict[int, _Paper] = defaultdict(_Paper)
    found = [f"card {seq} has a reference twice" for seq in connection.execute(_TWICE).scalars()]
    for row in read.execute(_IN_ORDER).mappings():
        found += _add(papers[row["card_seq"]], row)
    for kept in read.execute(_CARDS).mappings():
        paper = papers.pop(kept["seq"], _Paper())
        if any(kept[name] != getattr(paper, name) for name in _SUMS):
            found.append(f"card {kept['card_id']} does not add up")
    return found


def _add(paper: _Paper, row: Row) -> Iterator[str]:
    amount = row["amount"]
    if row["type"] == "fund":
        paper.funds += amount
    elif row["type"] == "pending_capture":
        paper.reserved += amount
        paper.gross_reserved += amount
        paper.holds[row["id"]] = amount
    elif row["parent_id"] is None:
        paper.drawn += amount
    else:
        yield from _close(paper, row)
    if paper.funds - paper.drawn - paper.reserved < 0 or paper.reserved < 0:
        yield f"card {row['card_seq']} is below zero at {row['id']}"


def _close(paper: _Paper, row: Row) -> Iterator[str]:
    left = paper.holds.pop(row["parent_id"], -1)
    amount, captured = row["amount"], row["type"] == "drawdown"
    if amount > left or (not captured and amount != left):
        yield f"{row['id']} takes {amount} of a hold with {left} left"
    if captured and amount < left:
        paper.holds[row["parent_id"]] = left - amount
    paper.reserved -= amount
    paper.drawn += amount if captured else 0
