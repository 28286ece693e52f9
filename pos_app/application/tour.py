"""The steps of the tour, in the order of a day at the till."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from pos_app.application.elsewhere import CAN_FAIL_DISKS, deaf, failing_disk, spend_elsewhere
from pos_app.application.guide import KARI, MIA, MOST_TO_PAY, Camera, Guide
from pos_app.application.tour_connect import connect
from pos_app.application.tour_manager import manager, resolve
from pos_app.application.window import Till
from pos_app.service.snapshot import Reading, Trouble
from pos_app.ui.models.gestures import Pressed
from pos_app.ui.models.ids import ABOUT_PAGE
from pos_app.ui.models.settings import Practise

GOODS = "7035620025037"
NOBODY = "4000100020000000"

Step = Callable[["Guide"], Awaitable[None]]


async def walk(till: Till, camera: Camera) -> None:
    """Take the whole tour; raises TimeoutError where a step does not come about."""
    guide = Guide(till, camera)
    await till.ready.wait()
    for step in STEPS:
        await step(guide)


async def sign_in(guide: Guide) -> None:
    """Nobody is preselected; a wrong PIN says how many tries are left."""
    await guide.picture("sign-in")
    await guide.try_pin(KARI, KARI.pin[::-1])
    await guide.picture("sign-in-wrong")
    await guide.try_pin(KARI, KARI.pin, "sign-in-pin")
    await guide.hand.until(lambda: not guide.is_locked)


async def hold_and_capture(guide: Guide) -> None:
    """One scan to a balance, amount and one key to a hold, one key to take it."""
    await guide.picture("no-card")
    await guide.scan(Practise.RICH)
    await guide.picture("card")
    await guide.hand.type("250")
    await guide.picture("amount")
    await guide.hand.press("F9")
    await guide.settled()
    await guide.picture("on-hold")
    await guide.hand.press("F7")
    await guide.settled()
    await guide.picture("captured")


async def short_card(guide: Guide) -> None:
    """A card that is short, what is left, the next card on the same sale, both taken together."""
    await guide.hand.press("Esc")
    await guide.scan(Practise.TWO_HOLDS)
    await guide.hand.type("800")
    await guide.picture("short-card")
    await guide.hand.press("F9")
    await guide.settled()
    await guide.picture("left-to-pay")
    await guide.scan(Practise.RICH)
    await guide.picture("next-card")
    await guide.hand.press("F9")
    await guide.settled()
    await guide.picture("two-lines")
    await guide.hand.press("Esc")
    await guide.hand.press("F2")
    await asyncio.sleep(0.5)
    await guide.picture("holds")
    await guide.hand.press("Down")
    await guide.hand.press("Enter")
    await asyncio.sleep(0.3)
    await guide.picture("story")
    await guide.hand.press("Esc")
    await guide.hand.press("F7")
    await guide.picture("holds-ask")
    await guide.hand.press("Esc")
    await guide.hand.press("F1")


async def states(guide: Guide) -> None:
    """Every card that cannot pay, each with a word and the next step."""
    await guide.hand.press("Esc")
    for shows in (
        Practise.NEARLY_EMPTY,
        Practise.EMPTY,
        Practise.EXPIRED,
        Practise.NOT_YET,
        Practise.INACTIVE,
        Practise.OTHER_CURRENCY,
        Practise.PIN,
    ):
        await guide.scan(shows)
        await guide.picture(f"card-{shows.value.replace(' ', '-')}")
    await guide.hand.type("1234")
    await guide.hand.press("Enter")
    await guide.hand.until(lambda: guide.hand.snapshot.card.reading is Reading.CARD)
    await guide.picture("card-pin-given")
    await guide.scan_code(NOBODY)
    await guide.hand.until(lambda: not guide.is_reading)
    await guide.picture("unknown-code")
    await guide.scan_code(GOODS)
    await guide.picture("not-a-gift-card")
    await asyncio.sleep(1.1)
    rich, nearly_empty = guide.code(Practise.RICH), guide.code(Practise.NEARLY_EMPTY)
    guide.hand.scan(rich)
    guide.hand.scan(nearly_empty)
    await guide.picture("two-cards-at-once")


async def part_of_a_hold(guide: Guide) -> None:
    """Which hold, a part of it that a manager lets the cashier take, and what becomes of the rest."""
    await guide.scan(Practise.TWO_HOLDS)
    await guide.hand.press("F7")
    await guide.picture("which-hold")
    await guide.hand.press("Down")
    await guide.hand.type("100")
    await guide.picture("part-of-a-hold")
    await guide.hand.press("F7")
    await guide.hand.until(lambda: guide.hand.snapshot.approval is not None)
    await guide.picture("approval")
    await guide.scan_code(MIA.badge)
    await guide.hand.until(lambda: guide.hand.snapshot.approval is None)
    await guide.settled()
    await guide.picture("rest-of-a-hold")
    await guide.hand.press("Esc")
    await above_the_limit(guide)


async def above_the_limit(guide: Guide) -> None:
    """A payment above the cashier's limit: somebody must approve it; here it is given up."""
    await guide.hand.press("Esc")
    await guide.scan(Practise.RICH)
    await guide.hand.type(f"{MOST_TO_PAY + 100}")
    await guide.hand.press("Shift+F9")
    await guide.hand.until(lambda: guide.hand.snapshot.approval is not None)
    await guide.picture("above-the-limit")
    await guide.hand.press("Esc")
    await guide.hand.press("Esc")
    await guide.hand.press("Esc")


