"""What is set for this till and never changes while the program runs, and how its times are printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.operation import Kind
from pos_app.domain.region import NORWAY, Region
from pos_app.domain.scan import CodePatterns
from pos_app.ui.models.setting_state import Own


class Practise(StrEnum):
    """What a training card is there to show; the help words it."""

    RICH = "rich"
    NEARLY_EMPTY = "nearly empty"
    EMPTY = "empty"
    EXPIRED = "expired"
    NOT_YET = "not yet"
    INACTIVE = "inactive"
    OTHER_CURRENCY = "other currency"
    PIN = "pin"
    TWO_HOLDS = "two holds"


@frozen
class TrainingCard:
    """A card to practise with: the code to scan or type, and its PIN if it has one."""

    shows: Practise
    code: str
    pin: str = ""


@frozen
class FileProblem:
    """One thing wrong in the file of settings: its line, the setting (empty: the whole file), and what."""

    line: int
    key: str
    what: str
    """A value of `storage.settings.Problem`; the wording knows them."""


class Caution(StrEnum):
    """What a manager should keep in mind about how this till is connected; said for as long as it is so."""

    SECRETS_IN_FILE = "secrets in file"
    CASHIERS_CREATE = "cashiers create"
    """Every cashier's client could put money on cards."""


@frozen_by_name
class Settings:
    """The till's own settings. Times are seconds."""

    region: Region = NORWAY
    patterns: CodePatterns = field(default_factory=CodePatterns)
    order: str = r"\d{4,5}|#\d{3,10}|[A-Za-z]{2,4}-\d{3,10}"
    """Which scanned texts that are no card are an order number: a pattern for the whole text."""
    main: Kind = Kind.HOLD
    """What the main button does: `Kind.HOLD` or `Kind.PAY`; Shift+F9 does the other."""
    place: str = ""
    """Where this till stands, as printed: "Till 2 · Storgata"."""
    call: str = ""
    """Whom to call when this computer cannot sell; empty: a general sentence."""
    training: bool = False
    test_account: str = ""
    """The account's id if it moves no real money, else empty."""
    cards: tuple[TrainingCard, ...] = ()
    asked: tuple[str, ...] = ()
    """The ids of the clients whose secrets this till asks for at each start; empty: it knows them."""
    file_problems: tuple[FileProblem, ...] = ()
    cautions: tuple[Caution, ...] = ()
    expiry_years: int = 3
    """How long a card is sold for, unless the manager chooses otherwise; 0: it does not expire."""
    own: tuple[Own, ...] = ()
    """The settings of the file, as the page of settings shows them."""
    clear_after: float = 120.0
    """A card is put away after so long without a key (rule 12)."""
    clear_warning: float = 20.0
    """So long before that the till says so."""
    lock_after: float = 300.0
    """Where staff sign in, the till is locked after so long without a key."""


@frozen
class Display:
    """What printing needs from outside.

    `local` gives the wall time of this place for seconds since 1970 UTC.
    """

    local: Callable[[float], datetime]
