"""How tightly the window is laid out: rule 9 of screens.md as arithmetic, without widgets."""

from __future__ import annotations

from enum import Enum

from pos_app.domain.frozen import frozen

# What text at 200 % would need more in height than at 100 %, in px.
_TEXT_GROWTH = 170


class LatestShape(Enum):
    """Latest as cards of two lines, as one line, or folded away."""

    CARDS = "cards"
    LINE = "line"
    FOLDED = "folded"


@frozen
class Density:
    """Sizes in px for one window size and one size of text."""

    gap: int
    padding: int
    edge: int
    header: int
    key: int
    key_gap: int
    column: int
    latest: LatestShape
    compact: bool
    notices: int


def density(width: int, height: int, scale: float) -> Density:
    """The density for a window of `width` × `height` px and text at `scale` (1.0, 1.25, 1.5)."""
    room = height - _TEXT_GROWTH * (scale - 1)
    low, lowest = room < 800, room < 740
    tall = room >= 1000
    column = min(max(404.0, width * 0.24), 520.0) * (1 + (scale - 1) * 0.55)
    return Density(
        gap=8 if lowest else 14,
        padding=12 if lowest else (16 if low else 20),
        edge=12 if lowest else 20,
        header=52 if lowest and scale < 1.25 else 60,
        key=68 if tall else (48 if low else 60),
        key_gap=4 if lowest else 8,
        column=round(min(column, width * 0.44)),
        latest=LatestShape.FOLDED if lowest else LatestShape.LINE if low else LatestShape.CARDS,
        compact=width / scale < 1200,
        notices=3 if tall else 1,
    )
