"""What only a person can settle: what may safely be said or asked of it, and when."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.frozen import frozen
from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.domain.traces import Trace

QUIET = 60.0
"""Seconds after the last attempt within which nobody may say that it did not happen: it may still land."""
STALE = 12 * 3600.0
"""Seconds after which a service may have forgotten the reference: only a seen absence allows a send."""


class Choice(StrEnum):
    """What a manager can do with it."""

    HAPPENED = "it happened"
    DID_NOT = "it did not happen"
    ASK_AGAIN = "ask again"
    GIVE_BACK = "give it back"


class Grounds(StrEnum):
    """How the manager knows; kept for good in the story. Stored in journals: names never change meaning."""

    BOOKS = "seen in the card service's books"
    CUSTOMER = "agreed with the customer"
    GOODS = "by what became of the goods"


@frozen
class Seen:
    """What the card service says of it now; `trace` is None where nothing could be asked."""

    trace: Trace | None
    may_give_back: bool = False
    """The card can be addressed by the credential that funds."""


def choices(one: Operation, seen: Seen, now: float, quiet: float) -> tuple[Choice, ...]:
    """The safe choices, the likeliest first; none while nothing is known, or it needs no person.

    `now` in seconds since 1970 UTC; `quiet` in monotonic seconds since the last attempt ended, or since the
    program began. What a history shows is never denied; what it lacks is never affirmed.
    """
    if one.state is not State.NEEDS_MANAGER or seen.trace in (None, Trace.EXCLUDED):
        return ()
    if one.why is Why.PAID_AFTER_CANCEL:
        return (Choice.GIVE_BACK, Choice.HAPPENED) if seen.may_give_back else (Choice.HAPPENED,)
    found: list[Choice] = []
    if _may_ask(one, seen.trace, now):
        found.append(Choice.ASK_AGAIN)
    if _may_have_happened(one, seen.trace):
        found.append(Choice.HAPPENED)
    if seen.trace is not Trace.FOUND and quiet >= QUIET:
        found.append(Choice.DID_NOT)
    return tuple(found)


def _may_ask(one: Operation, trace: Trace, now: float) -> bool:
    """Whether the same bytes may go out once more; a cancelled pay never does."""
    if one.why is Why.BODY_LOST or (one.cancel and one.kind is Kind.PAY):
        return False
    if trace is Trace.UNREADABLE:
        return one.why is not Why.RESTORED and 0.0 <= now - one.last_unproven_at <= STALE
    return trace is Trace.ABSENT


def _may_have_happened(one: Operation, trace: Trace) -> bool:
    """A hold needs the id that ends it, and only a history that proves it has that."""
    return trace in (Trace.UNREADABLE, Trace.CONTRADICTS) and one.kind is not Kind.HOLD
