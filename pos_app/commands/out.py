"""Printing to whatever is at the other end of the pipe, without ever failing on a letter it does not know."""

from __future__ import annotations

import json
import sys


def say(text: str = "") -> None:
    """Print a line; letters the other end cannot show become question marks."""
    known = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(known, "replace").decode(known))


def say_json(value: object) -> None:
    """Print a value as JSON in plain ASCII."""
    print(json.dumps(value, indent=2))
