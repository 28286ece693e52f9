"""The `pos-app` command line: one command, or the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from pos_app import __version__

COMMANDS = (
    *("sandbox", "tour", "doctor", "queue", "journal", "rescue", "staff", "connect", "provision"),
    *("selftest", "upgrade-check"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Start the command that `argv` names, or the window; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["--version"]:
        print(f"Holdfast {__version__}")
        return 0
    if words and words[0] in COMMANDS:
        return int(import_module(f"pos_app.commands.{words[0].replace('-', '_')}").main(words[1:]))
    return int(import_module("pos_app.commands.till").main(words))


if __name__ == "__main__":
    sys.exit(main())
