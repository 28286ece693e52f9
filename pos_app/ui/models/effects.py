"""What a step asks for besides intents: sounds and the end of the program."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.connecting import Given
from pos_app.domain.frozen import frozen
from pos_app.ui.models.about_state import AboutNews
from pos_app.ui.models.connect_state import ConnectNews, NewTill
from pos_app.ui.models.setting_state import SettingsNews
from pos_app.ui.models.start_state import GivenSecrets, StartNews


class Sound(StrEnum):
    """The sounds of the till; each comes with a word and an icon, never alone (rule 8)."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WAITING = "waiting"
    CLICK = "click"
    """A key was not taken."""


@frozen
class PlaySound:
    """Play this once, if sounds are on."""

    sound: Sound


@frozen
class CloseProgram:
    """The person wants the program to end; everything open is saved."""


@frozen
class TryConnection:
    """Ask the card service what these clients may do; `ConnectNews` of this turn comes back."""

    turn: int
    given: Given


@frozen
class KeepConnection:
    """Keep all that Connect was given; `ConnectNews` says how that ended."""

    made: NewTill


@frozen
class OpenTill:
    """Open the till with these; `StartNews` says how that ended.

    `anyway`: also where the card service does not accept a secret.
    """

    given: GivenSecrets
    anyway: bool = False


@frozen
class ReadAbout:
    """Read what the program is made of; `AboutNews` comes back."""


@frozen
class ChangeSettings:
    """Keep these settings, as they were given, for the next start; `SettingsNews` says how that ended."""

    texts: tuple[tuple[str, str], ...]


Effect = PlaySound | CloseProgram | TryConnection | KeepConnection | ChangeSettings | OpenTill | ReadAbout
News = ConnectNews | SettingsNews | StartNews | AboutNews
"""What comes back from outside."""
