"""Puts the service together, runs it, and takes it down in order."""

import asyncio
import contextlib
import json
import re
import secrets
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import ASGIApp

from pos_app.sandbox import keys, seeding
from pos_app.sandbox.access import Client, Tokens
from pos_app.sandbox.access_log import AccessLog
from pos_app.sandbox.api import Api
from pos_app.sandbox.choices import Choices
from pos_app.sandbox.courier import Courier
from pos_app.sandbox.faults import Faults
from pos_app.sandbox.service import Service
from pos_app.sandbox.serving import Server, Stop, listener, port_of
from pos_app.sandbox.store import Store

KEY_BYTES = 32
_SEED = re.compile(r"training|empty|demo:[1-9][0-9]{0,6}", re.ASCII)
_ACCOUNT = re.compile(r"[TP][0-9]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a service runs.

    `database` is the path of an SQLite file or the URL of a PostgreSQL database. Seconds: `wait_for_file` is
    how long a start waits for another service to let go of the file, `request_within` how long a client may
    take to send a request.
    """

    database: str
    home: Path
    account: str = "T00000001"
    port: int = 0
    seed: str = "empty"
    control: bool = False
    workers: int = 1
    wait_for_file: float = 5.0
    request_within: float = 30.0
    log: str | None = None
    choices: Choices = field(default_factory=Choices)

    @property
    def on_postgres(self) -> bool:
        """Whether the database is a server that several processes can share."""
        return self.database.startswith(("postgresql:", "postgres:"))

    @property
    def key_file(self) -> Path:
        """Where the server's own key is: beside an SQLite file, else in the home."""
        return self.home / "card-service.key" if self.on_postgres else Path(f"{self.database}.key")


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a service listens, once it does."""

    port: int
    account: str
    control_port: int | None = None

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def control_url(self) -> str | None:
        """Where the control port is, if there is one."""
        return None if self.control_port is None else f"http://127.0.0.1:{self.control_port}"

    def line(self) -> str:
        """The line that the handshake promises."""
        said = {"port": self.port, "base_url": self.base_url, "account": self.account}
        return json.dumps(said | {"control_url": self.control_url})


Told = Callable[[Listening], None]
"""Hears where a service listens, once it does."""
Stopper = Callable[[], object]
"""Stops the service; may be called from any thread."""
Ready = Callable[[Stopper], None]
"""Is given the stopper as soon as there is something to stop."""


def default_home() -> Path:
    """The folder of a service that was given none."""
    from platformdirs import user_data_path

    return user_data_path("holdfast-card-service", appauthor=False)


def checked_account(account: str) -> str:
    """Return an account id. ValueError when it cannot be one."""
    if not _ACCOUNT.fullmatch(account):
        message = "an account is T or P and eight digits"
        raise ValueError(message)
    return account


def checked_seed(seed: str) -> str:
    """Return what a database can be filled with. ValueError when it is something else."""
    if not _SEED.fullmatch(seed):
        message = "a seed is training, demo:N or empty"
        raise ValueError(message)
    return seed


def open_store(settings: Settings) -> Store:
    """Open the database. Raises `DatabaseTrouble`."""
    if settings.on_postgres:
        from pos_app.sandbox.postgres_store import PostgresStore

        return PostgresStore(settings.database)
    from pos_app.sandbox.sqlite_store import SqliteStore

    return SqliteStore(Path(settings.database), settings.wait_for_file)


@contextmanager
def opened(settings: Settings, clients: Mapping[str, Client], secret: bytes) -> Iterator[Service]:
    """The service behind the endpoints; `secret` signs its access tokens.

    Raises `DatabaseTrouble` when the database cannot be used, ValueError when the key file is none.
    """
    with ExitStack() as stack:
        store = open_store(settings)
        stack.callback(store.close)
        service = Service(
            settings.account, store, keys.load(settings.key_file), clients, Tokens(secret), settings.choices
        )
        service.shared = settings.on_postgres
        stack.callback(service.close)
        yield service


def run(settings: Settings, clients: Mapping[str, Client], told: Told, ready: Ready) -> None:
    """Serve until stopped. Raises what `opened` raises, and OSError when the port is taken."""
    if settings.workers > 1:
        from pos_app.sandbox.workers import run_workers

        run_workers(settings, clients, told, ready)
        return
    with opened(settings, clients, secrets.token_bytes(KEY_BYTES)) as service:
        door = listener(settings.port)
        asyncio.run(_run(settings, service, door, told, ready))


def application(settings: Settings, service: Service) -> ASGIApp:
    """The API, with its log if one is wanted. OSError when that cannot be written."""
    api = Api(service)
    if settings.log is None:
        return api
    return AccessLog(api, settings.log, service.clock)


async def seed(settings: Settings, service: Service) -> None:
    """Fill an empty account as the settings say."""
    call = service.plain_call()
    if settings.seed == "training":
        await service.run(lambda db: seeding.seed_training(db, call))
    elif settings.seed.startswith("demo:") and await service.run(lambda db: seeding.is_empty(db, call)):
        await seeding.seed_demo(service.run, call, int(settings.seed.removeprefix("demo:")))


async def _run(settings: Settings, service: Service, door: socket.socket, told: Told, ready: Ready) -> None:
    await seed(settings, service)
    api = application(settings, service)
    if not settings.control:
        where = Listening(port_of(door), settings.account)
        await serve(service, [Server(api, door, lambda: told(where), settings.request_within)], ready)
        return
    from pos_app.sandbox import control

    faults, second = Faults(api, service), listener(0)
    where = Listening(port_of(door), settings.account, port_of(second))
    begun: list[Server] = []

    def one_more() -> None:
        begun.append(servers[len(begun)])
        if len(begun) == len(servers):
            told(where)

    servers = [
        Server(faults, door, one_more, settings.request_within),
        Server(control.application(service, faults), second, one_more),
    ]
    await serve(service, servers, ready, faults.release)


async def serve(
    service: Service, servers: list[Server], ready: Ready, release: Callable[[], None] = lambda: None
) -> None:
    """Run listeners until a signal or the stopper ends them; `release` lets go of requests that hang."""
    stop = Stop(servers, release)
    loop = asyncio.get_running_loop()
    courier = asyncio.create_task(Courier(service, service.shared).run())
    ready(lambda: loop.call_soon_threadsafe(stop.now))
    with stop.on_signals():
        await asyncio.gather(*(server.run_until_stopped() for server in servers))
    courier.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await courier
