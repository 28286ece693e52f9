"""Access tokens: fetched with the client's secret, kept while they live, renewed one at a time."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum

import httpx
import msgspec

from pos_app.api.limits import MOST_TOKEN_BYTES, Lane
from pos_app.api.line import Got, Line, Lost
from pos_app.api.outcome import retry_after
from pos_app.api.reply import token_of
from pos_app.domain.frozen import frozen
from pos_app.domain.person import Credential

_AGAIN_AFTER = 30.0
"""Seconds an old token that still lives is used before its renewal is tried again."""


@frozen
class ClientSecret:
    """An API client of the account [auth]. Its secret appears in no text of this program."""

    client_id: str
    secret: str = field(repr=False)


class Bar(StrEnum):
    """Why there is no token."""

    NOT_REACHED = "not reached"
    """No answer, or the token endpoint is in trouble: ask again."""
    TOO_MANY = "too many"
    REFUSED = "refused"
    """The service does not know this client, or its answer held no token."""


@frozen
class NoAccess:
    """There is no token, and why; `retry_after` in seconds, if the service said so."""

    bar: Bar
    retry_after: float | None = None
    note: str = ""


class Token:
    """A bearer token as the headers of a request. Secret. Opaque: nothing is read from it [U-03]."""

    __slots__ = ("ends_at", "headers", "renew_at")

    def __init__(self, value: str, life: float, now: float, headers: Mapping[str, str]) -> None:
        """`life` in seconds from `now`: renewed at 80 % of it or 60 s early, but never before half of it."""
        self.headers = httpx.Headers({**headers, "authorization": f"Bearer {value}"})
        self.ends_at = now + life
        self.renew_at = now + max(min(0.8 * life, life - 60.0), 0.5 * life)

    def __repr__(self) -> str:
        """Hide the secret from logs and tracebacks."""
        return "Token(••••)"


class Access:
    """The tokens of the till's API clients, one per credential."""

    def __init__(
        self,
        line: Line,
        url: httpx.URL,
        audience: str,
        clients: Mapping[Credential, ClientSecret],
        clock: Callable[[], float],
        headers: Mapping[str, str],
    ) -> None:
        """`url` is the token endpoint; `headers` go with requests that bear a token. Nothing is asked yet."""
        body = msgspec.json.encode({"grant_type": "client_credentials", "audience": audience})
        self._desks = {
            credential: _Desk(line, _token_request(url, client, body), clock, headers)
            for credential, client in clients.items()
        }

    async def token(self, credential: Credential) -> Token | NoAccess:
        """A token that still lives; fetched if there is none, renewed if it is near its end [get-token]."""
        desk = self._desks.get(credential)
        return _no_client() if desk is None else await desk.token()

    async def renewed(self, credential: Credential, stale: Token) -> Token | NoAccess:
        """Another token than `stale`, which the service did not take."""
        desk = self._desks.get(credential)
        return _no_client() if desk is None else await desk.renewed(stale)


class _Desk:
    """The token of one client."""

    def __init__(
        self,
        line: Line,
        request: Callable[[], httpx.Request],
        clock: Callable[[], float],
        headers: Mapping[str, str],
    ) -> None:
        self._line = line
        self._request = request
        self._clock = clock
        self._headers = headers
        self._lane = Lane(1)
        self._turn = asyncio.Lock()
        self._rounds = 0
        self._last: Token | NoAccess = NoAccess(Bar.NOT_REACHED)
        self._kept: Token | None = None

    async def token(self) -> Token | NoAccess:
        kept = self._kept
        if kept is not None and self._clock() < kept.renew_at:
            return kept
        fetched = await self._fetched()
        if isinstance(fetched, NoAccess) and kept is not None and self._clock() < kept.ends_at:
            kept.renew_at = min(self._clock() + _AGAIN_AFTER, kept.ends_at)
            return kept
        return fetched

    async def renewed(self, stale: Token) -> Token | NoAccess:
        if self._kept is stale:
            self._kept = None
        return await self.token()

    async def _fetched(self) -> Token | NoAccess:
        """What the next fetch brings; whoever waited for one that was under way shares its outcome."""
        rounds = self._rounds
        async with self._turn:
            if self._rounds == rounds:
                self._last = await self._fetch()
                self._rounds += 1
            return self._last

    async def _fetch(self) -> Token | NoAccess:
        came = await self._line.exchange(self._request(), self._lane, MOST_TOKEN_BYTES)
        if isinstance(came, Lost):
            return NoAccess(Bar.NOT_REACHED, note=f"token: {came.note}")
        if came.status in (200, 201):
            answer = token_of(came.body)
            if answer is None:
                return NoAccess(Bar.REFUSED, note="token: strange answer")
            self._kept = Token(answer.value, answer.life, self._clock(), self._headers)
            return self._kept
        return _barred(came)


def _token_request(url: httpx.URL, client: ClientSecret, body: bytes) -> Callable[[], httpx.Request]:
    basic = base64.b64encode(f"{client.client_id}:{client.secret}".encode()).decode()
    headers = httpx.Headers(
        {
            "accept": "application/json",
            "accept-encoding": "identity",
            "content-type": "application/json",
            "authorization": f"Basic {basic}",
        }
    )
    return lambda: httpx.Request("POST", url, headers=headers, content=body)


def _barred(came: Got) -> NoAccess:
    note = f"token: status {came.status}"
    if came.status == 429:
        return NoAccess(Bar.TOO_MANY, retry_after(came.headers), note)
    if came.status == 408 or not 400 <= came.status < 500:
        return NoAccess(Bar.NOT_REACHED, note=note)
    return NoAccess(Bar.REFUSED, note=note)


def _no_client() -> NoAccess:
    return NoAccess(Bar.REFUSED, note="no client for this credential")
