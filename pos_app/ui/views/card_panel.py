"""The card on the till: its picture, what is available, and what is special about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from pos_app.ui.models.parts import Tone
from pos_app.ui.models.till_value import CardPanel
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.boxes import Box, column, row
from pos_app.ui.views.card_picture import CardPictureView
from pos_app.ui.views.chip import ChipView
from pos_app.ui.views.figure import Figure
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class CardPanelView(Box):
    """Shows one `CardPanel`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: CardPanel | None = None
        self._picture = CardPictureView(kit)
        self._caption = Words(kit, Face.CAPS, Tone.MUTED)
        self._chip = ChipView(kit)
        self._figure = Figure(kit)
        self._headline = Words(kit, Face.HEADLINE)
        self._detail = Words(kit, Face.BODY, Tone.MUTED)
        self._acts = Acts(kit)
        whole = row(gap=22)
        whole.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._told(), 1)
        self.column.addLayout(whole)

    def _told(self) -> QVBoxLayout:
        top = row(gap=12)
        top.addWidget(self._caption, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        told = column(gap=8)
        told.addLayout(top)
        told.addStretch(1)
        told.addWidget(self._figure)
        told.addWidget(self._headline)
        told.addStretch(1)
        told.addWidget(self._detail)
        told.addWidget(self._acts)
        return told

    def show_value(self, value: CardPanel) -> None:
        """Show the card, or what is known in its place."""
        if value == self._value:
            return
        self._value = value
        self.set_tone(value.tone)
        self._picture.show_value(value.picture)
        self._caption.show_line(value.caption)
        self._chip.show_value(value.chip)
        self._figure.show_sum(value.figure)
        self._headline.show_line(value.headline)
        self._detail.show_line(value.detail)
        self._acts.show_value(value.buttons)
