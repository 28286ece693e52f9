"""The journal's keys."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.storage.keys import Keys, new_master

KEYS = Keys.of(bytes(range(32)))
OTHER = Keys.of(bytes(32))
secrets = st.binary(max_size=200)
places = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(secrets, places)
def test_what_is_sealed_opens_only_at_its_place_and_with_its_key(secret: bytes, place: str) -> None:
    sealed = KEYS.seal(secret, place)
    assert KEYS.unseal(sealed, place) == secret
    assert KEYS.unseal(sealed, place + "x") is None
    assert OTHER.unseal(sealed, place) is None
    assert KEYS.seal(secret, place) != sealed


@given(secrets, st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_is_seen(secret: bytes, where: int, by: int) -> None:
    sealed = bytearray(KEYS.seal(secret, "place"))
    sealed[where % len(sealed)] ^= by
    assert KEYS.unseal(bytes(sealed), "place") is None


@pytest.mark.parametrize("length", [0, 1, 5, 12, 13, 28])
def test_what_is_too_short_is_not_sealed(length: int) -> None:
    assert KEYS.unseal(b"\x01" * length, "place") is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_fingerprints_tell_texts_apart_and_nothing_else(first: str, second: str) -> None:
    assert (KEYS.fingerprint("card", first) == KEYS.fingerprint("card", second)) is (first == second)
    assert KEYS.fingerprint("card", first) != KEYS.fingerprint("code", first)
    assert KEYS.fingerprint("card", first) != OTHER.fingerprint("card", first)
    assert len(KEYS.fingerprint("card", first)) == 32


def test_two_keys_are_told_apart_without_being_told() -> None:
    assert KEYS.check != OTHER.check
    assert Keys.of(bytes(range(32))).check == KEYS.check
    assert len(new_master()) == 32
    assert new_master() != new_master()


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32"):
        Keys.of(os.urandom(length))
