"""Which card service this till asks, and with which credentials: Training, or an address that was given."""

from __future__ import annotations

from urllib.parse import urlsplit

from pos_app.application.options import Options
from pos_app.application.training import TrainingService
from pos_app.domain.frozen import frozen
from pos_app.domain.origin import Origin
from pos_app.domain.person import Credential
from pos_app.storage.vault import Vault

TRAINING_ACCOUNT = "T00000001"

_MAY_USE_CARD_ID = frozenset({Credential.MANAGER})
"""A client may lack the right to name a card by `card_id`; its code always serves [create-transaction]."""


class NoSecret(Exception):
    """There is no client secret for this address, neither given nor in the password store."""


@frozen
class Connection:
    """One card service and the till's clients there."""

    origin: Origin
    base_url: str
    clients: dict[Credential, tuple[str, str]]
    """Client id and secret by credential."""
    card_id_credentials: frozenset[Credential]

    def __repr__(self) -> str:
        """Hide the secrets."""
        return f"Connection({self.origin.name})"


def training_origin() -> Origin:
    """The origin of Training's journal, whatever port its service listens on."""
    return Origin(TRAINING_ACCOUNT, "127.0.0.1", training=True)


def live_origin(options: Options) -> Origin:
    """The origin of the address that was given."""
    parts = urlsplit(options.base_url)
    return Origin(options.account, parts.netloc.rpartition("@")[2])


def training_connection(training: TrainingService) -> Connection:
    """The connection to the running Training service."""
    clients = {name: (one.client_id, one.secret) for name, one in training.clients.items()}
    return Connection(training_origin(), training.base_url, clients, _MAY_USE_CARD_ID)


def live_connection(options: Options, vault: Vault, given: str) -> Connection:
    """The connection to the given address: its one client asks for everybody; blocks; raises NoSecret."""
    origin = live_origin(options)
    secret = given or vault.client_secret(origin, options.client_id)
    if not secret:
        raise NoSecret
    clients = dict.fromkeys(Credential, (options.client_id, secret))
    return Connection(origin, options.base_url, clients, _MAY_USE_CARD_ID)
