"""Values of the domain for tests, plain and drawn."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pos_app.domain.card import CardKey
from pos_app.domain.money import MOST_MINOR, Currency, Money
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.person import Credential

CARD = CardKey("f1" * 16, "4821")


def operation(**given: Any) -> Operation:
    """A hold of kr 250,00 as it is asked, with what is given in place of the usual."""
    usual: dict[str, Any] = {
        "ref_id": "ref-1",
        "kind": Kind.HOLD,
        "card": CARD,
        "amount": Money(25_000, Currency.NOK),
        "order": "1043",
        "staff": 7,
        "staff_name": "Kari",
        "credential": Credential.CASHIER,
        "asked_at": 1_795_000_000.0,
    }
    return Operation(**(usual | given))


currencies = st.sampled_from(Currency)
minors = st.integers(0, MOST_MINOR)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
times = st.floats(0, 4e9, allow_nan=False)


@st.composite
def sums(draw: st.DrawFn, least: int = 0, most: int = MOST_MINOR) -> Money:
    """Any sum a till takes."""
    return Money(draw(st.integers(least, most)), draw(currencies))


@st.composite
def operations(draw: st.DrawFn, ref_id: str | None = None) -> Operation:
    """Any operation as it is asked."""
    return Operation(
        ref_id=ref_id or draw(st.uuids()).hex,
        kind=draw(st.sampled_from(Kind)),
        card=CardKey(draw(st.sampled_from(["a" * 32, "b" * 32])), draw(st.text("0123456789", max_size=4))),
        amount=draw(sums()),
        order=draw(texts),
        staff=draw(st.integers(0, 10**6)),
        staff_name=draw(texts),
        credential=draw(st.sampled_from(Credential)),
        asked_at=draw(times),
        hold_ref=draw(st.sampled_from(["", "hold-1"])),
        hold_id=draw(texts),
        after=draw(texts),
        reason=draw(texts),
        rest=draw(st.integers(0, 10_000)),
    )
