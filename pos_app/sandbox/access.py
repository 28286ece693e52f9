"""Who may call what: API clients, access tokens and scopes."""

import binascii
import hashlib
import hmac
import json
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from pos_app.sandbox.clock import SECOND
from pos_app.sandbox.fields import Json, as_whole
from pos_app.sandbox.problems import unauthorized

AUDIENCE = "https://api.dintero.com/v1/accounts/"
ADMIN, WRITE, READ, USER = "admin:wallets", "write:wallets", "read:wallets", "user:wallets"
INFO, TRANSACTIONS = "write:wallets:/info", "write:wallets:/transactions"
ADMIN_HOOKS, WRITE_HOOKS, READ_HOOKS = "admin:hooks", "write:hooks", "read:hooks"
SCOPES = (ADMIN, WRITE, READ, USER, INFO, TRANSACTIONS, ADMIN_HOOKS, WRITE_HOOKS, READ_HOOKS)
_HEADER = {"alg": "HS256", "typ": "JWT"}
_PARTS = 3


@dataclass(frozen=True, slots=True, repr=False)
class Client:
    """An API client: its id, the SHA-256 of its secret (which is long and random), and its scopes."""

    client_id: str
    secret_hash: bytes
    scopes: frozenset[str]


def client(client_id: str, secret: str, scopes: frozenset[str]) -> Client:
    """Make a client from its plain secret."""
    return Client(client_id, hashlib.sha256(secret.encode()).digest(), scopes)


@dataclass(frozen=True, slots=True)
class Caller:
    """The bearer of a good access token."""

    client_id: str
    account: str
    scopes: frozenset[str]


@dataclass(slots=True, repr=False)
class Tokens:
    """Issues and reads access tokens: JWTs signed with HS256 (U-03)."""

    secret: bytes
    expired_before: int = 0
    """Tokens issued before this moment (microseconds) count as expired; for drills."""
    _known: dict[str, tuple[Caller, int, int]] = field(default_factory=dict)

    def issue(self, who: Client, account: str, now: int, lifetime: int) -> str:
        """Return a token for an account; `now` in microseconds, `lifetime` in seconds."""
        claims = {
            "iss": "holdfast-card-service",
            "sub": who.client_id,
            "aud": AUDIENCE + account,
            "scope": " ".join(sorted(who.scopes)),
            "iat": now // SECOND,
            "exp": now // SECOND + lifetime,
            "issued_us": now,
        }
        signed = f"{_packed(_HEADER)}.{_packed(claims)}"
        return f"{signed}.{self._signature(signed)}"

    def read(self, text: str, now: int) -> Caller:
        """Return who bears a token. 401 when it is forged, malformed or expired (U-04)."""
        known = self._known.get(text)
        if known is None:
            known = self._read(text)
            if len(self._known) >= 1000:  # enough for every till of a store
                self._known.clear()
            self._known[text] = known
        caller, issued, expires = known
        if expires <= now or issued < self.expired_before:
            raise unauthorized("The access token has expired")
        return caller

    def _read(self, text: str) -> tuple[Caller, int, int]:
        parts = text.split(".")
        signed, _, signature = text.rpartition(".")
        if len(parts) != _PARTS or not hmac.compare_digest(
            self._signature(signed).encode(), signature.encode()
        ):
            raise unauthorized("The access token is not valid")
        header, claims = _unpacked(parts[0]), _unpacked(parts[1])
        if header != _HEADER:
            raise unauthorized("The access token is not valid")
        scopes = frozenset(str(claims["scope"]).split())
        caller = Caller(str(claims["sub"]), str(claims["aud"]).removeprefix(AUDIENCE), scopes)
        issued = as_whole(claims["issued_us"]) or 0
        lifetime = (as_whole(claims["exp"]) or 0) - (as_whole(claims["iat"]) or 0)
        return caller, issued, issued + lifetime * SECOND

    def _signature(self, signed: str) -> str:
        return _text(hmac.digest(self.secret, signed.encode(), "sha256"))


def basic(header: str | None) -> tuple[str, str]:
    """Return the client id and secret of an HTTP Basic header. 401 when there are none (U-01)."""
    scheme, _, rest = (header or "").partition(" ")
    try:
        pair = b64decode(rest.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        pair = ""
    name, colon, secret = pair.partition(":")
    if scheme.lower() != "basic" or not colon:
        raise unauthorized("The client's id and secret are missing")
    return name, secret


def bearer(header: str | None) -> str:
    """Return the access token of an Authorization header. 401 when there is none (U-04)."""
    scheme, _, rest = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not rest.strip():
        raise unauthorized("The access token is missing")
    return rest.strip()


def proven(found: Client | None, secret: str) -> Client:
    """Return a client whose secret was given. 401 when it is not known, or the secret is another."""
    given = hashlib.sha256(secret.encode()).digest()
    if found is None or not hmac.compare_digest(found.secret_hash, given):
        raise unauthorized("The client's id or secret is wrong")
    return found


def _packed(claims: Mapping[str, object]) -> str:
    return _text(json.dumps(claims, separators=(",", ":")).encode())


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unpacked(part: str) -> Json:
    found: Json = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found
