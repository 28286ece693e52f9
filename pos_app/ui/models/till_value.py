"""What the Till says: scan field, card, panels in the middle, and the column where money is asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.list_value import HoldRow
from pos_app.ui.models.parts import (
    NO_LINE,
    Button,
    Chip,
    FocusAsk,
    IconName,
    Line,
    Pair,
    Panel,
    Sum,
    Tone,
)


class ScanMode(StrEnum):
    """REST hears scans and prints a hint; TYPING is open for a number; READING and MESSAGE print `line`."""

    REST = "rest"
    TYPING = "typing"
    READING = "reading"
    MESSAGE = "message"


@frozen
class ScanField:
    """The wide field on top.

    `line` is the hint, the reading line, the message, or the typing field's hint.
    """

    mode: ScanMode
    line: Line
    text: str = ""
    tone: Tone = Tone.NEUTRAL
    icon: IconName = IconName.SCAN
    name: str = ""


@frozen
class CardPicture:
    """The drawn card.

    Its number is never more than the last four. `dim` draws it without its colour (unusable).
    """

    title: str
    currency: str
    number: str
    expires: str
    dim: bool = False


@frozen
class CardPanel:
    """The card that is on the till, or what is known instead.

    With `figure`: caption, big figure, chip and `detail` as in the pictures. Without it: `headline` stands
    where the figure would (no card, reading, unknown code …) and the picture, if any, is the card being
    read.
    """

    caption: str = ""
    figure: Sum | None = None
    headline: Line = NO_LINE
    detail: Line = NO_LINE
    chip: Chip | None = None
    picture: CardPicture | None = None
    tone: Tone = Tone.NEUTRAL
    buttons: tuple[Button, ...] = ()


@frozen
class HoldList:
    """Holds on this card. `note` is a line under the rows ("kr 150,00 is on hold elsewhere …")."""

    title: str
    summary: str
    rows: tuple[HoldRow, ...]
    note: Line = NO_LINE


@frozen
class OrderField:
    """The order number, counted by the till, typed or scanned."""

    label: str
    text: str
    keys: str = "Tab"
    name: str = ""


@frozen
class AmountField:
    """What was understood, printed.

    `empty` prints it muted. `message` says under it why a key was refused.
    """

    printed: str
    spoken: str
    empty: bool = False
    message: Line = NO_LINE
    name: str = ""


@frozen
class SaleLine:
    """A card that is part of this sale: its number and what it did."""

    id: str
    card: str
    chip: Chip


@frozen
class AmountPad:
    """The amount keys. Digits, `decimal` and "00" arrive as `Typed`, the arrow as `Key("Backspace")`.

    `quick` are buttons in a row above the keys. Without `fill` its place stays empty.
    """

    decimal: str
    clear: Button
    backspace_name: str
    fill: Button | None = None
    quick: tuple[Button, ...] = ()


@frozen
class PinPad:
    """The card's PIN in place of the amount keys: dots only, digits arrive as `Typed(…, Where.PIN)`."""

    caption: str
    dots: int
    clear: Button
    backspace_name: str
    message: Line = NO_LINE
    name: str = ""


@frozen
class PayColumn:
    """The right-hand column. `stop` (this computer cannot sell) replaces the main and the other action."""

    caption: str
    amount: AmountField
    pad: AmountPad | PinPad
    main: Button
    other: Button | None = None
    order: OrderField | None = None
    sale: tuple[SaleLine, ...] = ()
    pays: Pair | None = None
    left: Pair | None = None
    note: Line = NO_LINE
    stop: Panel | None = None


@frozen
class TillValue:
    """The whole Till. `middle` is drawn from top to bottom under the card."""

    NAME: ClassVar[str] = "till"

    scan: ScanField
    card: CardPanel
    pay: PayColumn
    middle: tuple[Panel | HoldList, ...] = ()
    focus: FocusAsk | None = None
