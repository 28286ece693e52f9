"""`pos-app connect` against the real card service: what works is kept, what does not changes nothing."""

from __future__ import annotations

import asyncio
import base64
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from pos_app.application.connecting import Connecting
from pos_app.commands import connect as command
from pos_app.domain.origin import Origin
from pos_app.storage.opening import open_journal
from pos_app.storage.places import JOURNAL, Places
from pos_app.storage.recovery import recovered_key
from pos_app.storage.settings_file import read_settings
from pos_app.storage.vault import Vault
from tests import card_service
from tests.storage import test_vault

PASSPHRASE = "seven green bottles"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[card_service.CardService]:
    """One card service for all of them."""
    with card_service.running(tmp_path_factory.mktemp("service")) as running:
        yield running


class Person:
    """Types a command and its secrets."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self._patch = home, monkeypatch

    def connects(self, service: card_service.CardService, client: str, *words: str, lines: str) -> int:
        self._patch.setattr(sys, "stdin", io.StringIO(lines))
        asked = ["--stdin", "--home", str(self.home), "--client-id", client, *words]
        return command.main([*asked, "--base-url", service.base_url, "--account", service.account])


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Before a till that nobody has connected."""
    return Person(tmp_path / "home", monkeypatch)


def test_two_clients_in_files(
    person: Person, service: card_service.CardService, capsys: pytest.CaptureFixture[str]
) -> None:
    cashier, manager = service.cashier, service.manager
    code = person.connects(
        service,
        cashier.client_id,
        *("--manager-client-id", manager.client_id, "--secrets", "file"),
        lines=f"{cashier.secret}\n{manager.secret}\n{PASSPHRASE}\n",
    )
    told = capsys.readouterr().out
    assert code == 0, told
    assert "Managers can: " in told
    assert f"The till sells at {service.account}" in told
    places = Places.of(person.home)
    settings = read_settings(places.settings_file).settings
    assert settings.is_connected
    assert (settings.client_rights, settings.secrets) == ("look-up move read", "file")
    assert "create" in settings.manager_rights.split()
    (journal,) = (folder for folder in person.home.iterdir() if "@" in folder.name)
    assert journal.name.startswith(f"{service.account}@")
    vault = Vault.in_files(places)
    origin = Connecting.of(service.base_url, service.account, cashier, None).origin
    assert vault.client_secret(origin, cashier.client_id) == cashier.secret
    assert vault.client_secret(origin, manager.client_id) == manager.secret
    assert recovered_key(places, origin, PASSPHRASE) == vault.find_journal_key(origin, places)
    for file in person.home.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(one.secret.encode() in content for one in (cashier, manager)), file
    assert command.main(["--training", "--home", str(person.home)]) == 0
    assert not read_settings(places.settings_file).settings.is_connected


@pytest.mark.parametrize(
    ("client", "secret", "words", "says"),
    [
        ("training-cashier", "wrong", (), "does not accept this client id"),
        ("training-cashier", "", (), "A client needs its id and its secret"),
        ("webhooks", "listener", (), "may not do what every sale needs"),
        ("training-cashier", "right", ("--account", "X1"), "An account id is P and eight digits"),
        ("training-cashier", "right", ("--account", "P99999999"), "does not accept this client id"),
        (
            "training-cashier",
            "right",
            ("--base-url", "http://203.0.113.9/v1"),
            "Without TLS only this",
        ),
        ("training-cashier", "right", ("--base-url", "http://127.0.0.1:1/v1"), "was not reached"),
        ("training-cashier", "right", ("--manager-client-id", "m"), "does not accept the manager’s client"),
    ],
)
def test_what_does_not_work_is_told_and_changes_nothing(
    person: Person,
    service: card_service.CardService,
    capsys: pytest.CaptureFixture[str],
    client: str,
    secret: str,
    words: tuple[str, ...],
    says: str,
) -> None:
    known = {"right": service.cashier.secret, "listener": service.listener.secret}
    typed = known.get(secret, secret)
    person._patch.setattr(sys, "stdin", io.StringIO(f"{typed}\nnot-it\n{PASSPHRASE}\n"))
    asked = ["--stdin", "--home", str(person.home), "--base-url", service.base_url]
    asked += ["--account", service.account, "--client-id", client, "--secrets", "file", *words]
    assert command.main(asked) == 1
    assert says in capsys.readouterr().err
    assert not person.home.exists()


