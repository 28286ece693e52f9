"""Screen values to draw: what the pictures of the design show, and every state of rule 13."""

from __future__ import annotations

from dataclasses import replace

from pos_app.ui.models.list_value import HoldRow
from pos_app.ui.models.parts import (
    MONEY_GUARD_MS,
    YES_GUARD_MS,
    Button,
    Chip,
    IconName,
    Look,
    Pair,
    Panel,
    Sum,
    Tone,
    line,
)
from pos_app.ui.models.shell_value import Banner, Latest, Light, Notice, Screen, Shell, Tab
from pos_app.ui.models.till_value import (
    AmountField,
    AmountPad,
    CardPanel,
    CardPicture,
    HoldList,
    OrderField,
    PayColumn,
    PinPad,
    SaleLine,
    ScanField,
    ScanMode,
    TillValue,
)

READY = Chip("Ready to use", Tone.ACCENT, IconName.CHECK)
ON_HOLD = Chip("On hold", Tone.HOLD, IconName.LOCK)
WAITING = Chip("Waiting", Tone.WAITING, IconName.CLOCK)
CAPTURED = Chip("Captured", Tone.ACCENT, IconName.CHECK)
VOIDED = Chip("Voided", Tone.MUTED, IconName.UNDO)
REFUSED = Chip("Refused", Tone.REFUSED, IconName.REFUSED)

LATEST = (
    Latest("l1", Sum("kr 250,00"), ON_HOLD, "Hold · •••• 4821 · 11:42"),
    Latest("l2", Sum("kr 129,00"), CAPTURED, "Capture · •••• 7730 · 11:38"),
    Latest("l3", Sum("kr 90,00"), VOIDED, "Hold · •••• 1195 · 11:31"),
    Latest("l4", Sum("kr 349,00"), replace(CAPTURED, words="Confirmed"), "Pay · •••• 5120 · 11:02"),
)


def shell(current: str = "till", waiting: int = 0, notices: tuple[Notice, ...] = ()) -> Shell:
    """The frame as the pictures have it, with the tabs of the first sale."""
    tone = Tone.WAITING if waiting else Tone.NEUTRAL
    tabs = (
        Tab("till", "Till", "F1"),
        Tab("holds", "Holds", "F2", "3"),
        Tab("waiting", "Waiting", "F3", str(waiting), tone),
        Tab("manage", "Manage", "F5"),
    )
    quiet = Chip("Nothing waiting", Tone.ACCENT, IconName.CHECK)
    busy = Chip(f"{waiting} waiting · since 11:46", Tone.WAITING, IconName.CLOCK)
    return Shell(
        title="Holdfast: TRAINING on this computer",
        program="Holdfast",
        tabs=tuple(replace(tab, current=tab.id == current) for tab in tabs),
        light=Light(busy if waiting else quiet, str(waiting)),
        who="Kari · cashier",
        place="Till 2 · Storgata",
        banner=Banner(line("TRAINING on this computer · no real money moves"), "help"),
        actions=(Button("switch", "Be the manager"),),
        latest_caption="Latest",
        latest=LATEST,
        notices=notices,
    )


SCAN = ScanField(
    ScanMode.REST, line("Scan a card at any time  ·  press [[F1]] to type its number"), name="Card number"
)
PICTURE = CardPicture("Gift card", "NOK", "•••• •••• •••• 4821", "Expires 30.06.2027")
CARD = CardPanel(
    "Available",
    Sum("kr 500,00", "500 kroner"),
    detail=line("Balance **750,00**  ·  On hold **250,00**  ·  Last used here today 11:42"),
    chip=READY,
    picture=PICTURE,
)
PAD = AmountPad(",", Button("clear", "Clear", "Esc"), "Backspace", Button("fill", "All available", "+"))
MAIN = Button("main", "Hold kr 500,00", "F9", Look.FILLED, wide=True, about="4821", guard_ms=MONEY_GUARD_MS)
OTHER = Button("other", "Pay kr 500,00 now", "Shift+F9", about="4821", guard_ms=MONEY_GUARD_MS)
PAY = PayColumn(
    "To pay",
    AmountField("kr 800,00", "800 kroner", name="To pay"),
    PAD,
    MAIN,
    OTHER,
    OrderField("Order", "10244", name="Order number"),
    pays=Pair("This card pays", Sum("kr 500,00")),
    left=Pair("Left", Sum("kr 300,00"), IconName.COINS),
)
CAPTURE = Button("capture:1", "Capture", "F7", about="1", guard_ms=MONEY_GUARD_MS)
VOID = Button("void:1", "Void", "F8", Look.DANGER, about="1")
HOLD = HoldRow(
    "1", Sum("kr 250,00"), "Order 10231 · Kari · 23 min ago", ON_HOLD, (VOID, CAPTURE), chosen=True
)
HOLDS = HoldList("Holds on this card", "1 hold · kr 250,00", (HOLD,))
TILL = TillValue(SCAN, CARD, PAY, (HOLDS,))

