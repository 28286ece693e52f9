"""Connecting: what was given is tested by questions that move nothing, and kept once it works."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pos_app.api.access import ClientSecret
from pos_app.api.client import CardService
from pos_app.api.reach import fault_on_the_way
from pos_app.application.target import origin_of
from pos_app.domain.connecting import DINTERO, Client, Fault, Findings, Given, SecretPlace, fault_in, fault_of
from pos_app.domain.origin import Origin
from pos_app.domain.person import Credential
from pos_app.domain.rights import Allowed, Right, Rights
from pos_app.storage.chosen_vault import vault_in
from pos_app.storage.key_search import carried_key
from pos_app.storage.keys import new_master
from pos_app.storage.places import Places
from pos_app.storage.provision import effective_settings
from pos_app.storage.recovery import check_passphrase, has_recovery, set_recovery
from pos_app.storage.settings import Settings
from pos_app.storage.settings_file import read_settings, write_settings
from pos_app.storage.trouble import StorageTrouble
from pos_app.storage.vault import Vault

log = logging.getLogger(__name__)

_LOOKED_IN = (SecretPlace.FILE, SecretPlace.NOWHERE, SecretPlace.STORE)
"""Where the key of a journal that is there is looked for; a store that nobody unlocks comes last."""


class DecidedElsewhere(Exception):
    """A provisioning file decides these settings otherwise; nothing was kept."""

    def __init__(self, keys: list[str]) -> None:
        """The names of the settings."""
        super().__init__(", ".join(keys))


class Connecting:
    """One try to connect a till."""

    def __init__(self, given: Given, tls: ssl.SSLContext | None = None) -> None:
        """Nothing is asked yet. `tls` in place of what this computer trusts."""
        self._given, self._tls = given, tls

    @classmethod
    def of(
        cls, base_url: str, account: str, client: tuple[str, str], manager: tuple[str, str] | None
    ) -> Connecting:
        """What a person gave: without an address it is Dintero's; a client is its id and its secret."""
        managers = None if manager is None else Client(id=manager[0], secret=manager[1])
        everyday = Client(id=client[0], secret=client[1])
        address = base_url.strip().rstrip("/") or DINTERO
        return cls(Given(base_url=address, account=account.strip(), client=everyday, manager=managers))

    @property
    def origin(self) -> Origin:
        """Whose journal the till will write there."""
        return origin_of(self._given.base_url, self._given.account)

    @property
    def written(self) -> tuple[str, ...]:
        """The settings that `keep` writes beside those it is given."""
        return tuple(self._settings(Findings(), SecretPlace.STORE))

    async def try_out(self) -> Findings:
        """Ask the card service what the clients may do. Nothing is kept, read or moved."""
        given = self._given
        fault = fault_in(given) or await asyncio.to_thread(fault_on_the_way, given.base_url, self._tls)
        if fault is not None:
            return Findings(fault=fault)
        clients = {Credential.CASHIER: given.client}
        if given.manager is not None:
            clients[Credential.MANAGER] = given.manager
        secrets = {credential: ClientSecret(one.id, one.secret) for credential, one in clients.items()}
        service = CardService(self.origin, given.base_url, secrets, tls=self._tls)
        try:
            return await _asked(service, manager=given.manager is not None)
        finally:
            await service.close()

    def has_recovery(self, places: Places) -> bool:
        """Whether the journal's key there has a recovery passphrase; raises StorageTrouble."""
        return has_recovery(places, self.origin)

    def keep(
        self,
        places: Places,
        found: Findings,
        passphrase: str,
        others: Mapping[str, str],
        secrets: SecretPlace,
    ) -> bool:
        """Keep the secrets, the key's recovery, then the settings and `others`: the next start sells there.

        An empty `passphrase` leaves the recovery as it is; where nothing is kept it must be given. Blocks.
        Raises DecidedElsewhere, TooShort, StorageTrouble, or WrongPassphrase where only the passphrase
        opens the journal that is there: what was connected before then still is. False: the secrets could
        not be taken away from where they were before.
        """
        given, origin = self._given, self.origin
        changed = _changed(places, {**others, **self._settings(found, secrets)})
        if passphrase or not has_recovery(places, origin):
            check_passphrase(passphrase)
        before = effective_settings(places).settings
        vaults = {place: vault_in(place, places, lambda: passphrase) for place in SecretPlace}
        was_in = SecretPlace(before.secrets)
        looked_in = dict.fromkeys((was_in, *_LOOKED_IN))
        carried = carried_key(origin, places, [vaults[place] for place in looked_in])
        if carried is None:
            check_passphrase(passphrase)  # a recovery that is there wraps another key
        key, vault = carried or new_master(), vaults.pop(secrets)
        vault.put_key(key, origin, places)
        clients = [client for client in (given.client, given.manager) if client is not None]
        for client in clients:
            vault.set_client_secret(origin, client.id, client.secret)
        if passphrase and secrets is not SecretPlace.NOWHERE:  # there it is wrapped already
            set_recovery(places, origin, key, passphrase)
        write_settings(places.settings_file, changed)
        ids = {before.client, before.manager_client, *(client.id for client in clients)} - {""}
        cleared = {one: _forgets(other, origin, places, ids, key) for one, other in vaults.items()}
        return not before.client or cleared.get(was_in, True)

    def _settings(self, found: Findings, secrets: SecretPlace) -> dict[str, str]:
        given = self._given
        return {
            "service": given.base_url,
            "account": given.account,
            "client": given.client.id,
            "client_rights": _words(found.rights),
            "manager_client": "" if given.manager is None else given.manager.id,
            "manager_rights": _words(found.manager_rights or frozenset()),
            "secrets": secrets.value,
        }


