"""The whole Till, put together from its parts."""

from __future__ import annotations

from pos_app.ui.models import ids
from pos_app.ui.models.card_drawing import card_panel, scan_field
from pos_app.ui.models.idle_step import seconds_left
from pos_app.ui.models.notes import Note
from pos_app.ui.models.panel_drawing import ended_panels, held_panel, waiting_panel
from pos_app.ui.models.parts import Button, Chip, IconName, Panel, Tone, Where, line
from pos_app.ui.models.pay_drawing import pay_column, told_at
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.question_drawing import question_panel
from pos_app.ui.models.rows_drawing import hold_list
from pos_app.ui.models.till_panels_state import chosen_hold, middle
from pos_app.ui.models.till_value import HoldList, TillValue
from pos_app.ui.models.wording import panels, till


def till_value(state: ProgramState, printer: Printer) -> TillValue:
    """What the Till says now."""
    return TillValue(
        scan=scan_field(state),
        card=card_panel(state, printer),
        pay=pay_column(state, printer),
        middle=_middle(state, printer),
        focus=state.focus,
    )


def _middle(state: ProgramState, printer: Printer) -> tuple[Panel | HoldList, ...]:
    """From top to bottom: a question or a result first, then the holds, then what is good to know."""
    shown: list[Panel | HoldList] = []
    question = question_panel(state, printer)
    if question is not None:
        shown.append(question)
    elif (told := rows_panel(state)) is not None:
        shown.append(told)
    found = middle(state)
    if found.waiting is not None:
        shown.append(waiting_panel(state, found.waiting, printer))
    elif found.held:
        keys = found.held_is_main or chosen_hold(state) is None
        shown.append(held_panel(state, printer, is_main=found.held_is_main, keys=keys))
    if question is None:
        shown += ended_panels(state, printer)
    if found.rows:
        rows = hold_list(state, printer, keys=question is None)
        shown += [rows] if rows is not None else []
    idle = seconds_left(state)
    if idle:
        shown.append(idle_panel(idle))
    if state.snapshot.no_answer_since is not None:
        shown.append(_no_answers(state.snapshot.no_answer_since, printer))
    return tuple(shown)


def rows_panel(state: ProgramState) -> Panel | None:
    """Why F7, F8 or a part was not taken, above the rows."""
    told = state.told
    if told is None or told.where is not Where.ROWS:
        return None
    if told.note is Note.WHICH_HOLD:
        title, text = panels.which_title(len(state.card.holds)), panels.which_text()
    else:
        title, text = told_at(state, Where.ROWS), line("")
    chip = Chip(panels.not_done(), Tone.WAITING, IconName.INFO)
    return Panel(id="told", title=title, tone=Tone.WAITING, chip=chip, text=text)


def idle_panel(seconds: int) -> Panel:
    """The card is about to be put away (rule 12)."""
    return Panel(
        id="idle",
        title=till.clears_soon(seconds),
        tone=Tone.WAITING,
        chip=Chip(till.idle_chip(), Tone.WAITING, IconName.CLOCK),
        text=till.clears_text(),
        buttons=(Button(ids.KEEP_CARD, till.keep_card()),),
    )


def _no_answers(since: float, printer: Printer) -> Panel:
    return Panel(
        id="no-answers",
        title=till.no_answers(printer.since(since)),
        tone=Tone.WAITING,
        chip=Chip(till.no_answers_chip(), Tone.WAITING, IconName.ALERT),
        text=till.no_answers_text(),
    )
