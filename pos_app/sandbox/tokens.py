"""Card tokens: made with a card, or asked for later; and the plain form of a secret in an answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select

from pos_app.sandbox import codes, finding
from pos_app.sandbox.asks import Format, TokenAsk, TokenWish
from pos_app.sandbox.calls import Call, Row, new_id, packed, unpacked
from pos_app.sandbox.clock import SECOND, moment_text
from pos_app.sandbox.code128 import data_url
from pos_app.sandbox.columns import ref_hash
from pos_app.sandbox.fields import Json
from pos_app.sandbox.problems import refused
from pos_app.sandbox.schema import token

_TRIES = 64
_LAST_MOMENT = 253_402_300_799 * SECOND
_ADD = insert(token).inline()
_TAKEN = select(token.c.seq).where(
    token.c.account == bindparam("account"), token.c.code_hash == bindparam("code_hash")
)
_BY_REFERENCE = select(token).where(
    token.c.card_seq == bindparam("card_seq"), token.c.ref_hash == bindparam("ref_hash")
)


@dataclass(frozen=True, slots=True, repr=False)
class NewToken:
    """A token in plain form, with its picture if one was wanted, and the wish it came from."""

    value: str
    wish: TokenWish
    secret: Json

    def view(self) -> Json:
        """The `card_token` object of create and batch."""
        form, expires_in = self.wish.format, self.wish.expires_in
        view: Json = {"expires_after_transaction": self.wish.single_use}
        if form is not None:
            view["format"] = codes.recipe(form).shown()
        if expires_in is not None:
            view["expires_in"] = expires_in
        return view | {"token": self.secret}


def secret_view(value: str, form: Format | None) -> Json:
    """A PIN or token in plain form, with its Code 128 picture when asked for. 400 when there can be none."""
    if form is None or not form.barcode:
        return {"value": value}
    picture = data_url(value)
    if picture is None:
        raise refused("BARCODE_NOT_POSSIBLE", "Code 128 cannot show this text")
    return {"value": value, "barcode_128": picture}


def add_with_card(
    connection: Connection, call: Call, card_seq: int, wish: TokenWish, value: str | None
) -> NewToken:
    """Give a new card its token: `value` if it is printed already, else made up (U-13)."""
    code = _unused(connection, call, _maker(wish.format)) if value is None else value
    row = _row(call, card_seq, code, wish.expires_in, wish.format) | {"single_use": wish.single_use}
    connection.execute(_ADD, row)
    return NewToken(code, wish, secret_view(code, wish.format))


def create(connection: Connection, call: Call, card_id: str, ask: TokenAsk) -> Json:
    """POST tokens; a replay returns the first answer, value included (U-25)."""
    card = finding.card_by_id(connection, call, card_id, lock=True)
    hashed = ref_hash(ask.ref_id)
    known = {"card_seq": card["seq"], "ref_hash": hashed}
    first = connection.execute(_BY_REFERENCE, known).mappings().first()
    if first is not None:
        return _created_view(call, first)
    code = _unused(connection, call, _maker(ask.format))
    row = _row(call, card["seq"], code, ask.expires_in, ask.format)
    token_id = new_id()
    row |= {
        "single_use": ask.single_use,
        "id": token_id,
        "ref_hash": hashed,
        "asked": json.dumps(_asked(ask)),
        "sealed": call.keys.sealed(code, token_id),
    }
    connection.execute(_ADD, row)
    return _created_view(call, row)


def expiry(now: int, expires_in: int | None) -> int | None:
    """The moment that lies `expires_in` seconds after `now` (microseconds); the year 9999 is the last one."""
    return None if expires_in is None else min(now + expires_in * SECOND, _LAST_MOMENT)


def _maker(form: Format | None) -> Callable[[], str]:
    return codes.default_token if form is None else codes.recipe(form).make


def _unused(connection: Connection, call: Call, make: Callable[[], str]) -> str:
    """Make up a code that no other token of the account has (U-12)."""
    for _ in range(_TRIES):
        code = make()
        known = {"account": call.account, "code_hash": call.keys.code_hash(call.account, code)}
        if connection.execute(_TAKEN, known).first() is None:
            return code
    raise refused("NO_CODE_LEFT", "The format leaves no code that is not in use")


def _row(
    call: Call, card_seq: int, code: str, expires_in: int | None, form: Format | None
) -> dict[str, object]:
    return {
        "card_seq": card_seq,
        "account": call.account,
        "code_hash": call.keys.code_hash(call.account, code),
        "masked": codes.masked(code),
        "format": None if form is None else packed(codes.recipe(form).shown()),
        "expires_at": expiry(call.now, expires_in),
        "used": False,
        "created_at": call.now,
        "created_by": call.client_id,
        "id": None,
        "ref_hash": None,
        "asked": None,
        "sealed": None,
    }


def _asked(ask: TokenAsk) -> Json:
    asked: Json = {
        "ref_id": ask.ref_id,
        "expires_in": ask.expires_in,
        "expires_after_transaction": ask.single_use,
    }
    if ask.format is not None:
        asked["format"] = codes.recipe(ask.format).shown()
    if ask.metadata is not None:
        asked["metadata"] = ask.metadata
    return asked


def _created_view(call: Call, row: Row) -> Json:
    asked = unpacked(row["asked"]) or {}
    form = unpacked(row["format"]) or {}
    value = call.keys.opened(row["sealed"], row["id"])
    view: Json = {
        "id": row["id"],
        "created_at": moment_text(row["created_at"]),
        "created_by": row["created_by"],
    }
    return view | asked | {"token": secret_view(value, Format(barcode=bool(form.get("barcode"))))}
