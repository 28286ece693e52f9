"""What Connect says: four steps, each a title, maybe choices, fields with their notes, and what was found."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.parts import NO_LINE, Button, Chip, FocusAsk, Line


@frozen
class StepMark:
    """One of the steps above the title."""

    number: str
    words: str
    current: bool = False
    done: bool = False


@frozen
class TextField:
    """A field for a text; `FieldText` comes back with its `id`. `secret` shows dots, also to a screen reader.

    `problem` is what is wrong with what stands in it, and takes the place of `note`.
    """

    id: str
    caption: str
    text: str = ""
    note: str = ""
    problem: str = ""
    secret: bool = False
    on: bool = True

    def __repr__(self) -> str:
        """Hide what was typed."""
        return f"TextField({self.id})"


@frozen
class Choice:
    """One of a few ways, as a card of a title and a sentence; a click gives `Pressed(id)`."""

    id: str
    title: str
    text: str
    chosen: bool = False


@frozen
class Group:
    """Small choices under a caption."""

    caption: str
    buttons: tuple[Button, ...]


@frozen
class ConnectValue:
    """The whole of Connect. `fields` stand in rows of one or two; `found` is a chip and a sentence each."""

    NAME: ClassVar[str] = "connect"

    steps: tuple[StepMark, ...]
    title: Line
    text: Line = NO_LINE
    choices: tuple[Choice, ...] = ()
    fields: tuple[tuple[TextField, ...], ...] = ()
    groups: tuple[Group, ...] = ()
    found: tuple[tuple[Chip, Line], ...] = ()
    acts: tuple[Button, ...] = ()
    focus: FocusAsk | None = None
