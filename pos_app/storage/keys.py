"""The journal's key, and what is derived from it: sealing, chaining, fingerprints."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pos_app.domain.frozen import frozen

MASTER_BYTES = 32
_FORM = b"\x01"
_NONCE_BYTES = 12


@frozen
class Keys:
    """The keys of one journal. No key is ever shown, logged or compared in clear."""

    _seal: AESGCM = field(repr=False)
    _chain: bytes = field(repr=False)
    _fingerprint: bytes = field(repr=False)
    check: str
    """Tells two keys apart without telling either."""

    @classmethod
    def of(cls, master: bytes) -> Keys:
        """The keys that come from a master key of 32 bytes; raises ValueError for another length."""
        if len(master) != MASTER_BYTES:
            raise ValueError("a master key has 32 bytes")
        return cls(
            AESGCM(_derived(master, "seal")),
            _derived(master, "chain"),
            _derived(master, "fingerprint"),
            _derived(master, "check").hex()[:16],
        )

    def seal(self, secret: bytes, place: str) -> bytes:
        """The secret sealed (AES-GCM) so that it opens only at this place: the name of a row."""
        nonce = os.urandom(_NONCE_BYTES)
        return _FORM + nonce + self._seal.encrypt(nonce, secret, place.encode())

    def unseal(self, sealed: bytes, place: str) -> bytes | None:
        """What was sealed; None if it was changed, belongs to another place or to another key."""
        nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if sealed[:1] != _FORM or len(nonce) != _NONCE_BYTES:
            return None
        try:
            return self._seal.decrypt(nonce, rest, place.encode())
        except InvalidTag:
            return None

    def link(self, before: bytes, canonical: bytes) -> bytes:
        """The next link of the chain of events: 32 bytes over the link before and the event."""
        return hmac.digest(self._chain, before + canonical, hashlib.sha256)

    def proof(self, journal_id: str, seq: int, link: bytes) -> bytes:
        """That this journal's chain goes on from here: 32 bytes that only this key makes."""
        return self.link(b"archived", f"{journal_id} {seq} {link.hex()}".encode())

    def fingerprint(self, what: str, text: str) -> str:
        """How a card or a code is found again without being written: 32 hex digits, always the same."""
        return hmac.digest(self._fingerprint, f"{what}\0{text}".encode(), hashlib.sha256).hex()[:32]


def new_master() -> bytes:
    """A new random master key."""
    return os.urandom(MASTER_BYTES)


def _derived(master: bytes, purpose: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"holdfast journal 1 {purpose}".encode())
    return kdf.derive(master)
