"""A computer that cannot keep the journal: the till says so, takes no new money, and loses nothing."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from tests.card_service import CardService, NewCard
from tests.journeys import other_world, watching
from tests.journeys.watching import WatchedTill

STOPPED = "No new sales on this till"
SAFE = "Holds are safe."


def stopped(till: WatchedTill, why: str) -> None:
    """The till says why it takes no new money, and that nothing is lost."""
    till.until(STOPPED)
    till.until(f"{why} {SAFE}")


def hold(till: WatchedTill, card: NewCard, amount: str) -> None:
    """Place a hold; its panel stands."""
    ask(till, card, amount)
    till.press("F9")
    till.until(f"On hold, not taken yet: kr {amount},00")


def ask(till: WatchedTill, card: NewCard, amount: str) -> None:
    """A card and an amount, ready for F9."""
    look = till.now.look
    till.scan(card.token)
    till.until(lambda now: now.look > look and now.reading == "card")
    till.order(type=amount)
    till.until(lambda now: "F9" in now.keys)


def fill(file: Path) -> NoReturn:
    """Write until the disk takes no more, and raise its OSError."""
    with file.open("wb", buffering=0) as full:
        while True:
            full.write(b"x" * 4096)


def ledger(service: CardService, card: NewCard) -> list[tuple[str, int]]:
    """What happened to a card after it was made."""
    rows = [row for row in service.ledger() if row["card_id"] == card.card_id]
    return [(row["type"], row["amount"]) for row in rows[1:]]


@pytest.fixture
def card(service: CardService) -> NewCard:
    return service.new_card(50_000)


@pytest.fixture
def home(service: CardService, card: NewCard, tmp_path: Path) -> Path:
    """The home of a till that has placed one hold and was closed."""
    with watching.till(tmp_path / "home", service) as till:
        hold(till, card, "5")
    return tmp_path / "home"


def journal(home: Path) -> Path:
    (file,) = home.glob("*@*/journal.db")
    return file


def test_a_second_window(service: CardService, card: NewCard, tmp_path: Path) -> None:
    with watching.till(tmp_path / "home", service) as first:
        with watching.till(tmp_path / "home", service) as second:
            stopped(second, "Another window of Holdfast is open. Sell there, or close it.")
            second.order(scan=card.token)
            second.order(type="5")
            second.order(key="F9")
            second.until("This computer cannot write it down. Nothing was asked.")
        assert ledger(service, card) == []
        hold(first, card, "5")
    assert ledger(service, card) == [("pending_capture", 500)]


def test_a_newer_journal(service: CardService, home: Path) -> None:
    with closing(sqlite3.connect(journal(home))) as newer:
        newer.execute("pragma user_version = 1000")
    before = journal(home).read_bytes()
    with watching.till(home, service) as till:
        stopped(till, "The till’s journal is from a newer Holdfast. Update the program.")
    assert journal(home).read_bytes() == before


def test_a_damaged_journal(service: CardService, card: NewCard, home: Path) -> None:
    with journal(home).open("r+b") as file:
        file.seek(4096)
        file.write(b"\x00garbage" * 1024)
    damaged = journal(home).read_bytes()
    with watching.till(home, service) as till:
        stopped(till, "The till’s journal is damaged and was set aside whole.")
    (aside,) = home.glob("*@*/journal.damaged-*.db")
    assert aside.read_bytes() == damaged
    with watching.till(home, service) as till:
        hold(till, card, "7")
        till.until("Holds, 2 open")
    assert ledger(service, card) == [("pending_capture", 500), ("pending_capture", 700)]


@contextmanager
def limited(till: WatchedTill) -> Iterator[None]:
    """Meanwhile no file of the till may grow."""
    resource = pytest.importorskip("resource")
    process, kind = till.process.pid, resource.RLIMIT_FSIZE
    before = resource.prlimit(process, kind)
    resource.prlimit(process, kind, (0, before[1]))
    yield
    resource.prlimit(process, kind, before)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux limits a running program from outside"
)
def test_a_disk_that_fails(service: CardService, card: NewCard, tmp_path: Path) -> None:
    with watching.till(tmp_path / "home", service) as till:
        hold(till, card, "5")
        ask(till, card, "7")
        with limited(till):
            till.press("F9")
            stopped(till, "The disk of this computer does not answer as it should.")
            assert ledger(service, card) == [("pending_capture", 500)]
    with watching.till(tmp_path / "home", service) as till:
        till.until("Holds, 1 open")
        hold(till, card, "7")
    assert ledger(service, card) == [("pending_capture", 500), ("pending_capture", 700)]


@pytest.mark.skipif(other_world.why_not() != "", reason=other_world.why_not() or "it can be done")
def test_a_full_disk(service: CardService, card: NewCard, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with watching.till(home, service, prefix=other_world.small_disk(home, 4)) as till:
        filler = other_world.seen_from(till.process.pid, home) / "filler"
        hold(till, card, "5")
        ask(till, card, "7")
        with pytest.raises(OSError, match="No space"):
            fill(filler)
        till.press("F9")
        stopped(till, "The disk of this computer is full.")
        assert ledger(service, card) == [("pending_capture", 500)]
        filler.unlink()
        till.until(lambda now: not now.says(STOPPED))
        hold(till, card, "7")
    assert ledger(service, card) == [("pending_capture", 500), ("pending_capture", 700)]


@pytest.mark.skipif(other_world.why_not() != "", reason=other_world.why_not() or "it can be done")
def test_a_disk_that_may_not_be_written(service: CardService, card: NewCard, home: Path) -> None:
    with watching.till(home, service, prefix=other_world.read_only(home)) as till:
        stopped(till, "This computer does not let the till write.")
    assert ledger(service, card) == [("pending_capture", 500)]
    with watching.till(home, service) as till:
        till.until("Holds, 1 open")
