"""The closing question: what is open, and that it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pos_app.ui.models.closing_value import ClosingValue
from pos_app.ui.models.parts import Where
from pos_app.ui.views.body import BodyView
from pos_app.ui.views.boxes import column, row
from pos_app.ui.views.keeper import Question, asked_in
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.panel import PanelView

_WIDEST = 720


class ClosingView(BodyView[ClosingValue]):
    """Shows one `ClosingValue` in the middle of the window."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.panel = PanelView(self.kit)
        across = row()
        across.addStretch(1)
        across.addWidget(self.panel, 20)
        across.addStretch(1)
        whole = column(self)
        whole.addStretch(1)
        whole.addLayout(across)
        whole.addStretch(2)
        self.restyle()

    def fill(self, value: ClosingValue) -> None:
        self.panel.show_value(value.panel)

    def question(self) -> Question | None:
        return asked_in(self.panel)

    def place(self, _where: Where) -> QWidget | None:
        return self.panel.safe_answer()

    def restyle(self) -> None:
        super().restyle()
        self.panel.setMaximumWidth(self.theme.px(_WIDEST))
