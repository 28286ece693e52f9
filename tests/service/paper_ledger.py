"""A card service on paper: a small ledger behind httpx's transport seam, written from the contract alone.

It is the independent oracle of the service's tests, and it fails on demand: before or after the ledger moved.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import httpx

from pos_app.api.deadline import TRIP

Json = dict[str, Any]


@dataclass
class PaperCard:
    """A card and its rows; balances are always summed up from the rows."""

    card_id: str
    token: str
    currency: str = "NOK"
    status: str = "unused"
    expires_at: str = ""
    loaded: int = 0
    metadata: Json | None = None
    rows: list[Json] = field(default_factory=list)

    def balance(self) -> int:
        """Funds less what was drawn."""
        signs = {"fund": 1, "drawdown": -1}
        return int(sum(signs.get(row["type"], 0) * row["amount"] for row in self.rows))

    def left_of(self, hold: Json) -> int:
        """What is still locked by a hold."""
        children = [row for row in self.rows if row.get("parent_id") == hold["id"]]
        if any(row["type"] == "voided" for row in children):
            return 0
        return int(hold["amount"] - sum(row["amount"] for row in children))

    def available(self) -> int:
        """Balance less all locks."""
        locked = [self.left_of(row) for row in self.rows if row["type"] == "pending_capture"]
        return self.balance() - sum(locked)


Reply = tuple[int, Json | list[Json]]
Fault = Callable[[httpx.Request, Callable[[], Reply]], "httpx.Response | None"]


class PaperLedger(httpx.AsyncBaseTransport):
    """The transport. `fault` may answer in its place; it calls the given function to let the ledger move."""

    def __init__(self) -> None:
        """No cards, no faults."""
        self.cards: dict[str, PaperCard] = {}
        self.requests: list[tuple[str, bytes]] = []
        self.fault: Fault | None = None
        self.may_read = True
        self.gives_metadata = True
        """Whether a card shows what was noted on it."""
        self.slow: dict[str, float] = {}
        """Seconds that a request takes which has this word, such as a token, in its body or its path."""
        self.slow_back: dict[str, float] = {}
        """Seconds that an answer is under way whose request has this word in its path."""
        self._serial = 0

    def card(self, card_id: str, minor: int, **other: Any) -> PaperCard:
        """A new card loaded with `minor`."""
        card = self.cards[card_id] = PaperCard(card_id, token=f"90000000{len(self.cards):08d}", **other)
        if minor:
            self._row(card, {"ref_id": f"load {card_id}", "type": "fund", "amount": minor})
        return card

    def place_elsewhere(self, card: PaperCard, minor: int) -> Json:
        """Another till holds money of a card."""
        return self._row(
            card, {"ref_id": f"theirs {len(card.rows)}", "type": "pending_capture", "amount": minor}
        )

    def end_elsewhere(self, card: PaperCard, hold_id: str, minor: int) -> Json:
        """Another till captures a part of a hold."""
        row = {
            "ref_id": f"theirs {len(card.rows)}",
            "type": "drawdown",
            "amount": minor,
            "parent_id": hold_id,
        }
        return self._row(card, row)

    def refund_elsewhere(self, card: PaperCard, paid_id: str, minor: int) -> Json:
        """Another till gives some of a payment back."""
        told = {"pos_reason": "refund", "pos_refund_of": paid_id}
        row = {"ref_id": f"theirs {len(card.rows)}", "type": "fund", "amount": minor, "metadata": told}
        return self._row(card, row)

    def rows(self, ref_id: str) -> list[Json]:
        """Every row of this reference, on whatever card."""
        return [row for card in self.cards.values() for row in card.rows if row["ref_id"] == ref_id]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as the service would, unless a fault does."""
        body = await request.aread()
        self.requests.append((f"{request.method} {request.url.path}", body))
        for word, seconds in self.slow.items():
            if word in request.url.path or word.encode() in body:
                await asyncio.sleep(seconds)
        if self.fault is not None:
            try:
                instead = self.fault(request, lambda: self._answer(request, body))
            except httpx.ReadTimeout:
                TRIP.get().wrote = True  # what a real line notes when the first byte leaves
                raise
            if instead is not None:
                return instead
        status, told = self._answer(request, body)
        for word, seconds in tuple(self.slow_back.items()):
            if word in request.url.path:
                await asyncio.sleep(seconds)
        return httpx.Response(status, json=told)

    def _answer(self, request: httpx.Request, body: bytes) -> Reply:
        words = [unquote(word) for word in request.url.raw_path.decode().strip("/").split("/")]
        asked: Json = json.loads(body) if body else {}
        if words[-1] == "token":
            return 200, {"access_token": "paper", "token_type": "Bearer", "expires_in": 14400}
        match words[4:]:
            case ["info"]:
                found = next((c for c in self.cards.values() if c.token == asked["token"]), None)
                return self._told(found)
            case ["cards", card_id, "transactions"]:
                return self._history(card_id)
            case ["cards", card_id, "activate"]:
                return self.activate(card_id, asked)
            case ["cards", card_id]:
                return self._told(self.cards.get(card_id)) if self.may_read else _error(403, "FORBIDDEN")
            case ["transactions"]:
                return self._create(asked)
            case ["transactions", hold_id, end]:
                return self._end(hold_id, end, asked)
        return _error(404, "NOT FOUND")

    def _history(self, card_id: str) -> Reply:
        if not self.may_read:
            return _error(403, "FORBIDDEN")
        card = self.cards.get(card_id)
        return (200, list(reversed(card.rows))) if card else _error(404, "NOT FOUND")

    def activate(self, card_id: str, asked: Json) -> Reply:
        """Sell a card that is not sold yet, once."""
        card = self.cards.get(card_id)
        if card is None:
            return _error(404, "NOT FOUND")
        if card.status != "inactive":
            return _error(400, "CARD_NOT_INACTIVE")
        card.status, card.currency, card.loaded = "unused", asked["currency"], asked["amount"]
        card.metadata, card.expires_at = asked.get("metadata"), asked.get("expires_at", "")
        self._row(card, {"ref_id": f"load {card_id}", "type": "fund", "amount": asked["amount"]})
        return self._told(card)

    def _told(self, card: PaperCard | None) -> Reply:
        if card is None:
            return _error(404, "NOT FOUND")
        told: Json = {"card_id": card.card_id, "currency": card.currency, "status": card.status}
        told |= {"amount": card.loaded}
        if card.metadata is not None and self.gives_metadata:
            told["metadata"] = card.metadata
        told |= {"amount_balance": card.balance(), "amount_available": card.available()}
        return 200, told | ({"expires_at": card.expires_at} if card.expires_at else {})

    def _create(self, asked: Json) -> Reply:
        by_token = [c for c in self.cards.values() if c.token == asked.get("token")]
        card = self.cards.get(asked.get("card_id", "")) or next(iter(by_token), None)
        if card is None:
            return _error(404, "NOT FOUND")
        kind = asked.get("type", "drawdown")
        kind = "pending_capture" if asked.get("pending") else kind
        return self._once(card, asked, kind, asked["amount"], "", card.available())

    def _end(self, hold_id: str, end: str, asked: Json) -> Reply:
        for card in self.cards.values():
            hold = next((row for row in card.rows if row["id"] == hold_id), None)
            if hold is not None:
                left = card.left_of(hold)
                kind = "drawdown" if end == "capture" else "voided"
                amount = asked.get("amount", left) if end == "capture" else left
                return self._once(card, asked, kind, amount, hold_id, left)
        return _error(404, "NOT FOUND")

    def _once(self, card: PaperCard, asked: Json, kind: str, amount: int, parent: str, most: int) -> Reply:
        known = next((row for row in card.rows if row["ref_id"] == asked["ref_id"]), None)
        if known is not None:
            same = known["type"] == kind and (known["amount"] == amount or kind == "voided")
            return (200, known) if same else _error(400, "REF_ID_CONFLICT")
        if parent and most == 0:
            return _error(400, "TRANSACTION_NOT_PENDING")
        if kind != "fund" and amount > most:
            return _error(400, "INSUFFICIENT_FUNDS")
        row = {"ref_id": asked["ref_id"], "type": kind, "amount": amount, "metadata": asked.get("metadata")}
        return 200, self._row(card, row | ({"parent_id": parent} if parent else {}))

    def _row(self, card: PaperCard, row: Json) -> Json:
        self._serial += 1
        day = f"2026-01-01T{self._serial // 3600:02d}:{self._serial // 60 % 60:02d}:{self._serial % 60:02d}Z"
        whole = {"id": str(UUID(int=self._serial)), "currency": card.currency, "created_at": day} | row
        card.rows.append(whole)
        return whole


