"""Every answer that the contract leaves open, as one switch each.

The names in brackets (U-nn) are those of the contract notes. The values written here are the choices those
notes make; every other value is one that they name as possible, so that a client can be tested against a
service that chose otherwise. `docs/card-service.md` shows how to set them.
"""

import copy
import typing
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Choices:
    """One field for each switch; the defaults are the contract's own choices."""

    # The token endpoint.
    token_lifetime: int = 14400
    """Seconds an access token lives (U-02)."""

    # Errors.
    unknown_fields: Literal["ignore", "refuse"] = "ignore"
    """Properties that no schema names (U-08)."""
    error_codes: Literal["ours", "other", "none"] = "ours"
    """The words in `error.code`: ours, words no client has seen, or none at all (U-06)."""
    reserved_metadata: Literal["refuse", "accept"] = "refuse"
    """`dintero_` keys other than `dintero_transaction_id` (U-51)."""

    # Cards.
    default_type: Literal["gift_card", "credit_note"] = "gift_card"
    """The kind of a card created without one (U-10)."""
    existing_card_status: Literal[400, 403, 409] = 400
    """Creating a card whose `card_id` exists (U-09)."""
    inactive_currency: Literal["NOK", "SEK", "DKK", "EUR", "USD"] = "NOK"
    """What a card reports before activation gives it a currency (U-15)."""
    inactive_word: Literal["inactive", "created"] = "inactive"
    """The status of a card of a batch before it is activated."""
    used_word: Literal["used", "unused"] = "used"
    """The status after the first money was taken (U-17)."""
    amount_pending: Literal["open", "gross"] = "open"
    """`amount_pending`: locked right now, or everything that was ever locked (U-16)."""
    load_rows: Literal["show", "hide"] = "show"
    """Whether histories show the load that creation or activation wrote (U-18)."""

    # Look-up and PIN.
    require_pin: bool = False
    """A card with a PIN must be given it at info and transactions, else it is a wrong one (U-28, U-31)."""
    wrong_pin_status: Literal[403, 400, 404] = 403
    """A wrong PIN (U-28)."""
    inactive_info: Literal["show", "refuse"] = "show"
    """Looking up a card that was not sold yet (U-28)."""

    # Transactions.
    two_addresses: Literal["refuse", "accept"] = "refuse"
    """`token` and `card_id` at once: refused, or the `card_id` counts (U-32)."""
    no_funds_status: Literal[400, 402, 403, 409, 422] = 400
    """More asked than is available (U-33)."""
    no_funds_before_reference: bool = False
    """Check the money before looking whether the reference was answered already."""
    closed_hold_status: Literal[400, 403, 404, 409] = 400
    """Capture or void of a hold that is closed (U-46)."""
    replay: Literal["answer", "refuse"] = "answer"
    """The same reference with the same content: the first answer again, or a refusal (U-40)."""
    replay_changed: Literal["refuse", "answer"] = "refuse"
    """The same reference with other content: a refusal, or the first answer (U-41)."""
    replay_status: Literal[400, 409] = 400
    """The status of those refusals (U-41)."""
    forget_references_after: int = 0
    """Seconds after which a reference counts as new; 0 means never."""

    # Webhooks.
    hook_pause: int = 10
    """Seconds between the first two attempts; each further pause is four times as long."""

    # The form of good answers.
    success_status: Literal[200, 201, 202] = 200
    """The status of every good answer."""
    optional_fields: Literal["send", "leave out"] = "send"
    """Fields that the schema does not require."""
    extra_fields: Literal["none", "some"] = "none"
    """Fields that no schema names, in every object of an answer."""
    history_order: Literal["newest", "oldest", "by id"] = "newest"
    """The order of a card's transactions (U-26)."""


def changed(choices: Choices, settings: dict[str, object]) -> Choices:
    """Return `choices` with these fields set. ValueError names what does not exist or cannot be so."""
    hints = typing.get_type_hints(Choices)
    result = copy.copy(choices)
    for name, given in settings.items():
        if name not in hints:
            message = f"there is no choice called {name}"
            raise ValueError(message)
        object.__setattr__(result, name, _value(name, hints[name], given))
    return result


def _value(name: str, hint: object, given: object) -> object:
    if typing.get_origin(hint) is Literal:
        for allowed in typing.get_args(hint):
            if given == allowed or (isinstance(given, str) and given == str(allowed)):
                return allowed
        message = f"{name} must be one of {', '.join(map(str, typing.get_args(hint)))}"
        raise ValueError(message)
    text = str(given).lower()
    if hint is bool and text in {"true", "false", "yes", "no"}:
        return text in {"true", "yes"}
    if hint is int and text.isdecimal():
        return int(text)
    message = f"{name} cannot be {given!r}"
    raise ValueError(message)
