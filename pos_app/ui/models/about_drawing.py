"""About: the version, and whose work the program brings under which licence."""

from __future__ import annotations

from pos_app.ui.models import ids
from pos_app.ui.models.list_value import Cell, Column, Row, Table
from pos_app.ui.models.page_value import PageValue
from pos_app.ui.models.parts import Button
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.wording import about as words
from pos_app.ui.models.wording import audit


def about_value(state: ProgramState) -> PageValue:
    """What the page says now."""
    about = state.about
    columns = (
        Column(words.part(), weight=30),
        Column(words.version(), weight=16),
        Column(words.licence(), weight=40),
    )
    rows = tuple(
        Row(
            id=one.name,
            cells=(Cell(one.name, bold=True), Cell(one.version), Cell(one.licence)),
            spoken=f"{one.name} {one.version}, {one.licence}",
        )
        for one in about.parts
    )
    return PageValue(
        title=words.title(about.version),
        text=words.text(),
        table=Table(words.title(about.version), columns, rows, words.from_source()),
        buttons=(Button(ids.ABOUT_BACK, audit.done(), "Esc"),),
        foot=words.texts(about.folder),
        focus=state.focus,
    )
