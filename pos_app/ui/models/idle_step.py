"""Time alone: a card that nobody touches is put away, never in the middle of something (rule 12)."""

from __future__ import annotations

from dataclasses import replace

from pos_app.service.snapshot import Reading
from pos_app.ui.models.desk import LOST_AFTER
from pos_app.ui.models.follow_step import told
from pos_app.ui.models.fund_state import FundState
from pos_app.ui.models.program_state import Moved, ProgramState, Tick
from pos_app.ui.models.request import ASKING_SECONDS
from pos_app.ui.models.sale import is_asking, lines
from pos_app.ui.models.sale_step import empty_sale
from pos_app.ui.models.sign_in_step import lock
from pos_app.ui.models.till_panels_state import waiting_operation

LONGEST_SLEEP = 20.0
"""Seconds after which ages on the screen are written anew."""


def ticked(state: ProgramState, tick: Tick) -> Moved:
    """Time went on: Asking may have become Waiting, and the card may have lain too long."""
    state = replace(state, monotonic=max(state.monotonic, tick.monotonic), now=tick.now)
    state, out = told(state)
    if idle_too_long(state):
        state, locking = lock(replace(state, touched_at=state.monotonic))
        out = (*out, *locking)
    if seconds_left(state) != 0:
        return state, out
    state, more = empty_sale(replace(state, fund=FundState(), touched_at=state.monotonic))
    return state, (*out, *more)


def idle_too_long(state: ProgramState) -> bool:
    """Whether nobody has touched an unlocked till, where staff sign in, for too long."""
    signing = state.snapshot.signing
    unlocked = signing is not None and not signing.locked
    return unlocked and state.monotonic - state.touched_at >= state.settings.lock_after


def may_clear(state: ProgramState) -> bool:
    """Whether a card lies there with nothing going on: no sale line, no question, no waiting panel."""
    if state.card.reading is Reading.NONE or state.question is not None:
        return False
    if is_asking(state) or lines(state) or waiting_operation(state) is not None:
        return False
    return not any(one.kind.is_load and not one.is_over for one in state.requests)


def seconds_left(state: ProgramState) -> int | None:
    """Whole seconds until the card is put away, once that is warned of; None before, 0 when it is time."""
    if not may_clear(state):
        return None
    rest = state.touched_at + state.settings.clear_after - state.monotonic
    if rest > state.settings.clear_warning:
        return None
    return max(int(-(-rest // 1)), 0)


def wake_at(state: ProgramState) -> float:
    """Monotonic seconds at which a tick is due because something on the screen changes by time alone."""
    now = state.monotonic
    due = [now + LONGEST_SLEEP]
    for one in state.snapshot.waiting:
        waits = state.snapshot.waits_of(one.ref_id)
        if waits.asked_since:
            due.append(waits.asked_since + ASKING_SECONDS)
        if waits.next_at is not None:
            due.append(now + 1.0)
    if state.card.reading is Reading.READING:
        due.append(state.desk.asked_at + LOST_AFTER)
    if state.snapshot.signing is not None:
        due += [now + 1.0, state.touched_at + state.settings.lock_after]
    if may_clear(state):
        warn = state.touched_at + state.settings.clear_after - state.settings.clear_warning
        due.append(warn if warn > now else now + 1.0)
    return min(at for at in due if at > now)
