"""The frame around every screen: tabs, light, banner, latest, notices, and what a screen reader says."""

from __future__ import annotations

from pos_app.domain.operation import Operation, State
from pos_app.domain.person import Act, Role
from pos_app.ui.models import ids
from pos_app.ui.models.chips import needs_manager, of_operation
from pos_app.ui.models.parts import Button, Chip, IconName, Tone
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import Over, ProgramState, ScreenName
from pos_app.ui.models.request import is_asking
from pos_app.ui.models.sale_step import panel_operations
from pos_app.ui.models.shell_value import Announcement, Banner, Latest, Light, Notice, Shell, Tab
from pos_app.ui.models.waiting_step import rows
from pos_app.ui.models.wording import kinds, notes, shell, sign_in, sums
from pos_app.ui.models.wording.card import masked

MOST_LATEST = 4
MOST_NOTICES = 3


def shell_value(state: ProgramState, printer: Printer) -> Shell:
    """What the frame says now."""
    settings = state.settings
    signing = state.snapshot.signing
    if state.over in (Over.CONNECT, Over.START) or (signing is not None and signing.locked):
        return Shell(
            title=shell.title(settings.training, settings.test_account),
            program=shell.PROGRAM,
            tabs=(),
            light=light(state, printer),
            who="",
            place=settings.place,
            banner=_banner(state),
            bare=True,
        )
    return Shell(
        title=shell.title(settings.training, settings.test_account),
        program=shell.PROGRAM,
        tabs=_tabs(state),
        light=light(state, printer),
        who=_who(state),
        place=settings.place,
        banner=_banner(state),
        actions=_actions(state),
        latest_caption=shell.latest(),
        latest=tuple(_latest(state, one, printer) for one in state.snapshot.latest[:MOST_LATEST]),
        notices=_notices(state, printer),
        announcement=_announcement(state),
    )


def _who(state: ProgramState) -> str:
    person, approval = state.snapshot.person, state.snapshot.approval
    people = () if approval is None else approval.people
    chosen = next((one for one in people if one.number == state.sign_in.chosen), None)
    return shell.who(person) if chosen is None else sign_in.approves(chosen.name, person.name)


def _tabs(state: ProgramState) -> tuple[Tab, ...]:
    holds, waits = len(state.snapshot.holds), len(rows(state))
    found = [
        _tab(state, ScreenName.TILL, "F1"),
        _tab(state, ScreenName.HOLDS, "F2", str(holds), spoken=shell.holds_spoken(holds)),
        _tab(
            state,
            ScreenName.WAITING,
            "F3",
            str(waits),
            tone=Tone.WAITING if waits else Tone.NEUTRAL,
            spoken=shell.waiting_spoken(waits),
        ),
    ]
    found.append(_tab(state, ScreenName.HISTORY, "F4"))
    if state.snapshot.person.may(Act.FUND):
        found.append(_tab(state, ScreenName.MANAGE, "F5"))
    return tuple(found)


def _tab(
    state: ProgramState,
    name: ScreenName,
    keys: str,
    count: str = "",
    *,
    tone: Tone = Tone.NEUTRAL,
    spoken: str = "",
) -> Tab:
    current = state.screen is name and state.over is Over.NOTHING
    return Tab(name.value, shell.tab(name.value), keys, count, tone, current, spoken)


def light(state: ProgramState, printer: Printer) -> Light:
    """Rule 7: computed from the queue and the last real answer; it never claims a network."""
    shown = state.snapshot
    waits = [one for one in shown.waiting if not is_asking(one, shown, state.monotonic, state.now)]
    manager = [one for one in waits if one.state is State.NEEDS_MANAGER]
    waiting = [one for one in waits if one.state is not State.NEEDS_MANAGER]
    if shown.no_answer_since is not None:
        time = printer.since(shown.no_answer_since)
        words = shell.no_answer_since(time)
        if waiting:
            words = f"{words} · {shell.waiting(len(waiting))}"
        return Light(Chip(words, Tone.WAITING, IconName.ALERT), str(len(waiting)) if waiting else time)
    if waiting:
        words = shell.waiting(len(waiting))
        if manager:
            words = f"{words}, {shell.needs_manager(len(manager))}"
        else:
            words = shell.since(words, printer.since(min(one.asked_at for one in waiting)))
        return Light(Chip(words, Tone.WAITING, IconName.CLOCK), str(len(waiting)))
    if manager:
        words = shell.needs_manager(len(manager))
        return Light(Chip(words, Tone.WAITING, IconName.PERSON), str(len(manager)))
    if not shown.answered_once:
        return Light(Chip(shell.nothing_asked(), Tone.NEUTRAL, IconName.INFO), "0")
    return Light(Chip(shell.nothing_waiting(), Tone.ACCENT, IconName.CHECK), "0")


