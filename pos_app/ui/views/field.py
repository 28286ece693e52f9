"""Fields for text: a bare line edit in a box drawn by us."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from pos_app.ui.models.parts import IconName, Where
from pos_app.ui.views.boxes import row
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import BUTTON_RADIUS, box
from pos_app.ui.views.theme import Face

# No order number, card number or search is longer.
_LONGEST = 128


class BareEdit(QLineEdit):
    """A line edit without a frame. `where` names it in gestures; `ring_of` is the box around it."""

    def __init__(self, kit: Kit, face: Face, where: Where, report: Callable[[str], None]) -> None:
        super().__init__()
        self.kit, self._face, self.where = kit, face, where
        self.ring_of: Styled | None = None
        self.setFrame(False)
        self.setMaxLength(_LONGEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        # Codes are Latin; only the find field, which takes names, needs an input method for dead keys.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, where is Where.FIND)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self.textEdited.connect(report)
        self.restyle()

    def restyle(self) -> None:
        """Take colours and font from the style; the edit's own background stays clear."""
        palette = QPalette()
        tokens = self.kit.theme.palette
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, tokens["ink"])
        palette.setColor(QPalette.ColorRole.PlaceholderText, tokens["muted"])
        palette.setColor(QPalette.ColorRole.Highlight, tokens["accent"])
        palette.setColor(QPalette.ColorRole.HighlightedText, tokens["on-accent"])
        self.setPalette(palette)
        self.setFont(self.kit.theme.font(self._face))

    def take_text(self, text: str) -> None:
        """Show the model's text; the cursor stays where it is when nothing changed."""
        if text != self.text():
            self.setText(text)


class FieldBox(Styled):
    """A box with an icon and a bare edit; a click anywhere gives the edit the focus."""

    def __init__(self, kit: Kit, edit: BareEdit, icon: IconName, height: int = 48) -> None:
        super().__init__(kit)
        self.edit, self._icon, self._height = edit, icon, height
        edit.ring_of = self
        self._row = row(self)
        self._row.addWidget(edit)
        self._pad()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def restyle(self) -> None:
        self._pad()
        super().restyle()

    def _pad(self) -> None:
        self._row.setContentsMargins(20 + self.theme.px(22) + 14, 4, 16, 4)

    def sizeHint(self) -> QSize:
        return QSize(240, max(self._height, math.ceil(self.theme.metrics(Face.BODY).height()) + 20))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.theme.palette
        box(painter, QRectF(self.rect()), palette["panel"], palette["control"], BUTTON_RADIUS)
        icon = self.theme.px(22)
        square = QRectF(20, (self.height() - icon) / 2, icon, icon)
        self.theme.icons.paint(painter, self._icon, palette["muted"], square)
