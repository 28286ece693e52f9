"""Everything slow that a start needs, away from the window: journal, keys, Training's service."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from pos_app.api.access import ClientSecret
from pos_app.api.client import CardService
from pos_app.api.trust import safe_base
from pos_app.application.connection import Connection, live_connection, training_connection
from pos_app.application.options import Options
from pos_app.application.target import Target
from pos_app.application.training import TrainingService
from pos_app.domain.connecting import SecretPlace
from pos_app.storage.chosen_vault import vault_in
from pos_app.storage.elsewhere import open_elsewhere
from pos_app.storage.journal import Journal
from pos_app.storage.opening import open_journal
from pos_app.storage.places import Places
from pos_app.storage.staff import StaffFile
from pos_app.storage.vault import Vault
from pos_app.ui.models.start_state import GivenSecrets


@dataclass(slots=True)
class Opened:
    """What the window runs on, once it is there."""

    journal: Journal
    connection: Connection
    training: TrainingService | None
    other_origins: int
    staff: StaffFile

    def service(self, on_answered: Callable[[bool], None]) -> CardService:
        """A client of the card service; opens nothing yet."""
        clients = {
            credential: ClientSecret(client_id, secret)
            for credential, (client_id, secret) in self.connection.clients.items()
        }
        return CardService(self.connection.origin, self.connection.base_url, clients, on_answered=on_answered)


def open_everything(options: Options, target: Target, given: GivenSecrets) -> Opened:
    """Open the journal, then the card service; blocks; raises StorageTrouble, NoSecret, UnsafeAddress,
    TrainingTrouble, and WrongPassphrase where the journal's key is opened by one.

    The journal comes first: its lock tells a second window at once.
    """
    if not target.is_training:
        safe_base(target.base_url)
    places, origin = Places.of(options.home), target.origin
    vault = _vault(options, target, places, given)
    with ExitStack() as undo:
        journal = open_journal(places, origin, vault.journal_key(origin, places), time.time())
        undo.callback(lambda: asyncio.run(journal.close()))
        training = TrainingService(places.card_service_db) if target.is_training else None
        if training is not None:
            training.start()
            undo.callback(training.stop)
        connection = _connection(target, given, vault, training)
        practises = target.is_training
        staff = StaffFile(
            places.staff_file(training=practises), places.staff_attempts_file(training=practises)
        )
        undo.pop_all()
    return Opened(journal, connection, training, open_elsewhere(places.home, origin), staff)


def _vault(options: Options, target: Target, places: Places, given: GivenSecrets) -> Vault:
    """Where the settings say; a file that was named for the journal's key stands in for the store."""
    if options.key_file is not None and target.secrets is SecretPlace.STORE:
        return Vault(key_file=options.key_file)
    return vault_in(target.secrets, places, lambda: given.passphrase)


def _connection(
    target: Target, given: GivenSecrets, vault: Vault, training: TrainingService | None
) -> Connection:
    if training is None:
        return live_connection(target, vault, given)
    return training_connection(training)
