"""Clients that send nothing, or slowly, get no more than their time and keep nobody else waiting."""

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.sandbox.serving import allow_many_connections
from tests.card_service import CardService, running
from tests.sandbox.slow_crowd import crowd

MANY = 600
WITHIN = 2.0
LONG = 10.0
"""The crowd must still stand there when the last pay is answered, on a busy computer too."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardService]:
    home = tmp_path_factory.mktemp("slow")
    with running(home, "--request-within", str(WITHIN)) as found:
        yield found


def connected(service: CardService) -> socket.socket:
    return socket.create_connection(("127.0.0.1", service.port), timeout=20)


def test_a_head_that_never_ends(service: CardService) -> None:
    with connected(service) as silent, connected(service) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        begun = time.monotonic()
        assert silent.recv(100) == b""
        assert slow.recv(100) == b""
        assert time.monotonic() - begun >= WITHIN * 0.8


def test_a_body_that_never_comes(service: CardService) -> None:
    bearer = service.bearer(service.manager)
    head = f"POST /v1/accounts/{service.account}/wallets/info HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n"
    with connected(service) as slow:
        slow.sendall(f"{head}Authorization: Bearer {bearer}\r\n\r\n".encode() + b'{"token"')
        answer = slow.recv(10_000)
        while b"}}" not in answer:
            answer += slow.recv(10_000)
    assert answer.startswith(b"HTTP/1.1 408")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"] == "INVALID_REQUEST"


def test_many_open_connections(tmp_path: Path) -> None:
    allow_many_connections()
    with running(tmp_path, "--request-within", str(LONG)) as service:
        told = asyncio.run(crowd(service, MANY))
    assert (told.open, told.sent_away, told.exact) == (MANY, MANY, True)
    assert told.slowest < LONG * 1000


def test_rubbish_on_the_wire(service: CardService, tmp_path: Path) -> None:
    for rubbish in (b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"\0" * 100_000):
        with connected(service) as wire, contextlib.suppress(ConnectionError):
            wire.sendall(rubbish + b"\r\n\r\n")
            assert wire.recv(1_000)[:12] in {b"", b"HTTP/1.1 400"}
    assert service.bearer(service.manager)
