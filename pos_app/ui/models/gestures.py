"""What a person did, as the views report it: one small value each. Models decide what it means."""

from __future__ import annotations

from dataclasses import dataclass

from pos_app.ui.models.parts import Where


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button (or a clickable line) that is on was pressed: by mouse, touch, Space, or its printed key.

    The guard and auto-repeat have been seen to (screens.md, rule 1a). Esc and Enter never arrive as Pressed
    from the keyboard, except Enter on a focused button without a guard.
    """

    button_id: str


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the table of screens.md that is not printed on a button that is on.

    `name` is in the plain form on every system: "F1" … "F12", "Shift+F9", "Esc", "Enter", "Backspace", "+",
    "Ctrl+F1", "Ctrl+A". Ctrl+1 … Ctrl+9, Ctrl+0 and Ctrl+L arrive as the F-key they stand for. Esc always
    arrives so, because what it does depends on the screen.
    """

    name: str
    where: Where = Where.ELSEWHERE


@dataclass(frozen=True, slots=True)
class Typed:
    """One key typed, or one amount key pressed ("00" is one), where digits are taken: amount, rows or PIN."""

    char: str
    where: Where = Where.AMOUNT


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text pasted where an amount is taken; to be read whole (rule 3)."""

    text: str
    where: Where = Where.AMOUNT


@dataclass(frozen=True, slots=True)
class Scanned:
    """A whole scan, heard on any screen, without the Enter or Tab that ended it.

    `clash` is true when another text was scanned less than 1 s before: show neither (rule 1). `where` had the
    focus: with the order field open, a code that is no card is an order number.
    """

    text: str
    clash: bool = False
    where: Where = Where.ELSEWHERE


@dataclass(frozen=True, slots=True)
class ScanFieldText:
    """The text of the open scan field changed by hand."""

    text: str


@dataclass(frozen=True, slots=True)
class ScanFieldOpened:
    """The scan field was clicked; F1 on its own screen arrives as `Key("F1")`."""


@dataclass(frozen=True, slots=True)
class OrderText:
    """The order number was edited."""

    text: str


@dataclass(frozen=True, slots=True)
class FindText:
    """The find field of a list was edited."""

    text: str


@dataclass(frozen=True, slots=True)
class RowChosen:
    """A row became the chosen one, by arrows or a click."""

    row_id: str


@dataclass(frozen=True, slots=True)
class RowOpened:
    """Enter or a double click on a row: open its story, or close it again."""

    row_id: str


@dataclass(frozen=True, slots=True)
class RowTicked:
    """Space on a row: choose it for an act on several, or give it up again."""

    row_id: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A tab was clicked; its key arrives as `Key`."""

    screen: str


@dataclass(frozen=True, slots=True)
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
    | RowChosen
    | RowOpened
    | RowTicked
    | Opened
    | CloseAsked
)
