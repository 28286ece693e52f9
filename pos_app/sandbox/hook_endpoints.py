"""Endpoints of webhook subscriptions."""

from pos_app.sandbox import hooks
from pos_app.sandbox.exchange import Exchange
from pos_app.sandbox.fields import Json
from pos_app.sandbox.hooks import delivery_view, subscription_view


async def subscribe(exchange: Exchange) -> Json:
    """POST subscriptions."""
    ask = await exchange.body(hooks.read_subscription)
    row = await exchange.service.run(lambda db: hooks.subscribe(db, exchange.call, ask))
    exchange.service.hooks = True
    exchange.service.news.set()
    return subscription_view(row)


async def listed(exchange: Exchange) -> list[Json]:
    """GET subscriptions."""
    rows = await exchange.service.run(lambda db: hooks.everything(db, exchange.call))
    return [subscription_view(row) for row in rows]


async def read(exchange: Exchange) -> Json:
    """GET one subscription."""
    wanted = exchange.uuid("subscription_id")
    return subscription_view(await exchange.service.run(lambda db: hooks.one(db, exchange.call, wanted)))


async def unsubscribe(exchange: Exchange) -> Json:
    """DELETE a subscription."""
    wanted = exchange.uuid("subscription_id")
    return subscription_view(
        await exchange.service.run(lambda db: hooks.unsubscribe(db, exchange.call, wanted))
    )


async def ping(exchange: Exchange) -> Json:
    """POST ping: send a ping once more."""
    wanted = exchange.uuid("subscription_id")
    row = await exchange.service.run(lambda db: hooks.ping(db, exchange.call, wanted))
    exchange.service.news.set()
    return subscription_view(row)


async def deliveries(exchange: Exchange) -> list[Json]:
    """GET the most recent deliveries."""
    wanted = exchange.uuid("subscription_id")
    rows = await exchange.service.run(lambda db: hooks.deliveries(db, exchange.call, wanted))
    return [delivery_view(row) for row in rows]
