"""The wide field on top of the Till: hears scans at rest, opens for a typed number, tells what was read."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from pos_app.ui.models.gestures import ScanFieldOpened, ScanFieldText
from pos_app.ui.models.parts import NO_LINE, Tone, Where
from pos_app.ui.models.till_value import ScanField, ScanMode
from pos_app.ui.views.boxes import row
from pos_app.ui.views.field import BareEdit
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import PANEL_RADIUS, box
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_HEIGHT = 60


class ScanFieldView(Styled):
    """Shows one `ScanField`. The edit is there only while a number is typed."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: ScanField | None = None
        self._words = Words(kit, Face.SCAN, Tone.MUTED)
        self._hint = Words(kit, Face.NOTE, Tone.MUTED)
        self.edit = BareEdit(kit, Face.SCAN, Where.SCAN, lambda text: kit.report(ScanFieldText(text)))
        self.edit.ring_of = self
        self.edit.hide()
        self._row = row(self, 16)
        self._row.addWidget(self.edit, 3)
        self._row.addWidget(self._words, 2)
        self._row.addWidget(self._hint, 2)
        self._pad()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: ScanField) -> None:
        """Show the field; when it opens for typing it takes the focus, because the person asked for it."""
        before, self._value = self._value, value
        if value == before:
            return
        typing = value.mode is ScanMode.TYPING
        said = value.mode is ScanMode.MESSAGE and value.tone is not Tone.NEUTRAL
        self._words.show_line(NO_LINE if typing else value.line, value.tone if said else Tone.MUTED)
        self._hint.show_line(value.line if typing else NO_LINE)
        self.edit.take_text(value.text if typing else "")
        self.setAccessibleName(value.name)
        self.edit.setAccessibleName(value.name)
        self.edit.setVisible(typing)
        if typing and (before is None or before.mode is not ScanMode.TYPING):
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    @property
    def typing(self) -> bool:
        """Whether the field is open for a number."""
        return self._value is not None and self._value.mode is ScanMode.TYPING

    def restyle(self) -> None:
        self._pad()
        super().restyle()

    def _pad(self) -> None:
        self._row.setContentsMargins(20 + self.theme.px(24) + 14, 2, 16, 2)

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        two_lines = 2 * math.ceil(self.theme.metrics(Face.SCAN).height())
        return QSize(300, max(_HEIGHT, two_lines + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.typing:
            self.kit.report(ScanFieldOpened())
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._value is None:
            return
        painter = QPainter(self)
        palette = self.theme.palette
        said = self._value.mode is ScanMode.MESSAGE and self._value.tone is not Tone.NEUTRAL
        colour = palette.of(self._value.tone) if said else palette["muted"]
        box(
            painter,
            QRectF(self.rect()),
            palette["panel"],
            colour if said else palette["control"],
            PANEL_RADIUS,
        )
        icon = self.theme.px(24)
        square = QRectF(20, (self.height() - icon) / 2, icon, icon)
        self.theme.icons.paint(painter, self._value.icon, colour, square)
