"""What an installed program knows of itself: its version and the licences that lie in its folder."""

from __future__ import annotations

import json
import logging

from pos_app import __version__
from pos_app.storage.places import licences
from pos_app.ui.models.about_state import AboutNews, Part

log = logging.getLogger(__name__)


def about() -> AboutNews:
    """Read it; blocks, never raises."""
    folder = licences()
    if folder is None:
        return AboutNews(__version__)
    try:
        listed = json.loads((folder / "licences.json").read_text("utf-8"))
        parts = tuple(Part(str(one["name"]), str(one["version"]), str(one["licence"])) for one in listed)
    except (OSError, ValueError, KeyError, TypeError):
        log.warning("the list of licences cannot be read")
        parts = ()
    return AboutNews(__version__, parts, str(folder))
