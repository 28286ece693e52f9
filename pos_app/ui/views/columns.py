"""Widths of a table's columns: as wide as their words, the rest by weight. Arithmetic only."""

from __future__ import annotations

from collections.abc import Sequence

from pos_app.domain.frozen import frozen
from pos_app.ui.models.list_value import Cell, Column, Row
from pos_app.ui.views.cells import cell_face, cell_height
from pos_app.ui.views.paint import chip_size
from pos_app.ui.views.theme import Face, Theme

GUTTER = 28
LOWEST, LOWEST_WORDS = 48, 28
"""How high the cells of rows are at least, in px: rows that may get buttons, and rows that never do."""
_APART, _CLOSE = 28, 14
# Longer lists are measured by their first rows; later ones end in an ellipsis if they are wider.
_MEASURED = 60
# Cells of no more characters are never broken into lines.
_UNBROKEN = 18


@frozen
class Plan:
    """Where each cell lies: left edge and width, in px. `stacked` puts a row's buttons under its cells."""

    cells: tuple[tuple[int, int], ...]
    buttons: int
    stacked: bool
    line: int
    row: int


def natural(theme: Theme, columns: Sequence[Column], rows: Sequence[Row]) -> list[float]:
    """The width each column would like."""
    widths = [theme.metrics(Face.CAPS).horizontalAdvance(column.words) for column in columns]
    for row in rows[:_MEASURED]:
        for place, cell in enumerate(row.cells[: len(widths)]):
            if cell.chip is not None:
                wanted = chip_size(theme, cell.chip.words)[0]
            else:
                words = theme.metrics(cell_face(cell.bold)).horizontalAdvance(cell.words)
                wanted = max(words, theme.metrics(Face.NOTE).horizontalAdvance(cell.note))
            widths[place] = max(widths[place], wanted)
    return [width + 2 for width in widths]


def plan(
    theme: Theme,
    columns: Sequence[Column],
    rows: Sequence[Row],
    width: int,
    buttons: int,
    lowest: int = LOWEST,
) -> Plan:
    """Lay the columns out in `width` px; `buttons` px are wanted for the widest row's buttons."""
    wanted = natural(theme, columns, rows)
    apart = _APART
    stacked = False
    room = width - GUTTER - _CLOSE - buttons
    floors = wanted
    if sum(wanted) + apart * len(wanted) > room:
        apart = _CLOSE
        named = zip(columns, wanted, strict=True)
        floors = [least(theme, one.words, rows, n, width) for n, (one, width) in enumerate(named)]
        if sum(floors) + apart * len(wanted) > room and buttons:
            stacked, room = True, room + buttons
    # After the last column a gap is needed only where buttons follow on the same line.
    gaps = len(wanted) if buttons and not stacked else len(wanted) - 1
    spare = room - sum(wanted) - apart * gaps
    widths = _share(wanted, floors, [column.weight for column in columns], spare)
    left, cells = float(GUTTER), []
    for share in widths:
        cells.append((round(left), round(share)))
        left += share + apart
    line = _line(theme, rows, [width for _, width in cells], lowest)
    inner = 16 if theme.density.gap < 10 else 24
    return Plan(tuple(cells), buttons, stacked, line, line + inner + (56 if stacked else 0))


def _line(theme: Theme, rows: Sequence[Row], widths: Sequence[int], lowest: int) -> int:
    """The height of a row's cells: words that are wider than their column break into more lines."""
    tallest = float(lowest)
    for row in rows[:_MEASURED]:
        for cell, width in zip(row.cells, widths, strict=False):
            wanted = cell_height(theme, cell, width) if cell.chip is None else chip_size(theme, "")[1]
            tallest = max(tallest, wanted)
    return round(tallest)


def least(theme: Theme, caption: str, rows: Sequence[Row], place: int, wanted: float) -> float:
    """How narrow a column may get: words may break into two lines, a chip and a single word may not."""
    floor = theme.metrics(Face.CAPS).horizontalAdvance(caption) + 2
    for row in rows[:_MEASURED]:
        cell = row.cells[place] if place < len(row.cells) else Cell()
        if cell.chip is not None:
            return wanted
        face = cell_face(cell.bold)
        whole = theme.metrics(face).horizontalAdvance(cell.words)
        words = f"{cell.words} {cell.note}".split()
        longest = max((theme.metrics(face).horizontalAdvance(word) for word in words), default=0.0)
        # Sums, numbers and names stay on one line; only sentences break.
        breaks = len(cell.words) > _UNBROKEN
        floor = max(floor, longest + 2, whole * 0.6 if breaks else whole + 2)
    return min(wanted, floor)


def _share(wanted: list[float], floors: list[float], weights: list[int], spare: float) -> list[float]:
    """Give what is spare by weight; take what is missing where words may break, then from the widest."""
    if spare >= 0:
        whole = sum(weights) or 1
        return [width + spare * weight / whole for width, weight in zip(wanted, weights, strict=True)]
    found = list(wanted)
    missing = _narrow(found, floors, -spare)
    _narrow(found, [24.0] * len(found), missing)
    return found


def _narrow(widths: list[float], floors: list[float], missing: float) -> float:
    """Narrow the columns that have most above their floor; return what is still missing."""
    while missing > 0.5:
        above = [width - floor for width, floor in zip(widths, floors, strict=True)]
        most = max(range(len(above)), key=above.__getitem__)
        if above[most] <= 0.5:
            break
        second = max((one for place, one in enumerate(above) if place != most), default=0.0)
        cut = min(missing, above[most], max(1.0, above[most] - max(second, 0.0)))
        widths[most] -= cut
        missing -= cut
    return missing
