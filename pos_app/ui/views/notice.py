"""The lines above Latest: answers that came after a sale was put aside, and what everybody should know."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.parts import Tone
from pos_app.ui.models.shell_value import Notice
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.boxes import Box, column, row
from pos_app.ui.views.chip import ChipView
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class NoticeView(Box):
    """A line that stays until it is opened: its chip, its words, how many more there are, its buttons."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, padded=False)
        self._value: Notice | None = None
        self._chip, self._words = ChipView(kit), Words(kit)
        self._more = Words(kit, Face.STRONG, Tone.MUTED)
        self._acts = Acts(kit, hug=True)
        inside = row(gap=14)
        inside.setContentsMargins(14, 6, 6, 6)
        inside.addWidget(self._chip)
        inside.addWidget(self._words, 1)
        inside.addWidget(self._more)
        inside.addWidget(self._acts)
        self.column.addLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_more(self, count: int) -> None:
        """So many more notices have no room; they come as this one goes."""
        self._more.show_line(f"+{count}" if count else "")
        self._more.setVisible(count > 0)

    def show_value(self, value: Notice) -> None:
        """Show this notice."""
        if value != self._value:
            self._value = value
            self.set_tone(value.chip.tone)
            self.setAccessibleName(f"{value.chip.words}: {value.line.text}")
            self._chip.show_value(value.chip)
            self._words.show_line(value.line)
            self._acts.show_value(value.buttons)


class Notices(Styled):
    """All notices where there is room, else the first one and how many more there are."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._values: tuple[Notice, ...] = ()
        self._whole = column(self, 6)
        self._views: Pool[NoticeView] = Pool(lambda: NoticeView(kit), self._whole.addWidget)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_value(self, values: tuple[Notice, ...]) -> None:
        """Show these notices."""
        self._values = values
        density = self.theme.density
        shown = values[: density.notices]
        for view in self._views.show(shown, NoticeView.show_value):
            view.show_more(len(values) - len(shown))
        self._whole.setContentsMargins(density.edge, 0, density.edge, 8)
        self.setVisible(bool(values))

    def restyle(self) -> None:
        super().restyle()
        self.show_value(self._values)