def back_to_training(places: Places, others: Mapping[str, str]) -> None:
    """From the next start on the till practises; journals and secrets stay.

    Raises DecidedElsewhere or StorageTrouble.
    """
    write_settings(places.settings_file, _changed(places, {**others, "service": ""}))


def _forgets(vault: Vault, origin: Origin, places: Places, clients: Iterable[str], key: bytes) -> bool:
    """Whether a vault that has been left holds nothing of it any more."""
    try:
        vault.forget(origin, places, clients, key)
    except StorageTrouble as trouble:
        log.warning("the other place for secrets could not be cleared: %s", trouble.note)
        return False
    return True


def _changed(places: Places, changes: Mapping[str, Any]) -> Settings:
    """The till's own settings with these changes; what is decided elsewhere stays out of its file."""
    before = effective_settings(places)
    decided = before.locked.intersection(changes)
    wrong = [key for key in decided if getattr(before.settings, key) != changes[key]]
    if wrong:
        raise DecidedElsewhere(sorted(wrong))
    return replace(read_settings(places.settings_file).settings, **changes)


async def _asked(service: CardService, *, manager: bool) -> Findings:
    rights = await _rights(service, Credential.CASHIER)
    if isinstance(rights, Fault):
        return Findings(fault=rights)
    fault = fault_of(rights)
    if fault is not None or not manager:
        return Findings(fault=fault, rights=rights)
    managers = await _rights(service, Credential.MANAGER)
    if isinstance(managers, Fault):
        unknown = managers is Fault.NOT_ACCEPTED
        return Findings(fault=Fault.MANAGER_NOT_ACCEPTED if unknown else managers, rights=rights)
    return Findings(rights=rights, manager_rights=managers)


async def _rights(service: CardService, credential: Credential) -> Rights | Fault:
    faults = {Allowed.NOT_ACCEPTED: Fault.NOT_ACCEPTED, Allowed.NO_ANSWER: Fault.NO_ANSWER}
    found: set[Right] = set()
    for right in Right:
        answer = await service.may(right, credential)
        if answer in faults:
            return faults[answer]
        if answer is Allowed.YES:
            found.add(right)
    return frozenset(found)


def _words(rights: Rights) -> str:
    return " ".join(right.value for right in Right if right in rights)
