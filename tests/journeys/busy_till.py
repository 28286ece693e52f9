"""A till under a busy hand, as a program of its own so that it can be killed.

`python -m tests.journeys.busy_till`; environment: CODES (card codes, with commas), SEED, PIN, MODE (`busy`:
sell until killed; `drain`: wait until nothing is open, then close; `canary`: one of everything, then close).
The rest of the command line is the till's own.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Awaitable, Callable

from pos_app import application
from pos_app.application.hand import Hand
from pos_app.application.window import Till
from pos_app.service.snapshot import Reading

Act = Callable[[Hand, random.Random], Awaitable[None]]


async def _busy(till: Till) -> None:
    hand, dice = Hand(till), random.Random(int(os.environ["SEED"]))
    codes = os.environ["CODES"].split(",")
    await till.ready.wait()
    print("ready", flush=True)
    while True:
        hand.scan(dice.choice(codes))
        try:
            await hand.until(lambda: hand.snapshot.card.reading is Reading.CARD, 3.0)
        except TimeoutError:
            continue
        await hand.type(f"{dice.randint(1, 9)},{dice.randint(10, 99)}")
        await hand.press(dice.choice(("F9", "F9", "F9", "Shift+F9")))
        await dice.choice(_ENDS)(hand, dice)


async def _capture(hand: Hand, _: random.Random) -> None:
    await hand.press("F7")


async def _void(hand: Hand, _: random.Random) -> None:
    await hand.press("F8")
    await hand.press("F8")


async def _keep(hand: Hand, _: random.Random) -> None:
    await hand.press("Esc")


async def _impatient(hand: Hand, dice: random.Random) -> None:
    for _ in range(6):
        hand.key(dice.choice(("F9", "F7", "F8", "F6", "Esc", "Shift+F9", "F9")))
        await hand.until(lambda: True)


_ENDS: tuple[Act, ...] = (_capture, _capture, _void, _keep, _impatient)


async def _drain(till: Till) -> None:
    hand = Hand(till)
    await till.ready.wait()
    await hand.until(lambda: hand.snapshot.number > 0 and not hand.snapshot.waiting, 150.0)
    print("drained", flush=True)


async def _canary(till: Till) -> None:
    """One of everything with the one card, its PIN typed on the pad; a request left open, the story read."""
    hand = Hand(till)
    await till.ready.wait()
    for keys in (("F9", "F7"), ("F9", "F8", "F8"), ("Shift+F9",), ("F9",)):
        await hand.press("Esc")
        hand.scan(os.environ["CODES"])
        await hand.until(lambda: hand.snapshot.card.reading is Reading.PIN_NEEDED)
        await hand.type(os.environ["PIN"])
        await hand.press("Enter")
        await hand.until(lambda: hand.snapshot.card.reading is Reading.CARD)
        await hand.type("12,50")
        for key in keys:
            await hand.press(key)
            await hand.until(lambda: not till.program.state.is_locked and not hand.snapshot.waiting)
        await hand.press("Esc")
    await hand.press("F2")
    await hand.press("Down")
    await hand.press("Enter")
    await hand.press("F1")
    print("sold", len(hand.snapshot.latest), flush=True)


if __name__ == "__main__":
    drivers = {"busy": _busy, "drain": _drain, "canary": _canary}
    sys.exit(application.main(sys.argv[1:], driver=drivers[os.environ["MODE"]]))
