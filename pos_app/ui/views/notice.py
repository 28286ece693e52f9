"""A line above Latest.

An answer that came after its sale was put aside, or something everybody should know.
"""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.shell_value import Notice
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.boxes import Box, row
from pos_app.ui.views.chip import ChipView
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.words import Words


class NoticeView(Box):
    """A line that stays until it is opened: its chip, its words, its buttons."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, padded=False)
        self._value: Notice | None = None
        self._chip, self._words = ChipView(kit), Words(kit)
        self._acts = Acts(kit, hug=True)
        inside = row(gap=14)
        inside.setContentsMargins(14, 6, 6, 6)
        inside.addWidget(self._chip)
        inside.addWidget(self._words, 1)
        inside.addWidget(self._acts)
        self.column.addLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_value(self, value: Notice) -> None:
        """Show this notice."""
        if value != self._value:
            self._value = value
            self.set_tone(value.chip.tone)
            self.setAccessibleName(f"{value.chip.words}: {value.line.text}")
            self._chip.show_value(value.chip)
            self._words.show_line(value.line)
            self._acts.show_value(value.buttons)
