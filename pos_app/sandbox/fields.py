"""Reads a JSON object field by field and collects everything that is wrong with it."""

import re
from dataclasses import dataclass, field
from typing import Literal

from pos_app.sandbox.clock import read_moment
from pos_app.sandbox.problems import Problem, Refusal, invalid, refused

AMOUNT_LIMIT = 2**63 - 1
TEXT_LIMIT = 255
# White space as JSON Schema's patterns know it (ECMA-262), which differs from Python's.
_SPACES = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_TRIMMED = re.compile(rf"[^{_SPACES}](?:.*[^{_SPACES}])?", re.DOTALL)
_EXACT_FLOAT = 2**53
_RESERVED = "dintero_"
_ALLOWED_RESERVED = "dintero_transaction_id"

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which of the open choices hold for reading."""

    unknown_fields: Literal["ignore", "refuse"] = "ignore"
    reserved_metadata: Literal["refuse", "accept"] = "refuse"


@dataclass(slots=True)
class Trouble:
    """What was found wrong so far."""

    problems: list[Problem] = field(default_factory=list)
    reserved: bool = False
    readers: "list[Fields]" = field(default_factory=list)

    def refusal(self) -> Refusal | None:
        """One refusal for everything, or None."""
        if self.problems:
            return invalid(*self.problems)
        if self.reserved:
            return refused("RESERVED_METADATA_KEY", "Keys that begin with dintero_ are reserved")
        return None


class Fields:
    """One JSON object being read. Every reader returns a stand-in after a mistake; `done` then raises."""

    def __init__(self, values: Json, rules: Rules, path: str = "", trouble: Trouble | None = None) -> None:
        self._values = values
        self._rules = rules
        self._path = path
        self._trouble = Trouble() if trouble is None else trouble
        self._seen: set[str] = set()
        self._trouble.readers.append(self)

    def wrong(self, name: str, message: str) -> None:
        """Note that a field is not as it must be."""
        self._trouble.problems.append(Problem(f"{self._path}/{name}", message))

    def _take(self, name: str, *, required: bool) -> object:
        self._seen.add(name)
        if required and name not in self._values:
            self.wrong(name, "is missing")
        return self._values.get(name)

    def text(self, name: str, *, required: bool = False, empty: bool = False) -> str | None:
        """A string; without `empty` at least one character long."""
        value = self._take(name, required=required)
        if name not in self._values:
            return None
        if not isinstance(value, str):
            self.wrong(name, "must be a string")
            return None
        if not value and not empty:
            self.wrong(name, "must not be empty")
        return value

    def trimmed(self, name: str, *, required: bool = False) -> str | None:
        """A string of 1 to 255 characters without white space at its ends."""
        value = self.text(name, required=required)
        if value and not is_trimmed(value):
            self.wrong(name, "must be 1 to 255 characters without white space at its ends")
        return value

    def whole(self, name: str, low: int, high: int | None = None, *, required: bool = False) -> int | None:
        """A whole number between two bounds, both allowed."""
        value = self._take(name, required=required)
        if name not in self._values:
            return None
        number = as_whole(value)
        if number is None:
            self.wrong(name, "must be a whole number")
        elif number < low or (high is not None and number > high):
            self.wrong(name, f"must be at least {low}" if high is None else f"must be {low} to {high}")
        return number

    def flag(self, name: str) -> bool | None:
        """True or false."""
        value = self._take(name, required=False)
        if name in self._values and not isinstance(value, bool):
            self.wrong(name, "must be true or false")
        return value if isinstance(value, bool) else None

    def word(self, name: str, allowed: tuple[str, ...], *, required: bool = False) -> str | None:
        """One of a few words."""
        value = self._take(name, required=required)
        if name not in self._values:
            return None
        if not isinstance(value, str) or value not in allowed:
            self.wrong(name, f"must be one of {', '.join(allowed)}")
            return None
        return value

    def words(self, name: str, allowed: tuple[str, ...]) -> list[str]:
        """A required list of words."""
        value = self._take(name, required=True)
        if isinstance(value, list) and all(isinstance(each, str) and each in allowed for each in value):
            return list(value)
        self.wrong(name, f"must be a list of {', '.join(allowed)}")
        return []

    def moment(self, name: str) -> int | None:
        """An RFC 3339 date-time, as microseconds since 1970."""
        text = self.text(name, empty=True)
        if text is None:
            return None
        value = read_moment(text)
        if value is None:
            self.wrong(name, "must be an RFC 3339 date-time")
        return value

    def inner(self, name: str, *, required: bool = False) -> "Fields | None":
        """An object of its own."""
        value = self._take(name, required=required)
        if name not in self._values:
            return None
        if not isinstance(value, dict):
            self.wrong(name, "must be an object")
            return None
        return Fields(value, self._rules, f"{self._path}/{name}", self._trouble)

    def inners(self, name: str, low: int, high: int) -> "list[Fields]":
        """A required list of objects, with bounds for its length."""
        value = self._take(name, required=True)
        if not isinstance(value, list) or not low <= len(value) <= high:
            self.wrong(name, f"must be a list of {low} to {high} objects")
            return []
        found = []
        for index, each in enumerate(value):
            if isinstance(each, dict):
                found.append(Fields(each, self._rules, f"{self._path}/{name}/{index}", self._trouble))
            else:
                self.wrong(f"{name}/{index}", "must be an object")
        return found

    def metadata(self) -> Json | None:
        """The free object `metadata`; keys beginning with `dintero_` are reserved (U-51)."""
        value = self._take("metadata", required=False)
        if "metadata" not in self._values:
            return None
        if not isinstance(value, dict):
            self.wrong("metadata", "must be an object")
            return None
        if self._rules.reserved_metadata == "refuse":
            keys = (key for key in value if key.startswith(_RESERVED) and key != _ALLOWED_RESERVED)
            self._trouble.reserved |= any(keys)
        return value

    def done(self) -> None:
        """Raise what was found wrong in the whole body."""
        if self._rules.unknown_fields == "refuse":
            for each in self._trouble.readers:
                each.note_unknown()
        refusal = self._trouble.refusal()
        if refusal is not None:
            raise refusal

    def note_unknown(self) -> None:
        """Note the fields that nobody asked for (U-08)."""
        for name in self._values.keys() - self._seen:
            self.wrong(name, "is not known")


def is_trimmed(value: str) -> bool:
    """Whether a text can be a card's or customer's id."""
    return len(value) <= TEXT_LIMIT and _TRIMMED.fullmatch(value) is not None


def as_whole(value: object) -> int | None:
    """Return a JSON number as a whole number; 5.0 is one, 5.5, true and "5" are none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_FLOAT:
        return int(value)
    return None
