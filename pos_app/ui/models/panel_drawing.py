"""The panels in the middle of the Till that say how something stands: on hold, waiting, done, refused."""

from __future__ import annotations

from pos_app.domain.operation import Kind, Operation, State, Why
from pos_app.ui.models import ids
from pos_app.ui.models.chips import confirmed, needs_manager, of_operation, on_hold, refused, undone, waiting
from pos_app.ui.models.expiry import expires_soon
from pos_app.ui.models.parts import MONEY_GUARD_MS, Button, Chip, Line, Look, Panel, Tone
from pos_app.ui.models.printing import Printer, short_reference
from pos_app.ui.models.program_state import ProgramState, ScreenName
from pos_app.ui.models.question_step import may_cancel
from pos_app.ui.models.sale import standing_hold
from pos_app.ui.models.till_panels_state import ended_operations, panel_holds
from pos_app.ui.models.wording import kinds, lists, panels, reasons, till
from pos_app.ui.models.wording.card import masked


def held_panel(state: ProgramState, printer: Printer, *, is_main: bool, keys: bool) -> Panel:
    """Rule 4a: a confirmed hold is never the end. Capture is the filled act; `keys` prints F7 and F8 here."""
    holds = panel_holds(state)
    amount = printer.total([one.left for one in holds])
    elsewhere = len(holds) == 1 and holds[0].card != state.card.key
    if elsewhere:
        title = panels.held_title_on(amount, masked(holds[0].card.last4))
    else:
        title = panels.held_title(amount, len(holds))
    one = len(holds) == 1
    about = ",".join(hold.hold_id for hold in holds)
    on = state.can_end_holds
    capture = Button(
        ids.HELD_CAPTURE,
        till.capture_sum(amount) if one else till.capture_several(len(holds), amount),
        "F7" if keys else "",
        look=Look.FILLED if is_main else Look.OUTLINE,
        on=on,
        about=about,
        guard_ms=MONEY_GUARD_MS,
        wide=True,
    )
    void = Button(
        ids.HELD_VOID,
        till.void() if one else till.void_several(len(holds), amount),
        "F8" if keys else "",
        look=Look.DANGER,
        on=on,
        about=about,
        guard_ms=MONEY_GUARD_MS,
    )
    keep = Button(ids.HELD_KEEP, panels.keep_for_later(), "Esc" if is_main else "")
    return Panel(
        id="held",
        title=title,
        tone=Tone.HOLD,
        chip=on_hold(),
        text=panels.held_text() if is_main else Line(),
        buttons=(capture, keep, void),
    )


def waiting_panel(state: ProgramState, operation: Operation, printer: Printer) -> Panel:
    """Nothing is lost: wait, ask again, cancel, or go on with the next customer (rule 5)."""
    manager = operation.state is State.NEEDS_MANAGER
    amount = printer.text(operation.amount)
    if manager:
        title = panels.manager_title(kinds.request(operation.kind, amount))
        text = panels.manager_text(manager_to_do(state, operation), reasons.still_open(operation))
    else:
        title = panels.waiting_title(operation.kind, amount)
        text = _waiting_text(state, operation)
    return Panel(
        id=f"waiting-{operation.ref_id}",
        title=title,
        tone=Tone.WAITING,
        chip=_waiting_chip(state, operation),
        text=text,
        buttons=_waiting_buttons(state, operation),
        foot=panels.foot(reasons.still_open(operation), short_reference(operation.ref_id)),
    )


def manager_to_do(state: ProgramState, operation: Operation) -> str:
    """What a person does about a request that only a manager can settle."""
    if operation.why is Why.PAID_AFTER_CANCEL:
        return lists.refund_it()
    return lists.to_do(operation.kind, expires_soon(state, operation))


def ended_panels(state: ProgramState, printer: Printer) -> tuple[Panel, ...]:
    """What ended and was not read yet: several of a kind in one panel, each refusal in its own."""
    found = ended_operations(state)
    shown: list[Panel] = []
    for kind in Kind:
        done = [one for one in found if one.kind is kind and one.state is State.CONFIRMED]
        if done and not (kind is Kind.HOLD and any(_stands(state, one) for one in done)):
            shown.append(_done(done, printer))
    shown += [_cancelled(one, printer) for one in found if one.state is State.CANCELLED]
    shown += [_refused(one, printer) for one in found if one.state in (State.REFUSED, State.NOT_ASKED)]
    return tuple(_with_one_esc(shown))


