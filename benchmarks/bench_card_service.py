"""The card service's speed on both engines, beside floors measured in the same run.

python -m benchmarks.bench_card_service                    # a thousand cards, about a minute
    python -m benchmarks.bench_card_service --cards 1000000    # ten million transactions; slow to make
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

from benchmarks import card_service_floors as floors
from benchmarks.card_service_load import Asked, Load, measure, request
from tests.card_service import CardService, running
from tests.sandbox import postgres

CLIENTS = (1, 16, 64)
_WARM = 200


@dataclass(frozen=True, slots=True)
class Floor:
    """Milliseconds: the median of an empty route, and of one INSERT with its commit."""

    route: float
    commit: float

    @property
    def both(self) -> float:
        """What a request with one commit cannot be faster than."""
        return self.route + self.commit


class Asking:
    """The three requests that are measured, each about a card picked at random."""

    def __init__(self, service: CardService, cards: int) -> None:
        self._bearer = service.bearer(service.manager)
        self._base = f"/v1/accounts/{service.account}/wallets"
        self._cards = cards
        self._chance = random.Random(1)
        self.holds: list[str] = []

    def info(self, _number: int) -> bytes:
        """POST info by token."""
        code = str(7_000_000_000_000_000 + self._chance.randrange(self._cards))
        return request("POST", f"{self._base}/info", self._bearer, json.dumps({"token": code}))

    def hold(self, _number: int) -> bytes:
        """POST transactions, pending, of nothing: every card can bear it."""
        card_id = f"demo-{self._chance.randrange(self._cards):07}"
        body = {
            "ref_id": str(uuid.uuid4()),
            "card_id": card_id,
            "amount": 0,
            "currency": "NOK",
            "pending": True,
        }
        return request("POST", f"{self._base}/transactions", self._bearer, json.dumps(body))

    def capture(self, number: int) -> bytes:
        """POST capture of everything, each hold once."""
        body = json.dumps({"ref_id": str(uuid.uuid4())})
        return request("POST", f"{self._base}/transactions/{self.holds[number]}/capture", self._bearer, body)


def capture_load(service: CardService, asking: Asking, clients: int, count: int) -> Load:
    """Captures need holds of their own, on a card that can bear them."""
    card = service.new_card(10**9)
    body = {"card_id": card.card_id, "amount": 1, "currency": "NOK", "pending": True}
    with service.api() as client:
        made = (client.post("/transactions", json=body | {"ref_id": str(uuid.uuid4())}) for _ in range(count))
        asking.holds = [answer.json()["id"] for answer in made]
    return measure(service.port, clients, count, asking.capture)


def rows_of(service: CardService, engine: str, floor: Floor, cards: int, count: int) -> None:
    """Measure one engine and print a row for each kind of request and number of clients."""
    asking = Asking(service, cards)
    measure(service.port, 1, _WARM, asking.info)
    measure(service.port, 1, _WARM, asking.hold)
    kinds: tuple[tuple[str, Asked | None], ...] = (
        ("info", asking.info),
        ("hold", asking.hold),
        ("capture", None),
    )
    for kind, asked in kinds:
        for clients in CLIENTS:
            load = (
                measure(service.port, clients, count, asked)
                if asked is not None
                else capture_load(service, asking, clients, min(count, 1_000))
            )
            least = floor.route if kind == "info" else floor.both
            share = f"{least / load.share(0.5):.0%}" if clients == 1 else "-"
            cells = f"{load.rate:10.0f} {load.share(0.5):10.2f} {load.share(0.99):10.2f} {least:10.2f}"
            print(f"{engine:9} {kind:8} {clients:7} {cells} {share:>10}", flush=True)


def main() -> None:
    """Measure floors and both engines, and print them in one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=1_000)
    parser.add_argument("--requests", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, postgres.running() as server:
        folder = Path(name)
        measured = floors_of(server, folder, options.requests)
        print_prism(options.requests)
        print(f"\n{options.cards} cards, {options.cards * 10} transactions")
        heads = ("per second", "p50 ms", "p99 ms", "floor", "share")
        print(f"{'engine':9} {'request':8} {'clients':>7} {' '.join(f'{head:>10}' for head in heads)}")
        for engine, floor in measured.items():
            words = ("--database", server.create("cards")) if engine == "postgres" else ()
            with running(folder / engine, "--seed", f"demo:{options.cards}", *words) as service:
                rows_of(service, engine, floor, options.cards, options.requests)
    print(
        "share: the floor's median as a part of ours, with one client; the floor of info is the empty route"
    )


def floors_of(server: postgres.Server, folder: Path, count: int) -> dict[str, Floor]:
    """Measure the floors of each engine, and print them."""
    route = empty_route_ms(count)
    commits = {
        "sqlite": floors.sqlite_commits(folder, count),
        "postgres": floors.postgres_commits(server.create("floor"), count),
    }
    found = {engine: Floor(route, statistics.median(times) * 1000) for engine, times in commits.items()}
    for engine, one in found.items():
        print(f"floor: empty route {one.route:.2f} ms, INSERT and commit on {engine} {one.commit:.2f} ms")
    return found


def empty_route_ms(count: int) -> float:
    """The median of an empty route, in milliseconds."""
    with floors.empty_route() as port:
        measure(port, 1, _WARM, lambda _: request("POST", "/"))
        return measure(port, 1, count, lambda _: request("POST", "/")).share(0.5)


def print_prism(count: int) -> None:
    """What a mock made from the contract file needs for a hold, where it is installed."""
    body = json.dumps({"ref_id": "r", "card_id": "c", "amount": 1, "currency": "NOK", "pending": True})
    head = request("POST", "/accounts/T00000001/wallets/transactions", "x", body)
    sent = head.replace(b"Host: x\r\n", b"Host: x\r\nContent-Type: application/json\r\n")
    with floors.prism() as port:
        if port is None:
            print("peer: Prism is not installed here")
            return
        load = measure(port, 1, min(count, 500), lambda _: sent)
        print(
            f"peer: Prism answers a hold from a mock in {load.share(0.5):.2f} ms, {load.rate:.0f} per second"
        )


if __name__ == "__main__":
    main()
