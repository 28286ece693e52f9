"""Which card service a start is for: what the command line says, else the settings, else Training."""

from __future__ import annotations

from urllib.parse import urlsplit

from pos_app.application.options import Options
from pos_app.domain.connecting import SecretPlace
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.origin import Origin
from pos_app.domain.rights import Right, Rights, could_make_money
from pos_app.storage.settings import Settings
from pos_app.ui.models.settings import Caution

TRAINING_ACCOUNT = "T00000001"


@frozen_by_name
class Target:
    """One card service and the ids of the till's clients there; without an address it is Training."""

    base_url: str = ""
    account: str = TRAINING_ACCOUNT
    client_id: str = ""
    client_rights: Rights | None = None
    """None where nobody has tested them."""
    manager_id: str = ""
    """Empty where one client does all."""
    manager_rights: Rights | None = None
    secrets: SecretPlace = SecretPlace.STORE

    @property
    def is_training(self) -> bool:
        """Whether the till practises on this computer."""
        return not self.base_url

    @property
    def test_account(self) -> str:
        """The account, if it is a test account of a card service elsewhere."""
        return self.account if self.account.startswith("T") and not self.is_training else ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of the clients whose secrets a person gives at each start; the everyday one first."""
        if self.secrets is not SecretPlace.NOWHERE:
            return ()
        return tuple(one for one in (self.client_id, self.manager_id) if one)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What a manager should keep in mind."""
        found = {
            Caution.SECRETS_IN_FILE: self.secrets is SecretPlace.FILE,
            Caution.CASHIERS_CREATE: could_make_money(self.client_rights or frozenset()),
        }
        return tuple(one for one, is_so in found.items() if is_so)

    @property
    def origin(self) -> Origin:
        """Whose journal it is; Training has one, whatever port its service listens on."""
        if self.is_training:
            return Origin(TRAINING_ACCOUNT, "127.0.0.1", training=True)
        return origin_of(self.base_url, self.account)


def origin_of(base_url: str, account: str) -> Origin:
    """The origin of an account at an address elsewhere, named the same however the address is written."""
    parts = urlsplit(base_url)
    usual = {"https": ":443", "http": ":80"}.get(parts.scheme, "")
    host = parts.netloc.rpartition("@")[2].lower()
    return Origin(account, host.removesuffix(usual) if usual else host)


def target_of(options: Options, settings: Settings) -> Target:
    """The card service of this start."""
    if options.base_url:
        return Target(base_url=options.base_url, account=options.account, client_id=options.client_id)
    if options.training or not settings.is_connected:
        return Target()
    return Target(
        base_url=settings.service,
        account=settings.account,
        client_id=settings.client,
        client_rights=_rights(settings.client_rights),
        manager_id=settings.manager_client,
        manager_rights=_rights(settings.manager_rights),
        secrets=SecretPlace(settings.secrets),
    )


def _rights(words: str) -> Rights | None:
    return frozenset(Right(word) for word in words.split()) if words else None
