"""Secrets in password stores of every temper, and keys in files."""

from __future__ import annotations

import base64
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from pos_app.storage.journal import Journal
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.vault import Vault
from tests.storage.tills import LIVE, TRAINING, places_in, with_journal


class Store(KeyringBackend):
    """A password store in memory: a backend of keyring like any other."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


class Forgetful(Store):
    """It takes everything and keeps nothing, as keyring's null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Forget it."""


class Locked(Store):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"the store is locked. Unlock {service} for {username}")


class Silent(Store):
    """A prompt that nobody answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait(60)
        return super().get_password(service, username)


class Broken(Store):
    def get_password(self, service: str, username: str) -> str | None:
        raise OSError(f"no bus for {service}. Nor for {username}")


@pytest.fixture
def use() -> Iterator[type[Use]]:
    before = keyring.get_keyring()
    yield Use
    keyring.set_keyring(before)


class Use:
    """Makes one store the computer's own for a test."""

    @staticmethod
    def store(store: Store) -> Store:
        keyring.set_keyring(store)
        return store


def no_key(trouble: pytest.ExceptionInfo[StorageTrouble]) -> str:
    assert trouble.value.kind is TroubleKind.NO_KEY
    return trouble.value.note


def test_a_client_secret_is_kept_per_origin_and_client(use: type[Use]) -> None:
    use.store(Store())
    vault = Vault()
    assert vault.client_secret(LIVE, "cashier") is None
    vault.set_client_secret(LIVE, "cashier", "s1")
    vault.set_client_secret(LIVE, "manager", "s2")
    vault.set_client_secret(TRAINING, "cashier", "s3")
    assert [vault.client_secret(LIVE, "cashier"), vault.client_secret(LIVE, "manager")] == ["s1", "s2"]
    assert vault.client_secret(TRAINING, "cashier") == "s3"


def test_a_live_journal_s_key_is_made_once_and_kept_in_the_store(use: type[Use], tmp_path: Path) -> None:
    store = use.store(Store())
    vault, places = Vault(), places_in(tmp_path)
    assert vault.find_journal_key(LIVE, places) is None
    key = vault.journal_key(LIVE, places)
    assert len(key) == 32
    assert vault.journal_key(LIVE, places) == key
    assert vault.find_journal_key(LIVE, places) == key
    assert base64.b64encode(key).decode() in store.kept.values()
    assert not places.home.exists()


def test_a_key_is_never_made_beside_a_journal_that_has_lost_its_own(use: type[Use], tmp_path: Path) -> None:
    use.store(Store())
    with_journal(tmp_path, Journal.load, origin=LIVE)
    with pytest.raises(StorageTrouble) as trouble:
        Vault().journal_key(LIVE, places_in(tmp_path))
    assert "is gone" in no_key(trouble)


def test_training_keeps_its_key_in_an_owner_only_file_and_asks_no_store(
    use: type[Use], tmp_path: Path
) -> None:
    use.store(Locked())
    places = places_in(tmp_path)
    key = Vault().journal_key(TRAINING, places)
    assert Vault().journal_key(TRAINING, places) == key
    assert key not in places.training_key.read_bytes()
    if sys.platform != "win32":
        assert places.training_key.stat().st_mode & 0o777 == 0o600


def test_a_live_key_lies_in_the_file_a_person_chose(use: type[Use], tmp_path: Path) -> None:
    use.store(Locked())
    file = tmp_path / "chosen" / "key"
    key = Vault(key_file=file).journal_key(LIVE, places_in(tmp_path))
    assert Vault(key_file=file).journal_key(LIVE, places_in(tmp_path)) == key
    assert Vault(key_file=file).journal_key(TRAINING, places_in(tmp_path)) != key


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key"
    Vault(key_file=file).journal_key(LIVE, places_in(tmp_path))
    file.chmod(0o640)
    with pytest.raises(StorageTrouble) as trouble:
        Vault(key_file=file).journal_key(LIVE, places_in(tmp_path))
    assert "others" in no_key(trouble)


@pytest.mark.parametrize("content", [b"", b"short", base64.b64encode(b"k" * 31), b"\xff" * 44])
def test_a_key_file_with_something_else_in_it_is_refused(tmp_path: Path, content: bytes) -> None:
    file = places_in(tmp_path).training_key
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(StorageTrouble) as trouble:
        Vault().journal_key(TRAINING, places_in(tmp_path))
    assert "not a journal's key" in no_key(trouble)


def test_a_store_that_forgets_is_found_out(use: type[Use], tmp_path: Path) -> None:
    use.store(Forgetful())
    with pytest.raises(StorageTrouble) as trouble:
        Vault().set_client_secret(LIVE, "cashier", "s1")
    assert "forgot" in no_key(trouble)
    with pytest.raises(StorageTrouble):
        Vault().journal_key(LIVE, places_in(tmp_path))


def test_a_locked_or_broken_store_is_told_without_its_words_of_advice(use: type[Use], tmp_path: Path) -> None:
    use.store(Locked())
    with pytest.raises(StorageTrouble) as trouble:
        Vault().journal_key(LIVE, places_in(tmp_path))
    assert no_key(trouble) == "KeyringLocked: the store is locked"
    use.store(Broken())
    with pytest.raises(StorageTrouble) as trouble:
        Vault().client_secret(LIVE, "cashier")
    assert no_key(trouble) == "OSError: no bus for Holdfast"


def test_no_store_at_all_is_told() -> None:
    """The tests' own backend is the one keyring gives to a computer without any."""
    with pytest.raises(StorageTrouble) as trouble:
        Vault().client_secret(LIVE, "cashier")
    assert no_key(trouble).startswith("NoKeyringError")


def test_a_silent_store_is_left_behind(use: type[Use]) -> None:
    silent = Silent()
    use.store(silent)
    with pytest.raises(StorageTrouble) as trouble:
        Vault(time_limit=0.05).client_secret(LIVE, "cashier")
    assert "no answer" in no_key(trouble)
    silent.answered.set()


def test_the_round_trip_leaves_nothing_behind(use: type[Use]) -> None:
    store = use.store(Store())
    Vault().try_round_trip()
    assert store.kept == {}
    assert Vault().backend() == store.name
    use.store(Forgetful())
    with pytest.raises(StorageTrouble):
        Vault().try_round_trip()


def test_what_another_vault_has_now_is_taken_out_of_the_store(use: type[Use], tmp_path: Path) -> None:
    use.store(Store())
    vault, places = Vault(), places_in(tmp_path)
    vault.set_client_secret(LIVE, "cashier", "s1")
    vault.set_client_secret(TRAINING, "cashier", "s3")
    key = vault.journal_key(LIVE, places)
    vault.forget(LIVE, places, ("cashier", "never there"), key)
    assert vault.client_secret(LIVE, "cashier") is None
    assert vault.client_secret(TRAINING, "cashier") == "s3"
    assert Vault().find_journal_key(LIVE, places) == key, "another home may have no other"
    use.store(Locked())
    with pytest.raises(StorageTrouble):
        vault.forget(LIVE, places, ("cashier",), key)


def test_a_key_of_another_is_kept_beside_the_one_that_takes_its_name(use: type[Use], tmp_path: Path) -> None:
    store, places = use.store(Store()), places_in(tmp_path)
    for vault in (Vault(), Vault.in_files(places)):
        other = vault.journal_key(LIVE, places)
        vault.put_key(b"n" * 32, LIVE, places)
        assert vault.find_journal_key(LIVE, places) == b"n" * 32
        kept = [*store.kept.values(), *(file.read_text() for file in places.state.glob("*.key.*"))]
        assert base64.b64encode(other).decode() in kept
