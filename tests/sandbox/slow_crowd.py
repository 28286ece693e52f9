"""Thousands of clients that begin a request and never end it, and one that pays meanwhile.

python -m tests.sandbox.slow_crowd --connections 10000
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pos_app.sandbox.serving import allow_many_connections
from tests.card_service import CardService, NewCard, running
from tests.sandbox.money import move, sums

_PAYS = 200
_AT_ONCE = 200
_HEAD = b"POST /v1/accounts/T00000001/wallets/info HTTP/1.1\r\nHost: x\r\n"

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Told:
    """Milliseconds of a pay without and with the crowd, and what became of the crowd."""

    alone: float
    crowded: float
    slowest: float
    open: int
    sent_away: int
    exact: bool
    """Whether the card lost what was paid and nothing else."""


async def crowd(service: CardService, connections: int) -> Told:
    """Let them come, pay among them, and wait until the service has sent every one of them away."""
    card = await asyncio.to_thread(service.new_card, 2 * _PAYS)
    alone = await asyncio.to_thread(_pay, service, card)
    gate = asyncio.Semaphore(_AT_ONCE)
    slow = await asyncio.gather(*(_begin(service.port, gate) for _ in range(connections)))
    crowded = await asyncio.to_thread(_pay, service, card)
    still_open = sum(not reader.at_eof() for reader, _ in slow)
    ends = await asyncio.gather(*(reader.read() for reader, _ in slow), return_exceptions=True)
    for _, writer in slow:
        writer.close()
    with service.api() as client:
        exact = sums(client, card)[0] == 0
    return Told(
        alone=statistics.median(alone),
        crowded=statistics.median(crowded),
        slowest=max(crowded),
        open=still_open,
        sent_away=sum(end == b"" or isinstance(end, ConnectionError) for end in ends),
        exact=exact,
    )


async def _begin(port: int, gate: asyncio.Semaphore) -> Connection:
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_HEAD)
        await writer.drain()
        return reader, writer


def _pay(service: CardService, card: NewCard) -> list[float]:
    times = []
    with service.api() as client:
        for _ in range(_PAYS):
            begun = time.perf_counter()
            assert move(client, card, 1).status_code == 200
            times.append((time.perf_counter() - begun) * 1000)
    return times


def main() -> int:
    """Run one crowd and say what it met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--request-within", type=float, default=60.0)
    options = parser.parse_args()
    allow_many_connections()
    with tempfile.TemporaryDirectory() as folder:
        words = ("--request-within", str(options.request_within))
        with running(Path(folder), *words) as service:
            told = asyncio.run(crowd(service, options.connections))
    print(f"{told.open} slow connections open; a pay takes {told.crowded:.1f} ms among them (worst "
          f"{told.slowest:.1f}), {told.alone:.1f} ms alone; {told.sent_away} were sent away")  # fmt: skip
    all_open = told.open == told.sent_away == options.connections
    return 0 if told.exact and all_open else 1


if __name__ == "__main__":
    sys.exit(main())
