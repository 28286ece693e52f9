"""What the endpoints need of a database, whichever it is."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
Job = Callable[[Connection], T]
"""Work in one transaction. It may run again, but only one run is committed; a `Refusal` undoes it."""


class DatabaseTrouble(Exception):
    """The database cannot be used; the message says why, for the person who started the service."""


class Store(Protocol):
    """A database that runs jobs."""

    async def run(self, job: Job[T]) -> T:
        """Run a job in a transaction and return its result once that is committed to disk."""
        ...

    def close(self) -> None:
        """Finish what was begun, and close. No job may be given afterwards."""
        ...
