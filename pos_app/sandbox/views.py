"""Rows as the contract shows them."""

from pos_app.sandbox.calls import Row, unpacked
from pos_app.sandbox.choices import Choices
from pos_app.sandbox.clock import moment_text
from pos_app.sandbox.fields import Json

INACTIVE, UNUSED, USED = "inactive", "unused", "used"


def core_view(row: Row, choices: Choices) -> Json:
    """What every view of a card has: no money."""
    words = {INACTIVE: choices.inactive_word, UNUSED: UNUSED, USED: choices.used_word}
    view: Json = {
        "card_id": row["card_id"],
        "id": row["id"],
        "created_at": moment_text(row["created_at"]),
        "created_by": row["created_by"],
        "type": row["type"],
        "status": words[row["status"]],
    }
    for name in ("name", "customer_id", "originated_by"):
        if row[name] is not None:
            view[name] = row[name]
    for name in ("active_from", "expires_at"):
        if row[name] is not None:
            view[name] = moment_text(row[name])
    if row["metadata"] is not None:
        view["metadata"] = unpacked(row["metadata"])
    if row["pin_format"] is not None:
        view["pin"] = {"format": unpacked(row["pin_format"])}
    return view


def balance_view(row: Row, choices: Choices) -> Json:
    """The balance fields (3.2, U-16)."""
    balance = row["funds"] - row["drawn"]
    reserved = row["reserved"]
    return {
        "amount_balance": balance,
        "amount_available": balance - reserved,
        "amount_funds": row["funds"],
        "amount_drawdown": row["drawn"],
        "amount_pending": row["gross_reserved"] if choices.amount_pending == "gross" else reserved,
        "amount_reserved": reserved,
    }


def card_view(row: Row, choices: Choices) -> Json:
    """A card with its money; `amount` is the first load (U-14, U-15)."""
    money: Json = {"amount": row["amount"], "currency": row["currency"] or choices.inactive_currency}
    return core_view(row, choices) | money | balance_view(row, choices)


def token_view(row: Row) -> Json:
    """A token, masked."""
    view: Json = {"masked_code": row["masked"]}
    if row["expires_at"] is not None:
        view["expires_at"] = moment_text(row["expires_at"])
    if row["format"] is not None:
        view["format"] = unpacked(row["format"])
    return view


def transaction_view(row: Row) -> Json:
    """A transaction (3.7): no card, no status, no balance."""
    view: Json = {
        "id": row["id"],
        "ref_id": row["ref_id"],
        "type": row["type"],
        "amount": row["amount"],
        "currency": row["currency"],
        "created_at": moment_text(row["created_at"]),
        "created_by": row["created_by"],
    }
    if row["parent_id"] is not None:
        view["parent_id"] = row["parent_id"]
    if row["originated_by"] is not None:
        view["originated_by"] = row["originated_by"]
    if row["metadata"] is not None:
        view["metadata"] = unpacked(row["metadata"])
    return view
