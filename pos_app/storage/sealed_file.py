"""A content sealed by a passphrase that a person keeps: slow to guess, whole or not at all."""

from __future__ import annotations

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LEAST_PASSPHRASE = 12
"""Characters of the shortest passphrase."""

_FORM = b"HOLDFAST SEALED 1\n"
_SALT, _NONCE = 16, 12
_COST = 1 << 15
"""scrypt's n, with r = 8 and p = 1: about a tenth of a second and 32 MB for each guess."""


class WrongPassphrase(Exception):
    """The passphrase does not open it, or it was changed: nobody can tell which."""


def seal(content: bytes, passphrase: str, purpose: str) -> bytes:
    """The content sealed with AES-GCM under a key from the passphrase; opens only for the same purpose."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    closed = AESGCM(_key(passphrase, salt)).encrypt(nonce, content, purpose.encode())
    return _FORM + salt + nonce + closed


def unseal(sealed: bytes, passphrase: str, purpose: str) -> bytes:
    """What was sealed; raises WrongPassphrase."""
    body = sealed.removeprefix(_FORM)
    salt, nonce, closed = body[:_SALT], body[_SALT : _SALT + _NONCE], body[_SALT + _NONCE :]
    if not sealed.startswith(_FORM) or not closed:
        raise WrongPassphrase
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, closed, purpose.encode())
    except InvalidTag as error:
        raise WrongPassphrase from error


def _key(passphrase: str, salt: bytes) -> bytes:
    plain = " ".join(passphrase.split()).encode()
    return hashlib.scrypt(plain, salt=salt, n=_COST, r=8, p=1, maxmem=64 << 20, dklen=32)
