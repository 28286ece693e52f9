"""Which choices are safe, whatever stands in the journal and whatever the service says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import steps
from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.domain.resolving import QUIET, STALE, Choice, Grounds, Seen, choices
from pos_app.domain.traces import Trace
from tests.domain.values import operation

NOW = 1_000_000.0
TRACES = st.sampled_from([*Trace, None])


def needing(kind: Kind, why: Why, age: float, *, cancel: bool = False) -> Operation:
    """An operation that needs a manager, sent last so many seconds ago."""
    return replace(
        operation(kind=kind),
        state=State.NEEDS_MANAGER,
        why=why,
        attempts=1,
        unproven=1,
        last_unproven_at=NOW - age,
        cancel=cancel,
    )


@given(
    kind=st.sampled_from(Kind),
    why=st.sampled_from(Why),
    age=st.floats(0, 10 * STALE),
    cancel=st.booleans(),
    trace=TRACES,
    may=st.booleans(),
    quiet=st.floats(0, 2 * QUIET),
)
def test_no_choice_can_be_a_lie(
    kind: Kind, why: Why, age: float, cancel: bool, trace: Trace | None, may: bool, quiet: float
) -> None:
    one = needing(kind, why, age, cancel=cancel and kind in (Kind.HOLD, Kind.PAY))
    found = choices(one, Seen(trace, may), NOW, quiet)
    paid = why is Why.PAID_AFTER_CANCEL
    assert not found or trace is not None
    assert len(set(found)) == len(found)
    if Choice.DID_NOT in found:
        assert trace is not Trace.FOUND
        assert not paid
        assert quiet >= QUIET
    if Choice.HAPPENED in found and not paid:
        assert trace is not Trace.ABSENT
        assert kind is not Kind.HOLD
    if Choice.ASK_AGAIN in found:
        assert trace is Trace.ABSENT or (age <= STALE and why is not Why.RESTORED)
        assert why is not Why.BODY_LOST
        assert not (one.cancel and kind is Kind.PAY)
    assert (Choice.GIVE_BACK in found) == (paid and may and trace is not None)


@pytest.mark.parametrize("state", [state for state in State if state is not State.NEEDS_MANAGER])
def test_only_what_needs_a_manager_can_be_resolved(state: State) -> None:
    one = replace(needing(Kind.PAY, Why.NO_HISTORY, 100), state=state)
    assert choices(one, Seen(Trace.ABSENT), NOW, QUIET) == ()
    with pytest.raises(steps.Backward):
        steps.resolved(one, Choice.DID_NOT, Grounds.BOOKS, "Mia", NOW)


def test_what_was_cancelled_and_did_not_happen_ends_cancelled() -> None:
    gone = steps.did_not_happen(needing(Kind.HOLD, Why.NO_HISTORY, 100, cancel=True), NOW).operation
    assert (gone.state, gone.acknowledged) == (State.CANCELLED, True)
