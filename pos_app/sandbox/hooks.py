"""Webhook subscriptions (section 8), and the events that wait to be delivered."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import Connection, bindparam, insert, select, update

from pos_app.sandbox.calls import Call, Row, new_id
from pos_app.sandbox.clock import moment_text
from pos_app.sandbox.fields import Fields, Json
from pos_app.sandbox.problems import not_found, refused
from pos_app.sandbox.schema import delivery, subscription
from pos_app.sandbox.views import transaction_view

WALLET_TRANSACTION, PING = "wallet_transaction", "ping"
HMAC_SHA1, AUTHORIZATION = "HMAC-SHA1", "Authorization"
_SECRETS = (HMAC_SHA1, AUTHORIZATION, "AWS4-HMAC-SHA256")
_RECENT = 100
_LIVE = select(subscription).where(
    subscription.c.account == bindparam("account"), subscription.c.deleted_at.is_(None)
)
_ALL = _LIVE.order_by(subscription.c.seq.desc())
_ONE = _LIVE.where(subscription.c.id == bindparam("id"))
_DELIVERIES = (
    select(delivery)
    .where(delivery.c.subscription_seq == bindparam("subscription_seq"))
    .order_by(delivery.c.seq.desc())
    .limit(_RECENT)
)
_WAIT = insert(delivery).inline()


@dataclass(frozen=True, slots=True)
class SubscriptionAsk:
    """POST hooks/subscriptions; the secret is (kind, value) or None."""

    url: str
    events: list[str]
    secret: tuple[str, str] | None


def read_subscription(body: Fields) -> SubscriptionAsk:
    """Read POST hooks/subscriptions. Of the three kinds of secrets, AWS4-HMAC-SHA256 is refused."""
    events = body.words("events", (WALLET_TRANSACTION,))
    config = body.inner("config", required=True)
    url, kind, value = "", None, None
    if config is not None:
        url = config.text("url", required=True) or ""
        config.word("content_type", ("application/json",))
        secret = config.inner("secret")
        if secret is not None:
            kind, value = secret.word("type", _SECRETS, required=True), secret.text("value")
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            config.wrong("url", "must be an http or https address")
    body.done()
    if kind not in {None, HMAC_SHA1, AUTHORIZATION} or (kind is not None and value is None):
        raise refused("SECRET_NOT_SUPPORTED", "A secret is of type HMAC-SHA1 or Authorization, with a value")
    return SubscriptionAsk(url, events, None if kind is None or value is None else (kind, value))


def subscribe(connection: Connection, call: Call, ask: SubscriptionAsk) -> Row:
    """Add a subscription; its first event is a ping."""
    row_id = new_id()
    kind, value = ask.secret or (None, None)
    row = {
        "account": call.account,
        "id": row_id,
        "created_at": call.now,
        "created_by": call.client_id,
        "url": ask.url,
        "events": json.dumps(ask.events),
        "secret_type": kind,
        "sealed_secret": None if value is None else call.keys.sealed(value, row_id),
    }
    connection.execute(insert(subscription), row)
    made = one(connection, call, row_id)
    _wait(connection, call, made, PING, lambda _: subscription_view(made))
    return made


def everything(connection: Connection, call: Call) -> list[Row]:
    """All subscriptions of the account, newest first."""
    return list(connection.execute(_ALL, {"account": call.account}).mappings())


def one(connection: Connection, call: Call, subscription_id: str) -> Row:
    """One subscription. 404 when unknown or deleted."""
    row = connection.execute(_ONE, {"account": call.account, "id": subscription_id}).mappings().first()
    if row is None:
        raise not_found("Subscription")
    return row


def ping(connection: Connection, call: Call, subscription_id: str) -> Row:
    """Send a ping once more."""
    row = one(connection, call, subscription_id)
    _wait(connection, call, row, PING, lambda _: subscription_view(row))
    return row


def unsubscribe(connection: Connection, call: Call, subscription_id: str) -> Row:
    """Delete a subscription; what waits for it is not delivered any more."""
    row = one(connection, call, subscription_id)
    seq = row["seq"]
    connection.execute(update(subscription).where(subscription.c.seq == seq).values(deleted_at=call.now))
    waiting = update(delivery).where(delivery.c.subscription_seq == seq, delivery.c.done_at.is_(None))
    connection.execute(waiting.values(done_at=call.now))
    return row


def deliveries(connection: Connection, call: Call, subscription_id: str) -> list[Row]:
    """The most recent deliveries of a subscription, newest first."""
    row = one(connection, call, subscription_id)
    return list(connection.execute(_DELIVERIES, {"subscription_seq": row["seq"]}).mappings())


def tell(connection: Connection, call: Call, card: Row, row: Row) -> None:
    """Let every subscriber know of a transaction (U-53), once it is committed."""
    transaction = transaction_view(row) | {"card_id": card["card_id"]}

    def body(delivery_id: str) -> Json:
        known: Json = {"account_id": call.account, "event": WALLET_TRANSACTION, "event_delivery": delivery_id}
        return known | {"transaction": transaction}

    for each in everything(connection, call):
        if WALLET_TRANSACTION in json.loads(each["events"]):
            _wait(connection, call, each, WALLET_TRANSACTION, body)


def _wait(connection: Connection, call: Call, to: Row, event: str, body: Callable[[str], Json]) -> None:
    delivery_id = new_id()
    connection.execute(
        _WAIT,
        {
            "subscription_seq": to["seq"],
            "id": delivery_id,
            "event": event,
            "body": json.dumps(body(delivery_id)),
            "created_at": call.now,
            "attempts": 0,
            "next_at": call.now,
        },
    )


def subscription_view(row: Row) -> Json:
    """A subscription, without its secret."""
    config: Json = {"url": row["url"], "content_type": "application/json", "insecure_ssl": 0}
    if row["secret_type"] is not None:
        config["secret"] = {"type": row["secret_type"]}
    return {
        "id": row["id"],
        "created_at": moment_text(row["created_at"]),
        "created_by": row["created_by"],
        "active": True,
        "config": config,
        "events": json.loads(row["events"]),
    }


def delivery_view(row: Row) -> Json:
    """A delivery; `status` is the last HTTP status, absent while there was none."""
    view: Json = {"id": row["id"], "event_delivery": row["id"], "created_at": moment_text(row["created_at"])}
    return view if row["status"] is None else view | {"status": row["status"]}
