"""What the closing screen says: what is open, that it is saved, and that staying is the safe answer."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.parts import Panel


@frozen
class ClosingValue:
    """The closing question; its *stay* button has `focus_default`."""

    NAME: ClassVar[str] = "closing"

    panel: Panel
