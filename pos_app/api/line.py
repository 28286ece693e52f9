"""The one line to the card service: a request goes out once, and what came back is a value."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import cast

import httpx

from pos_app.api.deadline import TRIP, Trip
from pos_app.api.limits import MOST_BYTES, Lane, Limits
from pos_app.api.transport import PoolTransport
from pos_app.api.trust import system_trust
from pos_app.domain.frozen import frozen

_BEFORE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""What another transport than ours, which does not count bytes, raises before the first of a request."""

_UNPACKED = frozenset({"", "identity"})


@frozen
class Got:
    """A whole answer, read to its last byte."""

    status: int
    headers: httpx.Headers
    body: bytes


@frozen
class Lost:
    """No whole answer. `wrote`: whether a byte of the request may have gone out."""

    wrote: bool
    timed_out: bool = False
    status: int = 0
    """The status, where that much of an answer was seen."""
    note: str = ""
    """What happened, for the log; holds no address and no secret."""


class _Road:
    """One transport, how many exchanges are on it, and whether new ones may enter."""

    __slots__ = ("retired", "running", "transport")

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self.transport = transport
        self.running = 0
        self.retired = False


class Line:
    """Carries exchanges over one transport, and replaces a transport that may have a dead place."""

    def __init__(
        self,
        clock: Callable[[], float],
        limits: Limits,
        *,
        secure: bool,
        tls: ssl.SSLContext | None,
        transport: httpx.AsyncBaseTransport | None,
        on_answered: Callable[[bool], None],
    ) -> None:
        """Nothing is opened yet. A `transport` from outside is used as it is, and never replaced."""
        self._clock = clock
        self._limits = limits
        self._secure = secure
        self._tls = tls
        self._given = transport
        self._on_answered = on_answered
        self._road: _Road | None = None
        self._opening = asyncio.Lock()
        self._closed = False

    async def exchange(self, request: httpx.Request, lane: Lane, most: int = MOST_BYTES) -> Got | Lost:
        """Send once; read the answer, at most `most` bytes, within `Limits.answer`. Never raises for it."""
        came: Got | Lost = Lost(wrote=False, timed_out=True, note="no free place")
        if await lane.enter(self._limits.connect):
            try:
                came = await self._carried(request, most)
            finally:
                lane.leave()
        self._on_answered(isinstance(came, Got) or came.status > 0)
        return came

    async def open(self) -> _Road:
        """Make the transport, with its trust read off this thread, if there is none yet."""
        async with self._opening:
            if self._road is None:
                if self._secure and self._tls is None and self._given is None:
                    self._tls = await asyncio.to_thread(system_trust)
                self._road = _Road(self._given or PoolTransport(self._tls, self._limits))
            return self._road

    async def close(self) -> None:
        """Close every connection; later exchanges are not sent."""
        self._closed = True
        road, self._road = self._road, None
        if road is not None:
            await road.transport.aclose()

    async def _carried(self, request: httpx.Request, most: int) -> Got | Lost:
        road = self._road or await self.open()
        if self._closed:
            return Lost(wrote=False, note="closed")
        request.extensions = {"timeout": {"pool": self._limits.connect}}
        trip = Trip(self._clock, self._limits)
        here = TRIP.set(trip)
        road.running += 1
        try:
            return await _sent(road.transport, request, trip, most)
        except httpx.PoolTimeout:
            self._retire(road)
            return Lost(wrote=trip.wrote, timed_out=True, note="PoolTimeout")
        except asyncio.CancelledError:
            # Nobody here cancels; where the program's end does, the pool may have lost a place for good.
            self._retire(road)
            raise
        finally:
            TRIP.reset(here)
            road.running -= 1
            if road.retired and road.running == 0:
                await road.transport.aclose()

    def _retire(self, road: _Road) -> None:
        if self._given is None:
            road.retired = True
            if self._road is road:
                self._road = None


async def _sent(
    transport: httpx.AsyncBaseTransport, request: httpx.Request, trip: Trip, most: int
) -> Got | Lost:
    status = 0
    try:
        answer = await transport.handle_async_request(request)
        status = answer.status_code
        try:
            body = await _read(answer, most)
        finally:
            await answer.aclose()
    except httpx.PoolTimeout:
        raise
    except (httpx.TransportError, OSError) as error:
        timed_out = isinstance(error, (httpx.TimeoutException, TimeoutError))
        wrote = trip.wrote if isinstance(transport, PoolTransport) else not isinstance(error, _BEFORE)
        return Lost(wrote, timed_out, status, type(error).__name__)
    if isinstance(body, str):
        return Lost(wrote=True, status=status, note=body)
    return Got(status, answer.headers, body)


async def _read(answer: httpx.Response, most: int) -> bytes | str:
    """The whole body, or why it is not read."""
    if answer.headers.get("content-encoding", "").strip().lower() not in _UNPACKED:
        return "packed answer"
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > most:
        return "answer too long"
    parts: list[bytes] = []
    size = 0
    async for part in cast("httpx.AsyncByteStream", answer.stream):
        size += len(part)
        if size > most:
            return "answer too long"
        parts.append(part)
    return b"".join(parts)
