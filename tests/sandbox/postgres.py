"""A PostgreSQL server of the tests' own: private, on a loopback port, gone with the tests."""

import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

_DEBIAN = Path("/usr/lib/postgresql")
_USER = "postgres"
_GUARD = 'trap "" INT TERM; "$@" & server=$!; cat >/dev/null; kill -QUIT $server; wait $server'
"""Runs the server until our end of its standard input closes, also when we are killed."""


def programs() -> Path | None:
    """The folder with the server's programs, or None where PostgreSQL is not installed."""
    found = shutil.which("postgres")
    if found is not None:
        return Path(found).parent
    folders = sorted(_DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parent.parent.name))
    return folders[-1].parent if folders else None


def why_not() -> str | None:
    """Why no server can be started here; None when it can."""
    if platform.system() == "Windows":
        return "the tests start PostgreSQL only on Linux and macOS"
    return None if programs() else "PostgreSQL's server programs are not installed (make setup installs them)"


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int

    def url(self, name: str) -> str:
        """The URL of one database, without a password: the server trusts this machine."""
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}"

    def create(self, name: str) -> str:
        """Create an empty database and return its URL."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)


@contextmanager
def running() -> Iterator[Server]:
    """Make a server in a folder of its own, and take both away at the end."""
    bin_folder = programs()
    assert bin_folder is not None
    folder = Path(tempfile.mkdtemp(prefix="card-service-postgres-"))
    user = _USER if sys.platform != "win32" and os.geteuid() == 0 else None
    try:
        if user is not None:
            shutil.chown(folder, _USER, _USER)
        data = folder / "data"
        initdb = [
            str(bin_folder / "initdb"),
            "-D",
            str(data),
            "-U",
            _USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run(
            [*initdb, "--locale=C.UTF-8"], check=True, capture_output=True, cwd=folder, user=user, group=user
        )
        yield from _serve(bin_folder, folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(bin_folder: Path, folder: Path, user: str | None) -> Iterator[Server]:
    port = _free_port()
    settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200"}
    words = [str(bin_folder / "postgres"), "-D", str(folder / "data"), "-p", str(port)]
    words += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("w") as log:
        guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "guard", *words],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=folder,
            user=user,
            group=user,
        )
    server = Server(port)
    try:
        _wait_until_it_answers(server, guard, folder)
        yield server
    finally:
        assert guard.stdin is not None
        guard.stdin.close()
        guard.wait(60)


def _wait_until_it_answers(server: Server, guard: "subprocess.Popen[bytes]", folder: Path) -> None:
    while guard.poll() is None:
        with suppress(psycopg.OperationalError):
            psycopg.connect(server.url("postgres"), connect_timeout=2).close()
            return
    raise RuntimeError((folder / "log").read_text())


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