def _banner(state: ProgramState) -> Banner | None:
    settings = state.settings
    if settings.training:
        return Banner(shell.training_banner(), ids.HELP)
    return Banner(shell.test_banner(settings.test_account)) if settings.test_account else None


def _actions(state: ProgramState) -> tuple[Button, ...]:
    if state.snapshot.signing is not None:
        return (Button(ids.LOCK, sign_in.lock(), "F12"),)
    if not state.settings.training:
        return ()
    cashier = state.snapshot.person.role is not Role.MANAGER
    other = Role.MANAGER if cashier else Role.CASHIER
    return (Button(ids.SWITCH, shell.switch_to(other), "Ctrl+Shift+M"),)


def _latest(state: ProgramState, one: Operation, printer: Printer) -> Latest:
    detail = f"{kinds.of_operation(one)} · {masked(one.card.last4)} · {printer.since(one.asked_at)}"
    return Latest(
        ids.named(ids.LATEST, one.ref_id), printer.sum(one.amount), of_operation(state, one), detail
    )


def _notices(state: ProgramState, printer: Printer) -> tuple[Notice, ...]:
    """Answers that came after the cashier went on, and what is wrong with the queue."""
    found = [_answer(state, one, printer) for one in _answered(state)[:MOST_NOTICES]]
    shown = state.snapshot
    if shown.paused:
        chip = Chip(shell.not_accepted_chip(), Tone.REFUSED, IconName.BAN)
        found.append(Notice("paused", shell.not_accepted(), chip))
    if shown.restored and any(one.state is State.NEEDS_MANAGER for one in shown.waiting):
        found.append(Notice("restored", shell.restored(), needs_manager()))
    if shown.other_origins:
        chip = Chip(shell.other_chip(), Tone.WAITING, IconName.INFO)
        found.append(Notice("origins", shell.other_accounts(shown.other_origins), chip))
    chip = Chip(shell.settings_chip(), Tone.WAITING, IconName.INFO)
    if state.screen is ScreenName.MANAGE:
        found += [Notice(one.value, shell.caution(one), chip) for one in state.settings.cautions]
    for one in state.settings.file_problems[:MOST_NOTICES]:
        told = shell.file_problem(one.what, one.line, one.key)
        found.append(Notice(f"settings {one.line}", told, chip))
    return tuple(found)


def _answered(state: ProgramState) -> list[Operation]:
    """What ended and stands in no panel that is on the screen, oldest first."""
    on_till = state.screen is ScreenName.TILL and state.over is Over.NOTHING
    standing = {one.ref_id for one in panel_operations(state)} if on_till else set[str]()
    if state.screen is ScreenName.MANAGE:
        standing |= {one.ref for one in state.requests if one.token == state.fund.current}
    aside = [one.operation for one in state.requests if one.is_news]
    ended = {one.ref_id: one for one in (*state.snapshot.unseen, *aside) if one is not None}
    return [one for ref, one in ended.items() if ref not in standing and one.state.is_final]


def _answer(state: ProgramState, one: Operation, printer: Printer) -> Notice:
    request = kinds.request_on(one.kind, printer.text(one.amount), masked(one.card.last4))
    return Notice(
        id=one.ref_id,
        line=shell.notice(request),
        chip=of_operation(state, one),
        buttons=(Button(ids.named(ids.NOTICE_OPEN, one.ref_id), shell.open_notice()),),
    )


def _announcement(state: ProgramState) -> Announcement | None:
    said = state.said
    if said is None:
        return None
    if said.note is not None:
        code = state.told.code if state.told is not None else None
        return Announcement(notes.note(said.note, code), said.turn)
    if said.outcome is None or said.amount is None:
        return None
    request = kinds.request_on(said.kind, sums.spoken(said.amount), masked(said.tail))
    return Announcement(shell.announced(request, kinds.outcome(said.outcome.value, said.kind)), said.turn)
