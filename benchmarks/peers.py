"""What the till is measured against: a bare socket, bare httpx, and the disk itself."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.card_service import CardService

PAGE = bytes(4096)


class Socket:
    """One connection kept alive; a question is one write, an answer is read to its last byte."""

    def __init__(self, service: CardService, bearer: str) -> None:
        """Connects at once."""
        parts = urlsplit(service.base_url)
        self._path = f"{parts.path}/accounts/{service.account}/wallets"
        self._head = (
            f"Host: {parts.netloc}\r\nAuthorization: Bearer {bearer}\r\nAccept: application/json\r\n"
            "Content-Type: application/json\r\n"
        )
        self._socket = socket.create_connection((parts.hostname or "", parts.port or 80))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def post(self, path: str, body: bytes) -> Any:
        """Ask and return the JSON of the answer; raises RuntimeError for any but a good one."""
        head = f"POST {self._path}{path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n"
        self._socket.sendall(head.encode("ascii") + body)
        status, content = self._answer()
        if not 200 <= status < 300:
            raise RuntimeError(f"{path} was answered {status}: {content[:200]!r}")
        return json.loads(content) if content else None

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _answer(self) -> tuple[int, bytes]:
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        first, *lines = data[:end].decode("latin-1").split("\r\n")
        named = dict(line.lower().split(": ", 1) for line in lines)
        length = int(named.get("content-length", "0"))
        while len(data) < end + 4 + length:
            data += self._more()
        return int(first.split(" ")[1]), data[end + 4 :]

    def _more(self) -> bytes:
        found = self._socket.recv(65536)
        if not found:
            raise ConnectionError("the card service hung up")
        return found


class BareHttpx:
    """httpx as its manual shows it, with one client kept."""

    def __init__(self, service: CardService, bearer: str) -> None:
        """Opens nothing before the first question."""
        base_url = f"{service.base_url}/accounts/{service.account}/wallets"
        headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
        self._client = httpx.Client(base_url=base_url, headers=headers, trust_env=False)

    def post(self, path: str, body: bytes) -> Any:
        """Ask and return the JSON of the answer."""
        return self._client.post(path, content=body).raise_for_status().json()

    def close(self) -> None:
        """Hang up."""
        self._client.close()


class Disk:
    """A file on the journal's disk: 4 kB are appended and forced to the disk."""

    def __init__(self, folder: Path) -> None:
        """Makes the file."""
        folder.mkdir(parents=True, exist_ok=True)
        self._file = (folder / "floor.bin").open("ab", buffering=0)

    def __enter__(self) -> Disk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self) -> None:
        """Write a page and wait until it survives a power cut."""
        self._file.write(PAGE)
        if sys.platform == "darwin":
            import fcntl  # not there on Windows

            fcntl.fcntl(self._file.fileno(), fcntl.F_FULLFSYNC)
        elif sys.platform == "win32":
            os.fsync(self._file.fileno())
        else:
            os.fdatasync(self._file.fileno())


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that the work took."""
    start = time.monotonic()
    work()
    return (time.monotonic() - start) * 1000
