"""The right-hand column: what is asked for, its keys, and the main action."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.models.gestures import OrderText
from pos_app.ui.models.parts import Button, Panel, Tone, Where
from pos_app.ui.models.till_value import AmountPad, PayColumn, PinPad
from pos_app.ui.views.boxes import Box, row
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.figure import AmountView
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.order import OrderView
from pos_app.ui.views.pads import AmountPadView, PinPadView
from pos_app.ui.views.pair import PairView
from pos_app.ui.views.panel import PanelView
from pos_app.ui.views.sale_lines import SaleLines
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class PayColumnView(Box):
    """Shows one `PayColumn`. The parts a value does not have are not built."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._value: PayColumn | None = None
        self._caption = Words(kit, Face.CAPS, Tone.MUTED)
        self.order = OrderView(kit, lambda text: kit.report(OrderText(text)))
        self.amount = AmountView(kit)
        self._message = Words(kit, Face.NOTE, Tone.REFUSED)
        self._sale = SaleLines(kit)
        self._pad = AmountPadView(kit, self._typing_place)
        self._pin: PinPadView | None = None
        self._pays, self._left = PairView(kit), PairView(kit, big=True)
        self.main, self.other = ActButton(kit), ActButton(kit)
        self._stop: PanelView | None = None
        self._note = Words(kit, Face.NOTE, Tone.MUTED)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)

    def _lay_out(self) -> None:
        top = row(gap=8)
        top.addWidget(self._caption, 1)
        top.addWidget(self.order)
        self.column.addLayout(top)
        for widget in (self.amount, self._message, self._sale, self._pad, self._pays, self._left):
            self.column.addWidget(widget)
        for last in (self.main, self.other, self._note):
            self.column.addWidget(last)
        self._space()

    def show_value(self, value: PayColumn) -> None:
        """Show this column; only the parts that differ are touched."""
        if value == self._value:
            return
        self._value = value
        self._caption.show_line(value.caption)
        self.order.show_value(value.order)
        self.amount.show_value(value.amount)
        self._message.show_line(value.amount.message)
        self._sale.show_value(value.sale)
        self._show_pad(value.pad)
        self._pays.show_value(None if value.stop else value.pays)
        self._left.show_value(None if value.stop else value.left)
        self._show_acts(value)
        self._note.show_line(value.note or _reasons(value))

    @property
    def pin_dots(self) -> QWidget | None:
        """The dots of the PIN, while digits are a PIN."""
        asked = self._value is not None and isinstance(self._value.pad, PinPad)
        return self._pin.dots if asked and self._pin is not None else None

    def _typing_place(self) -> Where:
        """Where a key of the pad types.

        Into the chosen hold when the rows have the focus, else the amount.
        """
        rows = getattr(self.window().focusWidget(), "where", None) is Where.ROWS
        return Where.ROWS if rows else Where.AMOUNT

    def _show_pad(self, value: AmountPad | PinPad) -> None:
        if isinstance(value, AmountPad):
            self._pad.show_value(value)
        elif self._pin is None:
            self._pin = PinPadView(self.kit)
            self.column.insertWidget(self.column.indexOf(self._pad), self._pin)
        if self._pin is not None:
            if isinstance(value, PinPad):
                self._pin.show_value(value)
            self._pin.setVisible(isinstance(value, PinPad))
        self._pad.setVisible(isinstance(value, AmountPad))

    def _show_acts(self, value: PayColumn) -> None:
        self._show_button(self.main, value.main if value.stop is None else None)
        self._show_button(self.other, value.other if value.stop is None else None)
        if value.stop is not None and self._stop is None:
            self._stop = PanelView(self.kit)
            self.column.insertWidget(self.column.indexOf(self.main), self._stop)
        if self._stop is not None:
            self._show_stop(self._stop, value.stop)

    @staticmethod
    def _show_stop(view: PanelView, value: Panel | None) -> None:
        if value is not None:
            view.show_value(value)
        view.setVisible(value is not None)

    @staticmethod
    def _show_button(view: ActButton, value: Button | None) -> None:
        if value is not None:
            view.show_value(value)
        view.setVisible(value is not None)

    def restyle(self) -> None:
        super().restyle()
        self._space()

    def _space(self) -> None:
        density = self.theme.density
        inside = 18 if density.padding >= 20 else 12
        self.column.setContentsMargins(inside, inside - 8, inside, inside - 4)
        self.column.setSpacing(8 if density.key_gap >= 8 else 6)
        self.setFixedWidth(density.column)


def _reasons(value: PayColumn) -> str:
    """Why the main or the other action is off, where their words do not say it."""
    buttons = [value.main] + ([value.other] if value.other else [])
    return " · ".join(dict.fromkeys(b.why_off for b in buttons if not b.on and b.why_off))
