"""A list under a title: Waiting, and the pages of one list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_app.ui.models.page_value import PageValue
from pos_app.ui.models.parts import Tone, Where
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.boxes import column, row
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.list_screen import ListScreen
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class TitledList(ListScreen[PageValue]):
    """A title, what it is about, buttons, a table and a line under it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit = self.kit
        self._title = Words(kit, Face.HEADLINE)
        self._text = Words(kit, Face.BODY, Tone.MUTED)
        self._acts = Acts(kit, 12, hug=True)
        self._foot = Words(kit, Face.BODY, Tone.MUTED)
        told = column(gap=2)
        told.addWidget(self._title)
        told.addWidget(self._text)
        top = row(gap=16)
        top.addLayout(told, 1)
        top.addWidget(self._acts, 0, Qt.AlignmentFlag.AlignTop)
        self.whole.addLayout(top)
        self.whole.addWidget(self.panel)
        self.whole.addWidget(self.table, 1)
        self.whole.addWidget(self._foot)
        self.whole.addStretch(0)
        self.restyle()

    def fill(self, value: PageValue) -> None:
        self.setAccessibleName(value.title)
        self._title.show_line(value.title)
        self._text.show_line(value.text)
        self._acts.show_value(value.buttons)
        self.show_panel(value.panel)
        self.table.show_value(value.table)
        self._foot.show_line(value.foot)

    def place(self, _where: Where) -> QWidget | None:
        return self if self.table.empty else self.table.rows
