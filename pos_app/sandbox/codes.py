"""Makes up PINs and card tokens, and masks them."""

import secrets
import string
import uuid
from dataclasses import dataclass

from pos_app.sandbox.asks import Format
from pos_app.sandbox.fields import Json

DEFAULT_LENGTH = 36
DEFAULT_PREFIX = "DINCARD:"
SYMBOLS = "@#$%&*+-=?!"
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Recipe:
    """A format with everything decided: the letters to choose from, how many, and what stands in front."""

    letters: str
    length: int
    prefix: str | None
    barcode: bool

    def make(self) -> str:
        """Make up one value."""
        return (self.prefix or "") + "".join(secrets.choice(self.letters) for _ in range(self.length))

    def shown(self) -> Json:
        """The format as answers show it."""
        shown: Json = {
            "length": self.length,
            "symbols": SYMBOLS in self.letters,
            "numbers": string.digits in self.letters,
            "characters": string.ascii_letters in self.letters,
            "barcode": self.barcode,
        }
        if self.prefix is not None:
            shown["prefix"] = self.prefix
        return shown


def recipe(form: Format) -> Recipe:
    """Decide what a format leaves open.

    As soon as one class of characters is set to true, only those set to true are used; otherwise all are
    (U-11). Without a length it is 36 (U-12).
    """
    classes = (
        (form.symbols, SYMBOLS),
        (form.numbers, string.digits),
        (form.characters, string.ascii_letters),
    )
    letters = "".join(letters for wanted, letters in classes if wanted)
    if not letters:
        letters = "".join(letters for _, letters in classes)
    return Recipe(letters, form.length or DEFAULT_LENGTH, form.prefix, form.barcode)


def default_token() -> str:
    """A token nobody gave a format for: a UUID behind `DINCARD:`."""
    return DEFAULT_PREFIX + str(uuid.uuid4())


def masked(code: str) -> str:
    """Return a token as it may be shown: prefix and the last few characters kept, the rest stars.

    At most a quarter of the code itself is shown, and never more than four characters.
    """
    head, colon, body = code.rpartition(":")
    shown = min(_SHOWN, len(body) // 4)
    hidden = body[: len(body) - shown]
    return head + colon + "".join("-" if letter == "-" else "*" for letter in hidden) + body[len(hidden) :]
