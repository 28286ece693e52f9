"""Cards: create, batch, read, look up, activate, delete, and a new PIN."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

from pos_app.sandbox import finding
from pos_app.sandbox.asks import ActivateAsk, BatchAsk, CardAsk, CardTexts, TokenWish
from pos_app.sandbox.calls import Call, Row, new_id, packed
from pos_app.sandbox.ledger import Entry, append
from pos_app.sandbox.pins import NewPin, PinProof, check_pin
from pos_app.sandbox.problems import Problem, Refusal, refused
from pos_app.sandbox.schema import card, token
from pos_app.sandbox.tokens import NewToken, add_with_card, expiry
from pos_app.sandbox.views import INACTIVE, UNUSED

_ADD = insert(card)
_CHANGE = update(card).where(card.c.seq == bindparam("card_seq"))
_EXISTING = select(card.c.card_id).where(
    card.c.account == bindparam("account"), card.c.card_id.in_(bindparam("card_ids", expanding=True))
)
_OF_CARD = update(token).where(token.c.card_seq == bindparam("of_card"))


@dataclass(frozen=True, slots=True)
class Made:
    """A new card, and its secrets in plain form, which nobody can ask for again."""

    row: Row
    pin: NewPin | None
    token: NewToken | None


@dataclass(frozen=True, slots=True)
class Printed:
    """Secrets that exist on paper already; None makes one up. For the cards of Training."""

    code: str | None = None


def create(connection: Connection, call: Call, ask: CardAsk, pin: NewPin | None, printed: Printed) -> Made:
    """POST cards: a card loaded and usable. 400 `CARD_EXISTS` (U-09)."""
    _check_new(connection, call, {"/card_id": ask.card_id})
    row = _base(call, ask.card_id, ask.type or call.choices.default_type) | _texts(ask.texts)
    row |= {"status": UNUSED, "amount": ask.amount, "currency": ask.currency} | (pin.columns if pin else {})
    seq = _insert(connection, row)
    _load(connection, call, seq, ask.amount, ask.currency, ask.texts.originated_by)
    code = None if ask.token is None else add_with_card(connection, call, seq, ask.token, printed.code)
    return Made(finding.card_by_seq(connection, seq), pin, code)


def create_batch(connection: Connection, call: Call, ask: BatchAsk, pins: list[NewPin]) -> list[Made]:
    """POST cards/batch: all cards or none, each with a PIN and a token (U-19)."""
    _check_new(connection, call, {f"/cards/{n}/card_id": card_id for n, (card_id, _) in enumerate(ask.cards)})
    return [
        add_inactive(connection, call, card_id, kind, pin, ask.token)
        for (card_id, kind), pin in zip(ask.cards, pins, strict=True)
    ]


def add_inactive(
    connection: Connection,
    call: Call,
    card_id: str,
    kind: str,
    pin: NewPin | None,
    wish: TokenWish,
    printed: Printed = Printed(),
) -> Made:
    """Add one card that nobody has bought yet."""
    row = _base(call, card_id, kind) | {"status": INACTIVE, "amount": 0, "currency": None}
    seq = _insert(connection, row | (pin.columns if pin else {}))
    code = add_with_card(connection, call, seq, wish, printed.code)
    return Made(finding.card_by_seq(connection, seq), pin, code)


def details(connection: Connection, call: Call, card_id: str) -> tuple[Row, list[Row]]:
    """GET one card: its row and its tokens' rows."""
    row = finding.card_by_id(connection, call, card_id)
    return row, finding.tokens_of(connection, row["seq"])


def look_up(connection: Connection, call: Call, code: str, proof: PinProof) -> Row:
    """POST info: the card behind a token, also a used-up one, whatever the card's state (U-28)."""
    row = finding.card_by_seq(connection, finding.token_by_code(connection, call, code)["card_seq"])
    check_pin(call, row, proof)
    if row["status"] == INACTIVE and call.choices.inactive_info == "refuse":
        raise refused("CARD_INACTIVE", "The card was not activated")
    return row


