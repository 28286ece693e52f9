"""What the write endpoints can be asked, read from JSON bodies."""

from dataclasses import dataclass
from typing import Literal

from pos_app.sandbox.fields import AMOUNT_LIMIT, Fields, Json

CURRENCIES = ("NOK", "SEK", "DKK", "EUR", "USD")
CARD_TYPES = ("gift_card", "credit_note")
_LENGTH_LIMIT = 255
_PIN_LENGTH_MINIMUM = 4
_BATCH_LIMIT = 100

Currency = str


@dataclass(frozen=True, slots=True)
class Format:
    """How a PIN or token is made up; None means "not said" (3.4, U-11, U-12)."""

    length: int | None = None
    prefix: str | None = None
    symbols: bool | None = None
    numbers: bool | None = None
    characters: bool | None = None
    barcode: bool = False


FOUR_DIGITS = Format(length=4, numbers=True)


@dataclass(frozen=True, slots=True)
class TokenWish:
    """The `card_token` object of create and batch (U-13)."""

    format: Format | None = None
    expires_in: int | None = None
    single_use: bool = True


@dataclass(frozen=True, slots=True)
class CardTexts:
    """What create and activate may say about a card beside money."""

    name: str | None = None
    customer_id: str | None = None
    originated_by: str | None = None
    metadata: Json | None = None
    active_from: int | None = None
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class CardAsk:
    """POST cards. `pin` and `token` are None when none was asked for."""

    card_id: str
    amount: int
    currency: Currency
    type: str | None
    texts: CardTexts
    pin: Format | None
    token: TokenWish | None


@dataclass(frozen=True, slots=True)
class BatchAsk:
    """POST cards/batch: (card_id, type) of each card, and one recipe for all (U-19)."""

    cards: tuple[tuple[str, str], ...]
    pin: Format
    token: TokenWish


@dataclass(frozen=True, slots=True)
class ActivateAsk:
    """POST cards/{card_id}/activate. The last two change the card's tokens; None leaves them (U-23)."""

    amount: int
    currency: Currency
    texts: CardTexts
    expires_in: int | None
    single_use: bool | None


@dataclass(frozen=True, slots=True)
class TokenAsk:
    """POST cards/{card_id}/tokens."""

    ref_id: str
    expires_in: int
    single_use: bool
    format: Format | None
    metadata: Json | None


@dataclass(frozen=True, slots=True)
class TransactionAsk:
    """POST transactions."""

    ref_id: str
    amount: int
    currency: Currency
    token: str | None
    card_id: str | None
    pin: str | None
    type: Literal["drawdown", "fund"]
    pending: bool
    originated_by: str | None
    metadata: Json | None


@dataclass(frozen=True, slots=True)
class ClosingAsk:
    """Capture or void; `amount` is None for a void and for a capture of everything left."""

    ref_id: str
    amount: int | None
    metadata: Json | None


def read_amount(body: Fields) -> int:
    """The required field `amount`: money in the currency's smallest unit, 0 to 2^63 - 1."""
    return body.whole("amount", 0, AMOUNT_LIMIT, required=True) or 0


def read_card(body: Fields) -> CardAsk:
    """Read POST cards."""
    token = body.inner("card_token")
    ask = CardAsk(
        card_id=body.trimmed("card_id", required=True) or "",
        amount=read_amount(body),
        currency=body.word("currency", CURRENCIES, required=True) or "",
        type=body.word("type", CARD_TYPES),
        texts=_texts(body),
        pin=_pin(body, required=False),
        token=None if token is None else _token_wish(token),
    )
    body.done()
    return ask


def read_batch(body: Fields) -> BatchAsk:
    """Read POST cards/batch."""
    cards = tuple(
        (each.trimmed("card_id", required=True) or "", each.word("type", CARD_TYPES, required=True) or "")
        for each in body.inners("cards", 1, _BATCH_LIMIT)
    )
    options = body.inner("options")
    pin = None if options is None else _pin(options, required=False)
    token = None if options is None else options.inner("card_token")
    wish = TokenWish() if token is None else _token_wish(token)
    body.done()
    return BatchAsk(cards, pin or FOUR_DIGITS, wish)


