"""Parts of a form: fields with a caption and a note, ways to choose among, and room that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from pos_app.ui.models.connect_value import Choice, Group, TextField
from pos_app.ui.models.gestures import FieldText, Pressed
from pos_app.ui.models.parts import Tone, Where
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.boxes import Box, Scroller, column, row
from pos_app.ui.views.field import BareEdit
from pos_app.ui.views.kit import Kit, Styled
from pos_app.ui.views.paint import BUTTON_RADIUS, box
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_LONGEST = 500


class ChoiceCard(Box):
    """One way to sell; pressed by a click, or by Space."""

    where = Where.ACTION

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: Choice | None = None
        self._title, self._text = Words(kit, Face.BOLD), Words(kit, Face.BODY, Tone.MUTED)
        self.column.setSpacing(2)
        self.column.addWidget(self._title)
        self.column.addWidget(self._text)
        self.column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def show_value(self, value: Choice) -> None:
        """Show this way."""
        self._value = value
        self._title.show_line(f"✓ {value.title}" if value.chosen else value.title)
        self._text.show_line(value.text)
        self.set_tone(Tone.ACCENT if value.chosen else Tone.NEUTRAL)
        self.setAccessibleName(f"{value.title}. {value.text}")

    def press(self) -> bool:
        """Choose it."""
        if self._value is not None:
            self.kit.report(Pressed(self._value.id))
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.press()
        event.accept()


class FieldView(QWidget):
    """A caption, a field, and a note or what is wrong."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._value = TextField("", "")
        self._caption = Words(kit, Face.CAPS, Tone.MUTED)
        self.edit = BareEdit(kit, Face.BODY, Where.FIELD, self._edited)
        self.edit.setMaxLength(_LONGEST)
        self._frame, self._note = FieldFrame(kit, self.edit), Words(kit, Face.NOTE, Tone.MUTED)
        whole = column(self, 6)
        for widget in (self._caption, self._frame, self._note):
            whole.addWidget(widget)
        whole.addStretch(1)

    def show_value(self, value: TextField) -> None:
        """Show this field; the cursor stays where it is."""
        self._value = value
        self._caption.show_line(value.caption)
        dots = QLineEdit.EchoMode.Password if value.secret else QLineEdit.EchoMode.Normal
        self.edit.setEchoMode(dots)
        self.edit.take_text(value.text)
        self.edit.setReadOnly(not value.on)
        self.edit.setAccessibleName(value.caption)
        self.edit.setAccessibleDescription(value.problem or value.note)
        self._note.show_line(value.problem or value.note, Tone.REFUSED if value.problem else Tone.MUTED)
        self._frame.set_wrong(wrong=bool(value.problem))

    @property
    def is_wrong(self) -> bool:
        """Whether something is wrong with what stands in it."""
        return bool(self._value.problem)

    def _edited(self, text: str) -> None:
        self.kit.report(FieldText(self._value.id, text))


class FieldFrame(Styled):
    """The box around a field."""

    def __init__(self, kit: Kit, edit: BareEdit) -> None:
        super().__init__(kit)
        self._edit, self._wrong = edit, False
        edit.ring_of = self
        inside = row(self)
        inside.setContentsMargins(16, 4, 16, 4)
        inside.addWidget(edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def set_wrong(self, *, wrong: bool) -> None:
        """Draw the border as of something that is wrong."""
        self._wrong = wrong
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, max(48, round(self.theme.metrics(Face.BODY).height()) + 20))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._edit.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self.theme.palette
        border = palette.of(Tone.REFUSED) if self._wrong else palette["control"]
        box(QPainter(self), QRectF(self.rect()), palette["panel"], border, BUTTON_RADIUS)


class FieldRow(QWidget):
    """One field, or two beside each other."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        across = row(self, 16)
        self._pool: Pool[FieldView] = Pool(lambda: FieldView(kit), lambda made: across.addWidget(made, 1))
        self.fields: list[FieldView] = []

    def show_value(self, values: tuple[TextField, ...]) -> None:
        """Show these fields."""
        self.fields = self._pool.show(values, FieldView.show_value)


class GroupView(QWidget):
    """Small choices under a caption."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._caption, self._acts = Words(kit, Face.CAPS, Tone.MUTED), Acts(kit, 8)
        whole = column(self, 6)
        whole.addWidget(self._caption)
        whole.addWidget(self._acts)

    def show_value(self, value: Group) -> None:
        """Show these choices."""
        self._caption.show_line(value.caption)
        self._acts.show_value(value.buttons)


class TallScroller(Scroller):
    """Wants the height of what is inside, and scrolls only where there is less."""

    def __init__(self, kit: Kit, inside: QWidget) -> None:
        super().__init__(kit, inside)
        self._inside = inside
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        layout = self._inside.layout()
        wide = max(self.viewport().width(), 200)
        tall = 0 if layout is None else layout.totalHeightForWidth(wide)
        return QSize(wide, max(tall, 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def see(self, widget: QWidget) -> None:
        """Scroll to this widget."""
        self.ensureWidgetVisible(widget, 0, 24)
