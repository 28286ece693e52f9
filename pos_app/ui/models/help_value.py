"""What the help says: the keys of a screen, and in Training the cards one may practise with."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.parts import NO_LINE, Button, Line


@frozen
class KeyHelp:
    """A key and what it does here; `keys` may hold several names split by a space ("F9 Ctrl+9")."""

    keys: str
    words: str


@frozen
class PractiseCard:
    """A training card: what it shows, the number to type or scan, and a button that puts it on the till."""

    words: str
    number: str
    use: Button | None = None


@frozen
class HelpValue:
    """The help in place of a screen. Either part may be empty."""

    NAME: ClassVar[str] = "help"

    title: str
    close: Button
    keys_caption: str = ""
    keys: tuple[KeyHelp, ...] = ()
    cards_caption: str = ""
    cards_text: Line = NO_LINE
    cards: tuple[PractiseCard, ...] = ()
    about: Button | None = None
