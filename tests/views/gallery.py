"""Draws every sample state: `python -m tests.views.gallery DIR [NAME…]` saves a picture of each."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from pos_app.ui.models.appearance import Appearance, Scheme
from pos_app.ui.models.shell_value import Screen
from pos_app.ui.views.shell import Window
from pos_app.ui.views.theme import Theme
from tests.views import lists, samples, states
from tests.views.norwegian import norwegian

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SIZES = ((1024, 720), (1280, 800), (1920, 1080), (2560, 1440))
PERCENTS = (100, 125, 150)

STATES: dict[str, Screen] = {
    **{name: Screen(samples.shell("till", waits), body) for name, (body, waits) in states.STATES.items()},
    "noticed": Screen(samples.shell("till", 1, states.NOTICES), samples.TILL),
    "holds": Screen(samples.shell("holds"), lists.HOLDS),
    "holds-story": Screen(samples.shell("holds"), lists.HOLDS_TOLD),
    "holds-asked": Screen(samples.shell("holds"), lists.HOLDS_ASKED),
    "holds-empty": Screen(samples.shell("holds"), lists.HOLDS_EMPTY),
    "waiting": Screen(samples.shell("waiting", 4), lists.WAITING_SCREEN),
    "fund": Screen(samples.shell("manage"), lists.FUND),
    "help": Screen(samples.shell("till"), lists.HELP),
    "closing": Screen(samples.shell("till", 2), lists.CLOSING),
}


def settle(app: QApplication) -> None:
    """Let layouts and paints that are due happen."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def main(folder: str, *names: str) -> None:
    """Save `NAME-WIDTHxHEIGHT-SCHEME-PERCENT-LANGUAGE.png` for each state (or the named ones)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    window = Window(Theme(RESOURCES))
    window.show()
    window.activateWindow()
    for percent in PERCENTS:
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            for width, height in SIZES:
                window.set_appearance(Appearance(scheme, percent))
                window.resize(width, height)
                for name in names or STATES:
                    for language, value in (("en", STATES[name]), ("nb", norwegian(STATES[name]))):
                        window.show_value(value)
                        settle(app)
                        file = f"{name}-{width}x{height}-{scheme.value}-{percent}-{language}.png"
                        window.grab().save(str(target / file))
    window.allow_close()
    window.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
