"""A real card service in a process of its own, for every test that needs one.

    with card_service.running(tmp_path) as service:
        card = service.new_card(50_000)
        service.rule(do="reset", when="after", endpoint="transactions", times=1)

The control port is always open. `docs/card-service.md` lists the rules of faults.
"""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

import httpx

ACCOUNT = "T00000001"
AUDIENCE = "https://api.dintero.com/v1/accounts/"
CASHIER_SCOPES = ("read:wallets", "write:wallets:/info", "write:wallets:/transactions")
LISTENER_SCOPES = ("admin:hooks",)
MANAGER_SCOPES = ("read:wallets", "write:wallets")
SCOPES = (
    "admin:wallets",
    "write:wallets",
    "read:wallets",
    "write:wallets:/info",
    "write:wallets:/transactions",
    "admin:hooks",
)
SIXTEEN_DIGITS = {"length": 16, "numbers": True, "symbols": False, "characters": False}
PLAIN = False
"""Every address here is plain HTTP on loopback; loading certificates for it would cost 30 ms a client."""
FOUR_DIGITS = SIXTEEN_DIGITS | {"length": 4}


class NewCard(NamedTuple):
    """A card that was just created, with its secrets in plain form."""

    card_id: str
    token: str
    pin: str | None


class Credentials(NamedTuple):
    """An API client as a till knows it."""

    client_id: str
    secret: str


class CardService:
    """Starts, stops, kills and restarts one card service; the port and the file stay the same."""

    def __init__(self, home: Path, *options: str, account: str = ACCOUNT) -> None:
        self.home = home
        self.account = account
        self.cashier = Credentials("training-cashier", secrets.token_urlsafe())
        self.manager = Credentials("training-manager", secrets.token_urlsafe())
        self.listener = Credentials("webhooks", secrets.token_urlsafe())
        self.with_only = {
            scope: Credentials(f"only-{number}", secrets.token_urlsafe())
            for number, scope in enumerate(SCOPES)
        }
        self.base_url = ""
        self.control_url = ""
        self.port = 0
        self.options = options
        self._process: subprocess.Popen[str] | None = None
        self._client = httpx.Client(trust_env=False, timeout=30, verify=PLAIN)

    def start(self) -> None:
        """Start it, on the port it had before if it ran before; returns when it listens."""
        self.home.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pos_app", "sandbox", "--home", str(self.home)]
        command += [] if "--workers" in self.options else ["--control"]
        command += ["--account", self.account, "--port", str(self.port), *self.options]
        with self.log.open("a") as log:
            self._process = process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=os.environ
            )
        clients = (
            (self.cashier, CASHIER_SCOPES),
            (self.manager, MANAGER_SCOPES),
            (self.listener, LISTENER_SCOPES),
            *((client, (scope,)) for scope, client in self.with_only.items()),
        )
        greeting = {"clients": [_client(*each) for each in clients]}
        with suppress(BrokenPipeError):
            _pipe(process.stdin).write(json.dumps(greeting) + "\n")
            _pipe(process.stdin).flush()
        line = _pipe(process.stdout).readline()
        if not line:
            process.wait()
            raise RuntimeError(self.log.read_text())
        said = json.loads(line)
        self.base_url, self.control_url, self.port = said["base_url"], said["control_url"], said["port"]

    @property
    def log(self) -> Path:
        """Where what it writes on standard error is kept."""
        return self.home / "card-service.log"

    @property
    def pid(self) -> int:
        """The process, while it runs."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> int:
        """End it by closing its standard input, and return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        _pipe(process.stdin).close()
        return _end_of(process)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _pipe(process.stdin).close()
            _end_of(process)

    def close(self) -> None:
        """End it, if it still runs, and let go of everything."""
        self.kill()
        self._client.close()

    def control(self, method: str, path: str, body: object = None) -> Any:
        """Ask the control port and return its JSON."""
        answer = self._client.request(method, self.control_url + path, json=body)
        answer.raise_for_status()
        return answer.json()

    def rule(self, **rule: object) -> None:
        """Add a fault rule: `do` and, as needed, `when`, `endpoint`, `card`, `ref`, `times` and so on."""
        self.control("POST", "/rules", rule)

    def clear(self) -> None:
        """Forget all fault rules, set the clock right, let hanging requests go."""
        self.control("DELETE", "/rules")

    def ledger(self) -> list[dict[str, Any]]:
        """Every transaction in the order it was written, with its `card_id`."""
        rows: list[dict[str, Any]] = self.control("GET", "/ledger")
        return rows

    def bearer(self, who: Credentials) -> str:
        """A fresh access token."""
        grant = {"grant_type": "client_credentials", "audience": AUDIENCE + self.account}
        answer = self._client.post(
            f"{self.base_url}/accounts/{self.account}/auth/token", auth=who, json=grant
        )
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def api(self, who: Credentials | None = None) -> httpx.Client:
        """A client with a fresh access token, for `/cards`, `/info` and so on; the manager's by default."""
        bearer = self.bearer(who or self.manager)
        headers = {"Authorization": f"Bearer {bearer}"}
        base_url = f"{self.base_url}/accounts/{self.account}/wallets"
        return httpx.Client(base_url=base_url, headers=headers, trust_env=False, timeout=30, verify=PLAIN)

    def proof(self) -> list[str]:
        """Everything in the database that does not add up; empty when all is well."""
        found: list[str] = self.control("GET", "/proof")
        return found

    def new_card(self, amount: int, currency: str = "NOK", *, pin: bool = False, **fields: object) -> NewCard:
        """Create a card with a 16-digit token for many uses, and a PIN if wanted."""
        token = {"expires_after_transaction": False, "format": SIXTEEN_DIGITS}
        body: dict[str, object] = {"card_id": f"card-{secrets.token_hex(6)}", "amount": amount}
        body |= {"currency": currency, "card_token": token} | fields
        if pin:
            body["pin"] = {"format": FOUR_DIGITS}
        answer = self._client.post(
            f"{self.base_url}/accounts/{self.account}/wallets/cards",
            json=body,
            headers={"Authorization": f"Bearer {self.bearer(self.manager)}"},
        )
        answer.raise_for_status()
        made = answer.json()
        plain = made["pin"]["pin"]["value"] if pin else None
        return NewCard(made["card_id"], made["card_token"]["token"]["value"], plain)


def unsold(service: CardService, count: int) -> list[NewCard]:
    """Make so many cards of a batch, at most 100, that wait to be activated."""
    ids = [f"unsold-{secrets.token_hex(6)}" for _ in range(count)]
    body = {
        "cards": [{"card_id": card_id, "type": "gift_card"} for card_id in ids],
        "options": {"card_token": {"expires_after_transaction": False, "format": SIXTEEN_DIGITS}},
    }
    with service.api() as api:
        answer = api.post("/cards/batch", json=body)
        answer.raise_for_status()
    made = answer.json()["cards"]
    return [NewCard(one["card_id"], one["card_token"]["token"]["value"], None) for one in made]


def _client(who: Credentials, scopes: tuple[str, ...]) -> dict[str, object]:
    return {"client_id": who.client_id, "client_secret": who.secret, "scopes": scopes}


def _end_of(process: "subprocess.Popen[str]") -> int:
    code = process.wait(timeout=20)
    _pipe(process.stdout).close()
    return code


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


@contextmanager
def running(home: Path, *options: str, account: str = ACCOUNT) -> Iterator[CardService]:
    """A card service that listens, below `home`; it is gone when the block ends."""
    service = CardService(home, *options, account=account)
    try:
        service.start()
        yield service
    finally:
        service.close()
