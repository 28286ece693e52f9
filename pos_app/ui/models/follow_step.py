"""What a snapshot or the clock changes: results are told once, locks open, the sale goes on."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.amount import Entry
from pos_app.domain.operation import Kind
from pos_app.domain.person import Act
from pos_app.service.snapshot import Reading, Snapshot
from pos_app.ui.models import staff_step
from pos_app.ui.models.connect_state import ConnectState
from pos_app.ui.models.effects import PlaySound, Sound
from pos_app.ui.models.fund_state import FundState
from pos_app.ui.models.hold_acts import ask_void
from pos_app.ui.models.notes import Note, Told
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Out, Over, ProgramState, Said, ScreenName
from pos_app.ui.models.question import Ask
from pos_app.ui.models.question_step import kept_question
from pos_app.ui.models.request import Outcome, Request, followed, outcome
from pos_app.ui.models.sale import left, lines, sells, standing_hold
from pos_app.ui.models.sale_step import empty_sale
from pos_app.ui.models.sign_in_state import SignInState
from pos_app.ui.models.staff_state import StaffState

_OF_MANAGERS = (Over.CONNECT, Over.STAFF, Over.AUDIT, Over.SETTINGS)
_SOUNDS = {
    Outcome.CONFIRMED: Sound.CONFIRMED,
    Outcome.CANCELLED: Sound.CONFIRMED,
    Outcome.REFUSED: Sound.REFUSED,
    Outcome.NOT_CARRIED_OUT: Sound.REFUSED,
    Outcome.WAITING: Sound.WAITING,
    Outcome.NEEDS_MANAGER: Sound.WAITING,
}


def seen(state: ProgramState, snapshot: Snapshot) -> Moved:
    """Take the new truth; an older snapshot than the one that is shown changes nothing."""
    if snapshot.number < state.snapshot.number:
        return state, ()
    before = state
    state = replace(
        state,
        snapshot=snapshot,
        monotonic=max(state.monotonic, snapshot.monotonic),
        now=snapshot.now or state.now,
        requests=tuple(followed(one, snapshot) for one in state.requests),
        cancels=tuple(ref for ref in state.cancels if _cancel_is_open(snapshot, ref)),
    )
    state, out = told(state)
    state = _cancel_refused(before, state)
    state = _card_changed(before, state)
    state = _person_changed(before, state)
    state = staff_step.followed(_approval_asked(before, state))
    return _pruned(kept_question(state)), out


def told(state: ProgramState) -> Moved:
    """Tell what became of requests since the last time: one sound each kind, one sentence for the last."""
    out: list[Out] = []
    for one in state.requests:
        now = outcome(one, state.snapshot, state.monotonic, state.now)
        if now is one.told or now is Outcome.ASKING:
            continue
        sound = PlaySound(_SOUNDS[now])
        if sound not in out:
            out.append(sound)
        state = _tell(state, one, now)
    return state, tuple(out)


def _tell(state: ProgramState, request: Request, now: Outcome) -> ProgramState:
    turn = state.counter + 1
    said = Said(turn, now, kind=request.kind, amount=request.amount, tail=request.tail)
    on_screen = request.sale == state.till.sale or request.token == state.fund.current
    after = replace(request, told=now, aside=request.aside or (now is Outcome.WAITING and not on_screen))
    requests = tuple(after if one.token == request.token else one for one in state.requests)
    state = replace(state, counter=turn, said=said, requests=requests)
    if now is Outcome.NOT_CARRIED_OUT:
        where = Where.ROWS if request.kind in (Kind.CAPTURE, Kind.VOID) else Where.AMOUNT
        state = replace(state, told=Told(Note.NOT_CARRIED_OUT, where, request.refusal))
    if request.kind.is_load:
        return _fund_told(state, request, now)
    if request.sale == state.till.sale:
        return _sale_told(state, after, now)
    return _rest_asked(state, after, now)


def _fund_told(state: ProgramState, request: Request, now: Outcome) -> ProgramState:
    if request.token != state.fund.current:
        return state
    if now is Outcome.CONFIRMED:
        return replace(state, fund=FundState(current=request.token))
    return state.with_fund(current="") if now is Outcome.NOT_CARRIED_OUT else state


def _sale_told(state: ProgramState, request: Request, now: Outcome) -> ProgramState:
    """The sale after one of its requests has ended, or is known to wait."""
    till = state.till
    if request.kind in (Kind.HOLD, Kind.PAY):
        return _placed_told(state, request, now)
    if now is Outcome.NOT_CARRIED_OUT:
        return state.with_till(current=tuple(one for one in till.current if one != request.token))
    if now is not Outcome.CONFIRMED:
        return state
    # Without a line the sale's last hold was voided, or a hold of an earlier sale was ended here.
    total = till.total if lines(state) else 0
    done = till.typed is None or till.typed.is_empty
    state = state.with_till(total=total, fresh=till.fresh or done)
    return _rest_asked(state, request, now)


def _placed_told(state: ProgramState, request: Request, now: Outcome) -> ProgramState:
    till = state.till
    is_current = request.token in till.current
    if now is Outcome.CONFIRMED and is_current:
        return state.with_till(typed=None, fresh=True, kept=False)
    if now is Outcome.NOT_CARRIED_OUT:
        rest = tuple(one for one in till.current if one != request.token)
        return state.with_till(current=rest, kept=is_current)
    if now in (Outcome.REFUSED, Outcome.CANCELLED) and is_current:
        return state.with_till(kept=True, fresh=False)
    return state


def _rest_asked(state: ProgramState, request: Request, now: Outcome) -> ProgramState:
    """After a part capture: keep the rest, or void it? Only where the person still looks at it (rule 10b)."""
    looks = request.token in state.till.current if request.sale else state.screen is ScreenName.HOLDS
    if now is not Outcome.CONFIRMED or not request.is_part or not looks or state.question is not None:
        return state
    hold = standing_hold(state, request.hold_ref)
    if hold is None or hold.pending:
        return state
    asked, _ = ask_void(state, (hold,), in_sale=bool(request.sale), ask=Ask.REST)
    return asked if asked.question is not None else state


def _card_changed(before: ProgramState, state: ProgramState) -> ProgramState:
    old, new = before.card, state.card
    if old.number == new.number and old.reading is new.reading:
        return state
    if new.reading is not old.reading:
        state = replace(state, desk=state.desk.without_pin())
    if old.number != new.number:
        state = state.with_till(chosen="", part=Entry())
    if new.reading is Reading.CARD and old.reading is not Reading.CARD and _may_sell_instead(state):
        return replace(state, screen=ScreenName.MANAGE, fund=FundState(), told=None)
    if (
        new.reading is Reading.CARD
        and old.reading is not Reading.CARD
        and new.key is not None
        and left(state)
    ):
        mine = any(one.fingerprint == new.key.fingerprint for one in lines(state))
        if mine and not state.till.fresh and not state.till.current:
            return replace(state, told=Told(Note.SAME_CARD, Where.SCAN))
    return state


def _may_sell_instead(state: ProgramState) -> bool:
    """Whether a card that is not sold yet takes a manager from the Till to Activate a card."""
    free = state.over is Over.NOTHING and state.question is None and not lines(state)
    return free and state.screen is ScreenName.TILL and sells(state)


def _person_changed(before: ProgramState, state: ProgramState) -> ProgramState:
    if before.snapshot.person == state.snapshot.person:
        return state
    over = Over.NOTHING if state.over in _OF_MANAGERS else state.over
    state = replace(state, question=None, told=None, over=over, connect=ConnectState(), staff=StaffState())
    if state.snapshot.signing is not None:
        state, _ = empty_sale(state)  # it is put aside for its owner: what was asked stands under Latest
    if state.screen is ScreenName.MANAGE and not state.snapshot.person.may(Act.FUND):
        return replace(state, screen=ScreenName.TILL, fund=FundState())
    return state


def _approval_asked(before: ProgramState, state: ProgramState) -> ProgramState:
    """Nobody is preselected when somebody is asked to approve, and nothing is left of it afterwards."""
    if before.snapshot.approval == state.snapshot.approval:
        return state
    return replace(state, question=None, sign_in=SignInState())


def _cancel_refused(before: ProgramState, state: ProgramState) -> ProgramState:
    """A cancel or a decision that was not carried out is told; its token is the reference it was about."""
    new = [one for one in state.snapshot.refusals if one not in before.snapshot.refusals]
    found = next((one for one in new if one.token in (*before.cancels, before.waiting.decided)), None)
    if found is None:
        return state
    rest = tuple(ref for ref in state.cancels if ref != found.token)
    return replace(state, cancels=rest, told=Told(Note.NOT_CARRIED_OUT, Where.ROWS, found.code))


def _cancel_is_open(snapshot: Snapshot, ref: str) -> bool:
    operation = snapshot.operation(ref)
    return operation is not None and operation.can_be_cancelled


def _pruned(state: ProgramState) -> ProgramState:
    """Forget requests that are over, told, and neither part of this sale nor owed as a notice."""
    standing = {*state.till.current, state.fund.current}
    kept = tuple(
        one
        for one in state.requests
        if not one.is_over or one.is_news or one.sale == state.till.sale or one.token in standing
    )
    return state if len(kept) == len(state.requests) else replace(state, requests=kept)