def _error(status: int, code: str) -> Reply:
    return status, {"error": {"code": code, "message": code.lower()}}


def lost_before(times: int, path: str = "transactions") -> Fault:
    """The first requests of this path get no answer, and the ledger does not move."""
    return _lost(times, path, moves=False)


def lost_after(times: int, path: str = "transactions") -> Fault:
    """The first requests of this path move the ledger, and their answers are lost."""
    return _lost(times, path, moves=True)


def _lost(times: int, path: str, *, moves: bool) -> Fault:
    left = [times]

    def fault(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
        writes = request.method == "POST" and f"/wallets/{path}" in request.url.path
        if not writes or left[0] == 0:
            return None
        left[0] -= 1
        if moves:
            move()
        raise httpx.ReadTimeout("lost", request=request)

    return fault


def answering(status: int, told: Json | None = None, *, times: int = 1, headers: Json | None = None) -> Fault:
    """The first writes are answered so, and the ledger does not move."""
    left = [times]

    def fault(request: httpx.Request, move: Callable[[], Reply]) -> httpx.Response | None:
        if "/wallets/transactions" not in request.url.path or left[0] == 0:
            return None
        left[0] -= 1
        return httpx.Response(status, json=told or {"error": {"message": "no"}}, headers=headers)

    return fault


def unreachable(request: httpx.Request, _move: Callable[[], Reply]) -> httpx.Response | None:
    """No write reaches the service at all; it can still be read."""
    if request.method == "POST" and "transactions" in request.url.path:
        raise httpx.ConnectError("no way", request=request)
    return None
