"""How the program should look: the settings a person may choose."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.frozen import frozen


class Scheme(StrEnum):
    """Light, dark, or what the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@frozen
class Appearance:
    """The colours, and the size of text in percent: 100, 125 or 150."""

    scheme: Scheme = Scheme.SYSTEM
    text_percent: int = 100
