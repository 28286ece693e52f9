"""Endpoints that look cards up and move money: info, transactions, capture, void, history."""

from pos_app.sandbox import asks, cards, finding, transactions
from pos_app.sandbox.access import ADMIN, WRITE
from pos_app.sandbox.asks import TransactionAsk
from pos_app.sandbox.exchange import Exchange
from pos_app.sandbox.fields import Json
from pos_app.sandbox.problems import Problem, forbidden, invalid, refused
from pos_app.sandbox.views import card_view, transaction_view


async def info(exchange: Exchange) -> Json:
    """POST info: the card behind a token (U-28)."""
    code, pin = await exchange.body(asks.read_info)
    call = exchange.call
    row = await exchange.service.run_proven(
        pin,
        lambda db: finding.pin_of_token(db, call, code),
        lambda proof: lambda db: cards.look_up(db, call, code, proof),
    )
    return card_view(row, call.choices)


async def create(exchange: Exchange) -> Json:
    """POST transactions: draw, hold or fund."""
    ask = await exchange.body(asks.read_transaction)
    _check_address(exchange, ask)
    if ask.type == "fund" and ask.pending:
        raise refused("PENDING_NOT_SUPPORTED", "Money cannot be put on a card pending")
    if (ask.card_id is not None or ask.type == "fund") and not exchange.caller.scopes & {ADMIN, WRITE}:
        raise forbidden("The client may only draw, and only by token")
    call = exchange.call
    row = await exchange.service.run_proven(
        ask.pin,
        lambda db: finding.pin_of_address(db, call, ask),
        lambda proof: lambda db: transactions.create(db, call, ask, proof),
    )
    return transaction_view(row)


def _check_address(exchange: Exchange, ask: TransactionAsk) -> None:
    """Exactly one of token and card_id (U-32)."""
    both_are_fine = exchange.call.choices.two_addresses == "accept"
    if ask.token is None and ask.card_id is None:
        raise invalid(Problem("/token", "token or card_id is missing"))
    if ask.token is not None and ask.card_id is not None and not both_are_fine:
        raise invalid(Problem("/token", "token and card_id exclude each other"))


async def capture(exchange: Exchange) -> Json:
    """POST capture (5.2)."""
    hold, ask = exchange.uuid("transaction_id"), await exchange.body(asks.read_capture)
    return transaction_view(
        await exchange.service.run(lambda db: transactions.capture(db, exchange.call, hold, ask))
    )


async def void(exchange: Exchange) -> Json:
    """POST void (5.3)."""
    hold, ask = exchange.uuid("transaction_id"), await exchange.body(asks.read_void)
    return transaction_view(
        await exchange.service.run(lambda db: transactions.void(db, exchange.call, hold, ask))
    )


async def history(exchange: Exchange) -> list[Json]:
    """GET a card's transactions, all in one answer (U-26)."""
    card_id = exchange.card_id()
    rows = await exchange.service.run(lambda db: transactions.history(db, exchange.call, card_id))
    return [transaction_view(row) for row in rows]
