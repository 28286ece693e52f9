"""The Till: scan field, card and panels on the left, the amount and the main action on the right."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget

from pos_app.ui.models.parts import FocusAsk, Where
from pos_app.ui.models.till_value import TillValue
from pos_app.ui.views.body import BodyView
from pos_app.ui.views.boxes import column, row
from pos_app.ui.views.card_panel import CardPanelView
from pos_app.ui.views.keeper import Question, asked_in, asked_pin
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.middle import Middle
from pos_app.ui.views.pay_column import PayColumnView
from pos_app.ui.views.scan_field import ScanFieldView


class TillView(BodyView[TillValue]):
    """Shows one `TillValue`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit = self.kit
        self.scan = ScanFieldView(kit)
        self.card = CardPanelView(kit)
        self.middle = Middle(kit)
        self.pay = PayColumnView(kit)
        self._left, self._whole = column(), row(self, 16)
        for widget in (self.scan, self.card, self.middle):
            self._left.addWidget(widget)
        right = column()
        right.addWidget(self.pay)
        right.addStretch(1)
        self._whole.addLayout(self._left, 1)
        self._whole.addLayout(right)
        self._space()
        self._tab_order()

    def fill(self, value: TillValue) -> None:
        self.scan.show_value(value.scan)
        self.card.show_value(value.card)
        self.middle.show_value(value.middle)
        self.pay.show_value(value.pay)

    def focus_ask(self, value: TillValue) -> FocusAsk | None:
        return value.focus

    def question(self) -> Question | None:
        return asked_in(self.middle.question()) or asked_pin(self.pay.pin_dots)

    def place(self, where: Where) -> QWidget | None:
        return {
            Where.ELSEWHERE: self.pay.amount,
            Where.AMOUNT: self.pay.amount,
            Where.ORDER: self.pay.order.edit,
            Where.SCAN: self.scan.edit,
            Where.ACTION: self.pay.main,
            Where.ROWS: self.middle.rows(),
        }.get(where)

    def takes_pin(self) -> bool:
        return self.pay.pin_dots is not None

    def restyle(self) -> None:
        super().restyle()
        self._space()

    def _space(self) -> None:
        density = self.theme.density
        self._whole.setContentsMargins(density.edge, 12 if density.gap > 8 else 8, density.edge, 8)
        self._left.setSpacing(density.gap)
        self._whole.setSpacing(max(8, density.gap + 2))

    def _tab_order(self) -> None:
        chain = (
            self.pay.amount,
            self.pay.order.edit,
            self.pay.main,
            self.pay.other,
            self.middle,
            self.scan.edit,
        )
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)
