"""API clients that the database keeps, for a service that runs without a parent."""

import secrets

from sqlalchemy import Connection, bindparam, delete, insert, select

from pos_app.sandbox.access import SCOPES, Client
from pos_app.sandbox.access import client as made_from
from pos_app.sandbox.schema import client

_SECRET_BYTES = 32
_BY_ID = select(client).where(client.c.client_id == bindparam("client_id"))


def find(connection: Connection, client_id: str) -> Client | None:
    """The client with this id, if there is one."""
    row = connection.execute(_BY_ID, {"client_id": client_id}).mappings().first()
    if row is None:
        return None
    return Client(row["client_id"], bytes(row["secret_hash"]), frozenset(row["scopes"].split()))


def add(connection: Connection, client_id: str, scopes: list[str], now: int) -> str:
    """Make a client and return its secret, which nobody can read again.

    ValueError for a known id or a wrong scope.
    """
    wrong = set(scopes) - set(SCOPES)
    if wrong or not scopes:
        message = f"a scope is one of {', '.join(SCOPES)}"
        raise ValueError(message)
    if find(connection, client_id) is not None:
        message = f"there is a client {client_id}"
        raise ValueError(message)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    kept = made_from(client_id, secret, frozenset(scopes))
    row = {
        "client_id": client_id,
        "secret_hash": kept.secret_hash,
        "scopes": " ".join(scopes),
        "created_at": now,
    }
    connection.execute(insert(client), row)
    return secret


def remove(connection: Connection, client_id: str) -> None:
    """Forget a client; access tokens it holds are good until they expire. ValueError when it is not known."""
    gone = connection.execute(delete(client).where(client.c.client_id == client_id))
    if not gone.rowcount:
        message = f"there is no client {client_id}"
        raise ValueError(message)


def listed(connection: Connection) -> list[tuple[str, str]]:
    """Every client with its scopes."""
    rows = connection.execute(select(client.c.client_id, client.c.scopes).order_by(client.c.seq))
    return [(row.client_id, row.scopes) for row in rows]
