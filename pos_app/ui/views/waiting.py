"""Waiting: every request whose answer is not known, and what to do meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_app.ui.models.parts import FocusAsk, Tone, Where
from pos_app.ui.models.waiting_value import WaitingValue
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.body import BodyView
from pos_app.ui.views.boxes import column, row
from pos_app.ui.views.keeper import Question, asked_in
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.panel import PanelView
from pos_app.ui.views.table import TableView
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class WaitingView(BodyView[WaitingValue]):
    """Shows one `WaitingValue`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit = self.kit
        self._title = Words(kit, Face.HEADLINE)
        self._text = Words(kit, Face.BODY, Tone.MUTED)
        self._acts = Acts(kit, 12, hug=True)
        self.panel = PanelView(kit)
        self.table = TableView(kit)
        self._foot = Words(kit, Face.BODY, Tone.MUTED)
        told = column(gap=2)
        told.addWidget(self._title)
        told.addWidget(self._text)
        top = row(gap=16)
        top.addLayout(told, 1)
        top.addWidget(self._acts, 0, Qt.AlignmentFlag.AlignTop)
        self._whole = column(self, 12)
        self._whole.addLayout(top)
        self._whole.addWidget(self.panel)
        self._whole.addWidget(self.table, 1)
        self._whole.addWidget(self._foot)
        self._whole.addStretch(0)
        self.restyle()

    def fill(self, value: WaitingValue) -> None:
        self.setAccessibleName(value.title)
        self._title.show_line(value.title)
        self._text.show_line(value.text)
        self._acts.show_value(value.buttons)
        self.panel.setVisible(value.panel is not None)
        if value.panel is not None:
            self.panel.show_value(value.panel)
        self.table.show_value(value.table)
        self._foot.show_line(value.foot)

    def focus_ask(self, value: WaitingValue) -> FocusAsk | None:
        return value.focus

    def question(self) -> Question | None:
        return asked_in(None if self.panel.isHidden() else self.panel)

    def place(self, _where: Where) -> QWidget | None:
        return self if self.table.empty else self.table.rows

    def restyle(self) -> None:
        super().restyle()
        edge = self.theme.density.edge
        self._whole.setContentsMargins(edge, 14, edge, 14)
