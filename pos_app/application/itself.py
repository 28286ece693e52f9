"""How this program starts another copy of itself, installed or from source."""

from __future__ import annotations

import sys
from pathlib import Path

PROGRAM = "pos-app"


def itself() -> list[str]:
    """The words that start this program; its command follows them.

    An installed program has a twin for the command line beside it, which has pipes where the window has none.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "pos_app"]
    here = Path(sys.executable)
    twin = here.with_name(PROGRAM + here.suffix)
    return [str(twin if twin.exists() else here)]
