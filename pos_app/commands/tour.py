"""A guided tour: drives the real window through a day in Training; a numbered picture of each step."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from pos_app import application
from pos_app.application.guide import GUESTS, MOST_TO_PAY, Camera
from pos_app.application.tour import walk
from pos_app.application.tour_connect import next_start
from pos_app.application.window import Till
from pos_app.commands.till import PRACTISE
from pos_app.storage.places import Places
from pos_app.storage.settings import Settings
from pos_app.storage.settings_file import write_settings
from pos_app.storage.staff import ROLES, StaffFile

Part = Callable[[Till, Camera], Awaitable[None]]


def main(argv: Sequence[str]) -> int:
    """Take the tour; the pictures lie in the folder that was named. Works without a display."""
    given = _parser().parse_args(list(argv))
    folder = Path(given.folder)
    folder.mkdir(parents=True, exist_ok=True)
    _need_no_display()
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # the real one is not the tour's
    camera = Camera(folder)
    lost: list[str] = []

    def driver(part: Part) -> Callable[[Till], Awaitable[None]]:
        async def drive(till: Till) -> None:
            try:
                await part(till, camera)
            except TimeoutError:
                lost.append(camera.last)

        return drive

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        _hire(Places.of(Path(home)))
        words = ["--home", home, "--theme", given.theme, "--size", given.size]
        words += ["--language", given.language, "--text-scale", str(given.text_scale)]
        code = max(application.main(words, PRACTISE, driver(part)) for part in (walk, next_start))
    if lost:
        print(f"The tour stopped after {lost[0] or 'the start'}.", file=sys.stderr)
        return 1
    print(f"{camera.taken} pictures are in {folder}")
    return code


def _hire(places: Places) -> None:
    """Give the tour's Training a staff that signs in, and a limit for its cashiers."""
    write_settings(places.settings_file, Settings(limits_cashier=f"pay {MOST_TO_PAY} - -"))
    staff = StaffFile(places.staff_file(training=True), places.staff_attempts_file(training=True))
    for guest in GUESTS:
        role = ROLES["manager" if guest.manages else "cashier"]
        staff.add(guest.name, role, guest.pin, guest.badge)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-app tour", description=__doc__)
    parser.add_argument("folder", metavar="DIR", help="where the pictures are put")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--size", default="1280x800", help="such as 1024x720")
    parser.add_argument("--language", choices=("en", "nb"), default="en")
    parser.add_argument("--text-scale", type=int, choices=(100, 125, 150), default=100)
    return parser


def _need_no_display() -> None:
    """Without a screen Qt draws into memory."""
    has_screen = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not has_screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
