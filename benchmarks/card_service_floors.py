"""What the card service cannot be faster than: an empty route, an INSERT and commit; and a mock as a peer."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests.sandbox.contract import FILE

ROW = "x" * 300
"""About as many bytes as a transaction has."""
_TABLE = "CREATE TABLE floor (id {kind} PRIMARY KEY, text TEXT)"
_EMPTY_ROUTE = """
import socket
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

async def empty(request):
    return JSONResponse({})

door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
door.bind(("127.0.0.1", 0))
door.listen()
print(door.getsockname()[1], flush=True)
app = Starlette(routes=[Route("/", empty, methods=["POST"])])
config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False)
uvicorn.Server(config).run(sockets=[door])
"""


@contextmanager
def empty_route() -> Iterator[int]:
    """The port of a server whose one route does nothing."""
    with subprocess.Popen([sys.executable, "-c", _EMPTY_ROUTE], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.terminate()


@contextmanager
def prism() -> Iterator[int | None]:
    """The port of a mock of the contract by Prism (npm: @stoplight/prism-cli), None without Prism."""
    found = shutil.which("prism")
    if found is None:
        yield None
        return
    port = 4010
    command = [found, "mock", "--port", str(port), "--host", "127.0.0.1", str(FILE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            while "listening" not in process.stdout.readline():
                pass
            yield port
        finally:
            process.terminate()


def sqlite_commits(folder: Path, count: int) -> list[float]:
    """Seconds of each INSERT with its commit, in the card service's mode: WAL, every commit synced."""
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(_TABLE.format(kind="INTEGER"))
        times = []
        for _ in range(count):
            begun = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO floor (text) VALUES (?)", (ROW,))
            connection.execute("COMMIT")
            times.append(time.perf_counter() - begun)
        return times


def settle(url: str) -> None:
    """Leave a database as weeks of use would: statistics gathered, old rows swept, nothing left to write."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (FREEZE, ANALYZE)")
        connection.execute("CHECKPOINT")


def postgres_commits(url: str, count: int) -> list[float]:
    """Seconds of each INSERT with its commit on PostgreSQL."""
    with psycopg.connect(url) as connection:
        connection.execute(_TABLE.format(kind="BIGSERIAL").encode())
        connection.commit()
        times = []
        for _ in range(count):
            begun = time.perf_counter()
            connection.execute("INSERT INTO floor (text) VALUES (%s)", (ROW,))
            connection.commit()
            times.append(time.perf_counter() - begun)
        return times
