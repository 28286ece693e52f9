"""The story of one operation, opened under its row."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from pos_app.ui.models.list_value import Story
from pos_app.ui.models.parts import Line, Run, Tone
from pos_app.ui.views.boxes import column, row
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import BUTTON_RADIUS, box
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class StoryView(Styled):
    """Facts on the left, steps on the right."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: Story | None = None
        self._caption = Words(kit, Face.CAPS, Tone.MUTED)
        self._amount = Words(kit, Face.HEADLINE)
        self._detail = Words(kit, Face.BODY, Tone.MUTED)
        self._facts = QGridLayout()
        self._steps = QGridLayout()
        told = column(gap=4)
        for widget in (self._caption, self._amount, self._detail):
            told.addWidget(widget)
        told.addLayout(self._facts)
        told.addStretch(1)
        steps = column()
        steps.addLayout(self._steps)
        steps.addStretch(1)
        whole = row(self, 24)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addLayout(told, 1)
        whole.addLayout(steps, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_value(self, value: Story) -> None:
        """Show this story."""
        if value == self._value:
            return
        self._value = value
        self._caption.show_line(value.caption)
        self._amount.show_line(value.amount.printed)
        self._detail.show_line(value.detail)
        _fill(self._facts, [(fact.caption, fact.words, True) for fact in value.facts], self.kit, Face.BODY)
        _fill(self._steps, [(step.time, step.words, step.bold) for step in value.steps], self.kit, Face.NOTE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self.theme.palette
        box(QPainter(self), QRectF(self.rect()), palette["background"], palette["line"], BUTTON_RADIUS)


def _fill(grid: QGridLayout, lines: list[tuple[str, str, bool]], kit: Kit, face: Face) -> None:
    """Put captions and words in two columns, with the widgets that are there already."""
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(6)
    for number in range(max(len(lines), grid.rowCount())):
        caption, words, bold = lines[number] if number < len(lines) else ("", "", False)
        _cell(grid, number, 0, kit, face, Tone.MUTED).show_line(caption)
        _cell(grid, number, 1, kit, face, Tone.NEUTRAL).show_line(Line((Run(words, bold=bold),)))


def _cell(grid: QGridLayout, number: int, place: int, kit: Kit, face: Face, tone: Tone) -> Words:
    item = grid.itemAtPosition(number, place)
    found = item.widget() if item is not None else None
    if isinstance(found, Words):
        return found
    made = Words(kit, face, tone)
    grid.addWidget(made, number, place)
    return made
