"""Asks an HTTP server as fast as some clients can, each waiting for its answer before it asks again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Asked = Callable[[int], bytes]
"""The n-th request, whole: head and body."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one round measured; times in seconds."""

    times: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.times) / self.seconds

    def share(self, part: float) -> float:
        """The time within which this part of the requests was answered, in milliseconds."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000


def request(method: str, path: str, bearer: str = "", body: str = "") -> bytes:
    """Make one request."""
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {bearer}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()


def measure(port: int, clients: int, requests: int, asked: Asked) -> Load:
    """Ask `requests` times from `clients` connections; every answer must be 200."""
    return asyncio.run(_measure(port, clients, requests, asked))


async def _measure(port: int, clients: int, requests: int, asked: Asked) -> Load:
    numbers, times = iter(range(requests)), list[float]()
    begun = time.perf_counter()
    await asyncio.gather(*(_client(port, numbers, asked, times) for _ in range(clients)))
    return Load(times, time.perf_counter() - begun)


async def _client(port: int, numbers: Iterator[int], asked: Asked, times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in numbers:
        sent = asked(number)
        begun = time.perf_counter()
        writer.write(sent)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        body = await reader.readexactly(length)
        times.append(time.perf_counter() - begun)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError((head + body).decode())
    writer.close()
    await writer.wait_closed()
