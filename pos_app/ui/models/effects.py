"""What a step asks for besides intents: sounds and the end of the program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sound(StrEnum):
    """The sounds of the till; each comes with a word and an icon, never alone (rule 8)."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WAITING = "waiting"
    CLICK = "click"
    """A key was not taken."""


@dataclass(frozen=True, slots=True)
class PlaySound:
    """Play this once, if sounds are on."""

    sound: Sound


@dataclass(frozen=True, slots=True)
class CloseProgram:
    """The person wants the program to end; everything open is saved."""


Effect = PlaySound | CloseProgram
