"""The small values every screen is made of: words, tones, icons, chips, buttons.

All are frozen and already worded: a view prints them and decides nothing. Amounts arrive printed, with the
sentence a screen reader says beside them.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pos_app.domain.frozen import frozen

# A money button ignores a press this long after its words, sum or card changed (screens.md, rule 1a), in
# milliseconds.
MONEY_GUARD_MS = 500
# A question's yes ignores the key that asked it for this long (rule 10), in milliseconds.
YES_GUARD_MS = 400


class Tone(StrEnum):
    """What a colour means; the style knows which colour that is."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    WAITING = "waiting"
    REFUSED = "refused"
    HOLD = "hold"
    MUTED = "muted"


class IconName(StrEnum):
    """The icons of Holdfast; each value is the stem of a file in `resources/icons`."""

    ALERT = "triangle-alert"
    BACKSPACE = "delete"
    BAN = "ban"
    CALENDAR = "calendar-clock"
    CARD = "credit-card"
    CHECK = "check"
    CLOCK = "clock"
    COINS = "coins"
    COMPUTER = "hard-drive"
    CROSS = "x"
    HELP = "circle-help"
    INFO = "info"
    KEY = "key-round"
    LOCK = "lock"
    PERSON = "user"
    READ = "refresh-cw"
    REFUSED = "circle-x"
    SCAN = "scan-barcode"
    SEARCH = "search"
    UNDO = "rotate-ccw"


class Look(StrEnum):
    """How a button is drawn. Only FILLED is filled with the accent; DANGER is an outline, never filled."""

    FILLED = "filled"
    OUTLINE = "outline"
    DANGER = "danger"
    PLAIN = "plain"
    KEY = "key"


class Where(StrEnum):
    """The places of a screen that can have the keyboard."""

    AMOUNT = "amount"
    ORDER = "order"
    SCAN = "scan"
    FIND = "find"
    ROWS = "rows"
    PIN = "pin"
    FIELD = "field"
    ACTION = "action"
    ELSEWHERE = "elsewhere"


@frozen
class Run:
    """A piece of a line in one look.

    `key` prints the words as a key of the keyboard, by its name in `keys`.
    """

    words: str
    bold: bool = False
    key: bool = False


_NEXT_LINE = Run("\u2028")


@frozen
class Line:
    """A sentence in runs.

    It wraps where the screen gives it more than one line. Without runs it is not shown.
    """

    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The sentence without its looks, as a screen reader says it."""
        return "".join("\n" if run is _NEXT_LINE else run.words for run in self.runs)

    def __bool__(self) -> bool:
        return any(run.words for run in self.runs)


_MARK = re.compile(r"\*\*(.+?)\*\*|\[\[(.+?)\]\]")


def line(template: str, **values: str) -> Line:
    """Make a line from a worded template.

    `**bold**` and `[[F1]]` (a printed key) are looks; `{name}` takes a value of that name. Values are put
    in after the looks were found, so a value can never change them.
    """
    runs: list[Run] = []
    end = 0
    for found in _MARK.finditer(template):
        _append(runs, Run(template[end : found.start()]), values)
        bold, key = found.group(1), found.group(2)
        _append(runs, Run(bold or key, bold=bold is not None, key=key is not None), values)
        end = found.end()
    _append(runs, Run(template[end:]), values)
    return Line(tuple(runs))


def _append(runs: list[Run], run: Run, values: dict[str, str]) -> None:
    if run.words:
        words = run.words.format(**values) if values else run.words
        runs.append(Run(words, run.bold, run.key))


NO_LINE = Line()


def under_each_other(*sentences: Line) -> Line:
    """Sentences that each begin on a line of their own."""
    runs: list[Run] = []
    for one in sentences:
        if one:
            runs += (_NEXT_LINE, *one.runs) if runs else one.runs
    return Line(tuple(runs))


@frozen
class Sum:
    """A printed amount ("kr 500,00") and how it is said ("500 kroner"); `spoken` empty says it as printed."""

    printed: str
    spoken: str = ""


@frozen
class Chip:
    """A state in one word, one tone and one icon; never colour alone."""

    words: str
    tone: Tone
    icon: IconName


@frozen
class Button:
    """A button and what it says.

    `id` comes back in `Pressed`. `keys` is the key printed on it ("F9", "Shift+F9", "Esc"; the view prints
    the ⌘ form on macOS). Off buttons show `why_off` beside or under them. `guard_ms` refuses presses for so
    long after anything of this value, or `about` (the card or row it acts on), changed; a button with a
    guard also ignores auto-repeat and Enter. `chosen` draws a check. `wide` makes it the 60 px main action
    that takes the free width. `focus_default` is for a question's *no*. `spoken` replaces the words for a
    screen reader.
    """

    id: str
    words: str
    keys: str = ""
    look: Look = Look.OUTLINE
    on: bool = True
    why_off: str = ""
    about: str = ""
    guard_ms: int = 0
    chosen: bool = False
    wide: bool = False
    focus_default: bool = False
    icon: IconName | None = None
    spoken: str = ""


@frozen
class Pair:
    """A caption and its value on one line, as "This card pays  kr 500,00"."""

    caption: str
    sum: Sum
    icon: IconName | None = None


@frozen
class Panel:
    """A box of words and acts in the middle of a screen: held, waiting, refused, a question, which hold …

    `id` says which panel it is; a panel with another id is a new one. `tone` is its border. `asks` marks a
    question in place: its button with `focus_default` gets the focus when the panel appears, and the focus
    goes back where it was when the panel leaves. `foot` is the small line under the buttons.
    """

    id: str
    title: Line
    tone: Tone = Tone.NEUTRAL
    chip: Chip | None = None
    text: Line = NO_LINE
    buttons: tuple[Button, ...] = ()
    foot: Line = NO_LINE
    asks: bool = False


@frozen
class FocusAsk:
    """Asks for the focus to move because the person pressed a key that says so (F7 "which hold", F1 again).

    The view moves it once for each new `turn`; the same turn again moves nothing.
    """

    where: Where
    turn: int
