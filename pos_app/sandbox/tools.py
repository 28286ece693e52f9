"""What can be done to a database while no service runs on it (on PostgreSQL: also while one runs)."""

import asyncio
import csv
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO, TypeVar

from pos_app.sandbox import cards, proof, stored_clients
from pos_app.sandbox.asks import FOUR_DIGITS, BatchAsk, Format, TokenWish
from pos_app.sandbox.cards import Made
from pos_app.sandbox.pins import NewPin
from pos_app.sandbox.program import Settings, opened
from pos_app.sandbox.service import Service
from pos_app.sandbox.store import DatabaseTrouble, Job

T = TypeVar("T")
_AT_ONCE = 100
_WISH = TokenWish(Format(length=16, numbers=True), None, single_use=False)


@contextmanager
def at_rest(settings: Settings) -> Iterator[Service]:
    """The service without its endpoints."""
    with opened(replace(settings, wait_for_file=0.0), {}, b"") as service:
        yield service


def run(service: Service, job: Job[T]) -> T:
    """Run one job."""
    return asyncio.run(service.run(job))


def print_cards(settings: Settings, count: int, file: Path) -> None:
    """Make inactive cards and write `card_id`, code and PIN of each to a new CSV file, only for its owner.

    The cards are made first, so that a code on paper always has its card. OSError when the file exists.
    """
    run_name = f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(3)}"
    with at_rest(settings) as service, _private(file) as target:
        writer = csv.writer(target)
        writer.writerow(("card_id", "code", "pin"))
        for first in range(1, count + 1, _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, count + 1))
            card_ids = tuple((f"card-{run_name}-{number:06}", "gift_card") for number in numbers)
            made = asyncio.run(_make(service, BatchAsk(card_ids, FOUR_DIGITS, _WISH)))
            writer.writerows(
                (one.row["card_id"], one.token and one.token.value, _plain(one.pin)) for one in made
            )
            target.flush()
            os.fsync(target.fileno())


async def _make(service: Service, ask: BatchAsk) -> list[Made]:
    pins = await service.new_pins(ask.pin, len(ask.cards))
    return await service.run(lambda db: cards.create_batch(db, service.plain_call(), ask, pins))


def _plain(pin: NewPin | None) -> str:
    return "" if pin is None else pin.value


@contextmanager
def _private(file: Path) -> Iterator[TextIO]:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as target:
        yield target


def add_client(settings: Settings, client_id: str, scopes: list[str]) -> str:
    """Make a stored client; returns its secret."""
    with at_rest(settings) as service:
        return run(service, lambda db: stored_clients.add(db, client_id, scopes, service.clock.now()))


def remove_client(settings: Settings, client_id: str) -> None:
    """Forget a stored client."""
    with at_rest(settings) as service:
        run(service, lambda db: stored_clients.remove(db, client_id))


def list_clients(settings: Settings) -> list[tuple[str, str]]:
    """The stored clients with their scopes."""
    with at_rest(settings) as service:
        return run(service, stored_clients.listed)


def check(settings: Settings) -> tuple[tuple[int, int], list[str]]:
    """Count cards and transactions, and say everything that does not add up."""
    with at_rest(settings) as service:
        return run(service, proof.counts), run(service, proof.faults)


def backup(settings: Settings, target: Path) -> None:
    """Copy an SQLite database and its key file, so that both can be put back; the copy is checked.

    DatabaseTrouble when the database is in use or the copy is not whole; OSError when the target exists.
    """
    if settings.on_postgres:
        message = "copy PostgreSQL with pg_dump, and the key file beside it"
        raise DatabaseTrouble(message)
    if target.exists():
        raise FileExistsError(str(target))
    with at_rest(settings):
        pass  # Nobody uses it, and its log is written back.
    with closing(sqlite3.connect(settings.database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        (answer,) = copy.execute("PRAGMA integrity_check").fetchone()
    if answer != "ok":
        message = f"the copy is damaged: {answer}"
        raise DatabaseTrouble(message)
    shutil.copy2(settings.key_file, f"{target}.key")
