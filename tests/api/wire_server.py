"""A server of bare bytes on the loopback, as rude as a network can be: it says what a test wrote."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

TOKEN_PATH = "/auth/token"


@dataclass(frozen=True, slots=True)
class Heard:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    connection: int

    @property
    def is_for_token(self) -> bool:
        """Whether it asks for an access token."""
        return self.path.endswith(TOKEN_PATH)


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Reply = Callable[[Heard, asyncio.StreamWriter], Awaitable[None]]


def answer(status: int, body: bytes = b"", *lines: str, length: int | None = None) -> bytes:
    """A whole HTTP/1.1 answer; further header lines as they are to be written."""
    head = [f"HTTP/1.1 {status} Word", f"Content-Length: {len(body) if length is None else length}", *lines]
    return "\r\n".join([*head, "", ""]).encode() + body


def as_json(value: object, status: int = 200, *lines: str) -> bytes:
    """A whole answer with a JSON body."""
    return answer(status, json.dumps(value).encode(), "Content-Type: application/json", *lines)


def token_answer(value: str = "one", life: float = 3600) -> bytes:
    """What the token endpoint says when all is well."""
    return as_json({"access_token": value, "token_type": "Bearer", "expires_in": life})


def says(raw: bytes) -> Reply:
    """Always say this."""

    async def reply(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)

    return reply


def says_in_turn(*raws: bytes) -> Reply:
    """Say one after another, the last one for ever."""
    left = list(raws)

    async def reply(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])

    return reply


def says_and_hangs_up(raw: bytes) -> Reply:
    """Say this, then close the connection."""

    async def reply(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        writer.close()

    return reply


async def resets(heard: Heard, writer: asyncio.StreamWriter) -> None:
    """Tear the connection down without a word."""
    writer.transport.abort()


async def says_nothing(heard: Heard, writer: asyncio.StreamWriter) -> None:
    """Take the request and stay silent."""


def drips(raw: bytes, first: int = 0) -> Reply:
    """Say the first bytes at once, then one byte every 20 ms, for ever if the bytes run out."""

    async def reply(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(raw[:first])
        for byte in raw[first:] + b" " * 100_000:
            if writer.is_closing():
                return
            writer.write(bytes([byte]))
            await asyncio.sleep(0.02)

    return reply


class WireServer:
    """Answers tokens by `on_token` and everything else by `on_call`; remembers what it heard."""

    def __init__(
        self, on_call: Reply, on_token: Reply | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        """Listens while entered."""
        self.on_call = on_call
        self.on_token = on_token or says(token_answer())
        self.heard: list[Heard] = []
        self.serve: Serve = self._serve
        self.port = 0
        self.connections = 0
        self._tls = tls
        self._open: set[asyncio.StreamWriter] = set()
        self._more = asyncio.Condition()

    @property
    def base(self) -> str:
        """The address that a card service is reached at."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/v1"

    @property
    def calls(self) -> list[Heard]:
        """What was heard, tokens left out."""
        return [heard for heard in self.heard if not heard.is_for_token]

    @property
    def token_calls(self) -> int:
        """How often a token was asked for."""
        return len(self.heard) - len(self.calls)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._welcome, "127.0.0.1", self.port, ssl=self._tls, limit=2**24
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Listen no more, and hang up on everybody."""
        self._server.close()
        await self.hung_up()
        await self._server.wait_closed()

    async def heard_calls(self, number: int) -> None:
        """Wait until so many calls were heard, tokens left out."""
        async with self._more:
            await self._more.wait_for(lambda: len(self.calls) >= number)

    async def heard_in_all(self, number: int) -> None:
        """Wait until so many requests were heard, tokens and all."""
        async with self._more:
            await self._more.wait_for(lambda: len(self.heard) >= number)

    async def hung_up(self) -> None:
        """Hang up, and wait until every connection is gone."""
        self.hang_up()
        async with self._more:
            await self._more.wait_for(lambda: not self._open)

    def say(self, raw: bytes) -> None:
        """Say this on every open connection now."""
        for writer in self._open:
            writer.write(raw)

    def hang_up(self) -> None:
        """Close every open connection."""
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            await self.serve(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()
            async with self._more:
                self._more.notify_all()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        while not writer.is_closing():
            heard = await _hear(reader, number)
            self.heard.append(heard)
            async with self._more:
                self._more.notify_all()
            await (self.on_token if heard.is_for_token else self.on_call)(heard, writer)
            await writer.drain()


async def _hear(reader: asyncio.StreamReader, number: int) -> Heard:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Heard(method, path, headers, body, number)
