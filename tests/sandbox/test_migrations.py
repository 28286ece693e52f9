"""The tables made at once are those that the steps make, and an older database is brought along."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from pos_app.sandbox import schema, setup
from pos_app.sandbox.postgres_store import checked_url
from pos_app.sandbox.store import DatabaseTrouble
from tests.card_service import running
from tests.sandbox import postgres


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    """Two empty databases of one engine."""
    if request.param == "sqlite":
        urls = [f"sqlite:///{tmp_path / name}" for name in ("at_once", "in_steps")]
        pair = create_engine(urls[0]), create_engine(urls[1])
    else:
        server: postgres.Server = request.getfixturevalue("postgres_server")
        names = [f"{name}_{tmp_path.name}" for name in ("at_once", "in_steps")]
        pair = (
            create_engine(checked_url(server.create(names[0]))),
            create_engine(checked_url(server.create(names[1]))),
        )
    yield pair
    for engine in pair:
        engine.dispose()


def shape(connection: Connection) -> dict[str, object]:
    """Everything that a database says about its tables."""
    looked = inspect(connection)
    found: dict[str, object] = {}
    for table in sorted(looked.get_table_names()):
        columns = [(one["name"], str(one["type"]), one["nullable"]) for one in looked.get_columns(table)]
        indexes = sorted(_index(one) for one in looked.get_indexes(table))
        unique = sorted(
            (str(one["name"]), tuple(one["column_names"])) for one in looked.get_unique_constraints(table)
        )
        checks = sorted((str(one["name"]), one["sqltext"]) for one in looked.get_check_constraints(table))
        foreign = [
            (one["constrained_columns"], one["referred_table"]) for one in looked.get_foreign_keys(table)
        ]
        key = looked.get_pk_constraint(table)["constrained_columns"]
        found[table] = (columns, indexes, unique, checks, foreign, key)
    triggers = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
    )
    return found | {"triggers": connection.execute(text(triggers)).scalars().all()}


def _index(one: ReflectedIndex) -> tuple[str, str, str]:
    options = {name: str(value) for name, value in one.get("dialect_options", {}).items()}
    return str(one["name"]), f"{one['column_names']} {one['unique']}", str(options)


def test_both_ways_make_the_same_tables(engines: tuple[Engine, Engine]) -> None:
    at_once, in_steps = engines
    with at_once.begin() as one, in_steps.begin() as other:
        setup.make(one)
        setup.upgrade(other)
        assert shape(one) == shape(other)
        assert one.execute(text("SELECT version_num FROM alembic_version")).scalar() == schema.VERSION
        assert other.execute(text("SELECT version_num FROM alembic_version")).scalar() == schema.VERSION


def test_the_ledger_is_append_only(engines: tuple[Engine, Engine]) -> None:
    engine, _ = engines
    with engine.connect() as connection:
        setup.prepare(connection)
    row = "1, 1, 'T00000001', '0', 'r', '0', 'fund', 5, 'NOK', NULL, 0, 'c', NULL, NULL, 0"
    if engine.dialect.name == "postgresql":
        row = row.replace("'0'", "gen_random_uuid()", 1).replace("'0'", "'\\x00'").removesuffix("0") + "false"
    for statement in ("UPDATE ledger SET amount = 6", "DELETE FROM ledger"):
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET session_replication_role = 'replica'"))
            connection.execute(text(f"INSERT INTO ledger VALUES ({row})"))
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET session_replication_role = 'origin'"))
            with pytest.raises(Exception, match="append only"):
                connection.execute(text(statement))


def test_an_older_database_is_brought_along(tmp_path: Path) -> None:
    file = tmp_path / "card-service.db"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        setup.upgrade(connection, "0001")
        assert not inspect(connection).has_table("subscription")
    engine.dispose()
    with running(tmp_path) as service:
        service.new_card(5)
        service.stop()
    with sqlite3.connect(file) as after:
        assert after.execute("SELECT version_num FROM alembic_version").fetchone() == (schema.VERSION,)
        assert after.execute("SELECT count(*) FROM subscription").fetchone() == (0,)
    after.close()


@pytest.mark.parametrize("url", ["postgresql://a:secret@127.0.0.1/x", "postgresql://a@127.0.0.1:notaport/x"])
def test_urls_it_does_not_take(url: str) -> None:
    with pytest.raises(DatabaseTrouble):
        checked_url(url)
