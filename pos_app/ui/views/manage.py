"""Manage: a list of pages, and Fund a card."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from pos_app.ui.models.manage_value import ManageValue, Reasons, SideItem
from pos_app.ui.models.parts import Button, FocusAsk, Look, Tone, Where
from pos_app.ui.views.acts import Acts
from pos_app.ui.views.body import BodyView
from pos_app.ui.views.boxes import Box, column, row
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.card_panel import CardPanelView
from pos_app.ui.views.keeper import Question, asked_in, asked_pin
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.middle import Middle
from pos_app.ui.views.pay_column import PayColumnView
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.scan_field import ScanFieldView
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words

_SIDE = 230


class SideList(Box):
    """The pages of Manage that work."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, padded=False)
        self._items = column(gap=4)
        self._items.setContentsMargins(10, 10, 10, 10)
        self.column.addLayout(self._items)
        self.column.addStretch(1)
        self._pool: Pool[ActButton] = Pool(lambda: ActButton(kit), self._items.addWidget)

    def show_value(self, items: tuple[SideItem, ...]) -> None:
        """Show these pages; one page alone needs no list."""
        self._pool.show(items, _show_item)
        self.setVisible(len(items) > 1)

    def lie(self, flat: bool) -> None:
        """Lie across the top instead of standing at the side, where the window is narrow."""
        self._items.setDirection(
            QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
        )
        inside = 4 if flat else 10
        self._items.setContentsMargins(inside, inside, inside, inside)
        wide = 16_777_215 if flat else self.theme.px(_SIDE)
        self.setMinimumWidth(0 if flat else wide)
        self.setMaximumWidth(wide)
        tall = QSizePolicy.Policy.Maximum if flat else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, tall)


class ReasonsView(Box):
    """Why the card is funded."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._title = Words(kit, Face.BOLD)
        self._acts = Acts(kit, 8)
        self._note = Words(kit, Face.BODY, Tone.MUTED)
        self.column.setSpacing(10)
        for widget in (self._title, self._acts, self._note):
            self.column.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_value(self, value: Reasons | None) -> None:
        """Show these reasons; none hides the box."""
        self.setVisible(value is not None)
        if value is not None:
            self._title.show_line(value.title)
            self._acts.show_value(value.buttons)
            self._note.show_line(value.note)


class ManageView(BodyView[ManageValue]):
    """Shows one `ManageValue`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit = self.kit
        self._side = SideList(kit)
        self.scan, self.card = ScanFieldView(kit), CardPanelView(kit)
        self._reasons = ReasonsView(kit)
        self.middle = Middle(kit, (self.card, self._reasons))
        self.pay = PayColumnView(kit)
        self._left, parts = column(), row()
        self._left.addWidget(self.scan)
        self._left.addWidget(self.middle)
        right = column()
        right.addWidget(self.pay)
        right.addStretch(1)
        parts.addLayout(self._left, 1)
        parts.addLayout(right)
        self._parts, self._whole = parts, row(self)
        self._whole.addWidget(self._side)
        self._whole.addLayout(parts, 1)
        self.restyle()

    def fill(self, value: ManageValue) -> None:
        self.scan.show_value(value.scan)
        self.card.show_value(value.card)
        self._reasons.show_value(value.reasons)
        self.middle.show_value(value.middle)
        self.pay.show_value(value.pay)
        self._side.show_value(value.side)  # made last, it comes last with Tab

    def focus_ask(self, value: ManageValue) -> FocusAsk | None:
        return value.focus

    def question(self) -> Question | None:
        return asked_in(self.middle.question()) or asked_pin(self.pay.pin_dots)

    def place(self, where: Where) -> QWidget | None:
        found = {Where.ORDER: self.pay.order.edit, Where.SCAN: self.scan.edit, Where.ACTION: self.pay.main}
        return found.get(where, self.pay.amount)

    def takes_pin(self) -> bool:
        return self.pay.pin_dots is not None

    def restyle(self) -> None:
        super().restyle()
        density = self.theme.density
        self._whole.setContentsMargins(density.edge, 12 if density.gap > 8 else 8, density.edge, 8)
        self._left.setSpacing(density.gap)
        self._whole.setSpacing(max(8, density.gap + 2))
        self._parts.setSpacing(max(8, density.gap + 2))
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(down if density.compact else across)
        self._side.lie(density.compact)
        self.middle.see_question()


def _show_item(view: ActButton, item: SideItem) -> None:
    view.show_value(Button(item.id, item.words, look=Look.PLAIN, chosen=item.current))