HELD_PANEL = Panel(
    "held:2",
    line("On hold, not taken yet: kr 500,00"),
    Tone.HOLD,
    ON_HOLD,
    line("The money is kept for this sale. Take it when the goods are handed over."),
    (
        Button("capture:2", "Capture kr 500,00", "F7", Look.FILLED, wide=True, guard_ms=MONEY_GUARD_MS),
        Button("keep", "Keep for later", "Esc"),
        Button("void:2", "Void", "F8", Look.DANGER),
    ),
)
HELD = TillValue(
    SCAN,
    replace(
        CARD,
        figure=Sum("kr 0,00"),
        chip=replace(ON_HOLD, words="All on hold"),
        detail=line("Balance **750,00**  ·  On hold **750,00**"),
    ),
    replace(
        PAY,
        caption="Left to pay",
        amount=AmountField("kr 300,00", "300 kroner"),
        sale=(SaleLine("s1", "•••• 4821", replace(ON_HOLD, words="On hold 500,00")),),
        pays=Pair("This card pays", Sum("kr 0,00")),
        main=Button("main", "Scan the next card, or take kr 300,00 another way", "", on=False, wide=True),
        other=Button("other", "Pay now", "Shift+F9", on=False),
    ),
    (HELD_PANEL,),
)
WAITING_PANEL = Panel(
    "waiting:3",
    line("Hold of kr 500,00: not known yet"),
    Tone.WAITING,
    replace(WAITING, words="Waiting · asks again in 3 s"),
    line(
        "**Keep the goods** until it says Confirmed. The request is saved on this till and asked again "
        "under the same reference, so the card **cannot pay twice**. If you cancel and the hold exists "
        "after all, it is voided for you."
    ),
    (
        Button("again", "Ask again", "F6"),
        Button("cancel", "Cancel this hold", "F8", Look.DANGER),
        Button("next", "Next customer", "Esc"),
    ),
    line("No answer from the card service for 8 s · reference 01JD8Q4M…7VK3"),
)
WAITS = TillValue(
    SCAN,
    replace(
        CARD,
        caption="Not known yet",
        chip=WAITING,
        detail=line("Asked 11:47 for order 10244. This card is off until it is known."),
    ),
    replace(
        PAY,
        main=Button("main", "Not known yet", on=False, wide=True),
        other=Button("other", "Pay now", "Shift+F9", on=False),
    ),
    (WAITING_PANEL,),
)
NO_CARD = replace(
    TILL,
    card=CardPanel(headline=line("Scan a card, or type an amount"), detail=line("")),
    middle=(),
    pay=replace(
        PAY,
        amount=AmountField("kr 0,00", "nothing", empty=True),
        pays=None,
        left=None,
        main=replace(MAIN, words="Scan a card", keys="F9", on=False),
        other=replace(OTHER, words="Pay now", on=False),
    ),
)
QUESTION = Panel(
    "ask:void:1",
    line("Void the hold of kr 250,00 on •••• 4821?"),
    Tone.REFUSED,
    None,
    line("The money goes back to the card. The goods stay in the shop."),
    (
        Button("no", "No, keep it", "Esc", focus_default=True),
        Button("yes", "Yes, void kr 250,00", "F8", Look.DANGER, guard_ms=YES_GUARD_MS),
    ),
    asks=True,
)
ASKED = replace(TILL, middle=(QUESTION, replace(HOLDS, rows=(replace(HOLD, buttons=()),))))
PIN = replace(
    TILL,
    pay=replace(
        PAY,
        pad=PinPad("The card's PIN, from the customer", 3, Button("clear", "Clear", "Esc"), "Backspace"),
        left=None,
        main=replace(MAIN, words="Hold kr 500,00 with this PIN"),
        other=None,
    ),
)


def screen(body: TillValue, waiting: int = 0) -> Screen:
    """A Till in its frame."""
    return Screen(shell("till", waiting), body)
