"""Starts and stops the card service's process for Training, on a loopback port it picks itself."""

from __future__ import annotations

import json
import secrets
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pos_app.application.itself import itself
from pos_app.domain.frozen import frozen
from pos_app.domain.person import Credential

STOP_SECONDS = 5.0
"""How long the service may take to finish what it has begun."""

_SCOPES = {
    Credential.CASHIER: ("read:wallets", "write:wallets:/info", "write:wallets:/transactions"),
    Credential.MANAGER: ("read:wallets", "write:wallets"),
}


class TrainingTrouble(Exception):
    """The card service for Training did not start; the text says what it said."""


@frozen
class TrainingClient:
    """A client of the Training service; its secret is random per start and never leaves memory and a pipe."""

    client_id: str
    secret: str = field(repr=False)
    scopes: tuple[str, ...]


def _new_clients() -> dict[Credential, TrainingClient]:
    return {
        credential: TrainingClient(f"training-{credential.value}", secrets.token_urlsafe(32), scopes)
        for credential, scopes in _SCOPES.items()
    }


@dataclass(slots=True)
class TrainingService:
    """One child process. It ends when its standard input closes, so it never outlives the window."""

    database: Path
    clients: dict[Credential, TrainingClient] = field(default_factory=_new_clients)
    base_url: str = ""
    account: str = ""
    paused: bool = False
    """Not to be started again for now: the tour shows a card service that is away."""
    _process: subprocess.Popen[str] | None = None
    _listens: bool = False

    def start(self) -> None:
        """Start it, or start it again on the same port; blocks until it listens; raises TrainingTrouble."""
        self._listens = False
        self.database.parent.mkdir(parents=True, exist_ok=True)
        process = self._process = subprocess.Popen(
            self._command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        told = _shake_hands(process, list(self.clients.values()))
        self.base_url, self.account = str(told["base_url"]), str(told["account"])
        self._listens = True

    @property
    def is_running(self) -> bool:
        """Whether the process is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def listens(self) -> bool:
        """Whether it takes requests."""
        return self._listens and self.is_running

    def stop(self) -> None:
        """Let it finish what it has begun and end it; blocks at most a few seconds."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None and not process.stdin.closed:
            process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def _command(self) -> list[str]:
        port = self.base_url.rpartition(":")[2].partition("/")[0] or "0"
        options = ["--database", str(self.database), "--seed", "training", "--require-pin", "--json"]
        return [*itself(), "sandbox", *options, "--port", port]


def _shake_hands(process: subprocess.Popen[str], clients: Sequence[TrainingClient]) -> dict[str, object]:
    if process.stdin is None or process.stdout is None:
        raise TrainingTrouble("no pipes")
    listed = [
        {"client_id": one.client_id, "client_secret": one.secret, "scopes": list(one.scopes)}
        for one in clients
    ]
    try:
        process.stdin.write(json.dumps({"clients": listed}) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError as error:
        raise TrainingTrouble(type(error).__name__) from error
    if not line.startswith("{"):
        process.kill()
        process.wait()
        raise TrainingTrouble(line.strip() or f"it ended with {process.returncode}")
    told = json.loads(line)
    if not isinstance(told, dict):
        raise TrainingTrouble("an answer that was not understood")
    return told
