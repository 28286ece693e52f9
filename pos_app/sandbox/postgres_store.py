"""PostgreSQL: many processes, each with a few connections; a card's row lock puts its operations in order."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from pos_app.sandbox.setup import prepare
from pos_app.sandbox.store import DatabaseTrouble, Job

T = TypeVar("T")
CONNECTIONS = 8
"""Connections of one process, and as many threads that use them."""
_TRIES = 12
_AGAIN = frozenset({"40001", "40P01", "23505"})
"""Serialisation failure, deadlock, and a unique key that another transaction took first."""
_SECRET = frozenset({"password", "passfile", "sslpassword"})
_PAUSE = 0.002
_CONNECT_SECONDS = 5


class PostgresStore:
    """Runs jobs on one PostgreSQL database.

    A job that loses against another transaction is run again; one whose commit may have reached the database
    is not, unless the database said that it did not.
    """

    def __init__(self, url: str) -> None:
        """Open the database and bring its tables up to date. Raises `DatabaseTrouble`."""
        self._engine = create_engine(
            checked_url(url),
            hide_parameters=True,
            pool_size=CONNECTIONS,
            max_overflow=0,
            connect_args={"connect_timeout": _CONNECT_SECONDS, "application_name": "holdfast-card-service"},
        )
        try:
            with self._engine.connect() as connection:
                prepare(connection)
        except OperationalError as trouble:
            message = f"PostgreSQL cannot be used: {trouble.orig}"
            raise DatabaseTrouble(message) from None
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="database")

    async def run(self, job: Job[T]) -> T:
        """See `Store.run`."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, job)

    def close(self) -> None:
        """See `Store.close`."""
        self._threads.shutdown()
        self._engine.dispose()

    def _run(self, job: Job[T]) -> T:
        for turn in range(_TRIES):
            try:
                return self._run_once(job)
            except DBAPIError as trouble:
                if turn == _TRIES - 1 or not _did_nothing(trouble):
                    raise
                time.sleep(turn * _PAUSE)
        raise AssertionError

    def _run_once(self, job: Job[T]) -> T:
        with self._engine.connect() as connection:
            result = job(connection)
            try:
                connection.commit()
            except DBAPIError as trouble:
                if trouble.connection_invalidated:
                    raise OutcomeUnknown from trouble
                raise
            return result


class OutcomeUnknown(Exception):
    """The connection broke while a commit was under way: it may have happened."""


def _did_nothing(trouble: DBAPIError) -> bool:
    state = getattr(trouble.orig, "sqlstate", None)
    return state in _AGAIN or trouble.connection_invalidated


def checked_url(text: str) -> URL:
    """Return the URL of a PostgreSQL database for our driver. Raises `DatabaseTrouble`."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        message = "the database is given as postgresql://user@host:port/name"
        raise DatabaseTrouble(message) from None
    if url.password is not None or not _SECRET.isdisjoint(url.query):
        message = "a command line can be read by others: give the password by PGPASSFILE or PGPASSWORD"
        raise DatabaseTrouble(message)
    return url.set(drivername="postgresql+psycopg")
