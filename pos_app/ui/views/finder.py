"""A screen with a find field, filters beside it, and the rows that are found."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_app.ui.models.gestures import FindText
from pos_app.ui.models.history_value import HistoryValue
from pos_app.ui.models.holds_value import HoldsValue
from pos_app.ui.models.parts import IconName, Tone, Where
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.boxes import row
from pos_app.ui.views.field import BareEdit, FieldBox
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.list_screen import ListScreen
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

F = TypeVar("F", HoldsValue, HistoryValue)


class FinderView(ListScreen[F]):
    """Shows one `HoldsValue` or `HistoryValue`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit = self.kit
        self.finder = BareEdit(kit, Face.BODY, Where.FIND, lambda text: kit.report(FindText(text)))
        self._acts = Acts(kit, 12, hug=True)
        self._foot = Words(kit, Face.BODY, Tone.MUTED)
        self._hint = Words(kit, Face.BODY, Tone.MUTED, Qt.AlignmentFlag.AlignRight)
        top = row(gap=12)
        top.addWidget(FieldBox(kit, self.finder, IconName.SCAN), 1)
        top.addWidget(self._acts)
        self.under = row(gap=16)
        self.under.addWidget(self._foot, 1)
        self.under.addWidget(self._hint, 1)
        self.whole.addLayout(top)
        self.whole.addWidget(self.panel)
        self.whole.addWidget(self.table, 1)
        self.whole.addLayout(self.under)
        self.whole.addStretch(0)
        self.restyle()

    def fill(self, value: F) -> None:
        self.finder.take_text(value.find.text)
        self.finder.setPlaceholderText(value.find.hint)
        self.finder.setAccessibleName(value.find.name or value.find.hint)
        self._acts.show_value(value.buttons)
        self.show_panel(value.panel)
        self.table.show_value(value.table)
        self._foot.show_line(value.foot)
        self._hint.show_line(value.hint)

    def place(self, where: Where) -> QWidget | None:
        return self.finder if where is Where.FIND or self.table.empty else self.table.rows
