"""The server's own key: what stands in the database in place of PINs and tokens can only be made with it."""

import hashlib
import hmac
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

_KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16
_SCRYPT = {"n": 2**13, "r": 8, "p": 1, "dklen": 32}


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """Keys for three purposes, all made from one secret."""

    token: bytes
    pin: bytes
    seal: bytes

    def code_hash(self, account: str, code: str) -> bytes:
        """What a card token is found by."""
        return hmac.digest(self.token, f"{account}\0{code}".encode(), "sha256")

    def pin_hash(self, pin: str) -> str:
        """A salted, slow and keyed hash of a PIN; takes some 20 ms."""
        salt = secrets.token_bytes(_SALT_BYTES)
        return b64encode(salt + self._slow(pin, salt)).decode()

    def pin_holds(self, pin: str, stored: str) -> bool:
        """Whether a PIN is the one behind a stored hash."""
        raw = b64decode(stored)
        return hmac.compare_digest(raw[_SALT_BYTES:], self._slow(pin, raw[:_SALT_BYTES]))

    def _slow(self, pin: str, salt: bytes) -> bytes:
        keyed = hmac.digest(self.pin, pin.encode(), "sha256")
        return hashlib.scrypt(keyed, salt=salt, **_SCRYPT)

    def sealed(self, value: str, bound_to: str) -> bytes:
        """Encrypt a value so that only this server can read it, and only for the row it is bound to."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.seal).encrypt(nonce, value.encode(), bound_to.encode())

    def opened(self, box: bytes, bound_to: str) -> str:
        """Return what `sealed` was given."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce, rest = box[:_NONCE_BYTES], box[_NONCE_BYTES:]
        return AESGCM(self.seal).decrypt(nonce, rest, bound_to.encode()).decode()


def derived(secret: bytes) -> Keys:
    """Make the keys of each purpose from the one secret."""
    return Keys(*(hmac.digest(secret, purpose, "sha256") for purpose in (b"token", b"pin", b"seal")))


def load(path: Path) -> Keys:
    """Read the key file, or make it on the first start: 32 random bytes that only its owner may read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    secret = path.read_bytes()
    if len(secret) != _KEY_BYTES:
        message = f"{path} is not a key file of the card service"
        raise ValueError(message)
    return derived(secret)
