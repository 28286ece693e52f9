"""The card service as the till asks it: one call, one value; an exception is a mistake of ours."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping

import anyio
import httpx

from pos_app import __version__
from pos_app.api import looking
from pos_app.api.access import Access, Bar, ClientSecret, NoAccess, Token
from pos_app.api.limits import MOST_BYTES, MOST_HISTORY_BYTES, Lane, Limits
from pos_app.api.line import Got, Line, Lost
from pos_app.api.outcome import answer_of
from pos_app.api.questions import allowed, question
from pos_app.api.trust import UnsafeAddress, is_here, safe_base
from pos_app.api.wire import INFO, card_path, escaped, history_path, info_body, path_of
from pos_app.domain.answer import Answer, History, Look, LookedUp, Seen
from pos_app.domain.operation import Operation, Why
from pos_app.domain.origin import ACCOUNT, Origin
from pos_app.domain.person import Credential
from pos_app.domain.rights import Allowed, Right
from pos_app.domain.scan import Code

_LONG = 256 * 1024
"""Bodies longer than this are read in a thread, so that the window does not wait for them."""

_HEADERS = {
    "accept": "application/json",
    "accept-encoding": "identity",
    "content-type": "application/json",
    "user-agent": f"Holdfast/{__version__}",
}


def _nobody(came: bool) -> None:
    """Nobody watches."""


class CardService:
    """One account's card service. A call makes one attempt and ends within a few times `Limits.answer`."""

    def __init__(
        self,
        origin: Origin,
        base_url: str,
        clients: Mapping[Credential, ClientSecret],
        *,
        clock: Callable[[], float] = time.monotonic,
        transport: httpx.AsyncBaseTransport | None = None,
        tls: ssl.SSLContext | None = None,
        limits: Limits | None = None,
        on_answered: Callable[[bool], None] = _nobody,
    ) -> None:
        """Opens nothing; raises UnsafeAddress where `base_url` is not safe, or is not this origin's.

        `base_url` ends before `/accounts`. `clock` gives seconds that only grow. `on_answered` hears after
        every exchange whether any answer came. A `transport` or `tls` of one's own replaces ours (a transport
        must keep the time limits itself).
        """
        base = safe_base(base_url)
        _same_origin(origin, base)
        limits = limits or Limits()
        self._line = Line(
            clock,
            limits,
            secure=base.scheme == "https",
            tls=tls,
            transport=transport,
            on_answered=on_answered,
        )
        path = f"{base.raw_path.decode().rstrip('/')}/accounts/{origin.account}"
        audience = f"https://api.dintero.com/v1/accounts/{origin.account}"
        token_url = base.copy_with(raw_path=f"{path}/auth/token".encode())
        self._access = Access(self._line, token_url, audience, clients, clock, _HEADERS)
        self._credentials = tuple(clients)
        self._base = base
        self._wallets = f"{path}/wallets"
        self._info_url = self._url(INFO)
        self._reads, self._writes = Lane(limits.reads), Lane(limits.writes)

    async def info(self, code: Code, pin: str | None, credential: Credential) -> LookedUp:
        """Look a card up by its code, with its PIN where a person gave one [ts-2024]."""
        body = info_body(code.text, pin or "")
        came = await self._asked(credential, "POST", self._info_url, body, self._reads)
        return _no_card(came) if isinstance(came, NoAccess) else looking.looked_up(came, pin_sent=bool(pin))

    async def card(self, card_id: str, credential: Credential) -> LookedUp:
        """Look a card up by its number; needs the right to read [get-cards]."""
        came = await self._asked(credential, "GET", self._url(card_path(card_id)), b"", self._reads)
        return _no_card(came) if isinstance(came, NoAccess) else looking.looked_up(came, card_id=card_id)

    async def history(self, card_id: str, credential: Credential) -> History:
        """A card's whole history; needs the right to read [list-card-tx]."""
        url = self._url(history_path(card_id))
        came = await self._asked(credential, "GET", url, b"", self._reads, MOST_HISTORY_BYTES)
        if isinstance(came, NoAccess):
            barred = _no_card(came)
            return History(look=barred.look, note=barred.note)
        if isinstance(came, Got) and len(came.body) > _LONG:
            return await asyncio.to_thread(looking.history, came)
        return looking.history(came)

    async def send(self, operation: Operation, body: bytes, card_id: str = "") -> Answer:
        """One attempt of a write with these very bytes, by the credential of its row.

        After a 401 the token is renewed once and the same bytes go out again: a 401 moved nothing. `card_id`
        is needed to activate a card alone. ValueError for a capture or void that knows no hold.
        """
        url = self._url(path_of(operation, card_id))
        came = await self._asked(operation.credential, "POST", url, body, self._writes)
        return _not_sent(came) if isinstance(came, NoAccess) else answer_of(operation.kind, came, card_id)

    async def may(self, right: Right, credential: Credential) -> Allowed:
        """Whether a client has this right, by a question that moves and reads nothing [scopes]."""
        asked = question(right)
        came = await self._asked(credential, asked.method, self._url(asked.path), asked.body, self._reads)
        return allowed(came)

    async def warm_up(self) -> bool:
        """Do what the first sale would wait for: trust, lazy imports, a connection, a token for each client.

        Whether every client has a token. May be called again at any quiet moment: a token near its end is
        renewed then.
        """
        return all(isinstance(token, Token) for token in (await self._tokens()).values())

    async def refused(self) -> frozenset[Credential]:
        """The credentials whose client the card service does not know; without an answer none is."""
        tokens = await self._tokens()
        return frozenset(
            one for one, token in tokens.items() if isinstance(token, NoAccess) and token.bar is Bar.REFUSED
        )

    async def close(self) -> None:
        """Close every connection; what is asked afterwards is not sent."""
        await self._line.close()

    async def _tokens(self) -> dict[Credential, Token | NoAccess]:
        """A token for each client, or why there is none; what the first question loads is loaded then."""
        await asyncio.to_thread(_load_backend)
        return {one: await self._access.token(one) for one in self._credentials}

    async def _asked(
        self,
        credential: Credential,
        method: str,
        url: httpx.URL,
        body: bytes,
        lane: Lane,
        most: int = MOST_BYTES,
    ) -> Got | Lost | NoAccess:
        """Ask with a token, and after a 401 once more with another."""
        token = await self._access.token(credential)
        if isinstance(token, NoAccess):
            return token
        came = await self._line.exchange(_request(method, url, token, body), lane, most)
        if came.status != 401:
            return came
        token = await self._access.renewed(credential, token)
        if isinstance(came, Lost):
            return came
        if isinstance(token, NoAccess):
            return token
        return await self._line.exchange(_request(method, url, token, body), lane, most)

    def _url(self, path: str) -> httpx.URL:
        return self._base.copy_with(raw_path=(self._wallets + path).encode("ascii"))


