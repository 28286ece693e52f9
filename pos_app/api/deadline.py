"""One time limit for a whole exchange, kept where the bytes go in and out.

Cancelling a request while it connects leaves a dead place in httpcore's pool for good, and httpx's own limits
start anew with every read, so that a slow drip never ends. So nothing here is cancelled from outside: the
stream below the pool gives each wait only the time that is left, and ends the exchange itself.
"""

# ruff: noqa: ASYNC109, ARG002 - the signatures are httpcore's; our one limit replaces its many.

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

import httpcore

from pos_app.api.limits import Limits
from pos_app.api.tally import Tally


class Trip:
    """One exchange on its way: the time it has left, and whether a byte of the request may have gone out."""

    __slots__ = ("_answer_by", "_clock", "_connect_by", "wrote")

    def __init__(self, clock: Callable[[], float], limits: Limits) -> None:
        """The time starts now; `clock` gives seconds that only grow."""
        now = clock()
        self._clock = clock
        self._answer_by = now + limits.answer
        self._connect_by = now + min(limits.connect, limits.answer)
        self.wrote = False

    def left(self) -> float:
        """Seconds left for the whole exchange; 0 or less when it is over."""
        return self._answer_by - self._clock()

    def left_to_connect(self) -> float:
        """Seconds left for name, connection and TLS; 0 or less when it is over."""
        return self._connect_by - self._clock()


TRIP: ContextVar[Trip] = ContextVar("trip")
"""The exchange that the running task is making; set around every use of the pool."""


class TimedStream(httpcore.AsyncNetworkStream):
    """A connection whose waits end with the exchange that uses it.

    What is written is kept until the answer is first waited for, so that head and body of a request leave
    together, and `Trip.wrote` turns true exactly before the first byte.
    """

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        """`inner` is the connection itself."""
        self._inner = inner
        self._unsent = b""
        self._tally = Tally()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Send what was kept, then wait for bytes; raises httpcore.ReadTimeout when the time is over."""
        trip = TRIP.get()
        if self._unsent:
            await self._send(trip)
        left = trip.left()
        if left <= 0:
            raise httpcore.ReadTimeout("the exchange took too long")
        try:
            data = await self._inner.read(max_bytes, left)
        except ssl.SSLError as error:
            raise httpcore.ReadError("TLS broke off") from error
        self._tally.add(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Keep the bytes until the answer is waited for."""
        self._unsent += buffer

    async def aclose(self) -> None:
        """Close the connection; what was kept is never sent."""
        self._unsent = b""
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Shake hands; raises httpcore.ConnectError or ConnectTimeout, always before a request byte."""
        left = TRIP.get().left_to_connect()
        if left <= 0:
            await self._inner.aclose()
            raise httpcore.ConnectTimeout("connecting took too long")
        return TimedStream(await self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        """What the connection itself knows: its socket, whether it is of no more use."""
        if info == "is_readable" and not self._is_clean:
            return True
        return self._inner.get_extra_info(info)

    @property
    def _is_clean(self) -> bool:
        """Whether nothing is left of the last exchange; if not, the pool drops the connection."""
        return not self._unsent and self._tally.is_exact

    async def _send(self, trip: Trip) -> None:
        unsent, self._unsent = self._unsent, b""
        left = trip.left()
        if left <= 0:
            raise httpcore.WriteTimeout("the exchange took too long")
        self._tally = Tally()
        trip.wrote = True
        # A service may answer and hang up before it has read everything: its answer is worth reading.
        with contextlib.suppress(httpcore.WriteError):
            await self._inner.write(unsent, left)


class TimedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections within the time that the running exchange has for it."""

    def __init__(self) -> None:
        """Connections are anyio's, as httpcore makes them on asyncio."""
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Look the name up and connect; raises httpcore.ConnectError or ConnectTimeout."""
        left = TRIP.get().left_to_connect()
        if left <= 0:
            raise httpcore.ConnectTimeout("connecting took too long")
        return TimedStream(await self._inner.connect_tcp(host, port, left, local_address, socket_options))
