"""What a person gives to connect a till to a card service, and what a test of it shows."""

from __future__ import annotations

import re
from dataclasses import field
from enum import StrEnum

from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.origin import ACCOUNT
from pos_app.domain.rights import NEEDED, Right, Rights, could_make_money

DINTERO = "https://api.dintero.com/v1"
"""Where Dintero's accounts are, test and production alike [create-transaction]."""


@frozen_by_name
class Client:
    """An API client of the account [auth]. Its secret appears in no text of this program."""

    id: str
    secret: str = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether both are there, in characters that a request can carry."""
        id_fits = re.fullmatch(r"[!-~]{1,100}", self.id) is not None
        return id_fits and re.fullmatch(r"[!-~]{1,500}", self.secret) is not None


@frozen_by_name
class Given:
    """The card service, the client every cashier uses, and the managers' own, if there is one."""

    base_url: str
    account: str
    client: Client
    manager: Client | None = None


class SecretPlace(StrEnum):
    """Where the clients' secrets and the journal's key are between two starts."""

    STORE = "store"
    """The computer's password store."""
    FILE = "file"
    """Owner-only files that a manager chose, sealed."""
    NOWHERE = "ask"
    """A person gives the secrets at each start; the key is kept wrapped by the recovery passphrase alone."""


class Fault(StrEnum):
    """Why a till cannot be connected so; the screen words it."""

    NO_ADDRESS = "no address"
    """Not an address, or another computer without TLS."""
    ACCOUNT = "account"
    CLIENT = "client"
    UNKNOWN_NAME = "unknown name"
    NOT_REACHED = "not reached"
    NO_TLS = "no tls"
    """Something answers that does not speak TLS 1.2 or newer."""
    EXPIRED = "expired"
    """Its certificate has expired or is not valid yet, or this computer's clock is wrong."""
    OTHER_NAME = "other name"
    """Its certificate is for another host."""
    UNTRUSTED = "untrusted"
    """Its certificate is vouched for by nobody this computer trusts."""
    NOT_ACCEPTED = "not accepted"
    MANAGER_NOT_ACCEPTED = "manager not accepted"
    NO_ANSWER = "no answer"
    NO_SALE = "no sale"
    """The client may not do what every sale needs."""


class Remark(StrEnum):
    """What is worth a manager's thought although it works."""

    CREATES = "creates"
    """Every cashier's client could make money: better a manager's own."""
    NO_HISTORY = "no history"
    """It may not read histories: where the till would look, a manager must."""
    NO_MANAGER = "no manager"
    """Nobody can fund from this till."""


@frozen_by_name
class Findings:
    """The end of a test: what is wrong, or what the clients may do."""

    fault: Fault | None = None
    rights: Rights = frozenset()
    manager_rights: Rights | None = None

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What a manager should know of clients that work."""
        every = self.rights | (self.manager_rights or frozenset())
        found = {
            Remark.CREATES: could_make_money(self.rights),
            Remark.NO_MANAGER: not could_make_money(every),
            Remark.NO_HISTORY: Right.READ not in self.rights,
        }
        return tuple(remark for remark, is_so in found.items() if is_so)


def fault_in(given: Given) -> Fault | None:
    """What is wrong before anything is asked; the address is the line's own matter."""
    if ACCOUNT.fullmatch(given.account) is None:
        return Fault.ACCOUNT
    clients = (given.client,) if given.manager is None else (given.client, given.manager)
    return None if all(client.is_whole for client in clients) else Fault.CLIENT


def fault_of(rights: Rights) -> Fault | None:
    """What is wrong with a client that was heard."""
    return None if rights >= NEEDED else Fault.NO_SALE
