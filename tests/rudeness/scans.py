"""Whatever a scanner or a pocket types, on every screen: nothing breaks, and no money is asked for."""

from __future__ import annotations

import random
from collections import Counter

from pos_app.service import intents as want
from pos_app.ui.models.gestures import Key, Opened, Scanned
from pos_app.ui.models.parts import Where
from tests.models.window import CODE, CODE_B, Window

_MONEY = want.Place | want.Fund | want.Capture | want.Void | want.Cancel
_ALPHABETS = (
    "0123456789",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-:",
    "DINCARD:dincard:+Æøå",
    "".join(map(chr, range(33, 127))),
    "".join(map(chr, range(32))) + "\x7f\x85\u2028\u202e\ufeff",
    "æøåÆØÅéüßñ漢字🎁👩‍👧\u0301\u200d",
)
_KNOWN = (
    CODE,
    CODE_B,
    CODE.lower(),
    f"{CODE}\r\n",
    f"\x02{CODE}\x03",
    CODE.replace(":", "+"),
    "1024",
    "#4711",
    "WEB-1024",
)
_SCREENS = ("till", "holds", "waiting", "history", "manage")


def scan(dice: random.Random) -> str:
    """A text as long and as odd as it likes."""
    if dice.random() < 0.2:
        return dice.choice(_KNOWN)
    letters = dice.choice(_ALPHABETS)
    length = dice.choice((0, 1, 4, 5, 12, 13, 16, 36, 254, 255, 256, 300, 5_000))
    text = "".join(dice.choices(letters, k=length))
    return f"DINCARD:{text}" if dice.random() < 0.2 else text


def try_scans(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Scan so many; what was asked for, and every scan that asked for money."""
    dice, asked, wrong = random.Random(seed), Counter[str](), list[str]()
    window = Window()
    for number in range(count):
        if number % 500 == 0:
            window = Window().scan().type("100").key("F9")
            if dice.random() < 0.5:
                window.key("Ctrl+Shift+M")
            window.do(Opened(dice.choice(_SCREENS)))
            if dice.random() < 0.2:
                window.do(Key("Ctrl+F1"))
        before, text = len(window.asked), scan(dice)
        window.do(Scanned(text, clash=dice.random() < 0.05, where=dice.choice(tuple(Where))), wait=0.4)
        for intent in window.asked[before:]:
            asked[type(intent).__name__] += 1
            if isinstance(intent, _MONEY):
                wrong.append(f"scan {number} of seed {seed}: {intent} after {text[:100]!r}")
    return asked, wrong
