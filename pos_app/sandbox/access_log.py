"""One line of JSON for each request: who asked for what, and how it went. No ids, codes or secrets in it."""

import json
import os
import sys
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pos_app.sandbox.clock import Clock, moment_text

_SYSTEM = b"dintero-system-"
_LONGEST = 100


class AccessLog:
    """An ASGI layer that writes the log."""

    def __init__(self, app: ASGIApp, file: str, clock: Clock) -> None:
        """Write to the end of a file, which several processes can share; "-" is standard error."""
        self._app = app
        how = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._handle = sys.stderr.fileno() if file == "-" else os.open(file, how, 0o600)
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request."""
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        begun = time.perf_counter()
        try:
            await self._app(scope, receive, noted)
        finally:
            self._write(scope, status, time.perf_counter() - begun)

    def _write(self, scope: Scope, status: int, seconds: float) -> None:
        told = scope.get("state", {})
        line: dict[str, object] = {
            "at": moment_text(self._clock.now()),
            "method": scope["method"],
            "endpoint": told.get("endpoint"),
            "client": told.get("client_id"),
            "status": status,
            "ms": round(seconds * 1000, 2),
            "peer": (scope.get("client") or [None])[0],
        }
        system = {
            name.decode("latin-1"): value.decode("latin-1")[:_LONGEST]
            for name, value in scope["headers"]
            if name.startswith(_SYSTEM)
        }
        os.write(self._handle, (json.dumps(line | system) + "\n").encode())
