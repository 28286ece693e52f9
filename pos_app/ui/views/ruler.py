"""Measures what rows need before they are shown: their buttons and their stories."""

from __future__ import annotations

from collections.abc import Sequence

from pos_app.ui.models.list_value import Row, Story
from pos_app.ui.views.button import ActButton
from pos_app.ui.views.kit import Kit, restyle_all
from pos_app.ui.views.row_view import BUTTONS_APART, EDGE
from pos_app.ui.views.story import StoryView

# Only so many rows are asked how wide their buttons are.
_MEASURED = 100


class Ruler:
    """Widgets that are never shown, filled to ask them for their size."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._button = ActButton(kit)
        self._story: StoryView | None = None

    def widest_buttons(self, rows: Sequence[Row]) -> int:
        """The width of the widest row of buttons, in px; 0 when no row has any."""
        widest = 0
        for buttons in {row.buttons for row in rows[:_MEASURED] if row.buttons}:
            whole = -BUTTONS_APART
            for button in buttons:
                self._button.show_value(button)
                self._button.restyle()
                whole += self._button.sizeHint().width() + BUTTONS_APART
            widest = max(widest, whole)
        return widest

    def story(self, value: Story, width: int) -> int:
        """The height a story adds to its row, in px."""
        self._story = self._story or StoryView(self._kit)
        self._story.show_value(value)
        restyle_all(self._story)
        inside = self._story.layout()
        if inside is None:
            return EDGE
        # A widget that is never shown is never told to lay out: do it here, down to the inner grids.
        inside.invalidate()
        inside.activate()
        return inside.heightForWidth(width - 2 * EDGE) + EDGE
