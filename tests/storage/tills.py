"""A till's journal for tests: real files, real SQLite."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import apsw

from pos_app.domain import steps
from pos_app.domain.answer import Transaction
from pos_app.domain.operation import Kind, Operation, Step
from pos_app.domain.origin import Origin
from pos_app.storage.journal import Journal
from pos_app.storage.opening import open_journal
from pos_app.storage.places import Places
from tests.domain.values import operation

T = TypeVar("T")

TRAINING = Origin("T12345678", "127.0.0.1:8000", training=True)
LIVE = Origin("P12345678", "api.example.test")
KEY = bytes(range(32))
NOW = 1_795_000_000.0
BODY = b'{"token":"canary-token-9f2c","pin":"canary-pin-7731","amount":25000}'


def places_in(folder: Path) -> Places:
    return Places.of(folder / "home", {})


def opened(folder: Path, origin: Origin = TRAINING, key: bytes = KEY, vfs: str | None = None) -> Journal:
    return open_journal(places_in(folder), origin, key, NOW, vfs=vfs)


def file_of(folder: Path, origin: Origin = TRAINING) -> Path:
    return places_in(folder).journal_folder(origin) / "journal.db"


def with_journal(
    folder: Path, work: Callable[[Journal], Awaitable[T]], *, close: bool = True, **how: Any
) -> T:
    """Open the journal, do the work in a loop of its own, close the journal."""

    async def whole() -> T:
        journal = opened(folder, **how)
        try:
            return await work(journal)
        finally:
            if close:
                await journal.close()

    return asyncio.run(whole())


def asked(body: bytes = BODY, **given: Any) -> Step:
    return steps.asked_and_sent(operation(**given), body)


def done(one: Operation, transaction_id: str = "tx-1") -> Step:
    found = Transaction(ref_id=one.ref_id, amount=one.amount, id=transaction_id)
    return steps.confirmed(one, found, NOW + 1, "answer")


async def settled(journal: Journal, transaction_id: str = "tx-1", **given: Any) -> Operation:
    """Ask and confirm one operation; returns it as it stands then."""
    first = asked(**given)
    await journal.commit([first])
    last = done(first.operation, transaction_id)
    await journal.commit([last])
    return last.operation


async def hold_with(journal: Journal, *captures: int, void: bool = False) -> Operation:
    """A confirmed hold of kr 250,00 with these confirmed captures."""
    placed = await settled(journal, "hold-tx")
    for number, minor in enumerate(captures):
        one = operation(
            ref_id=f"capture-{number}",
            kind=Kind.CAPTURE,
            amount=type(placed.amount)(minor, placed.amount.currency),
            hold_ref=placed.ref_id,
            hold_id="hold-tx",
        )
        first = steps.asked_and_sent(one, b"{}")
        await journal.commit([first])
        await journal.commit([done(first.operation, f"capture-tx-{number}")])
    if void:
        await settled(
            journal, "void-tx", ref_id="void-1", kind=Kind.VOID, hold_ref=placed.ref_id, hold_id="hold-tx"
        )
    return placed


@contextmanager
def raw(file: Path) -> Iterator[apsw.Connection]:
    """The file as somebody with a database tool sees it."""
    connection = apsw.Connection(str(file))
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def unguarded(file: Path) -> Iterator[apsw.Connection]:
    """The same, after the triggers were taken away."""
    with raw(file) as connection:
        for (name,) in list(connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")):
            connection.execute(f'DROP TRIGGER "{name}"')
        yield connection