def read_activate(body: Fields) -> ActivateAsk:
    """Read POST cards/{card_id}/activate."""
    token = body.inner("card_token")
    ask = ActivateAsk(
        amount=read_amount(body),
        currency=body.word("currency", CURRENCIES, required=True) or "",
        texts=_texts(body),
        expires_in=None if token is None else token.whole("expires_in", 1),
        single_use=None if token is None else token.flag("expires_after_transaction"),
    )
    body.done()
    return ask


def read_rotate(body: Fields) -> Format:
    """Read POST cards/{card_id}/rotate-pin; a PIN without a format has four digits."""
    pin = _pin(body, required=True)
    body.done()
    return pin or FOUR_DIGITS


def read_token(body: Fields) -> TokenAsk:
    """Read POST cards/{card_id}/tokens."""
    single_use = body.flag("expires_after_transaction")
    form = body.inner("format")
    ask = TokenAsk(
        ref_id=body.text("ref_id", required=True) or "",
        expires_in=body.whole("expires_in", 1, required=True) or 1,
        single_use=True if single_use is None else single_use,
        format=None if form is None else _format(form, 1),
        metadata=body.metadata(),
    )
    body.done()
    return ask


def read_transaction(body: Fields) -> TransactionAsk:
    """Read POST transactions; which of token and card_id may stand there is decided later (U-32)."""
    kind = body.word("type", ("drawdown", "fund"))
    ask = TransactionAsk(
        ref_id=body.text("ref_id", required=True) or "",
        amount=read_amount(body),
        currency=body.word("currency", CURRENCIES, required=True) or "",
        token=body.text("token"),
        card_id=body.trimmed("card_id"),
        pin=body.text("pin", empty=True),
        type="fund" if kind == "fund" else "drawdown",
        pending=bool(body.flag("pending")),
        originated_by=body.trimmed("originated_by"),
        metadata=body.metadata(),
    )
    body.done()
    return ask


def read_capture(body: Fields) -> ClosingAsk:
    """Read POST transactions/{transaction_id}/capture."""
    ref_id = body.text("ref_id", required=True) or ""
    ask = ClosingAsk(ref_id, body.whole("amount", 0, AMOUNT_LIMIT), body.metadata())
    body.done()
    return ask


def read_void(body: Fields) -> ClosingAsk:
    """Read POST transactions/{transaction_id}/void."""
    ask = ClosingAsk(body.text("ref_id", required=True) or "", None, body.metadata())
    body.done()
    return ask


def read_info(body: Fields) -> tuple[str, str | None]:
    """Read POST info: the token and the PIN."""
    token, pin = body.text("token", required=True) or "", body.text("pin", empty=True)
    body.done()
    return token, pin


def read_grant(body: Fields) -> str:
    """Read POST auth/token and return the audience; the only grant is `client_credentials` (U-01)."""
    body.word("grant_type", ("client_credentials",), required=True)
    audience = body.text("audience", required=True) or ""
    body.done()
    return audience


def _texts(body: Fields) -> CardTexts:
    return CardTexts(
        name=body.text("name", empty=True),
        customer_id=body.trimmed("customer_id"),
        originated_by=body.trimmed("originated_by"),
        metadata=body.metadata(),
        active_from=body.moment("active_from"),
        expires_at=body.moment("expires_at"),
    )


def _pin(body: Fields, *, required: bool) -> Format | None:
    pin = body.inner("pin", required=required)
    if pin is None:
        return None
    form = pin.inner("format")
    return FOUR_DIGITS if form is None else _format(form, _PIN_LENGTH_MINIMUM)


def _token_wish(token: Fields) -> TokenWish:
    form = token.inner("format")
    single_use = token.flag("expires_after_transaction")
    return TokenWish(
        format=None if form is None else _format(form, 1),
        expires_in=token.whole("expires_in", 1),
        single_use=True if single_use is None else single_use,
    )


def _format(form: Fields, shortest: int) -> Format:
    return Format(
        length=form.whole("length", shortest, _LENGTH_LIMIT),
        prefix=form.text("prefix", empty=True),
        symbols=form.flag("symbols"),
        numbers=form.flag("numbers"),
        characters=form.flag("characters"),
        barcode=bool(form.flag("barcode")),
    )
