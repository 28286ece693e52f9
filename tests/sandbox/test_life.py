"""The whole life of a card, in any order that Hypothesis can think of, against the card on paper."""

import secrets
from typing import Any, ClassVar

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests.card_service import CardService
from tests.sandbox.paper_card import PaperCard, Verdict

AMOUNTS = st.integers(0, 120)
REFS = st.sampled_from(["r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"])
CURRENCIES = st.sampled_from(["NOK", "NOK", "NOK", "NOK", "SEK"])
LIVES = {"sqlite": 85, "postgres": 25}
"""Lives of 50 steps each, in one run of the tests."""
KINDS: dict[str, dict[str, Any]] = {
    "fund": {"type": "fund"},
    "pending_capture": {"pending": True},
    "drawdown": {},
}
BIRTHS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"expires_at": "2020-01-01T00:00:00Z"},
    {"active_from": "2099-01-01T00:00:00Z"},
    {"inactive": True},
)


class Life(RuleBasedStateMachine):
    """A few cards, their holds and codes."""

    client: ClassVar[httpx.Client]
    cards = Bundle("cards")
    holds = Bundle("holds")

    def __init__(self) -> None:
        super().__init__()
        self.paper: dict[str, PaperCard] = {}
        self.codes: dict[str, str] = {}

    @initialize(target=cards)
    def first_card(self) -> str:
        return self.create({}, 100)

    @rule(target=cards, birth=st.sampled_from(BIRTHS), amount=AMOUNTS)
    def another_card(self, birth: dict[str, Any], amount: int) -> str:
        return self.create(birth, amount)

    def create(self, birth: dict[str, Any], amount: int) -> str:
        card_id = f"life-{secrets.token_hex(8)}"
        if "inactive" in birth:
            body: dict[str, Any] = {"cards": [{"card_id": card_id, "type": "gift_card"}], "options": {}}
            made = self.client.post("/cards/batch", json=body).json()["cards"][0]
            self.paper[card_id] = PaperCard(0, "NOK", inactive=True)
        else:
            token = {"expires_after_transaction": True}
            body = {"card_id": card_id, "amount": amount, "currency": "NOK", "card_token": token} | birth
            made = self.client.post("/cards", json=body).json()
            paper = PaperCard(amount, "NOK", expired="expires_at" in birth, early="active_from" in birth)
            self.paper[card_id] = paper
        self.codes[card_id] = made["card_token"]["token"]["value"]
        return card_id

    @rule(target=holds, card=cards, ref=REFS, amount=AMOUNTS, currency=CURRENCIES, code=st.booleans())
    def hold(self, card: str, ref: str, amount: int, currency: str, code: bool) -> Any:
        answer = self.move("pending_capture", card, ref, amount, currency, code)
        if answer.status_code != 200:
            return multiple()
        self.paper[card].keep_hold(answer.json()["id"], amount)
        return card, answer.json()["id"]

    @rule(card=cards, ref=REFS, amount=AMOUNTS, currency=CURRENCIES, code=st.booleans())
    def draw(self, card: str, ref: str, amount: int, currency: str, code: bool) -> None:
        self.move("drawdown", card, ref, amount, currency, code)

    @rule(card=cards, ref=REFS, amount=AMOUNTS, currency=CURRENCIES)
    def fund(self, card: str, ref: str, amount: int, currency: str) -> None:
        self.move("fund", card, ref, amount, currency, False)

    def move(self, kind: str, card: str, ref: str, amount: int, currency: str, code: bool) -> httpx.Response:
        body: dict[str, Any] = {"ref_id": ref, "amount": amount, "currency": currency}
        body |= {"token": self.codes[card]} if code else {"card_id": card}
        body |= KINDS[kind]
        answer = self.client.post("/transactions", json=body)
        verdict = self.paper[card].move(kind, ref, amount, currency, self.codes[card] if code else None)
        assert said(answer) == verdict
        return answer

    @rule(hold=holds, ref=REFS, amount=st.none() | AMOUNTS)
    def capture(self, hold: tuple[str, str], ref: str, amount: int | None) -> None:
        card, hold_id = hold
        body = {"ref_id": ref} if amount is None else {"ref_id": ref, "amount": amount}
        answer = self.client.post(f"/transactions/{hold_id}/capture", json=body)
        assert said(answer) == self.paper[card].capture(hold_id, ref, amount)

    @rule(hold=holds, ref=REFS)
    def void(self, hold: tuple[str, str], ref: str) -> None:
        card, hold_id = hold
        answer = self.client.post(f"/transactions/{hold_id}/void", json={"ref_id": ref})
        assert said(answer) == self.paper[card].void(hold_id, ref)

    @rule(card=cards, amount=AMOUNTS)
    def activate(self, card: str, amount: int) -> None:
        answer = self.client.post(f"/cards/{card}/activate", json={"amount": amount, "currency": "NOK"})
        assert said(answer) == self.paper[card].activate(amount)

    @rule(card=cards, certain=st.integers(0, 5))
    def delete(self, card: str, certain: int) -> None:
        if certain:
            self.same(card)
            return
        assert said(self.client.delete(f"/cards/{card}")) == self.paper[card].delete()

    def same(self, card: str) -> None:
        """Compare a card and its history with paper."""
        paper = self.paper[card]
        answer = self.client.get(f"/cards/{card}")
        if paper.deleted:
            assert answer.status_code == 404
            return
        found = answer.json()
        assert found["amount_balance"] == found["amount_funds"] - found["amount_drawdown"] == paper.balance
        assert (found["amount_available"], found["amount_reserved"]) == (paper.available, paper.reserved)
        assert found["status"] == ("inactive" if paper.inactive else "used" if paper.used else "unused")
        rows = self.client.get(f"/cards/{card}/transactions").json()
        kept = {
            row["ref_id"]: (row["type"], row["amount"], row["currency"], row.get("parent_id")) for row in rows
        }
        loads = [ref for ref in kept if ref.startswith("load-")]
        assert len(loads) <= 1
        assert {ref: row for ref, row in kept.items() if ref not in loads} == paper.written
        assert len(rows) == len(kept)

    def teardown(self) -> None:
        for card in self.paper:
            self.same(card)


def said(answer: httpx.Response) -> Verdict:
    """What an answer says, in paper's words."""
    body = answer.json()
    if answer.status_code == 200:
        return 200, body["type"] if "ref_id" in body else ""
    return answer.status_code, body["error"]["code"]


@pytest.mark.slow
def test_the_life_of_cards(service: CardService) -> None:
    lives = LIVES["postgres" if "--database" in service.options else "sqlite"]
    steps = settings(
        max_examples=lives,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    with service.api() as client:
        Life.client = client
        run_state_machine_as_test(Life, settings=steps)
