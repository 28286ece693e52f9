"""A till that was connected before, as a program of its own: `python -m tests.journeys.connected_till`.

It reads one line of JSON from standard input (`badge`, `code`, `pin`; `asked` where no secret is kept),
signs in, sells once, and prints what anybody on this computer could see of it meanwhile: its window's title,
its accessibility tree, its command line and its environment. The command line is the till's own.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from pos_app import application
from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.service.snapshot import Reading
from pos_app.ui.models.gestures import FieldText
from pos_app.ui.models.program_state import Over
from pos_app.ui.models.start_state import StartProblem

TEXTS = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)


def _show(till: Till) -> None:
    print("title", till.window.windowTitle())
    for widget in till.window.findChildren(QWidget):
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is not None:
            print("seen", *(seen.text(text) for text in TEXTS))


async def _open(till: Till, hand: Hand, secret: str, manager: str, passphrase: str) -> None:
    """Give what a till that keeps no secret asks for, with two mistakes that are told."""
    give = till.program.gesture

    def problem() -> StartProblem:
        return till.program.state.start.problem

    await till.painted.wait()
    await hand.until(lambda: till.program.state.start.text("secret") != "")
    print("in the field:", till.program.state.start.text("secret"))
    for name, text in (("secret", manager), ("manager-secret", manager), ("passphrase", "wrong")):
        give(FieldText(name, text))
    await hand.press("Enter")
    await hand.until(lambda: problem() is StartProblem.WRONG_PHRASE)
    give(FieldText("passphrase", passphrase))
    _show(till)
    await hand.press("Enter")
    await hand.until(lambda: problem() is StartProblem.NOT_ACCEPTED)
    give(FieldText("secret", secret))
    _show(till)
    await hand.press("Enter")
    await hand.until(lambda: till.program.state.over is not Over.START)
    print("opened")


async def _sell(till: Till) -> None:
    told = json.loads(sys.stdin.readline())
    hand = Hand(till)
    if told["asked"]:
        await _open(till, hand, **told["asked"])
    await till.ready.wait()
    print("trouble", hand.snapshot.trouble.value)
    if told["badge"]:
        hand.scan(told["badge"])
        await hand.until(lambda: hand.snapshot.signing is not None and not hand.snapshot.signing.locked)
        _show(till)
        await asyncio.sleep(1.1)  # two different codes within a second are read as neither
    await hand.press("Esc")
    hand.scan(told["code"])
    if told["pin"]:
        await hand.until(lambda: hand.snapshot.card.reading is Reading.PIN_NEEDED)
        await hand.type(told["pin"])
        _show(till)
        await hand.press("Enter")
    await hand.until(lambda: hand.snapshot.card.reading is Reading.CARD)
    await hand.type("12,50")
    _show(till)
    await hand.press("F9")
    await hand.until(lambda: bool(hand.snapshot.holds))
    await hand.press("F7")
    await hand.until(lambda: not hand.snapshot.holds and not hand.snapshot.waiting)
    _show(till)
    assert till.opened is not None
    for noted in (await till.opened.journal.audit()).rows:
        print("audit", noted.event.what, "by", noted.by or "nobody", "about", noted.about)
    print("argv", *sys.argv)
    print("environment", *(f"{name}={value}" for name, value in os.environ.items()))
    print("sold", len(hand.snapshot.latest), "person", hand.snapshot.person.name, flush=True)


if __name__ == "__main__":
    sys.exit(application.main(sys.argv[1:], driver=_sell))
