"""What the closing screen says: what is open, that it is saved, and that staying is the safe answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pos_app.ui.models.parts import Panel


@dataclass(frozen=True, slots=True)
class ClosingValue:
    """The closing question; its *stay* button has `focus_default`."""

    NAME: ClassVar[str] = "closing"

    panel: Panel
