"""Builds every object of the window once, joins them, and takes them down in order."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_app.application.practise import PractiseCard
    from pos_app.application.window import Driver


def main(argv: Sequence[str], cards: tuple[PractiseCard, ...] = (), driver: Driver | None = None) -> int:
    """Open the window and run it to its end; returns the exit code.

    Garbage is not collected until the till is open: what a start makes, it keeps.
    """
    gc.disable()
    try:
        from pos_app.application.window import opened

        return opened(argv, cards, driver)
    finally:
        gc.enable()
