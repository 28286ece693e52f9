"""The help in place of a screen: its keys, and the cards to practise with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_app.ui.models.help_value import HelpValue, KeyHelp, PractiseCard
from pos_app.ui.models.parts import Line, Run, Tone, Where
from pos_app.ui.views.body import BodyView
from pos_app.ui.views.boxes import Box, Scroller, column, row
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.kit import Kit
from pos_app.ui.views.pool import Pool
from pos_app.ui.views.theme import Face
from pos_app.ui.views.words import Words


class CardLine(QWidget):
    """A practice card: what it shows, its number, and a button that puts it on the till."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._words, self._number = Words(kit), Words(kit, Face.NOTE, Tone.MUTED)
        self._use = ActButton(kit)
        told = column(gap=1)
        told.addWidget(self._words)
        told.addWidget(self._number)
        whole = row(self, 12)
        whole.setContentsMargins(0, 4, 0, 4)
        whole.addLayout(told, 1)
        whole.addWidget(self._use, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_value(self, value: PractiseCard) -> None:
        """Show this card."""
        self._words.show_line(value.words)
        self._number.show_line(value.number)
        self._use.setVisible(value.use is not None)
        if value.use is not None:
            self._use.show_value(value.use)


class KeysBox(Box):
    """The keys of a screen and what they do."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._caption = Words(kit, Face.CAPS, Tone.MUTED)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.column.setSpacing(12)
        self.column.addWidget(self._caption)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)
        self._keys: Pool[Words] = Pool(lambda: Words(kit), lambda made: self._put(made, 0))
        self._told: Pool[Words] = Pool(lambda: Words(kit), lambda made: self._put(made, 1))

    def _put(self, made: Words, place: int) -> None:
        pool = self._told if place else self._keys
        self._grid.addWidget(made, len(pool.all), place)

    def show_value(self, caption: str, keys: tuple[KeyHelp, ...]) -> None:
        """Show these keys."""
        self._caption.show_line(caption)
        self._keys.show(keys, lambda view, key: view.show_line(_key_line(key.keys)))
        self._told.show(keys, lambda view, key: view.show_line(key.words))
        self.setVisible(bool(keys))


class CardsBox(Box):
    """The practice cards."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._caption, self._text = Words(kit, Face.CAPS, Tone.MUTED), Words(kit)
        self.column.setSpacing(8)
        self.column.addWidget(self._caption)
        self.column.addWidget(self._text)
        lines = column(gap=0)
        self.column.addLayout(lines)
        self.column.addStretch(1)
        self._cards: Pool[CardLine] = Pool(lambda: CardLine(kit), lines.addWidget)

    def show_value(self, caption: str, text: Line, cards: tuple[PractiseCard, ...]) -> None:
        """Show these cards."""
        self._caption.show_line(caption)
        self._text.show_line(text)
        self._cards.show(cards, CardLine.show_value)
        self.setVisible(bool(cards))


class HelpView(BodyView[HelpValue]):
    """Shows one `HelpValue`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        kit = self.kit
        self._title = Words(kit, Face.HEADLINE)
        self.close_, self._about = ActButton(kit), ActButton(kit)
        self._keys, self._cards = KeysBox(kit), CardsBox(kit)
        inside = QWidget()
        parts = row(inside, 16)
        parts.addWidget(self._keys, 1)
        parts.addWidget(self._cards, 1)
        top = row(gap=16)
        top.addWidget(self._title, 1)
        top.addWidget(self._about)
        top.addWidget(self.close_)
        self._whole = column(self, 12)
        self._whole.addLayout(top)
        self._whole.addWidget(Scroller(kit, inside), 1)
        self.restyle()

    def fill(self, value: HelpValue) -> None:
        self._title.show_line(value.title)
        self.close_.show_value(value.close)
        self._about.setVisible(value.about is not None)
        if value.about is not None:
            self._about.show_value(value.about)
        self._keys.show_value(value.keys_caption, value.keys)
        self._cards.show_value(value.cards_caption, value.cards_text, value.cards)

    def place(self, _where: Where) -> QWidget | None:
        return self.close_

    def restyle(self) -> None:
        super().restyle()
        edge = self.theme.density.edge
        self._whole.setContentsMargins(edge, 14, edge, 14)


def _key_line(keys: str) -> Line:
    """The keys of a line, each printed as a key."""
    runs: list[Run] = []
    for name in keys.split(" "):
        runs += [Run(" ")] if runs else []
        runs.append(Run(name, key=True))
    return Line(tuple(runs))
