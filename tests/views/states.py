"""Every state of rule 13, as values of the Till."""

from __future__ import annotations

from dataclasses import replace

from pos_app.ui.models.parts import YES_GUARD_MS, Button, Chip, IconName, Look, Pair, Panel, Sum, Tone, line
from pos_app.ui.models.shell_value import Notice
from pos_app.ui.models.till_value import AmountField, CardPanel, CardPicture, SaleLine, ScanMode, TillValue
from tests.views.samples import (
    ASKED,
    CAPTURE,
    CARD,
    HELD,
    HOLD,
    HOLDS,
    MAIN,
    NO_CARD,
    ON_HOLD,
    PAY,
    PICTURE,
    PIN,
    REFUSED,
    SCAN,
    TILL,
    VOID,
    WAITING,
    WAITING_PANEL,
    WAITS,
)


def without_figure(headline: str, detail: str, chip: Chip, picture: bool = True) -> TillValue:
    """A card state that has no figure: reading, unknown, no answer …"""
    drawn = CardPicture("Gift card", "", "•••• •••• •••• 4821", "", dim=True) if picture else None
    card = CardPanel(headline=line(headline), detail=line(detail), chip=chip, picture=drawn, tone=chip.tone)
    return replace(NO_CARD, card=card)


def special(caption: str, amount: str, detail: str, chip: Chip) -> TillValue:
    """A card that was read and cannot pay."""
    card = CardPanel(caption, Sum(amount), detail=line(detail), chip=chip, picture=replace(PICTURE, dim=True))
    main = replace(MAIN, words="Hold", on=False, why_off="This card cannot pay")
    return replace(NO_CARD, card=card, pay=replace(NO_CARD.pay, main=main))


