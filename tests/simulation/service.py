"""A card service on paper that may have chosen otherwise wherever the contract says nothing."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import httpx

from tests.proof.oracle import Row
from tests.service.paper_ledger import Json, PaperCard, PaperLedger, Reply, _error


@dataclass(frozen=True, slots=True)
class Choices:
    """One alternative for each note of the contract that a till can meet."""

    replay: int = 200
    """Status of a repeated reference: answered with the first transaction, or refused [U-40] [U-41]."""
    no_funds: int = 400
    closed_hold: int = 400
    success: int = 200
    optional_fields: bool = True
    extra_fields: bool = False
    order: str = "newest"
    codes: bool = True
    may_read: bool = True

    @classmethod
    def drawn(cls, dice: random.Random) -> Choices:
        """The documented service in half of all lives, any other one in the rest."""
        if dice.random() < 0.5:
            return cls()
        return cls(
            replay=dice.choice((200, 200, 400, 409)),
            no_funds=dice.choice((400, 402, 403, 409, 422)),
            closed_hold=dice.choice((400, 403, 404, 409)),
            success=dice.choice((200, 201, 202)),
            optional_fields=dice.random() < 0.7,
            extra_fields=dice.random() < 0.3,
            order=dice.choice(("newest", "oldest", "by id")),
            codes=dice.random() < 0.7,
            may_read=dice.random() < 0.8,
        )


@dataclass
class Late:
    """A request on its way: it reaches the ledger at this time, whatever became of who sent it."""

    at: float
    request: httpx.Request
    body: bytes = field(repr=False)


class ChosenLedger(PaperLedger):
    """The paper ledger with these choices; `late` holds copies of requests that are still on the wire."""

    def __init__(self, choices: Choices) -> None:
        """No cards, nothing on the wire."""
        super().__init__()
        self.choices = choices
        self.may_read = choices.may_read
        self.gives_metadata = choices.optional_fields
        self.late: list[Late] = []

    def answered(self, request: httpx.Request, body: bytes) -> Reply:
        """Let a request reach the ledger; what it answers."""
        self.requests.append((f"{request.method} {request.url.path}", body))
        return self._answer(request, body)

    def deliver(self, now: float) -> None:
        """What was on the wire arrives, in the order of its time."""
        due = sorted((one for one in self.late if one.at <= now), key=lambda one: one.at)
        self.late = [one for one in self.late if one.at > now]
        for one in due:
            self._answer(one.request, one.body)

    def everything(self) -> tuple[Row, ...]:
        """Every row of every card, in the order they were written."""
        rows = [(row, card) for card in self.cards.values() for row in card.rows]
        rows.sort(key=lambda found: found[0]["id"])
        return tuple(
            Row(
                card.card_id, _ref(row, card), row["type"], row["amount"], row["id"], row.get("parent_id", "")
            )
            for row, card in rows
        )

    def _answer(self, request: httpx.Request, body: bytes) -> Reply:
        status, told = super()._answer(request, body)
        if isinstance(told, list):
            return status, [self._dressed(row) for row in self._ordered(told)]
        if status >= 400:
            return self._refused(status, told)
        if request.method == "POST" and "/transactions" in request.url.path:
            return self.choices.success, self._dressed(told)
        if request.url.path.endswith("/activate"):
            return self.choices.success, told | ({"new_thing": [1.5]} if self.choices.extra_fields else {})
        return status, told

    def _refused(self, status: int, told: Json) -> Reply:
        code = told["error"]["code"]
        status = {
            "INSUFFICIENT_FUNDS": self.choices.no_funds,
            "TRANSACTION_NOT_PENDING": self.choices.closed_hold,
            "REF_ID_CONFLICT": 409 if self.choices.replay == 409 else status,
        }.get(code, status)
        return (status, told) if self.choices.codes else (status, {"error": {"message": "no"}})

    def _ordered(self, rows: list[Json]) -> list[Json]:
        if self.choices.order == "newest":
            return rows
        return sorted(rows, key=lambda row: row["id" if self.choices.order == "by id" else "created_at"])

    def _dressed(self, row: Json) -> Json:
        told = dict(row)
        if not self.choices.optional_fields:
            told.pop("created_at", None)
        if self.choices.extra_fields:
            told |= {"originated_by": "x", "metadata": {"n": [1, None]}, "new_thing": {"a": 1.5}}
        return told

    def _once(self, card: PaperCard, asked: Json, kind: str, amount: int, parent: str, most: int) -> Reply:
        known = any(row["ref_id"] == asked["ref_id"] for row in card.rows)
        if known and self.choices.replay != 200:
            return _error(400, "REF_ID_CONFLICT")
        return super()._once(card, asked, kind, amount, parent, most)


def _ref(row: Json, card: PaperCard) -> str:
    """The reference a row is told apart by: an activation's is noted on its card [U-18]."""
    first_load = row["ref_id"] == f"load {card.card_id}" and card.metadata is not None
    return str(card.metadata["pos_operation"] if first_load and card.metadata else row["ref_id"])
