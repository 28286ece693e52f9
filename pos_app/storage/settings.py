"""The settings of this till: every value is one that the program can use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from pos_app.domain.connecting import SecretPlace
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.limits import table_of
from pos_app.domain.origin import ACCOUNT
from pos_app.domain.region import REGIONS
from pos_app.domain.rights import Right
from pos_app.domain.scan import CodePatterns

MOST_CHARACTERS = 60
"""The longest name of a store or a till."""


@frozen_by_name
class Settings:
    """How this till is set up."""

    region: str = "nb_NO"
    language: str = ""
    """Empty follows the system."""
    theme: str = "system"
    text_scale: int = 100
    """In per cent."""
    main_action: str = "hold"
    store: str = ""
    till: str = ""
    sound: bool = True
    idle_minutes: int = 5
    expiry_years: int = 3
    """Years that a card is sold for, unless the manager chooses otherwise; 0: it does not expire."""
    limits_cashier: str = ""
    """The most that needs no approval: "pay 2000 10000 5000, refund 500 - -" is per act, per day, per card
    and day, in whole units; hold, pay, fund (activating too) and refund. Empty: no limits."""
    limits_senior: str = ""
    limits_manager: str = ""
    limits_second: str = ""
    """Above these two managers are needed, whoever asks."""
    archive_months: int = 18
    """Months after which what has ended goes from the journal to an archive file beside it."""
    card_pattern: str = CodePatterns().card
    number_pattern: str = ""
    service: str = ""
    """Address of the card service, up to before `/accounts`; empty is Training on this computer."""
    account: str = ""
    client: str = ""
    """Id of the API client every cashier uses."""
    client_rights: str = ""
    """What the test found that it may do, in words of `Right`."""
    manager_client: str = ""
    """Id of the API client of managers; empty where one client does all."""
    manager_rights: str = ""
    secrets: str = "store"
    """Where the clients' secrets are: a word of `SecretPlace`."""

    @property
    def is_connected(self) -> bool:
        """Whether the till sells at a card service that somebody named."""
        return bool(self.service and self.account and self.client)


class Problem(StrEnum):
    """What is wrong with a line of the file; the screen words it."""

    NOT_TOML = "not toml"
    """The file cannot be understood from this line on; no setting of it is used."""
    UNKNOWN = "unknown"
    WRONG = "wrong"
    """Not a value this setting can have; the usual one is used."""


USUAL = Settings()
KEYS = tuple(field.name for field in fields(Settings))


def checked(given: Mapping[str, object]) -> tuple[Settings, dict[str, Problem]]:
    """The settings in these values, and what is wrong with the others, by key."""
    wrong: dict[str, Problem] = {}
    good: dict[str, Any] = {}
    for key, value in given.items():
        if key not in KEYS:
            wrong[key] = Problem.UNKNOWN
        elif type(value) is not type(getattr(USUAL, key)) or not _FITS[key](value):
            wrong[key] = Problem.WRONG
        else:
            good[key] = value
    return replace(USUAL, **good), wrong


def _is_name(text: str) -> bool:
    return len(text) <= MOST_CHARACTERS and text.isprintable()


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def _is_table(text: str) -> bool:
    try:
        table_of(text)
    except ValueError:
        return False
    return True


def _is_client(text: str) -> bool:
    return re.fullmatch(r"[!-~]{0,100}", text) is not None


def _are_rights(text: str) -> bool:
    return all(word in tuple(Right) for word in text.split())


_FITS: dict[str, Callable[[Any], bool]] = {
    "region": lambda name: name in REGIONS,
    "language": lambda name: re.fullmatch(r"([a-z]{2,3}(_[A-Z]{2})?)?", name) is not None,
    "theme": lambda name: name in ("system", "light", "dark"),
    "text_scale": lambda percent: percent in (100, 125, 150),
    "main_action": lambda name: name in ("hold", "pay"),
    "store": _is_name,
    "till": _is_name,
    "sound": lambda _: True,
    "idle_minutes": lambda minutes: 1 <= minutes <= 240,
    "expiry_years": lambda years: 0 <= years <= 10,
    "limits_cashier": _is_table,
    "limits_senior": _is_table,
    "limits_manager": _is_table,
    "limits_second": _is_table,
    "archive_months": lambda months: 3 <= months <= 240,
    "card_pattern": lambda text: text != "" and _is_pattern(text),
    "number_pattern": _is_pattern,
    "service": lambda text: re.fullmatch(r"(https?://[!-~]{1,250})?", text) is not None,
    "account": lambda text: text == "" or ACCOUNT.fullmatch(text) is not None,
    "client": _is_client,
    "client_rights": _are_rights,
    "manager_client": _is_client,
    "manager_rights": _are_rights,
    "secrets": lambda place: place in tuple(SecretPlace),
}
