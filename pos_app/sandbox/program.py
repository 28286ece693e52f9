"""Puts the service together, runs it, and takes it down in order."""

import asyncio
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import ASGIApp

from pos_app.sandbox import keys, seeding
from pos_app.sandbox.access import Caller, Client, Tokens
from pos_app.sandbox.api import Api
from pos_app.sandbox.choices import Choices
from pos_app.sandbox.faults import Faults
from pos_app.sandbox.service import Service
from pos_app.sandbox.serving import Server, Stop, listener, port_of
from pos_app.sandbox.sqlite_store import SqliteStore

_KEY_BYTES = 32
_SEEDER = "card-service"
_ACCOUNT = re.compile(r"[TP][0-9]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Settings:
    """How one service runs."""

    database: Path
    account: str = "T00000001"
    port: int = 0
    seed: str = "empty"
    control: bool = False
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a service listens, once it does."""

    port: int
    account: str
    control_port: int | None

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
        return json.dumps(
            {
                "port": self.port,
                "base_url": self.base_url,
                "account": self.account,
                "control_url": self.control_url,
            }
        )


Stopper = Callable[[], object]
"""Stops the service; may be called from any thread."""


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


def run(
    settings: Settings,
    clients: Mapping[str, Client],
    told: Callable[[Listening], None],
    ready: Callable[[Stopper], None],
) -> None:
    """Serve until stopped. `told` hears where; `ready` is given a function that stops from any thread.

    Raises `DatabaseTrouble` when the database cannot be used, OSError when the port is taken.
    """
    key_file = settings.database.with_name(settings.database.name + ".key")
    service = Service(
        settings.account,
        SqliteStore(settings.database),
        keys.load(key_file),
        clients,
        Tokens(secrets.token_bytes(_KEY_BYTES)),
        settings.choices,
    )
    try:
        asyncio.run(_run(settings, service, told, ready))
    finally:
        service.close()


async def _run(
    settings: Settings,
    service: Service,
    told: Callable[[Listening], None],
    ready: Callable[[Stopper], None],
) -> None:
    if settings.seed == "training":
        call = service.call(Caller(_SEEDER, settings.account, frozenset()))
        await service.run(lambda db: seeding.seed_training(db, call))
    api: ASGIApp = Api(service)
    door = listener(settings.port)
    faults = Faults(api, service) if settings.control else None
    control = listener(0) if settings.control else None
    where = Listening(port_of(door), settings.account, None if control is None else port_of(control))
    waiting = [0, 0] if control else [0]

    def begun() -> None:
        waiting.pop()
        if not waiting:
            told(where)

    servers = [Server(faults or api, door, begun)]
    if faults is not None and control is not None:
        from pos_app.sandbox.control import application

        servers.append(Server(application(service, faults), control, begun))
    stop = Stop(servers, faults.release if faults else lambda: None)
    loop = asyncio.get_running_loop()
    ready(lambda: loop.call_soon_threadsafe(stop.now))
    with stop.on_signals():
        await asyncio.gather(*(server.run_until_stopped() for server in servers))
