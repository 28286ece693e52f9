"""What Connect remembers between two keys, and what comes back from outside."""

from __future__ import annotations

from dataclasses import field, replace
from enum import IntEnum, StrEnum

from pos_app.domain.connecting import Findings, Given, SecretPlace
from pos_app.domain.frozen import frozen, frozen_by_name


class Step(IntEnum):
    """The four steps of connecting, in their order."""

    SERVICE = 0
    TILL = 1
    STAFF = 2
    SCANNER = 3


class Way(StrEnum):
    """Where the till shall sell."""

    DINTERO = "dintero"
    TRAINING = "training"
    OTHER = "other"


class Kept(StrEnum):
    """How keeping it all ended."""

    NO = ""
    KEEPING = "keeping"
    DONE = "done"
    NO_STORE = "no store"
    """This computer's password store does not work; another way must be chosen knowingly."""
    WRONG_PHRASE = "wrong phrase"
    """Only the recovery passphrase the till has opens its journal, and this is another one."""
    DECIDED = "decided"
    """A provisioning file decides otherwise."""
    DISK = "disk"
    STAFF = "staff"
    """The staff on this till do not take this name, PIN or badge."""


@frozen
class Heard:
    """Something was scanned on the last step: how long it was, and whether it fits the card pattern."""

    characters: int
    fits: bool


@frozen
class ConnectNews:
    """What came of a test (by its turn) or of keeping."""

    turn: int
    found: Findings | None = None
    kept: Kept = Kept.NO


@frozen_by_name
class NewTill:
    """Everything that Connect was given, tested."""

    given: Given | None
    """None: Training."""
    found: Findings
    store: str = ""
    till: str = ""
    region: str = ""
    language: str = ""
    passphrase: str = field(default="", repr=False)
    manager: str = ""
    """The name of the first member of staff; empty adds nobody."""
    pin: str = field(default="", repr=False)
    badge: str = field(default="", repr=False)
    secrets: SecretPlace = SecretPlace.STORE


@frozen_by_name
class ConnectState:
    """Where Connect stands. What was typed is in `texts`, by field; secrets among them are never printed."""

    step: Step = Step.SERVICE
    way: Way = Way.DINTERO
    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    pressed_on: bool = False
    """Go on was pressed on this step: from then on what is missing is told at its field."""
    region: str = ""
    language: str = ""
    tested_texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    turn: int = 0
    """Counts tests; one whose turn is over is not heard."""
    testing: bool = False
    found: Findings | None = None
    heard: Heard | None = None
    badge: str = field(default="", repr=False)
    secrets: SecretPlace = SecretPlace.STORE
    kept: Kept = Kept.NO

    def text(self, name: str) -> str:
        """What stands in a field."""
        return dict(self.texts).get(name, "")

    def with_text(self, name: str, text: str) -> ConnectState:
        """The same with this in a field."""
        return replace(self, texts=tuple(sorted({**dict(self.texts), name: text}.items())))