REFUSED_PANEL = Panel(
    "refused:4",
    line("Refused: the card has too little on it"),
    Tone.REFUSED,
    REFUSED,
    line("**Nothing was charged.** Take a smaller amount, or scan another card."),
    (Button("read", "Read the card again", "F6"), Button("put-aside", "Put aside", "Esc")),
    line("The entry is kept · reference 01JD8Q4M…7VK3"),
)
MANAGER_PANEL = replace(
    WAITING_PANEL,
    id="manager:5",
    title=line("Pay of kr 500,00: needs a manager"),
    chip=Chip("Needs a manager", Tone.WAITING, IconName.PERSON),
    buttons=WAITING_PANEL.buttons[:1],
)
PART_PANEL = Panel(
    "part:1",
    line("kr 150,00 is still on hold"),
    Tone.HOLD,
    ON_HOLD,
    line("Captured kr 100,00 of kr 250,00 on •••• 4821."),
    (
        Button("keep-rest", "Keep it on hold", "Esc", focus_default=True),
        Button("void-rest", "Void kr 150,00", "F8", Look.DANGER, guard_ms=YES_GUARD_MS),
    ),
    asks=True,
)
STOP = Panel(
    "stop",
    line("No new sales on this till"),
    Tone.REFUSED,
    Chip("This computer", Tone.REFUSED, IconName.COMPUTER),
    line("The disk is full. Holds are safe. Call Mia, 400 00 000."),
)
MANY_HOLDS = replace(
    HOLDS,
    summary="3 holds · kr 1 750,00",
    rows=(
        replace(HOLD, chosen=False, buttons=(replace(VOID, keys=""), replace(CAPTURE, keys=""))),
        replace(
            HOLD,
            id="2",
            amount=Sum("kr 1 250,00"),
            buttons=(
                replace(VOID, id="void:2"),
                replace(CAPTURE, id="capture:2", words="Capture kr 100,00 of 1 250,00"),
            ),
        ),
        replace(HOLD, id="3", chosen=False, chip=WAITING, buttons=(Button("again:3", "Ask again", "F6"),)),
    ),
    note=line("kr 150,00 is on hold elsewhere (another till or the web shop)"),
)
NOTICES = (
    Notice(
        "n1",
        line("Hold of kr 500,00 for order 10244 is confirmed. It was put aside."),
        ON_HOLD,
        (Button("open:n1", "Open"),),
    ),
)
LONG_SALE = replace(
    HELD,
    pay=replace(
        HELD.pay,
        sale=tuple(
            SaleLine(f"s{n}", f"•••• {n}821", replace(ON_HOLD, words=f"On hold {n}00,00"))
            for n in range(1, 6)
        ),
    ),
)
HUGE = replace(
    TILL,
    card=replace(CARD, figure=Sum("kr 1 000 000 000 000,00")),
    pay=replace(
        PAY,
        amount=AmountField("kr 1 000 000 000 000,00", "a million million"),
        left=Pair("Left", Sum("kr 999 999 999 500,00"), IconName.COINS),
    ),
)
STATES: dict[str, tuple[TillValue, int]] = {
    "till": (TILL, 0),
    "held": (HELD, 0),
    "waits": (WAITS, 1),
    "no-card": (NO_CARD, 0),
    "typing": (
        replace(
            NO_CARD,
            scan=replace(
                SCAN, mode=ScanMode.TYPING, text="71000000", line=line("[[Enter]] looks up · [[Esc]] back")
            ),
        ),
        0,
    ),
    "reading": (without_figure("Reading •••• 4821", "", Chip("Reading", Tone.NEUTRAL, IconName.READ)), 0),
    "slow": (
        without_figure("Slow answer", "Reading •••• 4821", Chip("Slow answer", Tone.WAITING, IconName.CLOCK)),
        0,
    ),
    "no-answer": (
        without_figure(
            "No answer. Nothing was charged.",
            "[[F6]] reads again",
            Chip("No answer", Tone.WAITING, IconName.ALERT),
        ),
        0,
    ),
    "unknown": (
        without_figure(
            "No card with this code (unknown or no longer valid)",
            "Scan again, or type the number.",
            Chip("Unknown", Tone.REFUSED, IconName.REFUSED),
            False,
        ),
        0,
    ),
    "used-code": (
        without_figure(
            "This code was good for one payment. Ask for a new code",
            "",
            Chip("Used code", Tone.WAITING, IconName.ALERT),
            False,
        ),
        0,
    ),
    "inactive": (
        special(
            "Available",
            "kr 0,00",
            "A manager activates it when it is sold.",
            Chip("Not sold yet", Tone.MUTED, IconName.BAN),
        ),
        0,
    ),
    "not-yet": (
        special(
            "Available",
            "kr 500,00",
            "It can pay from that day.",
            Chip("From 01.12.2026", Tone.WAITING, IconName.CALENDAR),
        ),
        0,
    ),
    "expired": (
        special(
            "Left on it",
            "kr 300,00",
            "Expired 30.06.2026, kr 300,00 left on it. Ask a manager",
            Chip("Expired 30.06.2026", Tone.REFUSED, IconName.CALENDAR),
        ),
        0,
    ),
    "empty": (
        special("Available", "kr 0,00", "Nothing to take", Chip("Nothing to take", Tone.MUTED, IconName.BAN)),
        0,
    ),
    "other-currency": (
        special(
            "Available",
            "SEK 500,00",
            "SEK card, this till takes NOK",
            Chip("SEK card", Tone.WAITING, IconName.ALERT),
        ),
        0,
    ),
    "pin": (PIN, 0),
    "asked": (ASKED, 0),
    "part": (replace(TILL, middle=(PART_PANEL, HOLDS)), 0),
    "refused": (replace(TILL, middle=(REFUSED_PANEL,)), 0),
    "needs-manager": (replace(WAITS, middle=(MANAGER_PANEL,)), 1),
    "stopped": (replace(TILL, pay=replace(PAY, stop=STOP)), 0),
    "many-holds": (replace(TILL, middle=(MANY_HOLDS,)), 0),
    "long-sale": (LONG_SALE, 0),
    "huge": (HUGE, 0),
    "message": (
        replace(
            TILL,
            scan=replace(SCAN, mode=ScanMode.MESSAGE, line=line("Not a gift card"), tone=Tone.REFUSED),
            pay=replace(PAY, amount=replace(PAY.amount, message=line("Two decimals at most"))),
        ),
        0,
    ),
}
