"""Endpoints of single cards: create, batch, read, delete, activate, rotate-pin, tokens."""

from pos_app.sandbox import asks, cards, tokens
from pos_app.sandbox.asks import Format
from pos_app.sandbox.calls import Row
from pos_app.sandbox.cards import Made, Printed
from pos_app.sandbox.choices import Choices
from pos_app.sandbox.exchange import Exchange
from pos_app.sandbox.fields import Json
from pos_app.sandbox.pins import NewPin
from pos_app.sandbox.tokens import secret_view
from pos_app.sandbox.views import card_view, token_view


async def create(exchange: Exchange) -> Json:
    """POST cards."""
    ask = await exchange.body(asks.read_card)
    pins = await exchange.service.new_pins(ask.pin, 1) if ask.pin else [None]
    pin_view = _pin_view(pins[0]) if pins[0] else None
    made = await exchange.service.run(lambda db: cards.create(db, exchange.call, ask, pins[0], Printed()))
    return _made_view(made, pin_view, exchange.call.choices)


async def batch(exchange: Exchange) -> Json:
    """POST cards/batch: the cards in the order of the request."""
    ask = await exchange.body(asks.read_batch)
    pins = await exchange.service.new_pins(ask.pin, len(ask.cards))
    views = [_pin_view(pin) for pin in pins]
    made = await exchange.service.run(lambda db: cards.create_batch(db, exchange.call, ask, pins))
    choices = exchange.call.choices
    return {"cards": [_made_view(one, view, choices) for one, view in zip(made, views, strict=True)]}


async def read(exchange: Exchange) -> Json:
    """GET one card; `includes` changes nothing (U-21)."""
    card_id = exchange.card_id()
    return _details(
        exchange, *await exchange.service.run(lambda db: cards.details(db, exchange.call, card_id))
    )


async def delete(exchange: Exchange) -> Json:
    """DELETE a card (U-22)."""
    card_id = exchange.card_id()
    return _details(
        exchange, *await exchange.service.run(lambda db: cards.delete(db, exchange.call, card_id))
    )


async def activate(exchange: Exchange) -> Json:
    """POST activate (U-23)."""
    card_id, ask = exchange.card_id(), await exchange.body(asks.read_activate)
    return _details(
        exchange, *await exchange.service.run(lambda db: cards.activate(db, exchange.call, card_id, ask))
    )


async def rotate_pin(exchange: Exchange) -> Json:
    """POST rotate-pin: the new PIN, shown this once (U-24)."""
    card_id, form = exchange.card_id(), await exchange.body(asks.read_rotate)
    (pin,) = await exchange.service.new_pins(form, 1)
    view = _pin_view(pin)
    await exchange.service.run(lambda db: cards.rotate_pin(db, exchange.call, card_id, pin))
    return {"pin": view}


async def create_token(exchange: Exchange) -> Json:
    """POST tokens (U-25)."""
    card_id, ask = exchange.card_id(), await exchange.body(asks.read_token)
    return await exchange.service.run(lambda db: tokens.create(db, exchange.call, card_id, ask))


def _details(exchange: Exchange, row: Row, tokens_of_card: list[Row]) -> Json:
    masked = [token_view(each) for each in tokens_of_card]
    return card_view(row, exchange.call.choices) | {"tokens": masked}


def _made_view(made: Made, pin: Json | None, choices: Choices) -> Json:
    view = card_view(made.row, choices)
    if pin is not None:
        view["pin"] = pin
    if made.token is not None:
        view["card_token"] = made.token.view()
    return view


def _pin_view(pin: NewPin) -> Json:
    return {"format": pin.recipe.shown(), "pin": secret_view(pin.value, Format(barcode=pin.recipe.barcode))}
