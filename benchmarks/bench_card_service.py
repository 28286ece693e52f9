"""The card service's speed on both engines, beside floors measured in the same run.

python -m benchmarks.bench_card_service                    # a thousand cards, about a minute
    python -m benchmarks.bench_card_service --cards 1000 1000000   # also with 10^7 transactions; slow to make
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import tempfile
import uuid
from contextlib import ExitStack
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


@dataclass(frozen=True, slots=True)
class Scale:
    """How many cards there are, and how often each kind of request is asked."""

    cards: int
    requests: int


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


def rows_of(service: CardService, engine: str, floor: Floor, scale: Scale) -> dict[str, float]:
    """Measure one engine and print a row for each kind of request and number of clients.

    Returns the median of each kind with one client, in milliseconds.
    """
    asking, medians = Asking(service, scale.cards), dict[str, float]()
    for asked in (asking.info, asking.hold):
        measure(service.port, 1, _WARM, asked)
    kinds: tuple[tuple[str, Asked | None], ...] = (
        ("info", asking.info),
        ("hold", asking.hold),
        ("capture", None),
    )
    for (kind, asked_for), clients in itertools.product(kinds, CLIENTS):
        if asked_for is None:
            load = capture_load(service, asking, clients, min(scale.requests, 1_000))
        else:
            load = measure(service.port, clients, scale.requests, asked_for)
        least = floor.route if kind == "info" else floor.both
        if clients == 1:
            medians[kind] = load.share(0.5)
        share = f"{least / load.share(0.5):.0%}" if clients == 1 else "-"
        cells = f"{load.rate:10.0f} {load.share(0.5):10.2f} {load.share(0.99):10.2f} {least:10.2f}"
        print(f"{engine:9} {kind:8} {clients:7} {cells} {share:>10}", flush=True)
    return medians


def main() -> None:
    """Measure floors and the engines that are here, with as many cards as asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, nargs="+", default=[1_000], help="one or more sizes to compare")
    parser.add_argument("--requests", type=int, default=2_000)
    options = parser.parse_args()
    scales = [Scale(cards, options.requests) for cards in options.cards]
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        server = None if postgres.why_not() else stack.enter_context(postgres.running())
        measured = floors_of(server, Path(name), options.requests)
        print_prism(options.requests)
        found = [measure_scale(server, Path(name), scale, measured) for scale in scales]
    print(
        "share: the floor's median as a part of ours, with one client; for info the empty route is the floor"
    )
    for scale, medians in zip(scales[1:], found[1:], strict=True):
        for engine, kind in medians:
            ratio = medians[engine, kind] / found[0][engine, kind]
            print(f"{engine} {kind}: {ratio:.2f} x with {scale.cards} cards, against {scales[0].cards}")


def measure_scale(
    server: postgres.Server | None, folder: Path, scale: Scale, measured: dict[str, Floor]
) -> dict[tuple[str, str], float]:
    """Measure every engine with one number of cards; the medians with one client, by engine and request."""
    print(f"\n{scale.cards} cards, {scale.cards * 10} transactions")
    heads = ("per second", "p50 ms", "p99 ms", "floor", "share")
    print(f"{'engine':9} {'request':8} {'clients':>7} {' '.join(f'{head:>10}' for head in heads)}")
    found: dict[tuple[str, str], float] = {}
    for engine, floor in measured.items():
        name = f"cards_{scale.cards}"
        url = server.create(name) if engine == "postgres" and server else ""
        words = ("--database", url) if url else ()
        with running(folder / engine / name, "--seed", f"demo:{scale.cards}", *words) as service:
            if url:
                floors.settle(url)
            medians = rows_of(service, engine, floor, scale)
        found |= {(engine, kind): median for kind, median in medians.items()}
    return found


def floors_of(server: postgres.Server | None, folder: Path, count: int) -> dict[str, Floor]:
    """Measure the floors of each engine, and print them."""
    commits = {"sqlite": floors.sqlite_commits(folder, count)}
    if server is None:
        print(postgres.why_not())
    else:
        commits["postgres"] = floors.postgres_commits(server.create("floor"), count)
    route = empty_route_ms(count)
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
