"""Brings a database to the tables of this version, or says why not."""

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from pos_app.sandbox import schema
from pos_app.sandbox.store import DatabaseTrouble

VERSION_TABLE = "alembic_version"


def prepare(connection: Connection) -> None:
    """Make the tables in an empty database; change older ones; refuse newer and foreign ones.

    Raises `DatabaseTrouble`.
    """
    try:
        with connection.begin():
            tables = set(inspect(connection).get_table_names())
            found = _version(connection) if VERSION_TABLE in tables else None
            if not tables:
                _make(connection)
                found = schema.VERSION
    except DatabaseError as trouble:
        message = f"the database cannot be read: {trouble.orig}"
        raise DatabaseTrouble(message) from trouble
    if found is None:
        message = "this database belongs to another program"
        raise DatabaseTrouble(message)
    if found != schema.VERSION:
        message = f"the database has the form {found}, this program knows {schema.VERSION}"
        raise DatabaseTrouble(message)


def _version(connection: Connection) -> str | None:
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _make(connection: Connection) -> None:
    schema.metadata.create_all(connection, checkfirst=False)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": schema.VERSION})