def ended_panel(operation: Operation, printer: Printer) -> Panel:
    """How one operation ended, with the button that lets it go."""
    if operation.state is State.CONFIRMED:
        panel = _done([operation], printer)
    elif operation.state is State.CANCELLED:
        panel = _cancelled(operation, printer)
    else:
        panel = _refused(operation, printer)
    return _with_one_esc([panel])[0]


def _with_one_esc(shown: list[Panel]) -> list[Panel]:
    """Only the first panel has the button that lets all of them go."""
    close = Button(ids.PANEL_CLOSE, panels.ok(), "Esc")
    return [
        Panel(
            id=one.id,
            title=one.title,
            tone=one.tone,
            chip=one.chip,
            text=one.text,
            buttons=(*one.buttons, close) if at == 0 else (),
            foot=one.foot,
        )
        for at, one in enumerate(shown)
    ]


def _stands(state: ProgramState, operation: Operation) -> bool:
    return standing_hold(state, operation.ref_id) is not None


def _done(done: list[Operation], printer: Printer) -> Panel:
    last = done[-1]
    amount = printer.total([one.amount for one in done])
    if len(done) > 1:
        title = panels.done_several(last.kind, len(done), amount)
    else:
        title = panels.done_title(last.kind, amount, masked(last.card.last4))
    released = last.kind is Kind.VOID
    chip = undone(kinds.done(last.kind)) if released else confirmed(kinds.done(last.kind))
    return Panel(
        id=f"done-{last.ref_id}",
        title=title,
        tone=chip.tone,
        chip=chip,
        text=panels.undone_text()
        if last.cancel and last.kind is not Kind.PAY
        else panels.done_text(last.kind),
    )


def _cancelled(operation: Operation, printer: Printer) -> Panel:
    request = kinds.request(operation.kind, printer.text(operation.amount))
    return Panel(
        id=f"done-{operation.ref_id}",
        title=panels.cancelled_title(request),
        tone=Tone.MUTED,
        chip=undone(kinds.cancelled()),
        text=panels.cancelled_text(),
    )


def _refused(operation: Operation, printer: Printer) -> Panel:
    again = Button(ids.READ_AGAIN, till.read_card_again(), "F6")
    text = panels.refused_text(
        reasons.refusal(operation), reasons.nothing_moved(operation), reasons.next_step(operation)
    )
    return Panel(
        id=f"refused-{operation.ref_id}",
        title=panels.refused_title(operation.kind, printer.text(operation.amount)),
        tone=Tone.REFUSED,
        chip=refused(kinds.not_asked() if operation.state is State.NOT_ASKED else kinds.refused()),
        text=text,
        buttons=(again,) if operation.why in _READ_AGAIN else (),
        foot=panels.reference_only(short_reference(operation.ref_id)),
    )


def _waiting_text(state: ProgramState, operation: Operation) -> Line:
    if operation.cancel:
        return panels.cancelling_text()
    if operation.kind is Kind.CAPTURE and expires_soon(state, operation):
        return panels.waiting_expiring()
    if operation.kind is Kind.PAY and may_cancel(state, operation):
        return panels.waiting_pay_manager()
    return panels.waiting_text(operation.kind)


def _waiting_chip(state: ProgramState, operation: Operation) -> Chip:
    if operation.state is State.NEEDS_MANAGER:
        return needs_manager()
    waits = state.snapshot.waits_of(operation.ref_id)
    if operation.cancel or waits.next_at is None or waits.next_at <= state.monotonic:
        return of_operation(state, operation)
    return waiting(kinds.waiting_next(int(-(-(waits.next_at - state.monotonic) // 1))))


def _waiting_buttons(state: ProgramState, operation: Operation) -> tuple[Button, ...]:
    again = Button(ids.WAIT_AGAIN, till.ask_again(), "F6")
    opened = bool(state.till.opened) and state.screen is ScreenName.TILL
    leave = (ids.PANEL_CLOSE, panels.ok()) if opened else (ids.WAIT_ASIDE, panels.next_customer())
    aside = Button(*leave, "Esc")
    cancellable = operation.can_be_cancelled and operation.state is not State.NEEDS_MANAGER
    if not cancellable or operation.ref_id in state.cancels:
        return again, aside
    may = may_cancel(state, operation) and state.can_end_holds
    cancel = Button(
        ids.WAIT_CANCEL,
        panels.cancel(operation.kind),
        "F8" if may else "",
        look=Look.DANGER,
        on=may,
        why_off="" if may else panels.manager_cancels(),
    )
    return again, cancel, aside


_READ_AGAIN = frozenset(
    {Why.NO_FUNDS, Why.WRONG_PIN, Why.HOLD_ENDED, Why.MORE_THAN_HELD, Why.CARD_UNKNOWN, Why.OTHER}
)
