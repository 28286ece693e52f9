"""Fills a database with many cards that have a past, for demonstrations and measurements."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert

from pos_app.sandbox.calls import Call, new_id
from pos_app.sandbox.clock import SECOND
from pos_app.sandbox.codes import masked
from pos_app.sandbox.columns import ref_hash
from pos_app.sandbox.schema import card, ledger, token
from pos_app.sandbox.views import UNUSED, USED

CHUNK = 1_000
"""Cards made in one transaction."""
_FIRST_CODE = 7_000_000_000_000_000
_YEAR = 365 * 86_400 * SECOND
_LOADS = (20_000, 30_000, 50_000, 100_000)

Rows = list[dict[str, Any]]


def card_id(number: int) -> str:
    """The `card_id` of the demonstration's n-th card."""
    return f"demo-{number:07}"


def code(number: int) -> str:
    """The token of the demonstration's n-th card."""
    return str(_FIRST_CODE + number)


@dataclass(slots=True)
class _Past:
    """What a card went through."""

    load: int
    drawn: int = 0
    reserved: int = 0
    gross: int = 0
    rows: Rows = field(default_factory=list)

    @property
    def available(self) -> int:
        return self.load - self.drawn - self.reserved


def add_cards(connection: Connection, call: Call, numbers: range, rows_each: int) -> None:
    """Make the cards with these numbers, each with `rows_each` transactions; the same ones at every run."""
    pasts = [_past(call, number, rows_each) for number in numbers]
    cards = [_card(call, number, past) for number, past in zip(numbers, pasts, strict=True)]
    seqs = (
        connection.execute(insert(card).returning(card.c.seq, sort_by_parameter_order=True), cards)
        .scalars()
        .all()
    )
    connection.execute(
        insert(token).inline(), [_token(call, n, seq) for n, seq in zip(numbers, seqs, strict=True)]
    )
    rows = [row | {"card_seq": seq} for seq, past in zip(seqs, pasts, strict=True) for row in past.rows]
    connection.execute(insert(ledger).inline(), rows)


def _past(call: Call, number: int, rows_each: int) -> _Past:
    chance = random.Random(number)  # noqa: S311 # the same cards at every run, not secrets
    past = _Past(chance.choice(_LOADS))
    begun = call.now - _YEAR
    past.rows.append(_row(call, f"load-{number}", "fund", past.load, begun))
    for turn, entry in zip(range(1, rows_each), _story(past, chance), strict=False):
        kind, amount, parent = entry
        past.rows.append(_row(call, f"{number}-{turn}", kind, amount, begun + turn * 86_400 * SECOND, parent))
    return past


def _story(past: _Past, chance: random.Random) -> Iterator[tuple[str, int, str | None]]:
    """Draw a little, hold a little, capture or void it, and so on."""
    while True:
        amount = chance.randint(0, past.available // 8)
        past.drawn += amount
        yield "drawdown", amount, None
        amount = chance.randint(1, 100) if past.available > 100 else 0
        past.reserved, past.gross = past.reserved + amount, past.gross + amount
        yield "pending_capture", amount, None
        past.reserved -= amount
        captured = chance.random() < 0.8 and amount > 0
        past.drawn += amount if captured else 0
        yield "drawdown" if captured else "voided", amount, past.rows[-1]["id"]


def _row(call: Call, ref: str, kind: str, amount: int, at: int, parent: str | None = None) -> dict[str, Any]:
    return {
        "account": call.account,
        "id": new_id(),
        "ref_id": ref,
        "ref_hash": ref_hash(ref),
        "type": kind,
        "amount": amount,
        "currency": "NOK",
        "parent_id": parent,
        "created_at": at,
        "created_by": call.client_id,
        "originated_by": "demo",
        "metadata": None,
        "by_server": kind == "fund",
    }


def _card(call: Call, number: int, past: _Past) -> dict[str, Any]:
    return {
        "account": call.account,
        "card_id": card_id(number),
        "id": new_id(),
        "created_at": call.now - _YEAR,
        "created_by": call.client_id,
        "type": "gift_card",
        "status": USED if past.drawn else UNUSED,
        "originated_by": "demo",
        "amount": past.load,
        "currency": "NOK",
        "funds": past.load,
        "drawn": past.drawn,
        "reserved": past.reserved,
        "gross_reserved": past.gross,
    }


def _token(call: Call, number: int, seq: int) -> dict[str, Any]:
    return {
        "card_seq": seq,
        "account": call.account,
        "code_hash": call.keys.code_hash(call.account, code(number)),
        "masked": masked(code(number)),
        "single_use": False,
        "used": False,
        "created_at": call.now - _YEAR,
        "created_by": call.client_id,
    }
