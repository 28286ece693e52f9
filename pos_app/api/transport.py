"""httpx's transport as this program uses it: our time limits below, and none of the client's extras above.

httpx's client follows redirects, keeps cookies, reads proxies and passwords from the environment and unpacks
bodies. None of that may happen to money, so requests are handed to a transport directly.
"""

from __future__ import annotations

import logging
import ssl
import sys
from collections.abc import AsyncIterable, AsyncIterator
from importlib.util import find_spec
from typing import cast

import httpcore
import httpx

from pos_app.api.deadline import TRIP, TimedBackend
from pos_app.api.limits import Limits

# Their lines hold whole addresses, and an address holds the card's number.
for _talkative in ("httpx", "httpcore", "httpcore.connection", "httpcore.http11", "httpcore.http2"):
    logging.getLogger(_talkative).setLevel(logging.CRITICAL + 1)

# httpcore asks for this module four times a request. Where it is not installed, Python looks through every
# folder it imports from each time, a third of a request's time: tell it once that there is none.
if find_spec("sniffio") is None:
    cast("dict[str, object]", sys.modules)["sniffio"] = None

_RAISED = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)

_SAME: dict[type[Exception], type[httpx.TransportError]] = {
    httpcore.PoolTimeout: httpx.PoolTimeout,
    httpcore.ConnectTimeout: httpx.ConnectTimeout,
    httpcore.WriteTimeout: httpx.WriteTimeout,
    httpcore.ReadTimeout: httpx.ReadTimeout,
    httpcore.ConnectError: httpx.ConnectError,
    httpcore.ReadError: httpx.ReadError,
    httpcore.RemoteProtocolError: httpx.RemoteProtocolError,
}


class PoolTransport(httpx.AsyncBaseTransport):
    """Keeps connections to one service open between exchanges. HTTP/1.1, no proxy, no retries."""

    def __init__(self, tls: ssl.SSLContext | None, limits: Limits) -> None:
        """`tls` is needed for https only."""
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=limits.connections,
            max_keepalive_connections=limits.connections,
            keepalive_expiry=limits.idle,
            network_backend=TimedBackend(),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send once; the answer's body is still to be read. Raises httpx.TransportError."""
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            answer = await self._pool.handle_async_request(asked)
        except _RAISED as error:
            raise _translated(error) from error
        if not TRIP.get().wrote:
            await answer.aclose()
            raise httpx.RemoteProtocolError("an answer before the question")
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in cast("AsyncIterable[bytes]", self._answer.stream):
                yield part
        except _RAISED as error:
            raise _translated(error) from error

    async def aclose(self) -> None:
        await self._answer.aclose()


def _translated(error: Exception) -> httpx.TransportError:
    return _SAME.get(type(error), httpx.TransportError)(str(error))
