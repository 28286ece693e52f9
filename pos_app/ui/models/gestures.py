"""What a person did, as the views report it: one small value each. Models decide what it means."""

from __future__ import annotations

from pos_app.domain.frozen import frozen
from pos_app.ui.models.parts import Where


@frozen
class Pressed:
    """A button (or a clickable line) that is on was pressed: by mouse, touch, Space, or its printed key.

    The guard and auto-repeat have been seen to (screens.md, rule 1a). Esc and Enter never arrive as Pressed
    from the keyboard, except Enter on a focused button without a guard.
    """

    button_id: str


@frozen
class Key:
    """A key of the table of screens.md that is not printed on a button that is on.

    `name` is in the plain form on every system: "F1" … "F12", "Shift+F9", "Esc", "Enter", "Backspace", "+",
    "Ctrl+F1", "Ctrl+A". Ctrl+1 … Ctrl+9, Ctrl+0 and Ctrl+L arrive as the F-key they stand for. Esc always
    arrives so, because what it does depends on the screen.
    """

    name: str
    where: Where = Where.ELSEWHERE


@frozen
class Typed:
    """One key typed, or one amount key pressed ("00" is one), where digits are taken: amount, rows or PIN."""

    char: str
    where: Where = Where.AMOUNT


@frozen
class Pasted:
    """Text pasted where an amount is taken; to be read whole (rule 3)."""

    text: str
    where: Where = Where.AMOUNT


@frozen
class Scanned:
    """A whole scan, heard on any screen, without the Enter or Tab that ended it.

    `clash` is true when another text was scanned less than 1 s before: show neither (rule 1). `where` had the
    focus: with the order field open, a code that is no card is an order number.
    """

    text: str
    clash: bool = False
    where: Where = Where.ELSEWHERE


@frozen
class ScanFieldText:
    """The text of the open scan field changed by hand."""

    text: str


@frozen
class ScanFieldOpened:
    """The scan field was clicked; F1 on its own screen arrives as `Key("F1")`."""


@frozen
class OrderText:
    """The order number was edited."""

    text: str


@frozen
class FindText:
    """The find field of a list was edited."""

    text: str


@frozen
class FieldText:
    """A field of Connect was edited. What stands in it may be secret: it is never printed."""

    field: str
    text: str

    def __repr__(self) -> str:
        """Hide what was typed."""
        return f"FieldText({self.field})"


@frozen
class RowChosen:
    """A row became the chosen one, by arrows or a click."""

    row_id: str


@frozen
class RowOpened:
    """Enter or a double click on a row: open its story, or close it again."""

    row_id: str


@frozen
class RowTicked:
    """Space on a row: choose it for an act on several, or give it up again."""

    row_id: str


@frozen
class Opened:
    """A tab was clicked; its key arrives as `Key`."""

    screen: str


@frozen
class CloseAsked:
    """The window's close button (or the system) asks to end the program."""


Gesture = (
    Pressed
    | Key
    | Typed
    | Pasted
    | Scanned
    | ScanFieldText
    | ScanFieldOpened
    | OrderText
    | FindText
    | FieldText
    | RowChosen
    | RowOpened
    | RowTicked
    | Opened
    | CloseAsked
)
