"""What the program says of itself: its version, and the work of others that it brings."""

from __future__ import annotations

from pos_app.domain.frozen import frozen


@frozen
class Part:
    """A piece of others' work that an installed program brings."""

    name: str
    version: str
    licence: str


@frozen
class AboutNews:
    """What was found out; `folder` is where the licences' texts lie, empty where nothing was installed."""

    version: str = ""
    parts: tuple[Part, ...] = ()
    folder: str = ""
