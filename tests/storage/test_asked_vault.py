"""Where a till keeps no secret its key opens by the passphrase alone; no key is lost on the way elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.domain.connecting import SecretPlace
from pos_app.storage.asked_vault import AskedVault
from pos_app.storage.chosen_vault import chosen_vault, vault_in
from pos_app.storage.journal import Journal
from pos_app.storage.key_search import carried_key
from pos_app.storage.places import Places
from pos_app.storage.recovery import TooShort, recovered_key
from pos_app.storage.sealed_file import WrongPassphrase
from pos_app.storage.settings import Settings
from pos_app.storage.settings_file import write_settings
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.vault import Vault
from tests.storage.tills import KEY, LIVE, TRAINING, places_in, with_journal

PHRASE = "seven green bottles"
OTHER = "eight green bottles"
STALE = b"s" * 32


def typed(text: str) -> Callable[[], str]:
    return lambda: text


def wrapped(places: Places, key: bytes = KEY, phrase: str = PHRASE) -> AskedVault:
    vault = AskedVault(typed(phrase))
    vault.put_key(key, LIVE, places)
    return vault


def test_the_key_opens_by_its_passphrase_alone(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    assert AskedVault(typed(PHRASE)).find_journal_key(LIVE, places) is None
    wrapped(places)
    assert AskedVault(typed(f" {PHRASE} ")).journal_key(LIVE, places) == KEY
    assert recovered_key(places, LIVE, PHRASE) == KEY
    for wrong in (OTHER, ""):
        with pytest.raises(WrongPassphrase):
            AskedVault(typed(wrong)).journal_key(LIVE, places)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.name for file in files] == ["journal.recovery"], "no other copy of the key is kept"
    assert KEY not in files[0].read_bytes()


def test_a_key_is_never_made_from_a_passphrase_that_was_typed_once(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble) as raised:
        AskedVault(typed(PHRASE)).journal_key(LIVE, places_in(tmp_path))
    assert raised.value.kind is TroubleKind.NO_KEY
    with pytest.raises(TooShort):
        wrapped(places_in(tmp_path), phrase="short")


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
    vault.put_key(KEY, LIVE, places)
    vault.journal_key(LIVE, places)
    assert len(asked) == 1
    assert AskedVault(ask).client_secret(LIVE, "till") is None, "nothing was kept"


@pytest.mark.parametrize("place", [SecretPlace.FILE, SecretPlace.NOWHERE])
def test_the_key_moves_between_files_and_nowhere(tmp_path: Path, place: SecretPlace) -> None:
    places = places_in(tmp_path)
    other = SecretPlace.NOWHERE if place is SecretPlace.FILE else SecretPlace.FILE
    before, after = (vault_in(one, places, typed(PHRASE)) for one in (place, other))
    before.put_key(KEY, LIVE, places)
    with_journal(tmp_path, Journal.load, origin=LIVE)
    assert carried_key(LIVE, places, [before, after]) == KEY
    after.put_key(KEY, LIVE, places)
    before.forget(LIVE, places, (), KEY)
    assert vault_in(other, places, typed(PHRASE)).find_journal_key(LIVE, places) == KEY


def test_a_key_that_does_not_open_the_journal_is_passed_over(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    files = Vault.in_files(places)
    files.put_key(STALE, LIVE, places)
    with_journal(tmp_path, Journal.load, origin=LIVE)
    assert carried_key(LIVE, places, [files, wrapped(places)]) == KEY
    with pytest.raises(StorageTrouble) as raised:
        carried_key(LIVE, places, [files])
    assert raised.value.kind is TroubleKind.NO_KEY
    with pytest.raises(WrongPassphrase):  # this computer has no password store: that is not what is told
        carried_key(LIVE, places, [Vault(), files, AskedVault(typed(OTHER))])
    assert recovered_key(places, LIVE, PHRASE) == KEY, "nothing was changed"


def test_without_a_journal_the_key_is_carried_for_what_was_set_aside(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    files = Vault.in_files(places)
    assert carried_key(LIVE, places, [Vault(), files, AskedVault(typed(PHRASE))]) is None
    files.put_key(KEY, LIVE, places)
    assert carried_key(LIVE, places, [files, Vault()]) == KEY
    wrapped(places)
    with pytest.raises(WrongPassphrase):
        carried_key(LIVE, places, [AskedVault(typed(OTHER)), files])


def test_a_journal_that_cannot_be_read_takes_the_first_key(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    with_journal(tmp_path, Journal.load, origin=LIVE)
    (places.journal_folder(LIVE) / "journal.db").write_bytes(b"no journal")
    assert carried_key(LIVE, places, [Vault(), wrapped(places)]) == KEY


def test_forgetting_takes_away_this_origin_and_this_key_alone(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    files = Vault.in_files(places)
    files.set_client_secret(LIVE, "till", "s1")
    files.set_client_secret(TRAINING, "till", "s2")
    files.put_key(KEY, LIVE, places)
    files.forget(LIVE, places, (), STALE)
    assert files.find_journal_key(LIVE, places) == KEY, "it is not the one that another vault has now"
    files.forget(LIVE, places, ("till",), KEY)
    assert files.client_secret(LIVE, "till") is None
    assert files.client_secret(TRAINING, "till") == "s2"
    assert not places.live_key(LIVE).exists()
    files.forget(TRAINING, places, ("till", "never there"), KEY)
    assert not places.secrets_file.exists()
    files.forget(TRAINING, places, ("till",), KEY)


def test_a_file_of_secrets_that_does_not_open_leaves_no_key_behind(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    files = Vault.in_files(places)
    files.set_client_secret(LIVE, "till", "s1")
    files.put_key(KEY, LIVE, places)
    shutil.copyfile(places.live_key(LIVE), places.secrets_key)
    with pytest.raises(StorageTrouble):
        files.forget(LIVE, places, ("till",), KEY)
    assert not places.live_key(LIVE).exists()


def test_a_command_asks_where_the_settings_say_so(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    wrapped(places)
    write_settings(places.settings_file, Settings(secrets="ask"))
    assert chosen_vault(places, None, typed(PHRASE)).find_journal_key(LIVE, places) == KEY
    with pytest.raises(StorageTrouble) as raised:
        chosen_vault(places, None).find_journal_key(LIVE, places)
    assert raised.value.kind is TroubleKind.NO_KEY
