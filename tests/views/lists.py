"""Values of the screens with lists, of Manage, the help and the closing question."""

from __future__ import annotations

from dataclasses import replace

from pos_app.ui.models.closing_value import ClosingValue
from pos_app.ui.models.help_value import HelpValue, KeyHelp, PractiseCard
from pos_app.ui.models.holds_value import FindField, HoldsValue
from pos_app.ui.models.list_value import Cell, Column, Fact, Row, Step, Story, Table
from pos_app.ui.models.manage_value import ManageValue, Reasons, SideItem
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
from pos_app.ui.models.till_value import AmountField, CardPanel, PayColumn
from pos_app.ui.models.waiting_value import WaitingValue
from tests.views.samples import ON_HOLD, PAD, PICTURE, READY, SCAN, WAITING

NEEDS_MANAGER = Chip("Needs a manager", Tone.WAITING, IconName.PERSON)
STORY = Story(
    "Story",
    Sum("kr 129,00"),
    "Capture of a hold · today 11:38",
    (
        Fact("Card", "•••• •••• •••• 7730"),
        Fact("Left on card", "kr 371,00"),
        Fact("Order", "10240"),
        Fact("Cashier", "Kari, till 2"),
        Fact("Reference", "01JD8NQ1…93XB"),
    ),
    (
        Step("10:57", "Hold placed by Kari"),
        Step("11:38:02", "Capture asked, saved on this till"),
        Step("11:38:02", "Sent, no answer for 8 s"),
        Step("11:38:11", "Sent again, same reference"),
        Step("11:38:11", "Confirmed by the card service", bold=True),
    ),
)


def hold(
    number: str, amount: str, card: str, cells: tuple[str, str, str], chip: Chip, chosen: bool = False
) -> Row:
    """A row of Holds; only the chosen one has keys."""
    keys = ("F8", "F7") if chosen else ("", "")
    buttons: tuple[Button, ...] = (
        Button(f"void:{number}", "Void", keys[0], Look.DANGER),
        Button(f"capture:{number}", "Capture", keys[1], guard_ms=MONEY_GUARD_MS),
    )
    if chip.words == "Capture waiting":
        buttons = (Button(f"again:{number}", "Ask again", "F6"),)
    words = (Cell(amount, bold=True), Cell(f"•••• {card}"), *(Cell(cell) for cell in cells), Cell(chip=chip))
    return Row(number, words, buttons, chosen)


HOLD_ROWS = (
    hold("1", "kr 500,00", "4821", ("10244", "Kari", "2 min"), ON_HOLD),
    hold("2", "kr 1 250,00", "0042", ("10239", "Jonas", "41 min"), ON_HOLD, chosen=True),
    hold("3", "kr 250,00", "4821", ("10231", "Kari", "1 h 5 min"), replace(WAITING, words="Capture waiting")),
    hold("4", "kr 75,00", "9913", ("10107", "Mia", "2 days"), replace(WAITING, words="Held for 2 days")),
)
HOLD_TABLE = Table(
    "Holds",
    (
        Column("Amount", right=True, weight=2),
        Column("Card", weight=4),
        Column("Order", weight=3),
        Column("Cashier", weight=3),
        Column("Age", weight=4),
        Column("State", weight=8),
    ),
    HOLD_ROWS,
    "No open holds on this till",
)
HOLDS = HoldsValue(
    FindField("", "Find by card, order or cashier, or scan"),
    (
        Button("open", "Open", chosen=True),
        Button("mine", "Only mine"),
        Button("several", "Capture 0 chosen", on=False),
    ),
    HOLD_TABLE,
    line("4 holds placed on this till · kr 2 075,00 on hold"),
    line("Enter opens the story · Space chooses · Ctrl+A all"),
)
HOLDS_TOLD = replace(
    HOLDS,
    table=replace(
        HOLD_TABLE,
        rows=(HOLD_ROWS[0], replace(HOLD_ROWS[1], story=STORY, ticked=True), *HOLD_ROWS[2:]),
    ),
)
HOLDS_ASKED = replace(
    HOLDS,
    panel=Panel(
        "ask:several",
        line("Capture 2 holds together, kr 1 750,00?"),
        text=line("•••• 4821 kr 500,00 · •••• 0042 kr 1 250,00"),
        buttons=(
            Button("no", "No, go back", "Esc", focus_default=True),
            Button("yes", "Yes, capture 2", "F7", Look.FILLED, guard_ms=YES_GUARD_MS),
        ),
        asks=True,
    ),
)
HOLDS_EMPTY = replace(
    HOLDS, table=replace(HOLD_TABLE, rows=()), foot=line("As far as this till knows"), hint=line("")
)


