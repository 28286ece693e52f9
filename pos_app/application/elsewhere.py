"""What happens beside the till on the tour: another till, a silent card service, a disk that fails."""

from __future__ import annotations

import asyncio
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit

from pos_app.api.wire import create_body
from pos_app.application.window import Till
from pos_app.domain.card import CardKey
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind, Operation
from pos_app.domain.person import Credential


async def spend_elsewhere(till: Till, code: str, minor: int) -> None:
    """Pay with a card at another till, in the till's own currency."""
    if till.opened is None:
        raise RuntimeError("the till is not open")
    paid = Operation(
        ref_id=str(uuid.uuid4()),
        kind=Kind.PAY,
        card=CardKey("", code[-4:]),
        amount=Money(minor, till.program.state.settings.region.currency),
        order="",
        staff=1,
        staff_name="another till",
        credential=Credential.CASHIER,
        asked_at=time.time(),
    )
    other = till.opened.service(lambda _: None)
    await other.send(paid, create_body(paid, token=code))
    await other.close()


async def lands_late(till: Till, asked: Operation) -> None:
    """A request whose answer was lost reaches the card service now, under its own reference."""
    if till.opened is None:
        raise RuntimeError("the till is not open")
    body = await till.opened.journal.body(asked.ref_id)
    if body is None:
        raise RuntimeError("it has ended")
    other = till.opened.service(lambda _: None)
    await other.send(asked, body)
    await other.close()


@asynccontextmanager
async def deaf(till: Till) -> AsyncIterator[None]:
    """In place of Training's card service, which must be away: connections are taken, nothing is answered."""
    if till.opened is None:
        raise RuntimeError("the till is not open")
    at = urlsplit(till.opened.connection.base_url)
    server = await asyncio.start_server(lambda *_: None, at.hostname, at.port)
    try:
        yield
    finally:
        server.close()


CAN_FAIL_DISKS = sys.platform != "win32"
"""Whether this system can forbid a program to write."""


@contextmanager
def failing_disk() -> Iterator[None]:
    """No file of this program may grow, as on a disk that is full; nothing happens where that cannot be."""
    if sys.platform == "win32":
        yield
    else:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
