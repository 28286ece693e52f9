"""Rows and tables: the holds on a card, and the lists of Holds and Waiting."""

from __future__ import annotations

from pos_app.domain.frozen import frozen
from pos_app.ui.models.parts import Button, Chip, Sum


@frozen
class Step:
    """One step of a story: when, and what happened."""

    time: str
    words: str
    bold: bool = False


@frozen
class Fact:
    """One fact of a story: "Order", "10240"."""

    caption: str
    words: str


@frozen
class Story:
    """What happened to one operation, opened in place under its row."""

    caption: str
    amount: Sum
    detail: str
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()


@frozen
class HoldRow:
    """A hold on the card that is on the till.

    Only the chosen row shows its keys (rule 10b): give them only there.
    """

    id: str
    amount: Sum
    detail: str
    chip: Chip
    buttons: tuple[Button, ...] = ()
    chosen: bool = False
    story: Story | None = None
    spoken: str = ""


@frozen
class Column:
    """A column's caption.

    `right` aligns it and its cells to the right, `weight` is its share of the width.
    """

    words: str
    right: bool = False
    weight: int = 10


@frozen
class Cell:
    """One cell: words (with a small `note` under them), or a chip."""

    words: str = ""
    note: str = ""
    bold: bool = False
    muted: bool = False
    chip: Chip | None = None


@frozen
class Row:
    """A row of a table.

    One cell for each column, then its buttons. `ticked` is chosen among several (Space).
    """

    id: str
    cells: tuple[Cell, ...]
    buttons: tuple[Button, ...] = ()
    chosen: bool = False
    ticked: bool = False
    story: Story | None = None
    spoken: str = ""


@frozen
class Table:
    """A list of rows under captions. `empty` is said when there is none ("Nothing is waiting")."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str
