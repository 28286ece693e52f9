"""Connect: four steps on one panel in the middle of the window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_app.ui.models.connect_value import ConnectValue, StepMark
from pos_app.ui.models.parts import Chip, FocusAsk, Line, Where
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.body import BodyView
from pos_app.ui.views.boxes import Box, column, row
from pos_app.ui.views.chip import ChipView
from pos_app.ui.views.form import ChoiceCard, FieldRow, GroupView, TallScroller
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import box
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_WIDE = 760
_MARK = 28


class StepMarks(Styled):
    """The steps, by number and name."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._steps: tuple[StepMark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_value(self, steps: tuple[StepMark, ...]) -> None:
        """Show these steps."""
        self.setVisible(bool(steps))
        if steps != self._steps:
            self._steps = steps
            current = next((one for one in steps if one.current), None)
            self.setAccessibleName("" if current is None else f"{current.number}. {current.words}")
            self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(300, self.theme.px(_MARK))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette, mark = QPainter(self), self.theme.palette, self.theme.px(_MARK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for one in self._steps:
            filled = one.current or one.done
            box(
                painter,
                QRectF(left, 0, mark, mark),
                palette["accent" if filled else "background"],
                None,
                mark / 2,
            )
            painter.setFont(self.theme.font(Face.STRONG))
            painter.setPen(palette["on-accent" if filled else "muted"])
            painter.drawText(QRectF(left, 0, mark, mark), Qt.AlignmentFlag.AlignCenter, one.number)
            face = Face.STRONG if one.current else Face.BODY
            wide = self.theme.metrics(face).horizontalAdvance(one.words) + 4
            painter.setFont(self.theme.font(face))
            painter.setPen(palette["ink" if one.current else "muted"])
            where = QRectF(left + mark + 12, 0, wide, mark)
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, one.words)
            left += mark + 12 + wide + 24


class FoundBox(Box):
    """What was found: a chip and a sentence each, under one another."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self._chips: Pool[ChipView] = Pool(lambda: ChipView(kit), lambda made: self._put(made, 0))
        self._words: Pool[Words] = Pool(lambda: Words(kit), lambda made: self._put(made, 1))

    def _put(self, made: QWidget, place: int) -> None:
        pool = self._words if place else self._chips
        self._grid.addWidget(made, len(pool.all), place)
        if not place:
            self._grid.setAlignment(made, Qt.AlignmentFlag.AlignTop)

    def show_value(self, found: tuple[tuple[Chip, Line], ...]) -> None:
        """Show this; nothing hides the box."""
        self._chips.show(found, lambda view, one: view.show_value(one[0]))
        self._words.show(found, lambda view, one: view.show_line(one[1]))
        self.setVisible(bool(found))


class ConnectView(BodyView[ConnectValue]):
    """Shows one `ConnectValue`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit = self.kit
        self._marks, self._title = StepMarks(kit), Words(kit, Face.HEADLINE)
        self._text, self._found = Words(kit), FoundBox(kit)
        self._acts, self._panel = Acts(kit, 12, hug=True), Box(kit)
        ways, rows, groups = row(gap=12), column(gap=12), column(gap=12)
        self._ways: Pool[ChoiceCard] = Pool(lambda: ChoiceCard(kit), lambda made: ways.addWidget(made, 1))
        self._rows: Pool[FieldRow] = Pool(lambda: FieldRow(kit), rows.addWidget)
        self._groups: Pool[GroupView] = Pool(lambda: GroupView(kit), groups.addWidget)
        content = QWidget()
        inside = column(content, 12)
        above: tuple[QWidget, ...] = (self._marks, self._title, self._text)
        for part in above:
            inside.addWidget(part)
        for parts in (ways, rows, groups):
            inside.addLayout(parts)
        inside.addWidget(self._found)
        self._scroller = TallScroller(kit, content)
        below = row()
        below.addStretch(1)
        below.addWidget(self._acts)
        self._panel.column.setSpacing(12)
        self._panel.column.addWidget(self._scroller, 1)
        self._panel.column.addLayout(below)
        self._panel.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        across = row()
        across.addStretch(1)
        across.addWidget(self._panel, 20)
        across.addStretch(1)
        self._whole = column(self)
        self._whole.addStretch(1)
        self._whole.addLayout(across, 100)
        self._whole.addStretch(1)
        self._shown: list[FieldRow] = []
        self._told: tuple[tuple[Chip, Line], ...] = ()
        self.restyle()

    def fill(self, value: ConnectValue) -> None:
        self._marks.show_value(value.steps)
        self._title.show_line(value.title)
        self._text.show_line(value.text)
        self._ways.show(value.choices, ChoiceCard.show_value)
        self._shown = self._rows.show(value.fields, FieldRow.show_value)
        self._groups.show(value.groups, GroupView.show_value)
        self._found.show_value(value.found)
        self._acts.show_value(value.acts)
        self._scroller.updateGeometry()
        if value.found and value.found != self._told:
            QTimer.singleShot(0, self, self._see_found)  # once it has its place
        self._told = value.found

    def _see_found(self) -> None:
        self._scroller.see(self._found)

    def focus_ask(self, value: ConnectValue) -> FocusAsk | None:
        return value.focus

    def place(self, _where: Where) -> QWidget | None:
        """The first field with something wrong, else the first field, else the button that goes on."""
        fields = [field for one in self._shown for field in one.fields]
        wrong = [field for field in fields if field.is_wrong]
        if fields:
            return (wrong or fields)[0].edit
        return self._acts.buttons[-1] if self._acts.buttons else None

    def restyle(self) -> None:
        super().restyle()
        edge = self.theme.density.edge
        self._whole.setContentsMargins(edge, 8, edge, 8)
        self._panel.setMaximumWidth(self.theme.px(_WIDE))