def test_a_short_passphrase_keeps_nothing(
    person: Person, service: card_service.CardService, capsys: pytest.CaptureFixture[str]
) -> None:
    cashier = service.cashier
    lines = f"{cashier.secret}\nshort\n"
    assert person.connects(service, cashier.client_id, "--secrets", "file", lines=lines) == 1
    assert "at least 12 characters" in capsys.readouterr().err
    assert not Places.of(person.home).settings_file.exists()


def test_without_a_password_store_that_is_said(
    person: Person,
    service: card_service.CardService,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    cashier = service.cashier
    assert person.connects(service, cashier.client_id, lines=f"{cashier.secret}\n{PASSPHRASE}\n") == 1
    assert "password store does not work" in capsys.readouterr().err
    assert not Places.of(person.home).settings_file.exists()


def test_only_a_test_keeps_nothing(person: Person, service: card_service.CardService) -> None:
    assert person.connects(service, service.cashier.client_id, "--test", lines=service.cashier.secret) == 0
    assert not person.home.exists()


def connected_in_files(person: Person, service: card_service.CardService) -> tuple[Origin, bytes]:
    """A till whose secrets are in files: its origin and the key of its journal."""
    cashier, places = service.cashier, Places.of(person.home)
    lines = f"{cashier.secret}\n{PASSPHRASE}\n"
    assert person.connects(service, cashier.client_id, "--secrets", "file", lines=lines) == 0
    origin = Connecting.of(service.base_url, service.account, cashier, None).origin
    return origin, Vault.in_files(places).journal_key(origin, places)


def test_nothing_is_kept_where_a_person_shall_be_asked_and_the_key_moves_along(
    person: Person, service: card_service.CardService, capsys: pytest.CaptureFixture[str]
) -> None:
    cashier, places = service.cashier, Places.of(person.home)
    lines = f"{cashier.secret}\n{PASSPHRASE}\n"
    origin, key = connected_in_files(person, service)
    journal = places.journal_folder(origin) / JOURNAL
    journal.write_bytes(b"")
    assert person.connects(service, cashier.client_id, "--secrets", "ask", lines=lines) == 0
    assert "asks for them and for the recovery passphrase at each start" in capsys.readouterr().out
    assert recovered_key(places, origin, PASSPHRASE) == key
    assert not places.secrets_file.exists(), "the file they were in is gone"
    assert not places.live_key(origin).exists()
    wrong = f"{cashier.secret}\neight green bottles\n"
    assert person.connects(service, cashier.client_id, "--secrets", "file", lines=wrong) == 1
    assert "opens only with the passphrase it has" in capsys.readouterr().err
    assert read_settings(places.settings_file).settings.secrets == "ask", "nothing was changed"
    assert person.connects(service, cashier.client_id, lines=lines) == 0, "what is not said stays"
    assert person.connects(service, cashier.client_id, "--secrets", "file", lines=lines) == 0
    assert Vault.in_files(places).find_journal_key(origin, places) == key


def test_a_stale_key_in_the_store_never_takes_the_place_of_the_one_that_opens_the_journal(
    person: Person, service: card_service.CardService
) -> None:
    cashier, places = service.cashier, Places.of(person.home)
    lines = f"{cashier.secret}\n{PASSPHRASE}\n"
    origin = Connecting.of(service.base_url, service.account, cashier, None).origin
    usual, store = keyring.get_keyring(), test_vault.Store()
    try:
        keyring.set_keyring(store)
        assert person.connects(service, cashier.client_id, "--secrets", "store", lines=lines) == 0
        stale = Vault().journal_key(origin, places)
        places.journal_folder(origin).joinpath("journal.recovery").unlink()
        keyring.set_keyring(test_vault.Locked())
        assert person.connects(service, cashier.client_id, "--secrets", "file", lines=lines) == 0
        key = Vault.in_files(places).journal_key(origin, places)
        assert key != stale
        asyncio.run(open_journal(places, origin, key, 1.0).close())
        keyring.set_keyring(store)
        assert person.connects(service, cashier.client_id, "--secrets", "store", lines=lines) == 0
        assert Vault().find_journal_key(origin, places) == key
        assert base64.b64encode(stale).decode() in store.kept.values(), "it may be another home's"
        assert recovered_key(places, origin, PASSPHRASE) == key
        assert not places.live_key(origin).exists()
    finally:
        keyring.set_keyring(usual)


def test_another_passphrase_before_the_first_start_wraps_the_same_key(
    person: Person, service: card_service.CardService
) -> None:
    cashier, places = service.cashier, Places.of(person.home)
    origin, key = connected_in_files(person, service)
    other = f"{cashier.secret}\neight green bottles\n"
    assert person.connects(service, cashier.client_id, "--secrets", "ask", lines=other) == 0
    assert recovered_key(places, origin, "eight green bottles") == key
