"""The vault of a till that keeps no secret: its key opens by the passphrase alone, and is never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.domain.connecting import SecretPlace
from pos_app.storage.asked_vault import AskedVault
from pos_app.storage.chosen_vault import chosen_vault, vault_in
from pos_app.storage.places import JOURNAL, Places
from pos_app.storage.recovery import TooShort, recovered_key
from pos_app.storage.sealed_file import WrongPassphrase
from pos_app.storage.settings import Settings
from pos_app.storage.settings_file import write_settings
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.vault import Vault
from tests.storage.tills import LIVE, TRAINING, places_in

PHRASE = "seven green bottles"
OTHER = "eight green bottles"


def typed(text: str) -> Callable[[], str]:
    return lambda: text


def with_journal(places: Places) -> None:
    journal = places.journal_folder(LIVE) / JOURNAL
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_bytes(b"")


def test_the_key_is_made_once_and_opens_by_its_passphrase_alone(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    assert AskedVault(typed(PHRASE)).find_journal_key(LIVE, places) is None
    key = AskedVault(typed(PHRASE)).journal_key(LIVE, places)
    assert AskedVault(typed(f" {PHRASE} ")).journal_key(LIVE, places) == key
    assert recovered_key(places, LIVE, PHRASE) == key
    for wrong in (OTHER, ""):
        with pytest.raises(WrongPassphrase):
            AskedVault(typed(wrong)).journal_key(LIVE, places)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.name for file in files] == ["journal.recovery"], "no other copy of the key is kept"
    assert key not in files[0].read_bytes()


def test_a_key_is_not_wrapped_by_a_passphrase_that_is_guessed_too_soon(tmp_path: Path) -> None:
    with pytest.raises(TooShort):
        AskedVault(typed("short")).journal_key(LIVE, places_in(tmp_path))


def test_the_passphrase_is_asked_once_and_only_when_it_is_needed(tmp_path: Path) -> None:
    asked = []

    def ask() -> str:
        asked.append(1)
        return PHRASE

    vault, places = AskedVault(ask), places_in(tmp_path)
    vault.set_client_secret(LIVE, "till", "s1")
    assert vault.client_secret(LIVE, "till") == "s1"
    assert vault.client_secret(LIVE, "manager") is None
    training = vault.journal_key(TRAINING, places)
    assert Vault().journal_key(TRAINING, places) == training, "Training is opened by nobody's passphrase"
    assert not asked
    vault.journal_key(LIVE, places)
    vault.journal_key(LIVE, places)
    assert len(asked) == 1
    assert AskedVault(ask).client_secret(LIVE, "till") is None, "nothing was kept"


@pytest.mark.parametrize("place", [SecretPlace.FILE, SecretPlace.NOWHERE])
def test_the_key_moves_between_files_and_nowhere(tmp_path: Path, place: SecretPlace) -> None:
    places = places_in(tmp_path)
    other = SecretPlace.NOWHERE if place is SecretPlace.FILE else SecretPlace.FILE
    before, after = (vault_in(one, places, typed(PHRASE)) for one in (place, other))
    key = before.journal_key(LIVE, places)
    with_journal(places)
    after.take_key(LIVE, places, [before])
    assert after.find_journal_key(LIVE, places) == key
    before.forget(LIVE, places, ())
    assert vault_in(other, places, typed(PHRASE)).find_journal_key(LIVE, places) == key


def test_a_key_that_is_elsewhere_too_is_wrapped_anew_by_another_passphrase(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    files = Vault.in_files(places)
    key = AskedVault(typed(PHRASE)).journal_key(LIVE, places)
    with_journal(places)
    files.take_key(LIVE, places, [AskedVault(typed(PHRASE))])
    AskedVault(typed(OTHER)).take_key(LIVE, places, [files])
    assert AskedVault(typed(OTHER)).find_journal_key(LIVE, places) == key


def test_where_only_another_passphrase_opens_it_nothing_is_changed(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    key = AskedVault(typed(PHRASE)).journal_key(LIVE, places)
    with_journal(places)
    for vault in (AskedVault(typed(OTHER)), Vault.in_files(places)):
        # This computer has no password store: that is not what the person is told.
        with pytest.raises(WrongPassphrase):
            vault.take_key(LIVE, places, [AskedVault(typed(OTHER)), Vault()])
    assert recovered_key(places, LIVE, PHRASE) == key


def test_forgetting_takes_away_this_origin_alone(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    files = Vault.in_files(places)
    files.set_client_secret(LIVE, "till", "s1")
    files.set_client_secret(TRAINING, "till", "s2")
    files.journal_key(LIVE, places)
    files.forget(LIVE, places, ("till",))
    assert files.client_secret(LIVE, "till") is None
    assert files.client_secret(TRAINING, "till") == "s2"
    assert not places.live_key(LIVE).exists()
    files.forget(TRAINING, places, ("till", "never there"))
    assert not places.secrets_file.exists()
    files.forget(TRAINING, places, ("till",))


def test_a_command_asks_where_the_settings_say_so(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    key = AskedVault(typed(PHRASE)).journal_key(LIVE, places)
    write_settings(places.settings_file, Settings(secrets="ask"))
    assert chosen_vault(places, None, typed(PHRASE)).find_journal_key(LIVE, places) == key
    with pytest.raises(StorageTrouble) as raised:
        chosen_vault(places, None).find_journal_key(LIVE, places)
    assert raised.value.kind is TroubleKind.NO_KEY
