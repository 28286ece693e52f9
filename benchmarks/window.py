"""The real window on a card service of its own, driven for a measurement."""

from __future__ import annotations

import asyncio
import io
import os
import sys
import time
from pathlib import Path

from pos_app import application
from pos_app.application.hand import Hand
from pos_app.application.window import Driver, Till
from tests.card_service import CardService


def run(service: CardService, home: Path, driver: Driver) -> None:
    """Open the till on a running card service and let `driver` work it; returns when it is closed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed: list[BaseException] = []

    async def driven(till: Till) -> None:
        try:
            await till.ready.wait()
            await driver(till)
        except BaseException as error:
            failed.append(error)
            raise

    sys.stdin = io.StringIO(service.manager.secret + "\n")
    application.main(words(service, home), driver=driven)
    sys.stdin, sys.excepthook = sys.__stdin__, sys.__excepthook__
    if failed:
        raise failed[0]


def words(service: CardService, home: Path) -> list[str]:
    """The command line of a till on this card service; the secret comes on standard input."""
    asked = ["--home", str(home), "--base-url", service.base_url, "--account", service.account]
    asked += ["--client-id", service.manager.client_id, "--secret-stdin"]
    return [*asked, "--key-file", str(home / "journal.key"), "--language", "en", "--size", "1280x800"]


async def at_rest(hand: Hand, seconds: float) -> None:
    """Wait until the till has had nothing new to draw for so long."""
    number, since = hand.snapshot.number, time.monotonic()
    while time.monotonic() - since < seconds:
        await asyncio.sleep(0.005)
        if hand.snapshot.number != number:
            number, since = hand.snapshot.number, time.monotonic()
