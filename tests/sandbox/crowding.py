"""Many clients move money on few cards at once, a third of all requests twice.

python -m tests.sandbox.crowding --clients 64 --turns 1000 [--postgres]
"""

import argparse
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx

from tests.card_service import CardService, NewCard
from tests.sandbox.engines import service_on
from tests.sandbox.money import ref

_HOT_CARDS = 50
_WORKERS = ("--workers", "4")


@dataclass(frozen=True)
class Crowd:
    """How many come, how often each asks, and on how many cards."""

    clients: int
    turns: int
    cards: int

    def move_money(self, service: CardService) -> set[str]:
        """Let them all loose; returns the ids of all transactions that were confirmed."""
        cards = [service.new_card(500) for _ in range(self.cards)]
        with ThreadPoolExecutor(self.clients) as threads:
            confirmed = threads.map(lambda seed: self._one_client(service, cards, seed), range(self.clients))
            return set[str]().union(*confirmed)

    def _one_client(self, service: CardService, cards: list[NewCard], seed: int) -> set[str]:
        chance, confirmed, open_holds = random.Random(seed), set[str](), list[str]()
        with service.api() as client:
            for _ in range(self.turns):
                path, body = _request(chance, cards, open_holds)
                done = _send(client, path, body, 1 + (chance.random() < 1 / 3))
                confirmed |= done.keys()
                open_holds += [held for held, kind in done.items() if kind == "pending_capture"]
        return confirmed


def _send(client: httpx.Client, path: str, body: dict[str, object], times: int) -> dict[str, str]:
    """Send the same request once or twice; returns the transaction it made, if it made one."""
    answers = [client.post(path, json=body) for _ in range(times)]
    assert {answer.status_code for answer in answers} <= {200, 400}, answers[-1].text
    done = {answer.json()["id"]: answer.json()["type"] for answer in answers if answer.status_code == 200}
    assert len(done) <= 1
    return done


def _request(
    chance: random.Random, cards: list[NewCard], open_holds: list[str]
) -> tuple[str, dict[str, object]]:
    body: dict[str, object] = {"ref_id": ref()}
    if open_holds and chance.random() < 0.4:
        held = open_holds.pop(chance.randrange(len(open_holds)))
        return f"/transactions/{held}/{chance.choice(('capture', 'void'))}", body
    body |= {"card_id": chance.choice(cards).card_id, "amount": chance.randint(0, 90), "currency": "NOK"}
    body |= chance.choice(({}, {"pending": True}, {"pending": True}, {"type": "fund"}))
    return "/transactions", body


def left_behind(service: CardService) -> tuple[list[str], list[str]]:
    """Restart the service as one process; the ids in its ledger, loads left out, and its faults."""
    service.stop()
    if "--workers" in service.options:
        place = service.options.index("--workers")
        service.options = service.options[:place] + service.options[place + 2 :]
    service.start()
    return [row["id"] for row in service.ledger() if not row["by_server"]], service.proof()


def main() -> int:
    """Run one crowd on one engine, and prove what it left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--turns", type=int, default=1_000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    crowd = Crowd(options.clients, options.turns, _HOT_CARDS)
    begun = time.monotonic()
    with service_on(
        "postgres" if options.postgres else "sqlite", *(_WORKERS if options.postgres else ())
    ) as service:
        confirmed = crowd.move_money(service)
        seconds = time.monotonic() - begun
        kept, faults = left_behind(service)
    doubled = len(kept) - len(set(kept))
    print(f"{options.clients} clients x {options.turns}: {len(confirmed)} transactions in {seconds:.0f} s; "
          f"{len(confirmed ^ set(kept))} differ, {doubled} doubled, {len(faults)} faults")  # fmt: skip
    return 1 if confirmed != set(kept) or doubled or faults else 0


if __name__ == "__main__":
    sys.exit(main())
