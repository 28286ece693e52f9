"""PINs: checked outside the database, because a slow hash must not hold the card's lock."""

from dataclasses import dataclass

from pos_app.sandbox.asks import Format
from pos_app.sandbox.calls import Call, Row, packed
from pos_app.sandbox.codes import Recipe, recipe
from pos_app.sandbox.keys import Keys
from pos_app.sandbox.problems import Refusal, refused


@dataclass(frozen=True, slots=True)
class PinProof:
    """What a request brought: no PIN, or a PIN that was held against one stored hash."""

    given: bool = False
    against: str | None = None
    good: bool = False


NO_PIN = PinProof()


class PinChanged(Exception):
    """The card's PIN was changed while the one given was being checked: check again."""


def check_pin(call: Call, card: Row, proof: PinProof) -> None:
    """Let a request pass, or refuse it for its PIN (U-28, U-31). A card without one ignores it."""
    stored = card["pin_hash"]
    if stored is None:
        return
    if not proof.given:
        if call.choices.require_pin:
            raise wrong_pin(call, "The card needs its PIN")
        return
    if proof.against != stored:
        raise PinChanged
    if not proof.good:
        raise wrong_pin(call, "The PIN is wrong")


def wrong_pin(call: Call, message: str) -> Refusal:
    """The refusal of a wrong PIN."""
    return refused("INVALID_PIN", message, call.choices.wrong_pin_status)


@dataclass(frozen=True, slots=True, repr=False)
class NewPin:
    """A PIN that was just made up, and what is kept of it."""

    value: str
    hash: str
    recipe: Recipe

    @property
    def columns(self) -> dict[str, str | None]:
        """What the card's row keeps."""
        return {"pin_hash": self.hash, "pin_format": packed(self.recipe.shown())}


def new_pin(keys: Keys, form: Format) -> NewPin:
    """Make up a PIN and hash it; takes some 20 ms."""
    return given_pin(keys, form, None)


def given_pin(keys: Keys, form: Format, value: str | None) -> NewPin:
    """Hash a PIN that is already printed somewhere; None makes one up."""
    chosen = recipe(form)
    made = chosen.make() if value is None else value
    return NewPin(made, keys.pin_hash(made), chosen)
