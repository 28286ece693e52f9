"""Make this machine ready and start the till; arguments go on to it.

Without a display the till cannot open its window: then it is driven unseen and leaves pictures.
"""

import os
import sys

import setup
from project import ROOT, run, say, venv_python

PICTURES = ROOT / "tour"


def has_display() -> bool:
    """True where a window can be shown, or where the caller has chosen a Qt platform."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def main() -> None:
    """Set up, then start the window, or take the tour where there is no display."""
    setup.prepare("run")
    arguments = sys.argv[1:]
    extra = {} if has_display() else {"QT_QPA_PLATFORM": "offscreen"}
    if not arguments and not has_display():
        say(f"This machine has no display. Taking the tour instead; its pictures go to {PICTURES}")
        arguments = ["tour", str(PICTURES)]
    sys.exit(run([venv_python(), "-m", "pos_app", *arguments], extra))


if __name__ == "__main__":
    main()
