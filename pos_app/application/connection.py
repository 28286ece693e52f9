"""The till's clients at its card service, with their secrets and with what each may do."""

from __future__ import annotations

from pos_app.application.target import Target
from pos_app.application.training import TrainingService
from pos_app.domain.frozen import frozen
from pos_app.domain.origin import Origin
from pos_app.domain.person import Credential
from pos_app.domain.rights import Right
from pos_app.storage.vault import Vault
from pos_app.ui.models.start_state import GivenSecrets

_MAY_USE_CARD_ID = frozenset({Credential.MANAGER})
"""Where nobody has tested it: a client may lack the right to name a card by its number, its code always
serves [create-transaction]."""


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


def training_connection(training: TrainingService) -> Connection:
    """The connection to the running Training service."""
    clients = {name: (one.client_id, one.secret) for name, one in training.clients.items()}
    return Connection(Target().origin, training.base_url, clients, _MAY_USE_CARD_ID)


def live_connection(target: Target, vault: Vault, given: GivenSecrets) -> Connection:
    """The connection to the given address; where no manager's client is named, one asks for everybody.

    `given` is what a person handed over: that wins. Blocks; raises NoSecret.
    """
    cashier = (target.client_id, given.everyday or _secret(target, target.client_id, vault))
    clients = dict.fromkeys(Credential, cashier)
    if target.manager_id:
        managers = given.managers or _secret(target, target.manager_id, vault)
        clients[Credential.MANAGER] = (target.manager_id, managers)
    return Connection(target.origin, target.base_url, clients, _may_use_card_id(target))


def _secret(target: Target, client_id: str, vault: Vault) -> str:
    found = vault.client_secret(target.origin, client_id)
    if not found:
        raise NoSecret
    return found


def _may_use_card_id(target: Target) -> frozenset[Credential]:
    if target.client_rights is None:
        return _MAY_USE_CARD_ID
    rights = {
        Credential.CASHIER: target.client_rights,
        Credential.MANAGER: target.manager_rights if target.manager_id else target.client_rights,
    }
    return frozenset(one for one, may in rights.items() if may is not None and Right.CREATE in may)
