"""Contrast, density, names of keys, and that a value that did not change costs nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from pos_app.ui.models.appearance import Appearance, Scheme
from pos_app.ui.models.list_value import Cell, Column, Row, Table
from pos_app.ui.models.parts import IconName, Tone, line
from pos_app.ui.models.shell_value import Screen
from pos_app.ui.views.button import LOWEST, ActButton
from pos_app.ui.views.density import LatestShape, density
from pos_app.ui.views.dispatch import buttons_in
from pos_app.ui.views.figure import LADDER, largest
from pos_app.ui.views.key_names import printed
from pos_app.ui.views.row_view import RowView
from pos_app.ui.views.theme import Face, Theme
from tests.views import lists, samples
from tests.views.conftest import Desk
from tests.views.gallery import RESOURCES, STATES, settle

PANEL_TONES = (Tone.NEUTRAL, Tone.MUTED, Tone.ACCENT, Tone.WAITING, Tone.REFUSED, Tone.HOLD)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours by the rule of WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_words_and_controls_stand_out(theme: Theme, scheme: Scheme) -> None:
    theme.choose(Appearance(scheme))
    palette = theme.palette
    for tone in PANEL_TONES:
        assert contrast(palette.of(tone), palette["panel"]) >= 4.5, tone
        assert contrast(palette.of(tone), palette.soft(tone)) >= 4.5, tone
    assert contrast(palette["on-accent"], palette["accent"]) >= 4.5
    assert contrast(palette["muted"], palette["background"]) >= 4.5
    for end in ("card-from", "card-to", "card-dim-from", "card-dim-to"):
        assert contrast(palette["card-ink"], palette[end]) >= 4.5, end
    for surface in ("panel", "background"):
        assert contrast(palette["control"], palette[surface]) >= 3, surface
        assert contrast(palette["focus"], palette[surface]) >= 3, surface


def test_every_icon_is_there(theme: Theme) -> None:
    for name in IconName:
        drawn = theme.icons.pixmap(name, QColor("#0B6E4F"), 16, 2.0).toImage()
        strokes = [
            drawn.pixelColor(x, y)
            for x in range(32)
            for y in range(32)
            if drawn.pixelColor(x, y).alpha() > 200
        ]
        assert len(strokes) > 20, name
        assert all(abs(stroke.green() - 0x6E) < 8 for stroke in strokes), name


def test_the_fonts_are_the_bundled_ones(theme: Theme) -> None:
    for face in Face:
        metrics = theme.font(face)
        assert metrics.family() == "Inter"
        assert metrics.exactMatch()


def test_sizes_follow_the_height_and_width_of_the_window() -> None:
    assert density(1280, 800, 1.0).latest is LatestShape.CARDS
    assert density(1280, 799, 1.0).latest is LatestShape.LINE
    assert density(1280, 739, 1.0).latest is LatestShape.FOLDED
    assert density(1280, 800, 1.0).key == 60
    assert density(1280, 799, 1.0).key == 48
    assert density(1280, 739, 1.0).key_gap * 2 == density(1280, 740, 1.0).key_gap
    assert density(1199, 800, 1.0).compact
    assert not density(1200, 800, 1.0).compact


@given(st.integers(900, 4000), st.integers(640, 3000), st.sampled_from([1.0, 1.25, 1.5]), st.integers(0, 400))
def test_more_room_is_never_laid_out_tighter(width: int, height: int, scale: float, more: int) -> None:
    one, larger = density(width, height, scale), density(width + more, height + more, scale)
    assert larger.key >= one.key
    assert larger.gap >= one.gap
    assert larger.column >= one.column
    assert one.column <= width * 0.44 + 1
    assert one.key >= LOWEST


@given(st.integers(0, 10**14), st.integers(300, 520))
def test_an_amount_takes_the_largest_size_that_fits(minor: int, width: int) -> None:
    theme = shared_theme()
    text = f"kr {minor // 100:,}".replace(",", " ") + f",{minor % 100:02d}"
    px = largest(theme, text, width, 60)
    assert px in LADDER
    assert theme.metrics(Face.FIGURE, px).horizontalAdvance(text) <= width
    bigger = [size for size in LADDER if size > px]
    assert all(theme.metrics(Face.FIGURE, size).horizontalAdvance(text) > width for size in bigger)


_THEMES: list[Theme] = []


def shared_theme() -> Theme:
    """One theme for all examples of a property."""
    assert QApplication.instance() is not None
    if not _THEMES:
        _THEMES.append(Theme(RESOURCES))
    return _THEMES[0]


def test_keys_are_printed_for_the_system() -> None:
    assert [printed(keys, mac=False) for keys in ("F9", "Shift+F9", "+", "Ctrl+1", "Esc")] == [
        "F9",
        "Shift F9",
        "+",
        "Ctrl 1",
        "Esc",
    ]
    assert [printed(keys, mac=True) for keys in ("F9", "Shift+F9", "F12", "+")] == ["⌘9", "⌘0", "⌘L", "+"]


def test_a_value_put_into_a_sentence_changes_no_look() -> None:
    made = line("Order **{order}** [[F1]]", order="**1** [[Esc]] {x}")
    assert [(run.words, run.bold, run.key) for run in made.runs] == [
        ("Order ", False, False),
        ("**1** [[Esc]] {x}", True, False),
        (" ", False, False),
        ("F1", False, True),
    ]


class Paints(QObject):
    """Counts the paints of everything it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_a_value_that_did_not_change_paints_nothing(desk: Desk, qapp: QApplication) -> None:
    paints = Paints()
    qapp.installEventFilter(paints)
    for name, screen in STATES.items():
        desk.window.show_value(screen)
        settle(qapp)
        paints.count = 0
        desk.window.show_value(replace(screen))
        settle(qapp)
        assert paints.count == 0, name
    qapp.removeEventFilter(paints)


def test_one_changed_word_builds_no_widget(desk: Desk) -> None:
    desk.window.show_value(samples.screen(samples.TILL))
    before = set(desk.window.findChildren(QObject))
    main = replace(samples.MAIN, words="Hold kr 1,00")
    desk.window.show_value(samples.screen(replace(samples.TILL, pay=replace(samples.PAY, main=main))))
    assert set(desk.window.findChildren(QObject)) == before


def test_buttons_are_large_enough_to_touch(desk: Desk, qapp: QApplication) -> None:
    for name, screen in STATES.items():
        desk.window.show_value(screen)
        settle(qapp)
        for button in buttons_in(desk.window):
            assert isinstance(button, ActButton)
            assert button.height() >= LOWEST, name
            assert button.width() >= LOWEST, name


def test_a_long_list_builds_only_the_rows_in_sight(desk: Desk, qapp: QApplication) -> None:
    rows = tuple(Row(str(n), (Cell(f"kr {n},00"), Cell("x")), chosen=n == 4321) for n in range(5000))
    table = Table("Holds", (Column("Amount"), Column("Card")), rows, "")
    desk.window.show_value(Screen(samples.shell("holds"), replace(lists.HOLDS, table=table)))
    settle(qapp)
    built = [row for row in desk.window.findChildren(RowView) if row.isVisible()]
    assert len(built) < 40
    desk.window.show_value(
        Screen(
            samples.shell("holds"),
            replace(
                lists.HOLDS,
                table=replace(table, rows=(*rows[:4321], replace(rows[4321], ticked=True), *rows[4322:])),
            ),
        )
    )
    settle(qapp)
    shown = [row.value.id for row in desk.window.findChildren(RowView) if row.isVisible() and row.value]
    assert "4321" in shown
