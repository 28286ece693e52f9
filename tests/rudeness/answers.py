"""Answers bent by the dice, read by the till's own code, and judged by a second reading of them.

What the second reading must know is only this: which bytes may count as *our* transaction, and which statuses
may refuse. Everything else has to be "not known".
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx

from pos_app.api.line import Got
from pos_app.api.looking import history
from pos_app.api.outcome import answer_of
from pos_app.domain.judge import Verdict, judge, trace
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.traces import Trace
from tests.domain.values import operation
from tests.proof.oracle import TYPES

_REFUSES = frozenset({400, 402, 403, 404, 405, 410, 412, 413, 415, 422})
_STATUSES = (
    200,
    200,
    200,
    200,
    201,
    202,
    204,
    301,
    302,
    307,
    *_REFUSES,
    401,
    408,
    409,
    418,
    429,
    500,
    502,
    503,
    599,
)
_ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 7, 2**31, 2**53, 2**63, 2**64, -(2**63), 10**30, 0.5, 25_000.0,
    1e400, -1e400,
    float("nan"), "", " ", "25000", "NOK", "SEK", "drawdown", "voided", "fund", "pending_capture", "\x00",
    "ref-1",
    "REF-1", "ref-1 ", "é" * 300, "x" * 5_000, [], {}, [[]], {"a": {"b": []}}, [25_000],
)  # fmt: skip
_FIELDS = ("ref_id", "amount", "currency", "id", "type", "parent_id", "created_at", "metadata", "new")
_CARD_FIELDS = ("card_id", "status", "amount", "amount_available", "amount_balance", "currency", "metadata")
_NAMES = ("id", "type", "parent_id", "ref_id", "status")
CARD = "card-1"
Bend = Callable[[random.Random, dict[str, Any]], bytes]


def ours(kind: Kind) -> tuple[Operation, dict[str, Any]]:
    """An operation, and the transaction the service makes of it."""
    if kind is Kind.ACTIVATE:
        return _sold()
    ends = kind in (Kind.CAPTURE, Kind.VOID)
    one = operation(kind=kind, hold_ref="hold-1" if ends else "", hold_id="hold-tx" if ends else "")
    row: dict[str, Any] = {
        "id": "tx-1",
        "ref_id": one.ref_id,
        "type": TYPES[kind],
        "amount": one.amount.minor,
        "currency": one.amount.currency.value,
        "created_at": "2026-11-26T10:00:00Z",
    }
    return one, row | ({"parent_id": one.hold_id} if ends else {})


def _sold() -> tuple[Operation, dict[str, Any]]:
    """An activation, and the card the service answers it with."""
    one = operation(kind=Kind.ACTIVATE)
    return one, {
        "card_id": CARD,
        "currency": one.amount.currency.value,
        "amount": one.amount.minor,
        "amount_available": one.amount.minor,
        "amount_balance": one.amount.minor,
        "status": "unused",
        "metadata": {"pos_operation": one.ref_id},
    }


def _values(dice: random.Random, row: dict[str, Any]) -> bytes:
    """Some fields have another value, or none."""
    bent = dict(row)
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        name = dice.choice(_CARD_FIELDS if "card_id" in row else _FIELDS)
        if dice.random() < 0.2:
            bent.pop(name, None)
        else:
            bent[name] = dice.choice(_ODD)
    return json.dumps(bent).encode()


def _bytes(dice: random.Random, row: dict[str, Any]) -> bytes:
    """Some bytes are others, are gone, or are new."""
    bent = bytearray(json.dumps(row).encode())
    for _ in range(dice.choice((1, 1, 2, 8))):
        at = dice.randrange(len(bent))
        match dice.randrange(4):
            case 0:
                bent[at] = dice.randrange(256)
            case 1:
                del bent[at : at + dice.choice((1, 1, 5, 40))]
            case 2:
                bent[at:at] = bytes(dice.randrange(256) for _ in range(dice.choice((1, 3, 30))))
            case _:
                bent[at] ^= 1 << dice.randrange(8)
        if not bent:
            break
    return bytes(bent)


def _twice(dice: random.Random, row: dict[str, Any]) -> bytes:
    """A key stands twice."""
    name = dice.choice(tuple(row))
    more = f"{json.dumps(name)}: {json.dumps(dice.choice((*_ODD, row[name])))}, "
    return ("{" + more + json.dumps(row)[1:]).encode()


def _wrapped(dice: random.Random, row: dict[str, Any]) -> bytes:
    """The transaction in or beside something else."""
    text = json.dumps(row)
    shapes = (
        f"[{text}]",
        f'{{"transaction": {text}}}',
        f"{text}{text}",
        f"{text} x",
        f" \n\t{text}\r\n",
        "﻿" + text,
        f"/* ok */ {text}",
        text.replace(
            '"amount": 25000', f'"amount": {dice.choice(("25000.0", "2.5e4", "+25000", "025000", "25_000"))}'
        ),
        text[: dice.randrange(len(text))],
        "[" * 100_000,
        "",
        "null",
    )
    shape = dice.choice(shapes)
    coding = dice.choice(("utf-8", "utf-8", "utf-8", "utf-16", "utf-32"))
    return shape.encode(coding)


def _kept(_dice: random.Random, row: dict[str, Any]) -> bytes:
    """Nothing is bent: else a till that believes nothing would pass."""
    return json.dumps(row).encode()


BENDS: tuple[Bend, ...] = (_values, _values, _bytes, _bytes, _twice, _wrapped, _kept)


def try_answers(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Bend so many answers; what they were taken for, and every one that was taken wrongly."""
    dice, taken, wrong = random.Random(seed), Counter[str](), list[str]()
    operations = {kind: ours(kind) for kind in Kind}
    for number in range(count):
        one, row = operations[dice.choice(tuple(Kind))]
        status, body = dice.choice(_STATUSES), dice.choice(BENDS)(dice, row)
        first = dice.random() < 0.5
        answer = answer_of(one.kind, Got(status, httpx.Headers({"retry-after": "soon"}), body), CARD)
        verdict = judge(one, answer, first=first)
        taken[verdict] += 1
        if not _may_be(verdict, one, status, body, first=first):
            wrong.append(f"answer {number} of seed {seed}: {verdict} for {status} {body[:300]!r}")
        found = trace(one, history(Got(200, httpx.Headers(), b"[" + body + b"]"))).trace
        taken[f"history {found}"] += 1
        if found is Trace.FOUND and not is_ours(one, body):
            wrong.append(f"history {number} of seed {seed}: found in {body[:300]!r}")
    return taken, wrong


