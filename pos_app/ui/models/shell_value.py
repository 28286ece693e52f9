"""What the frame around every screen says: tabs, banner, light, who, latest, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.domain.frozen import frozen
from pos_app.ui.models.parts import Button, Chip, Line, Sum, Tone

if TYPE_CHECKING:
    from pos_app.ui.models.closing_value import ClosingValue
    from pos_app.ui.models.connect_value import ConnectValue
    from pos_app.ui.models.help_value import HelpValue
    from pos_app.ui.models.history_value import HistoryValue
    from pos_app.ui.models.holds_value import HoldsValue
    from pos_app.ui.models.manage_value import ManageValue
    from pos_app.ui.models.page_value import PageValue
    from pos_app.ui.models.sign_in_value import SignInValue
    from pos_app.ui.models.till_value import TillValue
    from pos_app.ui.models.waiting_value import WaitingValue


@frozen
class Tab:
    """A screen that works. `count` is printed in a dot beside the words (empty: no dot), in `tone`."""

    id: str
    words: str
    keys: str
    count: str = ""
    tone: Tone = Tone.NEUTRAL
    current: bool = False
    spoken: str = ""


@frozen
class Banner:
    """The striped line of Training or of a test account.

    A click gives `Pressed(press_id)`; empty: no click.
    """

    line: Line
    press_id: str = ""
    spoken: str = ""


@frozen
class Light:
    """The connection light (rule 7): the whole chip, and `short` ("3") for windows below 1200 px."""

    chip: Chip
    short: str


@frozen
class Latest:
    """One of the newest operations, at most four on screen. A click gives `Pressed(id)`."""

    id: str
    amount: Sum
    chip: Chip
    detail: str


@frozen
class Notice:
    """A line above Latest that stays until it is opened or its reason is gone."""

    id: str
    line: Line
    chip: Chip
    buttons: tuple[Button, ...] = ()


@frozen
class Announcement:
    """A result a screen reader says once: a new `turn` is said, the same turn again is not."""

    words: str
    turn: int


@frozen
class Shell:
    """The frame.

    `who` is "Kari · cashier", `place` is "Till 2 · Storgata"; `actions` stand at the far right.
    """

    title: str
    program: str
    tabs: tuple[Tab, ...]
    light: Light
    who: str
    place: str
    banner: Banner | None = None
    actions: tuple[Button, ...] = ()
    latest_caption: str = ""
    latest: tuple[Latest, ...] = ()
    notices: tuple[Notice, ...] = ()
    announcement: Announcement | None = None
    bare: bool = False
    """Only the banner stands around the screen: the till is locked, or being connected."""


@frozen
class Screen:
    """Everything the window shows: the frame and the one screen that is open."""

    shell: Shell
    body: (
        TillValue
        | HoldsValue
        | WaitingValue
        | PageValue
        | HistoryValue
        | ManageValue
        | HelpValue
        | ClosingValue
        | SignInValue
        | ConnectValue
    )
