"""Brings a database to the tables of this version, or says why not."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from pos_app.sandbox import schema
from pos_app.sandbox.store import DatabaseTrouble

_VERSION_TABLE = "alembic_version"
_VERSION_DDL = (
    "CREATE TABLE alembic_version "
    "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
_KNOWN = ("0001", "0002")
_STARTING_UP = 7_305_119_234_556
"""The lock that processes take while they look after the tables of one PostgreSQL database."""


def prepare(connection: Connection) -> None:
    """Make the tables in an empty database; change older ones; refuse newer and foreign ones.

    Raises `DatabaseTrouble`.
    """
    try:
        with connection.begin():
            _prepare(connection)
    except DatabaseError as trouble:
        message = f"the database cannot be read: {trouble.orig}"
        raise DatabaseTrouble(message) from trouble


def _prepare(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _STARTING_UP})
    tables = set(inspect(connection).get_table_names())
    if not tables:
        make(connection)
        return
    found = _version(connection) if _VERSION_TABLE in tables else None
    if found is None:
        message = "this database belongs to another program"
        raise DatabaseTrouble(message)
    if found not in _KNOWN:
        message = f"the database has the form {found}, this program knows {schema.VERSION}"
        raise DatabaseTrouble(message)
    if found != schema.VERSION:
        upgrade(connection)


def _version(connection: Connection) -> str | None:
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def make(connection: Connection) -> None:
    """Make all tables at once, as the last step of `upgrade` leaves them; much faster than step by step."""
    schema.metadata.create_all(connection, checkfirst=False)
    connection.execute(text(_VERSION_DDL))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": schema.VERSION})


def upgrade(connection: Connection, to: str = schema.VERSION) -> None:
    """Take the steps from the form that a database has to another, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    command.upgrade(config, to)
