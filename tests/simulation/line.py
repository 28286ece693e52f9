"""The line between till and service: loses, delays, doubles, reorders, breaks and lies by the dice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable

import httpx

from pos_app.api.deadline import TRIP
from tests.simulation.service import ChosenLedger, Late

_LONGEST_DELAY = 60.0


class Line(httpx.AsyncBaseTransport):
    """Carries requests to the ledger; `badness` is the share of them that something happens to."""

    def __init__(self, ledger: ChosenLedger, now: Callable[[], float], dice: random.Random) -> None:
        """A good line; `now` counts seconds whatever clocks are set to."""
        self.badness = 0.0
        self.met: Counter[str] = Counter()
        self.unreadable = 0
        """Histories that were said to be none of the till's business."""
        self._ledger, self._now, self._dice = ledger, now, dice
        self._faults: dict[str, Callable[[httpx.Request, bytes], httpx.Response]] = {
            "not connected": self._not_connected,
            "lost before": self._lost_before,
            "lost after": self._lost_after,
            "delayed": self._delayed,
            "doubled": self._doubled,
            "doubled, second late": self._doubled_late,
            "reset": self._reset,
            "cut in the body": self._cut,
            "401": lambda *_: _told(401),
            "403": self._forbidden,
            "404": lambda *_: _told(404),
            "409": lambda *_: _told(409),
            "429": lambda *_: httpx.Response(429, headers={"Retry-After": "2"}),
            "500 before": lambda *_: _told(500),
            "500 after": self._broken_after,
            "hotel page": lambda *_: httpx.Response(200, text="<html>Welcome</html>"),
            "foreign": self._foreign,
        }

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, perhaps; time goes on while a lost answer is waited for."""
        body = await request.aread()
        self._ledger.deliver(self._now())
        if request.url.path.endswith("/token") or self._dice.random() >= self.badness:
            status, told = self._ledger.answered(request, body)
            return httpx.Response(status, json=told)
        name = self._dice.choice(tuple(self._faults))
        self.met[name] += 1
        try:
            return self._faults[name](request, body)
        except httpx.ReadTimeout:
            TRIP.get().wrote = True
            await asyncio.sleep(max(TRIP.get().left(), 0.0))
            raise
        except httpx.ReadError:
            TRIP.get().wrote = True
            raise

    def _forbidden(self, request: httpx.Request, _body: bytes) -> httpx.Response:
        self.unreadable += request.method == "GET"
        return _told(403)

    def _not_connected(self, request: httpx.Request, _body: bytes) -> httpx.Response:
        raise httpx.ConnectError("no way", request=request)

    def _lost_before(self, request: httpx.Request, _body: bytes) -> httpx.Response:
        raise httpx.ReadTimeout("lost", request=request)

    def _lost_after(self, request: httpx.Request, body: bytes) -> httpx.Response:
        self._ledger.answered(request, body)
        raise httpx.ReadTimeout("lost", request=request)

    def _delayed(self, request: httpx.Request, body: bytes) -> httpx.Response:
        self._send_late(request, body)
        raise httpx.ReadTimeout("lost", request=request)

    def _doubled(self, request: httpx.Request, body: bytes) -> httpx.Response:
        status, told = self._ledger.answered(request, body)
        self._ledger.answered(request, body)
        return httpx.Response(status, json=told)

    def _doubled_late(self, request: httpx.Request, body: bytes) -> httpx.Response:
        """The second copy comes later; not of what was refused, which no till can guard against."""
        status, told = self._ledger.answered(request, body)
        if status < 400:
            self._send_late(request, body)
        return httpx.Response(status, json=told)

    def _reset(self, request: httpx.Request, body: bytes) -> httpx.Response:
        if self._dice.random() < 0.5:
            self._ledger.answered(request, body)
        raise httpx.ReadError("reset", request=request)

    def _cut(self, request: httpx.Request, body: bytes) -> httpx.Response:
        status, told = self._ledger.answered(request, body)
        whole = httpx.Response(status, json=told).content
        return httpx.Response(status, content=whole[: self._dice.randrange(len(whole))])

    def _broken_after(self, request: httpx.Request, body: bytes) -> httpx.Response:
        self._ledger.answered(request, body)
        return _told(500)

    def _foreign(self, request: httpx.Request, body: bytes) -> httpx.Response:
        """An answer that is a transaction, of somebody else."""
        status, told = self._ledger.answered(request, body)
        if not isinstance(told, dict) or status >= 400 or request.method != "POST":
            return _told(500)
        lies = [{"ref_id": "somebody-else"}, {"amount": told.get("amount", 0) + 7}]
        if request.url.path.endswith("/void"):
            lies.pop()  # how much a void released only the service knows
        lie = self._dice.choice(lies)
        return httpx.Response(status, json=told | lie)

    def _send_late(self, request: httpx.Request, body: bytes) -> None:
        if request.method == "POST":
            at = self._now() + self._dice.uniform(0.0, _LONGEST_DELAY)
            self._ledger.late.append(Late(at, request, body))


def _told(status: int) -> httpx.Response:
    return httpx.Response(status, json={"error": {"message": "no"}})
