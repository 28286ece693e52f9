"""Secrets in a sealed file, where a manager chose that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pos_app.domain.origin import Origin
from pos_app.storage.chosen_vault import chosen_vault
from pos_app.storage.places import Places
from pos_app.storage.secret_file import SecretFile
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.vault import Vault
from pos_app.storage.whole_file import make_owner_only

LIVE = Origin("P12345678", "cards.example")


def a_file(folder: Path) -> SecretFile:
    return SecretFile(folder / "home" / "secrets.sealed", folder / "state" / "secrets.key")


def test_secrets_are_kept_replaced_and_sealed(tmp_path: Path) -> None:
    kept = a_file(tmp_path)
    assert kept.get("a") is None
    for name, secret in (("a", "first"), ("b", "other"), ("a", "second")):
        kept.set(name, secret)
    again = a_file(tmp_path)
    assert (again.get("a"), again.get("b")) == ("second", "other")
    assert b"second" not in (tmp_path / "home" / "secrets.sealed").read_bytes()


def test_a_copy_of_the_home_alone_opens_nothing(tmp_path: Path) -> None:
    a_file(tmp_path).set("a", "secret")
    (tmp_path / "state" / "secrets.key").unlink()
    with pytest.raises(StorageTrouble) as raised:
        a_file(tmp_path).get("a")
    assert raised.value.kind is TroubleKind.NO_KEY


def test_a_changed_file_does_not_open(tmp_path: Path) -> None:
    a_file(tmp_path).set("a", "secret")
    file = tmp_path / "home" / "secrets.sealed"
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(raw)
    with pytest.raises(StorageTrouble) as raised:
        a_file(tmp_path).get("a")
    assert raised.value.kind is TroubleKind.NO_KEY


@pytest.mark.skipif(sys.platform == "win32", reason="the user's profile sees to that on Windows")
def test_a_file_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    a_file(tmp_path).set("a", "secret")
    (tmp_path / "state" / "secrets.key").chmod(0o644)
    with pytest.raises(StorageTrouble) as raised:
        a_file(tmp_path).get("a")
    assert raised.value.kind is TroubleKind.NO_KEY


def test_a_file_that_nothing_opens_any_more_is_put_aside_and_begun_anew(tmp_path: Path) -> None:
    a_file(tmp_path).set("a", "secret")
    for key in (None, b"", b"x" * 32):
        (tmp_path / "state" / "secrets.key").unlink()
        if key is not None:
            make_owner_only(tmp_path / "state" / "secrets.key", key)
        a_file(tmp_path).set("b", "new")
        assert (a_file(tmp_path).get("a"), a_file(tmp_path).get("b")) == (None, "new")
        assert (tmp_path / "home" / "secrets.sealed.unreadable").exists()


def test_each_live_journal_has_a_key_of_its_own(tmp_path: Path) -> None:
    places = Places.of(tmp_path, {})
    other = Origin("T12345678", "cards.example")
    files = Vault.in_files(places)
    assert files.journal_key(LIVE, places) != files.journal_key(other, places)


def test_the_vault_is_where_the_settings_say_and_a_named_file_wins(tmp_path: Path) -> None:
    places = Places.of(tmp_path, {})
    places.settings_file.write_text('secrets = "file"\n')
    key = chosen_vault(places, None).journal_key(LIVE, places)
    assert Vault.in_files(places).find_journal_key(LIVE, places) == key
    named = chosen_vault(places, tmp_path / "named.key").journal_key(LIVE, places)
    assert named != key
    places.settings_file.unlink()
    places.settings_file.mkdir()
    with pytest.raises(StorageTrouble):
        chosen_vault(places, None).find_journal_key(LIVE, places)
