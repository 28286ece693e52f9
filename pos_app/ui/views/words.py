"""Sentences: wrapped, with bold runs and printed keys among the words."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.models.parts import NO_LINE, Line, Run, Tone
from pos_app.ui.views.key_names import printed
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import key_cap, key_cap_size
from pos_app.ui.views.theme import Face, Theme

_WIDEST = 100_000.0
# The place of a printed key is kept free by one character that does not break, stretched by its spacing.
_GAP = "\u00a0"


class SetLine:
    """A line set for one width: what it needs, and how it is painted. Made anew when any of these change."""

    def __init__(self, theme: Theme, line: Line, face: Face, width: float, px: int = 0) -> None:
        self._theme = theme
        self._keys: list[tuple[int, str]] = []
        self._layout = QTextLayout(self._plain(line), theme.font(face, px))
        self._layout.setTextOption(_wrapping())
        self._layout.setFormats(self._formats(line, face, px))
        self.width, self.height = self._break(width)

    def _plain(self, line: Line) -> str:
        text = ""
        for run in line.runs:
            if run.key:
                self._keys.append((len(text), run.words))
            text += _GAP if run.key else run.words
        return text

    def _formats(self, line: Line, face: Face, px: int) -> list[QTextLayout.FormatRange]:
        found: list[QTextLayout.FormatRange] = []
        start = 0
        for run in line.runs:
            length = 1 if run.key else len(run.words)
            if run.key or run.bold:
                ranged = QTextLayout.FormatRange()
                ranged.start, ranged.length = start, length
                ranged.format = self._format(run, face, px)
                found.append(ranged)
            start += length
        return found

    def _format(self, run: Run, face: Face, px: int) -> QTextCharFormat:
        told = QTextCharFormat()
        font = self._theme.font(face, px, bold=run.bold)
        if run.key:
            font = type(font)(font)
            wanted = key_cap_size(self._theme, run.words)[0] + 4
            space = self._theme.metrics(face, px).horizontalAdvance(_GAP)
            font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, wanted - space)
        told.setFont(font)
        return told

    def _break(self, width: float) -> tuple[float, float]:
        widest = bottom = 0.0
        self._layout.beginLayout()
        while (one := self._layout.createLine()).isValid():
            one.setLineWidth(width)
            one.setPosition(QPointF(0, bottom))
            bottom += math.ceil(one.height())
            widest = max(widest, one.naturalTextWidth())
        self._layout.endLayout()
        return math.ceil(widest), bottom

    def paint(
        self, painter: QPainter, at: QPointF, width: float, colour: QColor, align: Qt.AlignmentFlag
    ) -> None:
        """Paint with the top left corner at `at`, each line aligned within `width`."""
        painter.setPen(colour)
        for number in range(self._layout.lineCount()):
            one = self._layout.lineAt(number)
            spare = width - one.naturalTextWidth()
            shift = spare if align & Qt.AlignmentFlag.AlignRight else 0.0
            shift = spare / 2 if align & Qt.AlignmentFlag.AlignHCenter else shift
            start = at + QPointF(shift, 0)
            one.draw(painter, start)
            for place, keys in self._keys:
                if one.textStart() <= place < one.textStart() + one.textLength():
                    self._paint_key(
                        painter, start + QPointF(_x(one.cursorToX(place)), one.y()), one.height(), keys
                    )

    def _paint_key(self, painter: QPainter, at: QPointF, height: float, keys: str) -> None:
        width, cap = key_cap_size(self._theme, keys)
        key_cap(painter, self._theme, QRectF(at.x() + 2, at.y() + (height - cap) / 2, width, cap), keys)


def _x(found: object) -> float:
    """The binding gives (x, place) where Qt gives x alone."""
    return float(found[0]) if isinstance(found, tuple) else float(str(found))


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


class Words(Styled):
    """A sentence that takes the height it needs for the width it is given."""

    def __init__(
        self,
        kit: Kit,
        face: Face = Face.BODY,
        tone: Tone = Tone.NEUTRAL,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, parent)
        self._face, self.tone, self._align = face, tone, align
        self._line = NO_LINE
        self._set: dict[float, SetLine] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_line(self, line: Line | str, tone: Tone | None = None) -> None:
        """Show a sentence; an empty one hides the widget."""
        shown = Line((Run(line),)) if isinstance(line, str) else line
        if tone is not None and tone is not self.tone:
            self.tone = tone
            self.update()
        if shown != self._line:
            self._line = shown
            self.setAccessibleName(spoken(shown))
            self.restyle()
        self.setVisible(bool(shown))

    @property
    def line(self) -> Line:
        """What is shown."""
        return self._line

    def restyle(self) -> None:
        self._set.clear()
        super().restyle()

    def set_for(self, width: float) -> SetLine:
        """The line broken for a width."""
        found = self._set.get(width)
        if found is None:
            if len(self._set) > 4:
                self._set.clear()
            found = self._set[width] = SetLine(self.theme, self._line, self._face, width)
        return found

    def fits(self) -> bool:
        """Whether the sentence is whole at the present size and no word is broken; tests ask this."""
        words = [word for run in self._line.runs if not run.key for word in run.words.split()]
        metrics = self.theme.metrics(self._face)
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
        return self.set_for(self.width()).height <= self.height() + 1 and longest <= self.width() + 1

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self.set_for(width).height)

    def sizeHint(self) -> QSize:
        whole = self.set_for(_WIDEST)
        return QSize(math.ceil(whole.width), round(whole.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(
            min(self.sizeHint().width(), self.theme.px(60)), round(self.theme.metrics(self._face).height())
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        set_line = self.set_for(self.width())
        top = max(0.0, (self.height() - set_line.height) / 2) if set_line.height else 0.0
        colour = self.theme.palette.of(self.tone)
        set_line.paint(painter, QPointF(0, top), self.width(), colour, self._align)


def spoken(line: Line) -> str:
    """A line as a screen reader says it, with its keys as they are printed."""
    return "".join(printed(run.words) if run.key else run.words for run in line.runs)