async def no_answer(guide: Guide) -> None:
    """The card service is away: nothing is lost, and it settles by itself."""
    await guide.scan(Practise.RICH)
    await guide.hand.type("75")
    guide.till.pause_training()
    await guide.hand.press("F9")
    await asyncio.sleep(1.5)
    await guide.picture("not-known-yet")
    await guide.hand.press("F8")
    await guide.picture("cancel-asks")
    await guide.hand.press("Esc")
    await guide.hand.press("F2")
    for key in ("Down", "Space", "Down", "Space", "F7", "F7"):
        await guide.hand.press(key)
    await guide.hand.press("F3")
    await guide.picture("waiting")
    guide.till.resume_training()
    await guide.settled()
    await guide.picture("nothing-waiting")
    await guide.hand.press("F1")
    await guide.picture("answered-later")


async def history(guide: Guide) -> None:
    """Everything this till asked, one card's part of it, and one story."""
    await guide.hand.press("F4")
    await guide.hand.until(lambda: bool(guide.hand.snapshot.found.page.rows))
    await guide.hand.press("Down")
    await guide.hand.press("Down")
    await guide.hand.press("Enter")
    await asyncio.sleep(0.3)
    await guide.picture("history")
    await guide.hand.press("Esc")
    await guide.scan_code(guide.code(Practise.TWO_HOLDS))
    await asyncio.sleep(0.3)
    await guide.picture("history-of-a-card")
    await guide.hand.press("F1")


async def refused(guide: Guide) -> None:
    """Another till takes the money between the look and the key."""
    await guide.hand.press("Esc")
    await guide.scan(Practise.NEARLY_EMPTY)
    await guide.hand.type("10")
    await spend_elsewhere(guide.till, guide.code(Practise.NEARLY_EMPTY), 1_000)
    await guide.hand.press("F9")
    await guide.settled()
    await guide.picture("refused")
    await guide.hand.press("Esc")


async def slow_look_up(guide: Guide) -> None:
    """The card service hears and does not answer: reading, slow, no answer, and then the card."""
    guide.till.pause_training()
    async with deaf(guide.till):
        await guide.scan_code(guide.code(Practise.RICH))
        await guide.picture("reading")
        await guide.hand.until(lambda: guide.hand.snapshot.card.reading is Reading.SLOW)
        await guide.picture("slow-answer")
        await guide.hand.until(lambda: not guide.is_reading)
        await guide.picture("no-answer")
    guide.till.resume_training()
    await guide.hand.until(lambda: guide.till.training_runs)
    await guide.hand.press("F6")
    await guide.hand.until(lambda: guide.hand.snapshot.card.reading is Reading.CARD)
    await guide.picture("read-again")


async def this_computer(guide: Guide) -> None:
    """The disk takes nothing more: no new sales until the till is started again, and holds are safe."""
    if not CAN_FAIL_DISKS:
        return
    await guide.hand.press("Esc")
    await guide.scan(Practise.RICH)
    await guide.hand.type("10")
    with failing_disk():
        await guide.hand.press("F9")
        await guide.hand.until(lambda: guide.hand.snapshot.trouble is not Trouble.NONE)
    await guide.picture("this-computer")


async def help_and_close(guide: Guide) -> None:
    """The keys, the cards to practise with, and closing."""
    await guide.hand.press("Ctrl+F1")
    await guide.picture("help")
    guide.till.program.gesture(Pressed(ABOUT_PAGE))
    await guide.hand.until(lambda: guide.till.program.state.about.version != "")
    await guide.picture("about")
    await guide.hand.press("Esc")
    await guide.hand.press("Esc")
    await guide.hand.press("F12")
    await guide.hand.until(lambda: guide.is_locked)
    await guide.scan_code(guide.code(Practise.RICH))
    await guide.picture("locked")
    await guide.badge(KARI)
    guide.till.window.close()
    await guide.picture("closing")


STEPS: tuple[Step, ...] = (
    sign_in,
    hold_and_capture,
    short_card,
    states,
    part_of_a_hold,
    no_answer,
    history,
    refused,
    slow_look_up,
    manager,
    resolve,
    connect,
    this_computer,
    help_and_close,
)
