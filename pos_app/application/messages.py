"""Where the program's messages go. They hold no secret, no code and no amount."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "messages.log"
MOST_BYTES = 1 << 20
"""A file of messages is not longer than this; one older file is kept beside it."""
_SHAPE = "%(asctime)s %(name)s %(levelname)s %(message)s"


def keep_messages(folder: Path) -> None:
    """Send messages to standard error, or to a file in `folder` where there is none, as on Windows.

    Where that file cannot be written, messages are dropped: they never keep a till from opening.
    """
    logging.basicConfig(level=logging.WARNING, format=_SHAPE, handlers=[_handler(folder / NAME)])


def _handler(file: Path) -> logging.Handler:
    if sys.stderr is not None:
        return logging.StreamHandler()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(file, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return logging.NullHandler()