def waiting(time: str, request: str, card: str, order: str, chip: Chip, told: tuple[str, str, str]) -> Row:
    """A row of Waiting: what it is, and what to do meanwhile."""
    cells = (
        Cell(time),
        Cell(request, bold=True),
        Cell(f"•••• {card}"),
        Cell(order),
        Cell(chip=chip),
        Cell(told[0], told[1], bold=True),
    )
    return Row(request, cells, (Button(f"again:{request}", told[2]),))


WAITING_TABLE = Table(
    "Waiting",
    (
        Column("Time", weight=2),
        Column("Request", weight=4),
        Column("Card", weight=3),
        Column("Order", weight=3),
        Column("State", weight=4),
        Column("What to do now", weight=6),
    ),
    (
        waiting(
            "11:47",
            "Hold kr 500,00",
            "4821",
            "10244",
            WAITING,
            ("Keep the goods", "Asks again in 6 s", "Ask again"),
        ),
        waiting(
            "11:46",
            "Capture kr 250,00",
            "4821",
            "10231",
            WAITING,
            ("Goods may go, the money is on hold", "Asks when there is an answer", "Ask again"),
        ),
        waiting(
            "11:44",
            "Void kr 75,00",
            "9913",
            "10107",
            WAITING,
            ("Nothing to do", "Asks when there is an answer", "Ask again"),
        ),
        waiting(
            "11:20",
            "Fund kr 1 000,00",
            "0042",
            "—",
            NEEDS_MANAGER,
            ("Not on the card yet", "The card’s history could not be read", "Resolve"),
        ),
    ),
    "Nothing is waiting",
)
WAITING_SCREEN = WaitingValue(
    "3 requests are waiting for an answer, 1 needs a manager",
    line(
        "Saved on this till, each under its own reference. Closing the program or losing power does not lose "
        "them, and no card pays twice."
    ),
    WAITING_TABLE,
    (Button("all", "Ask all again", "F6", Look.FILLED),),
)
FUND = ManageValue(
    (
        SideItem("fund", "Fund a card", current=True),
        SideItem("activate", "Activate a card"),
        SideItem("staff", "Staff"),
    ),
    SCAN,
    CardPanel(
        "Available",
        Sum("kr 1 250,00"),
        detail=line("Balance **1 250,00**  ·  On hold **0,00**"),
        chip=READY,
        picture=replace(PICTURE, number="•••• •••• •••• 0042"),
    ),
    PayColumn(
        "Fund",
        AmountField("kr 1 000,00", "1000 kroner"),
        replace(PAD, fill=None, quick=(Button("q2", "200"), Button("q5", "500"), Button("q10", "1 000"))),
        Button("main", "Fund kr 1 000,00", "F9", Look.FILLED, wide=True, guard_ms=MONEY_GUARD_MS),
        pays=Pair("Available after", Sum("kr 2 250,00")),
        note=line("Over kr 2 000,00 asks a second manager."),
    ),
    Reasons(
        "Why",
        (
            Button("sold", "Sold", chosen=True),
            Button("goodwill", "Goodwill"),
            Button("correct", "Correction"),
        ),
        line("Saved with your name and this till."),
    ),
    (
        Panel(
            "ask:fund",
            line("Put kr 1 000,00 on •••• 0042. Has the customer paid?"),
            Tone.ACCENT,
            buttons=(
                Button("no", "No, go back", "Esc", focus_default=True),
                Button("yes", "Yes, fund it", "F9", Look.FILLED, guard_ms=YES_GUARD_MS),
            ),
            asks=True,
        ),
    ),
)
HELP = HelpValue(
    "Training cards and the keys of the Till",
    Button("close-help", "Back to the till", "Esc"),
    "Keys",
    (
        KeyHelp("F1 Ctrl+1", "The Till; again: type a card number"),
        KeyHelp("F7 Ctrl+7", "Capture the chosen hold, or this sale's"),
        KeyHelp("F8 Ctrl+8", "Void, or cancel what waits: asks first"),
        KeyHelp("F9 Ctrl+9", "What the main button says"),
        KeyHelp("Shift+F9 Ctrl+0", "The other of Hold and Pay"),
        KeyHelp("+", "All that is available"),
        KeyHelp("Esc", "The safe answer, else the entry, else the card"),
    ),
    "Training cards",
    line("Type a number after [[F1]] and press [[Enter]], or use a button."),
    tuple(
        PractiseCard(words, f"7100 0000 0000 {number:04d}", Button(f"use:{number}", "Use it"))
        for number, words in enumerate(
            (
                "kr 5 000,00",
                "kr 12,50",
                "Empty",
                "Expired",
                "Not yet active",
                "Not sold yet",
                "SEK",
                "With PIN",
                "Two holds",
            )
        )
    ),
)
CLOSING = ClosingValue(
    Panel(
        "closing",
        line("Close Holdfast?"),
        text=line("2 waiting, 3 holds open: saved, they go on at the next start."),
        buttons=(
            Button("stay", "Stay", "Esc", focus_default=True),
            Button("close", "Close", look=Look.DANGER),
        ),
        asks=True,
    )
)
