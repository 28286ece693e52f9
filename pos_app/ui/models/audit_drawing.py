"""The page of the audit."""

from __future__ import annotations

from pos_app.domain.audit import Noted
from pos_app.ui.models import ids
from pos_app.ui.models.audit_step import is_busy
from pos_app.ui.models.list_value import Cell, Column, Row, Table
from pos_app.ui.models.page_value import PageValue
from pos_app.ui.models.parts import NO_LINE, Button, Line, Look
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.wording import audit as words
from pos_app.ui.models.wording import history, kinds, lists, story
from pos_app.ui.models.wording.card import masked


def audit_value(state: ProgramState, printer: Printer) -> PageValue:
    """What the page says now."""
    page = state.snapshot.audit
    return PageValue(
        title=words.title(),
        text=words.text(),
        table=Table(
            words.title(),
            _columns(),
            tuple(_row(one, printer) for one in page.rows),
            history.looking() if is_busy(state) else words.nothing(),
        ),
        buttons=_buttons(state),
        foot=_foot(state),
        focus=state.focus,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(lists.time(), weight=12),
        Column(words.who(), weight=14),
        Column(words.what(), weight=30),
        Column(words.about(), weight=30),
    )


def _row(one: Noted, printer: Printer) -> Row:
    what, about = words.deed(one.event.what), one.about
    if one.operation is not None:
        found = one.operation
        what = words.step(one.event, story.step(one.event))
        about = kinds.request_on(found.kind, printer.text(found.amount), masked(found.card.last4))
    return Row(
        id=str(one.seq),
        cells=(
            Cell(printer.exact(one.event.at)),
            Cell(one.by or lists.no_order(), bold=True),
            Cell(what),
            Cell(about),
        ),
        spoken=f"{one.by}, {what}, {about}",
    )


def _buttons(state: ProgramState) -> tuple[Button, ...]:
    free, page = not is_busy(state), state.snapshot.audit
    found = [Button(ids.AUDIT_BACK, words.done(), "Esc")]
    if len(state.audit.pages) > 1:
        found.append(Button(ids.AUDIT_NEWER, history.newer(), on=free))
    if page.next_before:
        found.append(Button(ids.AUDIT_OLDER, history.older(), on=free))
    return (*found, Button(ids.AUDIT_EXPORT, words.export(), look=Look.FILLED, on=free and bool(page.rows)))


def _foot(state: ProgramState) -> Line:
    page = state.snapshot.audit
    if is_busy(state):
        return NO_LINE
    if page.failed:
        return words.failed()
    return words.exported(page.exported) if state.audit.exporting and page.exported else NO_LINE
