"""Listens, says that it listens, and stops without dropping what it has begun."""

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

import uvicorn
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from pos_app.sandbox import answers
from pos_app.sandbox.choices import Choices
from pos_app.sandbox.problems import Refusal
from pos_app.sandbox.wire import REQUEST_WITHIN, Wire

_STOP_WITHIN = 10
"""Seconds that requests under way get to finish when the service stops."""
_KEEP_ALIVE = 75
_BACKLOG = 2048
_LOOPBACK = "127.0.0.1"


class Server(uvicorn.Server):
    """One listener. It calls `begun` when it really listens, and stops on a signal without dying of it."""

    def __init__(
        self, app: ASGIApp, listener: socket.socket, begun: Callable[[], None], request_within: float = 30.0
    ) -> None:
        guarded = ServerErrorMiddleware(app, handler=_broken)
        super().__init__(
            uvicorn.Config(
                guarded,
                http=Wire,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=_STOP_WITHIN,
                backlog=_BACKLOG,
            )
        )
        self._listener = listener
        self._begun = begun
        self._request_within = request_within

    async def run_until_stopped(self) -> None:
        """Serve."""
        allow_many_connections()
        await self.serve(sockets=[self._listener])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        self.lifespan.state[REQUEST_WITHIN] = self._request_within
        self._begun()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to `Stop`, which stops every listener."""
        yield

    def stop(self) -> None:
        """Take no more requests, and end when those under way are answered."""
        self.should_exit = True


def _broken(_request: Request, _trouble: Exception) -> Response:
    return answers.bad(
        Refusal(500, "SERVER_ERROR", "The service has a fault; what was asked may be done"), Choices()
    )


def listener(port: int, host: str = _LOOPBACK) -> socket.socket:
    """Bind a port; 0 lets the system pick one. OSError when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP: only then asyncio turns off the delay that would hold answers back for 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform == "win32":
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def allow_many_connections() -> None:
    """Use as many open files as the system grants; on Windows there is no such limit to raise."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def port_of(bound: socket.socket) -> int:
    """The port that a listener has."""
    return int(bound.getsockname()[1])


@dataclass(slots=True)
class Stop:
    """Everything that ends the service: SIGTERM, SIGINT, and whatever calls `now`."""

    servers: list[Server]
    release: Callable[[], None]

    def now(self) -> None:
        """Stop every listener."""
        self.release()
        for server in self.servers:
            server.stop()

    @contextlib.contextmanager
    def on_signals(self) -> Iterator[None]:
        """Stop on a signal for as long as this lasts."""
        loop = asyncio.get_running_loop()

        def handle(_number: int, _frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(self.now)

        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, handle) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