def activate(connection: Connection, call: Call, card_id: str, ask: ActivateAsk) -> tuple[Row, list[Row]]:
    """Load an inactive card and make it usable (U-23)."""
    row = finding.card_by_id(connection, call, card_id, lock=True)
    if row["status"] != INACTIVE:
        raise refused("CARD_NOT_INACTIVE", "The card was activated before")
    seq = row["seq"]
    changes = {name: value for name, value in _texts(ask.texts).items() if value is not None}
    changes |= {"status": UNUSED, "amount": ask.amount, "currency": ask.currency}
    changes.setdefault("active_from", call.now)
    connection.execute(_CHANGE.values(changes), {"card_seq": seq})
    _load(connection, call, seq, ask.amount, ask.currency, ask.texts.originated_by)
    behaviour = {"expires_at": expiry(call.now, ask.expires_in), "single_use": ask.single_use}
    behaviour = {name: value for name, value in behaviour.items() if value is not None}
    if behaviour:
        connection.execute(_OF_CARD.values(behaviour), {"of_card": seq})
    return finding.card_by_seq(connection, seq), finding.tokens_of(connection, seq)


def rotate_pin(connection: Connection, call: Call, card_id: str, pin: NewPin) -> None:
    """Replace a card's PIN, or give it one; the old one dies at once (U-24)."""
    row = finding.card_by_id(connection, call, card_id, lock=True)
    connection.execute(_CHANGE.values(**pin.columns), {"card_seq": row["seq"]})


def delete(connection: Connection, call: Call, card_id: str) -> tuple[Row, list[Row]]:
    """Delete a card and return it as it was; refused while money is on hold (U-22)."""
    row = finding.card_by_id(connection, call, card_id, lock=True)
    if row["reserved"]:
        raise refused("CARD_HAS_RESERVATION", "Money on the card is on hold")
    as_it_was = finding.card_by_seq(connection, row["seq"])
    connection.execute(_CHANGE.values(deleted_at=call.now), {"card_seq": row["seq"]})
    return as_it_was, finding.tokens_of(connection, row["seq"])


def _check_new(connection: Connection, call: Call, wanted: dict[str, str]) -> None:
    """Refuse cards that exist or are wanted twice, naming their places in the request (U-09, U-19)."""
    card_ids = list(wanted.values())
    known = {"account": call.account, "card_ids": card_ids}
    taken = set(connection.execute(_EXISTING, known).scalars())
    taken |= {card_id for card_id, count in Counter(card_ids).items() if count > 1}
    problems = tuple(Problem(place, "exists") for place, card_id in wanted.items() if card_id in taken)
    if problems:
        raise Refusal(call.choices.existing_card_status, "CARD_EXISTS", "The card exists", problems)


def _base(call: Call, card_id: str, kind: str) -> dict[str, object]:
    sums = dict.fromkeys(("funds", "drawn", "reserved", "gross_reserved"), 0)
    return {
        "account": call.account,
        "card_id": card_id,
        "id": new_id(),
        "created_at": call.now,
        "created_by": call.client_id,
        "type": kind,
        **sums,
    }


def _texts(texts: CardTexts) -> dict[str, object]:
    return {
        "name": texts.name,
        "customer_id": texts.customer_id,
        "originated_by": texts.originated_by,
        "metadata": packed(texts.metadata),
        "active_from": texts.active_from,
        "expires_at": texts.expires_at,
    }


def _insert(connection: Connection, row: dict[str, object]) -> int:
    key = connection.execute(_ADD, row).inserted_primary_key
    return int(key[0]) if key is not None else 0


def _load(
    connection: Connection, call: Call, seq: int, amount: int, currency: str, where: str | None
) -> None:
    """Write the first load as a transaction whose reference the server makes up (U-18)."""
    if amount:
        row = finding.card_by_seq(connection, seq)
        entry = Entry(f"load-{new_id()}", "fund", amount, currency, originated_by=where, by_server=True)
        append(connection, call, row, entry)
