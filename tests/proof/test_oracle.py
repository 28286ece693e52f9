"""Each rule of the oracle can fail: a world that is right, bent in one place, is found out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos_app.domain.operation import Kind, State, Why
from tests.domain.values import operation
from tests.proof.oracle import Asked, Row, Truths, broken

HOLD = operation(ref_id="hold", state=State.CONFIRMED, transaction_id="t1")
MINOR = HOLD.amount.minor
CAPTURE = operation(
    ref_id="capture",
    kind=Kind.CAPTURE,
    hold_ref="hold",
    hold_id="t1",
    state=State.CONFIRMED,
    transaction_id="t2",
)
PAY = operation(ref_id="pay", kind=Kind.PAY, state=State.REFUSED)
LOADED = Row("card", "load", "fund", 10 * MINOR, "t0")
HELD = Row("card", "hold", "pending_capture", MINOR, "t1")
TAKEN = Row("card", "capture", "drawdown", MINOR, "t2", "t1")
RIGHT = Truths(
    asked=(Asked("k1", Kind.HOLD, MINOR),),
    became={"k1": ("hold",)},
    journal=(HOLD, CAPTURE, PAY),
    spans={"hold": (1, 2), "capture": (3, 4), "pay": (5, 6)},
    ledger=(LOADED, HELD, TAKEN),
)
BACK = tuple(
    operation(ref_id=ref, kind=Kind.FUND, hold_ref="capture", state=State.CONFIRMED, transaction_id=ref)
    for ref in ("b1", "b2")
)
BACK_ROWS = tuple(Row("card", one.ref_id, "fund", MINOR, one.ref_id) for one in BACK)
AFTER = {**RIGHT.spans, "b1": (7, 8), "b2": (9, 10)}
WAITS = replace(PAY, state=State.WAITING)
MANAGER = replace(PAY, state=State.NEEDS_MANAGER, why=Why.NO_HISTORY)
VOIDED = Row("card", "void", "voided", MINOR, "t3", "t1")

BENT = {
    "moved money 2 times": replace(RIGHT, ledger=(LOADED, HELD, TAKEN, replace(HELD, id="t9"))),
    "became 2 operations": replace(RIGHT, became={"k1": ("hold", "other")}),
    "press k1 became pay": replace(RIGHT, became={"k1": ("pay",)}),
    "is confirmed and not in the ledger": replace(RIGHT, ledger=(LOADED, HELD)),
    "in the ledger": replace(RIGHT, ledger=(LOADED, replace(HELD, amount=MINOR - 1))),
    "is refused and in the ledger": replace(
        RIGHT, ledger=(LOADED, HELD, TAKEN, Row("card", "pay", "drawdown", 1, "t4"))
    ),
    "not in the journal": replace(
        RIGHT,
        became={"k1": ("hold",), "k2": ("x",)},
        ledger=(LOADED, HELD, TAKEN, Row("card", "x", "fund", 1, "t4")),
    ),
    "is still waiting": replace(RIGHT, journal=(HOLD, CAPTURE, WAITS)),
    "is still needs a manager": replace(RIGHT, journal=(HOLD, CAPTURE, MANAGER)),
    "gave": replace(RIGHT, ledger=(LOADED, HELD, replace(TAKEN, amount=MINOR + 1))),
    "below zero": replace(RIGHT, ledger=(replace(LOADED, amount=MINOR - 1), HELD, TAKEN)),
    "still locks money": replace(
        RIGHT, journal=(replace(HOLD, cancel=True), PAY), ledger=(LOADED, HELD)
    ),
    "on hold": replace(
        RIGHT,
        journal=(HOLD, replace(CAPTURE, rest=5), PAY),
        ledger=(LOADED, HELD, replace(TAKEN, amount=MINOR - 5)),
    ),
    "was given back": replace(
        RIGHT, journal=(*RIGHT.journal, *BACK), spans=AFTER, ledger=(*RIGHT.ledger, *BACK_ROWS)
    ),
    "was placed while hold": replace(RIGHT, spans={"hold": (1, 6), "pay": (5, 7)}),
}  # fmt: skip


def test_a_right_world_breaks_no_rule() -> None:
    assert broken(RIGHT) == []


@pytest.mark.parametrize("sentence", BENT)
def test_a_bent_world_is_found_out(sentence: str) -> None:
    assert any(sentence in one for one in broken(BENT[sentence])), broken(BENT[sentence])


def test_what_was_taken_can_be_given_back_once() -> None:
    once = replace(
        RIGHT,
        journal=(*RIGHT.journal, BACK[0]),
        spans={**RIGHT.spans, "b1": (7, 8)},
        ledger=(*RIGHT.ledger, BACK_ROWS[0]),
    )
    assert broken(once) == []


def test_without_the_right_to_read_more_may_need_a_manager() -> None:
    assert broken(replace(RIGHT, journal=(HOLD, CAPTURE, MANAGER), can_read=False)) == []


def test_a_void_that_released_the_rest_is_right() -> None:
    gone = replace(HOLD, cancel=True)
    assert broken(replace(RIGHT, journal=(gone, PAY), ledger=(LOADED, HELD, VOIDED))) == []
