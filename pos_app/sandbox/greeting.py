"""The handshake with the program that started this one.

The parent writes one line of JSON on our standard input:

    {"clients": [{"client_id": "training-cashier", "client_secret": "...", "scopes": ["read:wallets"]}]}

When we listen we write one line of JSON on our standard output:

    {"port": 12345, "base_url": "http://127.0.0.1:12345/v1", "account": "T00000001", "control_url": null}

`control_url` is the address of the control port when that was asked for. We end when our standard input
closes. Secrets never stand on a command line. Started by hand in a terminal, we make up two clients and print
them.
"""

import contextlib
import json
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from pos_app.sandbox.access import INFO, READ, SCOPES, TRANSACTIONS, WRITE, Client, client
from pos_app.sandbox.fields import Fields, Rules
from pos_app.sandbox.problems import Refusal

_AT_ONCE = 4096
CASHIER, MANAGER = "training-cashier", "training-manager"
CASHIER_SCOPES = frozenset({READ, INFO, TRANSACTIONS})
MANAGER_SCOPES = frozenset({READ, WRITE})


class BadGreeting(Exception):
    """The line on standard input is not what the handshake asks for."""


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """A client id and its plain secret."""

    client_id: str
    secret: str
    scopes: frozenset[str]

    def client(self) -> Client:
        """The client that the service keeps."""
        return client(self.client_id, self.secret, self.scopes)


def read_greeting(line: str) -> list[Credentials]:
    """Return the clients that the parent wants. Raises `BadGreeting`."""
    try:
        values = json.loads(line)
        body = Fields(values if isinstance(values, dict) else {}, Rules())
        found = [_credentials(each) for each in body.inners("clients", 1, 100)]
        body.done()
    except (ValueError, Refusal):
        message = (
            'expected one line on standard input: {"clients": [{"client_id", "client_secret", "scopes"}]}'
        )
        raise BadGreeting(message) from None
    return found


def _credentials(body: Fields) -> Credentials:
    name, secret = body.text("client_id", required=True), body.text("client_secret", required=True)
    scopes = body.words("scopes", SCOPES)
    return Credentials(name or "", secret or "", frozenset(scopes))


def made_up() -> list[Credentials]:
    """Two clients with random secrets, for a service started by hand."""
    return [
        Credentials(CASHIER, secrets.token_urlsafe(32), CASHIER_SCOPES),
        Credentials(MANAGER, secrets.token_urlsafe(32), MANAGER_SCOPES),
    ]


def call_at_end(stream: TextIO, ended: Callable[[], object]) -> None:
    """Call `ended` from another thread when a stream closes; what it still says is not listened to."""
    # Read below the stream's own buffer, whose lock this thread would still hold when the program ends.
    handle = stream.fileno()

    def wait() -> None:
        with contextlib.suppress(OSError):
            while os.read(handle, _AT_ONCE):
                pass
        ended()

    threading.Thread(target=wait, name="standard input", daemon=True).start()
