"""A loopback wire between tills and card service that spoils requests by the dice of one seed."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import struct
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

_RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer: its head up to the empty line, and its body."""

    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        """As it goes over the wire."""
        return self.head + self.body

    @property
    def is_write(self) -> bool:
        """Whether it is a request that may move money."""
        line = self.head.split(b"\r\n", 1)[0]
        return line.startswith(b"POST") and (b"/wallets/transactions" in line or b"/activate" in line)

    @property
    def is_history(self) -> bool:
        """Whether it asks for a card or its history."""
        return self.head.startswith(b"GET")

    @property
    def is_token(self) -> bool:
        """Whether it asks for an access token."""
        return b"/auth/token" in self.head.split(b"\r\n", 1)[0]


@dataclass
class Wire:
    """Listens on a loopback port of its own and forwards to the service's; `badness` is the spoiled share."""

    target: int
    dice: random.Random
    longest_delay: float
    hang: float
    """Seconds after which a till has given up on an answer."""
    badness: float = 0.0
    met: Counter[str] = field(default_factory=Counter)
    histories_refused: int = 0
    histories_spoiled: int = 0
    port: int = 0
    _server: asyncio.Server | None = None
    _late: set[asyncio.Task[Message | None]] = field(default_factory=set)
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Take nothing more; what is still on the way arrives first, and who still waits is let go."""
        if self._server is not None:
            self._server.close()
        await asyncio.gather(*self._late, *self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError):
                while (request := await _message(reader)) is not None:
                    if not await self._carry(request, writer):
                        break
        finally:
            writer.close()

    async def _carry(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """Carry one request; whether the connection goes on."""
        spoils = not request.is_token and self.dice.random() < self.badness
        name = self.dice.choice(tuple(_FAULTS)) if spoils else "carried"
        self.met[name] += 1
        self.histories_spoiled += spoils and request.is_history
        return await _FAULTS.get(name, Wire.carried)(self, request, writer)

    async def ask(self, request: Message) -> Message | None:
        """Let the request reach the service; its answer, or None where there was none."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        except ConnectionError:
            return None
        try:
            writer.write(request.whole)
            return await _message(reader)
        except (ConnectionError, asyncio.IncompleteReadError):
            return None
        finally:
            writer.close()

    async def carried(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """As it should be."""
        answer = await self.ask(request)
        if answer is None:
            return False
        writer.write(answer.whole)
        return True

    async def lost(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """The request never arrives, or its answer does not."""
        del writer
        if self.dice.random() < 0.5:
            await self.ask(request)
        await asyncio.sleep(self.hang)
        return False

    async def delayed(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """The request arrives late, when nobody waits for its answer."""
        del writer
        self._send_late(request)
        await asyncio.sleep(self.hang)
        return False

    async def doubled(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """The request arrives twice, the second time perhaps late; the first answer is given."""
        answer = await self.ask(request)
        if self.dice.random() < 0.5:
            await self.ask(request)
        else:
            self._send_late(request)
        writer.write(answer.whole if answer is not None else b"")
        return answer is not None

    async def reset(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """The connection breaks, before or after the money has moved."""
        if self.dice.random() < 0.5:
            await self.ask(request)
        found = writer.get_extra_info("socket")
        if found is not None:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        return False

    async def cut(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """Half of the answer's body."""
        answer = await self.ask(request)
        if answer is not None:
            writer.write(answer.head + answer.body[: self.dice.randrange(len(answer.body) or 1)])
        return False

    async def refused(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """A status of somebody on the way; the service never hears of it."""
        status = self.dice.choice((401, 403, 404, 409, 429, 500, 503))
        self.histories_refused += status == 403 and request.is_history
        writer.write(_answer(status, b'{"error": {"message": "no"}}'))
        return True

    async def broken(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """The money has moved; what comes back is an error, or no answer of the service at all."""
        await self.ask(request)
        bodies = ((500, b'{"error": {"message": "oops"}}'), (200, b"<html>Welcome</html>"), (202, b""))
        writer.write(_answer(*self.dice.choice(bodies)))
        return True

    async def foreign(self, request: Message, writer: asyncio.StreamWriter) -> bool:
        """A transaction, of somebody else."""
        answer = await self.ask(request)
        if answer is None or not request.is_write or b" 200 " not in answer.head.split(b"\r\n", 1)[0]:
            return False
        told = json.loads(answer.body)
        lies = [{"ref_id": "somebody-else"}, {"amount": told.get("amount", 0) + 7}]
        if b"/void " in request.head:
            lies.pop()  # how much a void released only the service knows
        told |= self.dice.choice(lies)
        writer.write(_answer(200, json.dumps(told).encode()))
        return True

    def _send_late(self, request: Message) -> None:
        async def later(seconds: float) -> Message | None:
            await asyncio.sleep(seconds)
            return await self.ask(request)

        if request.is_write:
            task = asyncio.get_running_loop().create_task(later(self.dice.uniform(0.0, self.longest_delay)))
            self._late.add(task)
            task.add_done_callback(self._late.discard)


Fault = Callable[[Wire, Message, asyncio.StreamWriter], Awaitable[bool]]
_FAULTS: dict[str, Fault] = {
    "lost": Wire.lost,
    "delayed": Wire.delayed,
    "doubled": Wire.doubled,
    "reset": Wire.reset,
    "cut": Wire.cut,
    "refused on the way": Wire.refused,
    "broken after": Wire.broken,
    "foreign": Wire.foreign,
}


async def _message(reader: asyncio.StreamReader) -> Message | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    return Message(head, await reader.readexactly(length) if length else b"")


def _answer(status: int, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
