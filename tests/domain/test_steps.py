"""The steps of an operation: only forward, whatever comes in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import steps
from pos_app.domain.answer import Answer, Seen, Transaction
from pos_app.domain.operation import Kind, Operation, State, Step, Why
from pos_app.domain.steps import Backward
from tests.domain.values import operation, operations

NOW = 1_795_000_100.0
ANSWER = Answer(seen=Seen.NOT_KNOWN, why=Why.NO_ANSWER, status=503, code="busy", note="reset")
FINAL = [State.CONFIRMED, State.REFUSED, State.NOT_ASKED, State.CANCELLED]


def found(one: Operation) -> Transaction:
    return Transaction(ref_id=one.ref_id, amount=one.amount, id="tx-1")


STEPS: dict[str, Callable[[Operation], Step]] = {
    "sent": lambda one: steps.sent(one, NOW),
    "harmless": lambda one: steps.harmless(one, ANSWER, NOW),
    "not known": lambda one: steps.not_known(one, ANSWER, NOW),
    "history decides": lambda one: steps.history_decides(one, ANSWER, NOW, Why.NO_FUNDS),
    "looked early": lambda one: steps.looked_absent(one, NOW, late=False),
    "looked late": lambda one: steps.looked_absent(one, NOW, late=True),
    "confirmed": lambda one: steps.confirmed(one, found(one), NOW, "answer"),
    "refused": lambda one: steps.refused(one, Why.NO_FUNDS, NOW, "400"),
    "needs a manager": lambda one: steps.needs_manager(one, Why.NO_HISTORY, NOW),
    "not asked": lambda one: steps.not_asked(one, Why.ANOTHER_FAILED, NOW),
    "cancel": lambda one: steps.cancel_asked(one, "Kari", NOW),
    "acknowledged": lambda one: steps.acknowledged(one, "Kari", NOW),
    "resumed": lambda one: Step(steps.resumed(one), steps.asked(one, b"").event),
}
ORDER = [State.ASKED, State.WAITING, State.NEEDS_MANAGER]


def is_forward(before: Operation, after: Operation) -> bool:
    if before.state.is_final:
        return replace(before, acknowledged=True) == after
    return after.state.is_final or ORDER.index(after.state) >= ORDER.index(before.state)


@given(operations(), st.lists(st.sampled_from(sorted(STEPS)), max_size=30))
def test_no_order_of_steps_leads_backward(one: Operation, names: list[str]) -> None:
    facts = (one.ref_id, one.kind, one.card, one.amount, one.credential, one.asked_at)
    for name in names:
        try:
            step = STEPS[name](one)
        except Backward:
            continue
        after = step.operation
        assert step.event.ref_id == one.ref_id
        if name != "resumed" or one.in_flight:
            assert is_forward(one, after)
        assert after.attempts >= one.attempts
        assert 0 <= after.unproven <= after.attempts
        assert after.cancel >= one.cancel
        assert after.in_flight <= (after.unproven > 0)
        assert not (after.state.is_final and after.in_flight)
        assert (after.ref_id, after.kind, after.card, after.amount, after.credential, after.asked_at) == facts
        one = after


@pytest.mark.parametrize("state", FINAL)
@pytest.mark.parametrize("name", sorted(set(STEPS) - {"acknowledged", "resumed"}))
def test_a_final_state_takes_no_step(state: State, name: str) -> None:
    with pytest.raises(Backward):
        STEPS[name](operation(state=state, in_flight=True))


def test_asking_writes_the_body_and_the_first_attempt_together() -> None:
    asked = steps.asked(operation(), b"body")
    assert (asked.body, asked.operation, asked.event.what) == (b"body", operation(), "asked")
    both = steps.asked_and_sent(operation(), b"body")
    assert both.body == b"body"
    assert (both.operation.attempts, both.operation.unproven, both.operation.in_flight) == (1, 1, True)
    assert both.operation.sent_at == operation().asked_at


def test_a_harmless_end_makes_the_next_send_a_first_one_again() -> None:
    sent = steps.sent(operation(), NOW).operation
    assert not sent.next_is_first
    after = steps.harmless(sent, Answer(seen=Seen.TOO_MANY, why=Why.TOO_MANY), NOW).operation
    assert (after.next_is_first, after.state, after.why) == (True, State.WAITING, Why.TOO_MANY)
    with pytest.raises(Backward):
        steps.harmless(after, ANSWER, NOW)


def test_an_unsure_end_stays_unproven_for_good() -> None:
    sent = steps.sent(operation(), NOW).operation
    unsure = steps.not_known(sent, ANSWER, NOW + 8)
    assert unsure.event.detail == "not known · 503 · busy · reset"
    again = steps.harmless(steps.sent(unsure.operation, NOW + 9).operation, ANSWER, NOW + 10).operation
    assert (again.unproven, again.next_is_first) == (1, False)
    assert again.last_unproven_at == NOW + 8, "a harmless attempt does not make the doubt younger"


def test_an_attempt_without_an_end_on_disk_is_unproven() -> None:
    sent = steps.sent(operation(), NOW).operation
    resumed = steps.resumed(sent)
    assert (resumed.state, resumed.why, resumed.in_flight) == (State.WAITING, Why.NO_ANSWER, False)
    assert not resumed.next_is_first
    assert resumed.last_unproven_at == NOW
    assert steps.resumed(operation()) == operation()
    managed = steps.needs_manager(sent, Why.NO_HISTORY, NOW).operation
    assert steps.resumed(steps.sent(managed, NOW).operation).state is State.NEEDS_MANAGER


@pytest.mark.parametrize(
    ("late", "proof"),
    [((True,), False), ((False, False), False), ((False, True), True), ((True, True), True)],
)
def test_absence_is_proof_only_after_a_second_late_look(late: tuple[bool, ...], proof: bool) -> None:
    one = steps.sent(operation(), NOW).operation
    for is_late in late:
        one = steps.looked_absent(one, NOW, late=is_late).operation
    assert (one.looks, one.looks_proof, one.why) == (len(late), proof, Why.LOOKING)
    again = steps.sent(one, NOW).operation
    assert (again.looks, again.looks_proof, again.refusal) == (0, False, Why.NONE)


def test_a_refusal_that_proves_nothing_is_remembered_for_history() -> None:
    one = steps.history_decides(
        steps.sent(operation(), NOW).operation, ANSWER, NOW + 3, Why.NO_FUNDS
    ).operation
    assert (one.refusal, one.why, one.last_unproven_at) == (Why.NO_FUNDS, Why.LOOKING, NOW + 3)


def test_a_confirmed_one_keeps_what_the_service_said() -> None:
    step = steps.confirmed(steps.sent(operation(), NOW).operation, found(operation()), NOW, "history")
    assert (step.operation.transaction_id, step.operation.moved) == ("tx-1", 25_000)
    assert (step.operation.settled_at, step.event.detail) == (NOW, "history")


def test_a_cancelled_one_that_never_happened_has_nothing_to_undo() -> None:
    cancelled = steps.cancel_asked(operation(), "Kari", NOW)
    assert (cancelled.event.what, cancelled.event.detail) == ("cancel asked", "Kari")
    ended = steps.refused(cancelled.operation, Why.NO_FUNDS, NOW, "400").operation
    assert (ended.state, ended.why) == (State.CANCELLED, Why.NOTHING_TO_UNDO)
    refused = steps.refused(operation(), Why.NO_FUNDS, NOW, "400").operation
    assert (refused.state, refused.why) == (State.REFUSED, Why.NO_FUNDS)


@pytest.mark.parametrize("kind", Kind)
def test_only_a_hold_or_a_pay_can_be_cancelled_and_only_once(kind: Kind) -> None:
    one = operation(kind=kind)
    if kind not in (Kind.HOLD, Kind.PAY):
        with pytest.raises(Backward):
            steps.cancel_asked(one, "Kari", NOW)
        return
    cancelled = steps.cancel_asked(one, "Kari", NOW).operation
    with pytest.raises(Backward):
        steps.cancel_asked(cancelled, "Kari", NOW)


def test_a_cancelled_pay_is_never_sent_again_but_a_hold_is() -> None:
    pay = steps.cancel_asked(operation(kind=Kind.PAY), "Kari", NOW).operation
    with pytest.raises(Backward):
        steps.sent(pay, NOW)
    hold = steps.cancel_asked(operation(), "Kari", NOW).operation
    assert steps.sent(hold, NOW).operation.attempts == 1


def test_what_was_sent_cannot_be_called_not_asked() -> None:
    with pytest.raises(Backward):
        steps.not_asked(steps.sent(operation(), NOW).operation, Why.ANOTHER_FAILED, NOW)
    step = steps.not_asked(operation(), Why.ANOTHER_FAILED, NOW)
    assert (step.operation.state, step.operation.settled_at) == (State.NOT_ASKED, NOW)


def test_only_what_has_ended_can_be_acknowledged() -> None:
    with pytest.raises(Backward):
        steps.acknowledged(operation(), "Kari", NOW)
    assert steps.acknowledged(operation(state=State.REFUSED), "Kari", NOW).operation.acknowledged


def test_a_manager_may_be_given_the_transaction_that_was_found() -> None:
    step = steps.needs_manager(operation(), Why.PAID_AFTER_CANCEL, NOW, moved_id="tx-7")
    assert (step.operation.transaction_id, step.event.detail) == ("tx-7", "paid after cancel")
    assert (
        steps.needs_manager(operation(transaction_id="tx-1"), Why.OTHER, NOW).operation.transaction_id
        == "tx-1"
    )
    assert steps.needs_manager(operation(), Why.OTHER, NOW, note="two rows").event.detail == "two rows"