def _may_be(verdict: Verdict, one: Operation, status: int, body: bytes, *, first: bool) -> bool:
    if status in (200, 201):
        must = Verdict.CONFIRMED if is_ours(one, body) else Verdict.NOT_KNOWN
        return verdict is must or (verdict is Verdict.NOT_KNOWN and not _is_plain(body))
    if verdict is Verdict.CONFIRMED:
        return False
    if verdict is Verdict.HARMLESS:
        return status in (401, 429)
    return verdict is not Verdict.REFUSED or (first and status in _REFUSES)


def is_ours(one: Operation, body: bytes) -> bool:
    """Whether these bytes are JSON of a transaction that matches, by the words of the outcome table alone."""
    try:
        row = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return False
    if not isinstance(row, dict):
        return False
    if one.kind is Kind.ACTIVATE:
        return _is_our_card(one, row)
    amount = row.get("amount")
    if type(amount) is not int or row.get("ref_id") != one.ref_id or row.get("currency") != "NOK":
        return False
    right = 0 <= amount <= one.amount.minor if one.kind is Kind.VOID else amount == one.amount.minor
    named = all(row.get(name) is None or isinstance(row[name], str) for name in ("id", "type", "parent_id"))
    if not right or not named or (row.get("type") or TYPES[one.kind]) != TYPES[one.kind]:
        return False
    has_parent = (row.get("parent_id") or one.hold_id) == one.hold_id
    return has_parent and bool(row.get("id") or one.kind is not Kind.HOLD)


def _is_our_card(one: Operation, row: dict[str, Any]) -> bool:
    """Whether a card shows our activation: by our name on it, or where it names nobody by its first load."""
    balance = row.get("amount_balance")
    money = _is_sum(row.get("amount_available")) and (balance is None or _is_sum(balance))
    status = row.get("status")
    sold = status is None or (isinstance(status, str) and status not in ("inactive", "created"))
    if row.get("card_id") != CARD or row.get("currency") != "NOK" or not money or not sold:
        return False
    noted = row.get("metadata")
    name = noted.get("pos_operation") if isinstance(noted, dict) else None
    if isinstance(name, str) and 0 < len(name) <= 255:
        return name == one.ref_id
    amount = row.get("amount")
    return type(amount) is int and amount == one.amount.minor


def _is_sum(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _is_plain(body: bytes) -> bool:
    """Whether a till has no excuse for not believing it: no name is longer than the contract allows."""
    row = json.loads(body)
    return all(
        len(str(row.get(name) or "")) <= 255 for name in ("id", "type", "parent_id", "ref_id", "status")
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _no_number(text: str) -> float:
    raise ValueError(text)