def _request(method: str, url: httpx.URL, token: Token, body: bytes) -> httpx.Request:
    return httpx.Request(method, url, headers=token.headers, content=body or None)


def _same_origin(origin: Origin, base: httpx.URL) -> None:
    """Training and live, account and account never mix: an address must be its origin's own."""
    if ACCOUNT.fullmatch(origin.account) is None or escaped(origin.account) != origin.account:
        raise UnsafeAddress("not an account id")
    if origin.training and not is_here(base.host):
        raise UnsafeAddress("Training is on this computer")
    if not origin.training and origin.host.lower() not in (base.host.lower(), base.netloc.decode().lower()):
        raise UnsafeAddress("the address is not this origin's")


def _load_backend() -> None:
    """Load what anyio loads at first use, in a loop of this thread's own."""
    anyio.run(anyio.sleep, 0)


_LOOKS = {Bar.NOT_REACHED: Look.NO_ANSWER, Bar.TOO_MANY: Look.TOO_MANY, Bar.REFUSED: Look.NO_CREDENTIAL}

_SEEN = {
    Bar.NOT_REACHED: (Seen.NOT_SENT, Why.NOT_REACHED),
    Bar.TOO_MANY: (Seen.TOO_MANY, Why.TOO_MANY),
    Bar.REFUSED: (Seen.UNAUTHORIZED, Why.NO_CREDENTIAL),
}


def _no_card(no_access: NoAccess) -> LookedUp:
    return LookedUp(look=_LOOKS[no_access.bar], retry_after=no_access.retry_after, note=no_access.note)


def _not_sent(no_access: NoAccess) -> Answer:
    seen, why = _SEEN[no_access.bar]
    return Answer(seen=seen, why=why, retry_after=no_access.retry_after, note=no_access.note)
