"""Endpoints that list cards."""

from pos_app.sandbox import listing
from pos_app.sandbox.exchange import Exchange
from pos_app.sandbox.fields import AMOUNT_LIMIT, Json
from pos_app.sandbox.listing import Filters
from pos_app.sandbox.views import balance_view, card_view, core_view, token_view

_LONGEST_PAGE = 100
_PAGE = 10


async def cards(exchange: Exchange) -> Json:
    """GET cards: one page of the account's cards (4.4, U-20)."""
    query = exchange.query()
    bounds = [
        query.whole(name, 0) for name in ("amount_available", "amount_available.gte", "amount_available.lte")
    ]
    low = [bound for bound in bounds[:2] if bound is not None]
    filters = Filters(
        limit=query.whole("limit", 1, _LONGEST_PAGE) or _PAGE,
        starting_after=query.text("starting_after"),
        include_deleted=query.flag("include_deleted"),
        at_least=min(max(low), AMOUNT_LIMIT) if low else None,
        at_most=None if bounds[2] is None else min(bounds[2], AMOUNT_LIMIT),
    )
    query.done()
    rows, cursor = await exchange.service.run(lambda db: listing.page(db, exchange.call, filters))
    page: Json = {"cards": [card_view(row, exchange.call.choices) for row in rows]}
    return page if cursor is None else page | {"starting_after": cursor}


async def customer_cards(exchange: Exchange) -> list[Json]:
    """GET a customer's cards: a plain array without money (4.11)."""
    customer_id, query = exchange.customer_id(), exchange.query()
    limit, after = query.whole("limit", 1, _LONGEST_PAGE) or _PAGE, query.text("starting_after")
    query.done()
    rows = await exchange.service.run(
        lambda db: listing.customer_page(db, exchange.call, customer_id, limit, after)
    )
    return [core_view(row, exchange.call.choices) for row in rows]


async def customer_card(exchange: Exchange) -> Json:
    """GET one card of a customer, with its money (4.11)."""
    customer_id, card_id, choices = exchange.customer_id(), exchange.card_id(), exchange.call.choices
    row, tokens = await exchange.service.run(
        lambda db: listing.customer_card(db, exchange.call, customer_id, card_id)
    )
    view = core_view(row, choices) | balance_view(row, choices)
    view["currency"] = row["currency"] or choices.inactive_currency
    return view | {"tokens": [token_view(token) for token in tokens]}
