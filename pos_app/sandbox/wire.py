"""Our side of each connection: limits for slow senders, and a way for drills to break it."""

import asyncio
import contextlib
import socket
import struct
import sys
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

REQUEST_WITHIN = "request_within"
"""The server's state says by this name how many seconds a client may take for its first head, or a body."""
_RESET = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Wire(H11Protocol):
    """An HTTP/1.1 connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A peer has connected."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError
        super().connection_made(transport)
        self._watch = self.loop.call_later(self.app_state[REQUEST_WITHIN], self._give_up)
        self.app_state.setdefault("wires", {})[self.client] = self

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        if self._watch is not None:
            self._watch.cancel()
        self.app_state["wires"].pop(self.client, None)
        super().connection_lost(exc)

    def _give_up(self) -> None:
        first_request: object = self.cycle
        if first_request is None:
            self.transport.close()

    def cut(self) -> None:
        """Close in order, whatever was answered so far."""
        self.transport.close()

    def reset(self) -> None:
        """Break the connection at once: the peer sees a reset."""
        found = self.transport.get_extra_info("socket")
        if found is not None:
            with contextlib.suppress(OSError):
                found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.transport.abort()
