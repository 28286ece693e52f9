"""A panel of words and acts: held, waiting, refused, a question in place, which hold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.parts import Panel, Tone
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.boxes import Box, row
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.chip import ChipView
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class PanelView(Box):
    """Shows one `Panel`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.value: Panel | None = None
        self._title = Words(kit, Face.TITLE)
        self._chip = ChipView(kit)
        self._text = Words(kit)
        self.acts = Acts(kit)
        self._foot = Words(kit, Face.NOTE, Tone.MUTED)
        top = row(gap=12)
        top.addWidget(self._title, 1)
        top.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        self.column.setSpacing(10)
        self.column.addLayout(top)
        for widget in (self._text, self.acts, self._foot):
            self.column.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_value(self, value: Panel) -> None:
        """Show this panel."""
        if value == self.value:
            return
        self.value = value
        self.set_tone(value.tone)
        self.setAccessibleName(value.title.text)
        self._title.show_line(value.title)
        self._chip.show_value(value.chip)
        self._text.show_line(value.text)
        self.acts.show_value(value.buttons)
        self._foot.show_line(value.foot)

    @property
    def asks(self) -> bool:
        """Whether this is a question in place."""
        return self.value is not None and self.value.asks

    def safe_answer(self) -> ActButton | None:
        """The button that should have the focus when the question appears."""
        for button in self.acts.buttons:
            if button.value is not None and button.value.focus_default:
                return button
        return None
