"""Carries webhook events to their subscribers: only 2xx counts as received, up to five attempts."""

import asyncio
import contextlib
import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError

from pos_app.sandbox.calls import Call, Row
from pos_app.sandbox.clock import SECOND
from pos_app.sandbox.hooks import AUTHORIZATION, HMAC_SHA1, everything
from pos_app.sandbox.schema import delivery, subscription
from pos_app.sandbox.service import Service

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 5
_ANSWER_WITHIN = 60
_LEASE = 2 * _ANSWER_WITHIN * SECOND
"""How long a delivery belongs to the process that took it, should that process die."""
_AT_ONCE = 10
_LOOK_AGAIN = 0.5
_NEW_SUBSCRIBERS = 1.0
_GROWTH = 4
_DUE = (
    select(delivery, subscription.c.url, subscription.c.secret_type, subscription.c.sealed_secret)
    .add_columns(subscription.c.id.label("subscription_id"))
    .join(subscription, subscription.c.seq == delivery.c.subscription_seq)
    .where(delivery.c.done_at.is_(None))
    .order_by(delivery.c.next_at, delivery.c.seq)
    .limit(_AT_ONCE)
    .with_for_update(of=delivery, skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Courier:
    """Delivers for one process. With `shared`, other processes may add subscriptions to the same database."""

    service: Service
    shared: bool

    async def run(self) -> None:
        """Deliver until cancelled; while nobody subscribes, only look whether somebody does."""
        while not await self._wanted():
            await self._wait(_NEW_SUBSCRIBERS if self.shared else None)
        import httpx  # Late: it takes longer to load than the rest of the service to start.

        limits = httpx.Limits(max_connections=_AT_ONCE)
        async with httpx.AsyncClient(timeout=_ANSWER_WITHIN, trust_env=False, limits=limits) as client:
            while True:
                if not await self._deliver_due(client):
                    await self._wait(_LOOK_AGAIN)

    async def _wanted(self) -> bool:
        service = self.service
        with contextlib.suppress(DBAPIError):
            service.hooks |= await service.run(lambda db: bool(everything(db, service.plain_call())))
        return service.hooks

    async def _wait(self, seconds: float | None) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.service.news.wait(), seconds)
        self.service.news.clear()

    async def _deliver_due(self, client: "httpx.AsyncClient") -> bool:
        """Deliver what is due; whether there was anything. A database that is away is asked again later."""
        try:
            taken = await self.service.run(lambda db: _take(db, self.service.plain_call()))
            await asyncio.gather(*(self._deliver(client, row) for row in taken))
        except DBAPIError:
            return False
        return bool(taken)

    async def _deliver(self, client: "httpx.AsyncClient", row: Row) -> None:
        status = await _post(client, self.service.plain_call(), row)
        await self.service.run(lambda db: _settle(db, self.service.plain_call(), row, status))


async def _post(client: "httpx.AsyncClient", call: Call, row: Row) -> int | None:
    """Deliver once; the status of the answer, or None when there was none. Redirects are not followed."""
    body = row["body"].encode()
    headers = {"content-type": "application/json", "user-agent": "Holdfast-Hook", "event": row["event"]}
    headers["event-delivery"] = row["id"]
    if row["sealed_secret"] is not None:
        secret = call.keys.opened(bytes(row["sealed_secret"]), row["subscription_id"])
        if row["secret_type"] == HMAC_SHA1:
            headers["event-signature"] = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
        elif row["secret_type"] == AUTHORIZATION:
            headers["authorization"] = secret
    from httpx import HTTPError, InvalidURL

    try:
        answer = await client.post(row["url"], content=body, headers=headers)
    except (HTTPError, InvalidURL):
        return None
    return answer.status_code


def _take(connection: Connection, call: Call) -> list[Row]:
    rows = list(connection.execute(_DUE.where(delivery.c.next_at <= call.now)).mappings())
    for row in rows:
        mine = {"attempts": row["attempts"] + 1, "next_at": call.now + _LEASE}
        connection.execute(update(delivery).where(delivery.c.seq == row["seq"]).values(mine))
    return list(rows)


def _settle(connection: Connection, call: Call, row: Row, status: int | None) -> None:
    attempt = row["attempts"] + 1
    received = status is not None and 200 <= status < 300
    result: dict[str, object] = {"status": status}
    if received or attempt >= ATTEMPTS:
        result["done_at"] = call.now
    else:
        result["next_at"] = call.now + call.choices.hook_pause * _GROWTH ** (attempt - 1) * SECOND
    connection.execute(update(delivery).where(delivery.c.seq == row["seq"]).values(result))
