"""SQLite: one process, one connection, one thread. Requests that come meanwhile share a commit."""

import asyncio
import functools
import sqlite3
from concurrent.futures import Future as ThreadFuture
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from pos_app.sandbox import lock
from pos_app.sandbox.problems import Refusal
from pos_app.sandbox.setup import prepare
from pos_app.sandbox.store import DatabaseTrouble, Job

T = TypeVar("T")
_LARGEST_BATCH = 64
_SETTINGS = (
    ("locking_mode", "EXCLUSIVE"),
    ("synchronous", "FULL"),
    ("foreign_keys", "ON"),
    ("fullfsync", "ON"),  # These two matter on macOS, where an ordinary sync may stop in the disk's cache.
    ("checkpoint_fullfsync", "ON"),
    ("cache_size", "-65536"),
)
_PROMISES = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
Waiting = tuple[Job[Any], "asyncio.Future[Any]"]


class SqliteStore:
    """Runs jobs on one SQLite file.

    Jobs that wait are run together: each in a savepoint of its own, one commit for all, and nobody hears of a
    result before that commit is on disk. If a run breaks (a fault of ours or of the disk), nothing of it is
    kept and its jobs are run again one by one, so that only the guilty one hears of the fault.
    """

    def __init__(self, path: Path, patience: float = 5.0) -> None:
        """Open or make the file. `DatabaseTrouble` when it cannot be used within `patience` seconds."""
        try:
            self._lock = lock.acquire(path.with_name(path.name + ".lock"), patience)
        except lock.Locked:
            message = f"another card service uses {path}"
            raise DatabaseTrouble(message) from None
        self._engine = _engine(path)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._waiting: list[Waiting] = []
        self._busy = False
        self._connection = self._thread.submit(self._open).result()

    def _open(self) -> Connection:
        connection = self._engine.connect()
        prepare(connection)
        return connection

    async def run(self, job: Job[T]) -> T:
        """See `Store.run`."""
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, result))
        if not self._busy:
            self._start()
        return await result

    def close(self) -> None:
        """See `Store.close`."""
        self._thread.submit(self._connection.close).result()
        self._thread.shutdown()
        self._engine.dispose()
        self._lock.close()

    def _start(self) -> None:
        batch, self._waiting = self._waiting[:_LARGEST_BATCH], self._waiting[_LARGEST_BATCH:]
        self._send(batch)

    def _send(self, batch: list[Waiting]) -> None:
        self._busy = True
        jobs = [job for job, _ in batch]
        loop = asyncio.get_running_loop()
        done = self._thread.submit(_run_all, self._connection, jobs)
        settle = functools.partial(self._settle, batch)
        done.add_done_callback(lambda run: loop.call_soon_threadsafe(settle, run))

    def _settle(self, batch: list[Waiting], run: ThreadFuture[list[Any]]) -> None:
        trouble = run.exception()
        if trouble is None:
            for (_, waiter), outcome in zip(batch, run.result(), strict=True):
                _tell(waiter, outcome)
        elif len(batch) == 1:
            _tell(batch[0][1], trouble)
        else:
            self._retry_alone(batch)
            return
        self._busy = False
        if self._waiting:
            self._start()

    def _retry_alone(self, batch: list[Waiting]) -> None:
        first, *rest = batch
        self._waiting = rest + self._waiting
        self._send([first])


def _tell(waiter: "asyncio.Future[Any]", outcome: object) -> None:
    if waiter.done():
        return
    if isinstance(outcome, BaseException):
        waiter.set_exception(outcome)
    else:
        waiter.set_result(outcome)


def _run_all(connection: Connection, jobs: list[Job[Any]]) -> list[Any]:
    """Run jobs in one transaction; in place of a result a refusal may stand."""
    if len(jobs) == 1:
        return [_run_alone(connection, jobs[0])]
    with connection.begin():
        return [_run_one(connection, job) for job in jobs]


def _run_alone(connection: Connection, job: Job[Any]) -> Any:  # whatever the job returns
    try:
        with connection.begin():
            return job(connection)
    except Refusal as refusal:
        return refusal


def _run_one(connection: Connection, job: Job[Any]) -> Any:  # whatever the job returns
    savepoint = connection.begin_nested()
    try:
        result = job(connection)
    except Refusal as refusal:
        savepoint.rollback()
        return refusal
    savepoint.commit()
    return result


def _engine(path: Path) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=StaticPool,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "isolation_level": None, "cached_statements": 256},
    )
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _connected(connection: sqlite3.Connection, _record: object) -> None:
    """Make every commit reach the disk, and nobody else open the file; believe only what SQLite answers."""
    try:
        for setting, wanted in _SETTINGS:
            connection.execute(f"PRAGMA {setting}={wanted}")
        connection.execute("PRAGMA journal_mode=WAL")
        answers = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _PROMISES}
    except sqlite3.DatabaseError as trouble:
        message = f"the database cannot be opened: {trouble}"
        raise DatabaseTrouble(message) from None
    if answers != _PROMISES:
        message = f"SQLite does not keep to its settings here: {answers}"
        raise DatabaseTrouble(message)
